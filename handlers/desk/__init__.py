"""The desk: one turn of one conversation, from what came in to everything that follows from it.

    answers = handle(inbound, uow, house)

It knows who is talking and what they may, sends the event where it belongs (the engine, a case, an invitation), and
puts what follows into the unit of work: session, case, timeline, notices, timers.  It waits for nothing, reads no
clock but `uow.now`, and takes ids from `uow.new_id`.  How a conversation goes on is the engine's to know.
"""

from handlers.desk.routing import handle

__all__ = ["handle"]
