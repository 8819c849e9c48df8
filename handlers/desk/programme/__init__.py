"""The programme of drills at the desk: what is due, how it went over time, certificates, and who is told.

    grid.py        which team has drilled which playbook, as a picture and in words
    planning.py    a drill for a team, from a button
    tapping.py     the buttons of all of these; they need nobody's session, and every one is authorised afresh

What it all means is `handlers.drills.programme`.
"""
