"""The desk: one turn of one conversation, from what came in to everything that follows from it.

    answers = handle(inbound, uow, house)

It knows who is talking and what they may, sends the event where it belongs (the engine, a case, an invitation), and
puts what follows into the unit of work: session, case, timeline, notices, timers.  It waits for nothing, reads no
clock but `uow.now`, and takes ids from `uow.new_id`.  How a conversation goes on is the engine's to know.

What is here leads an event to where it belongs; what becomes of it has a room for each subject:

    cases, alike, incidents, joint     what a case is, which others it belongs to, what several groups think of it
    alarm, team, live, safe, after     an emergency: its alarm, who does what, the checklist, who is safe, the end
    telling, updates, clocks, digests  who hears of what, and when
    duty, people, health               who is there to hear it, and whether it would arrive
    drills, programme                  practice, and what is due of it
    editions, actions, forms           playbooks that change, what is to be put right, what is asked about a case
"""

from handlers.desk.routing import handle

__all__ = ["handle"]
