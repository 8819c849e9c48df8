"""The conversation engine: a plain function from a session and an event to a session and effects.

    turn = step(session, event, at)      # at: Surroundings, with who, where and when
    turn.session, turn.effects

No I/O, no clock, no chance of its own, nothing asynchronous: whatever it needs comes in with `Surroundings`, and
whatever should happen goes out as effects, which `handlers.desk` turns into cases, notices and timers.  What it does
not know: cases, groups, commands other than /back, /skip, /cancel, /pause, /review, and any chat platform.
"""
