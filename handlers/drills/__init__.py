"""Drills: what a run of a scenario is, as plain values and functions. No I/O, and nothing of conversations.

    run = read_run(drill_id, entries)          # folding: a `Drill`; everything follows from its append-only log
    run.clock.shows(real)                      # clock: exercise time, which stands still while the run does
    judged(run, real)                          # expecting: which expectations are met, late, missed, still open
    fenced(directory, run)                     # fence: the organisation as far as the run may reach
    as_exercise(message, language, standing)   # marking: a message of the run as it leaves

How a turn finds its run, and what it does in it, is `handlers.desk.drills`.  Nothing is imported here, because the
organisation (`handlers.people`) holds `standing.Standing`, and most of the rest looks at the organisation.
"""
