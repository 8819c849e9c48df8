"""Sends what is due: urgent first, each chat in order, inside the platform's limits, each result written down.

The queue is the outbox table, so it outlives the process and is shared by several.  A notice is claimed before it is
sent: most are claimed in the very transaction that wrote them, because their chat is free and there is room
(`claims`); the rest wait in the table until `pump` claims as many as there is room for, the most urgent first.
"""

from bot.dispatcher.dispatcher import Dispatcher

__all__ = ["Dispatcher"]
