"""The programme of drills at the desk: what is due, how it went over time, certificates, and who is told.

    grid.py        which team has drilled which playbook, as a picture and in words
    history.py     how a team did over time
    certificates.py  who drilled what, and until when that is good
    planning.py    a drill for a team, from a button
    due.py, lapsed.py   what trainers are told by themselves: what falls due, which certificates lapsed
    tapping.py     the buttons of all of these; they need nobody's session, and every one is authorised afresh

What it all means is `handlers.drills.programme`.
"""
