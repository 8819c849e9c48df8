"""The conversation engine: a plain function from a session and an event to a session and effects.

    turn = step(session, event, at)      # at: Surroundings, with who, where and when
    turn.session, turn.effects

No I/O, no clock, no chance of its own, nothing asynchronous: whatever it needs comes in with `Surroundings`, and
whatever should happen goes out as effects, which `handlers.desk` turns into cases, notices and timers.  What it does
not know: cases, groups, commands other than /back, /skip, /cancel, /pause, /review, and any chat platform.
"""

from handlers.engine.admission import admit
from handlers.engine.answers import values_of
from handlers.engine.beginning import Said, begin, new_session, redraw, resume
from handlers.engine.codec import dump_session, load_session
from handlers.engine.conduct import COMMANDS, step
from handlers.engine.joining import pointed_at
from handlers.engine.questions.evidence import media_of
from handlers.engine.reopening import close, drop, leave_checklist, reopen
from handlers.engine.session import AT_WORK, Answer, Correction, Frame, LastTap, Session
from handlers.engine.showing import show_answer
from handlers.engine.turn import (
    Alike,
    Amended,
    Answered,
    AtWork,
    Cancelled,
    Drafted,
    Draw,
    Effect,
    Finished,
    Handed,
    Started,
    Submitted,
    Surroundings,
    Tell,
    Toast,
    Turn,
    Unclaimed,
    Wake,
)

__all__ = [
    "AT_WORK",
    "COMMANDS",
    "Alike",
    "Amended",
    "Answer",
    "Answered",
    "AtWork",
    "Cancelled",
    "Correction",
    "Drafted",
    "Draw",
    "Effect",
    "Finished",
    "Frame",
    "Handed",
    "LastTap",
    "Said",
    "Session",
    "Started",
    "Submitted",
    "Surroundings",
    "Tell",
    "Toast",
    "Turn",
    "Unclaimed",
    "Wake",
    "admit",
    "begin",
    "close",
    "drop",
    "dump_session",
    "leave_checklist",
    "load_session",
    "media_of",
    "new_session",
    "pointed_at",
    "redraw",
    "reopen",
    "resume",
    "show_answer",
    "step",
    "values_of",
]
