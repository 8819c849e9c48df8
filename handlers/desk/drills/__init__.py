"""Drills at the desk: which turns are part of a run, what its leads rule, and what a real emergency does to it.

    turns.py       finds the run a turn is in, and gives the desk that run's view of the world (`exercise.Exercise`)
    rulings.py     start, pause, resume, speed, skip, fire now, extend, add, end: each an entry of the log
    injecting.py   what comes due in a run: injects, branches, the planned end
    setting.py     `/drill`: scenario, site, date, people, parts;  inviting.py: invitations, briefing, receive test
    stopping.py    a real emergency freezes every run on the site
    controls.py    taps on a run's buttons: those of everybody (taps_of_all.py), and of its leads (taps_of_leads.py)

Everything else the desk does is the same in a run and in earnest, and knows nothing of drills.
"""
