"""Simulation: an author walks a playbook as a member of staff would, and sees who else would be told, and when.

    chosen      which playbook is meant (a file, or one of the library), and what lint says of it
    setting     the people, the playbooks and the moment of the rehearsed world it runs in
    seeds       answers and steps that are given beforehand, as an author writes them in a file
    stage       that world with the screen it is seen on
    walk        how the playbook is begun, and what is given and typed in it
    conversing  the lines at the terminal, from the welcome to the end
    telling     who was told of it, when

The world is `bot.rehearsal.world`: the real desk over a database in a temporary folder. Nothing is kept or sent.
"""
