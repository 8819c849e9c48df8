"""Duty calendars that are kept elsewhere: found, fetched, read, and what they say kept with the roster.

    places.py    where a group's calendar is: an address, a file, a setting that holds either
    fetching.py  its text, if that changed: over HTTP or from a file, within limits
    reading.py   iCalendar text as events, repeated ones one by one (the only place that knows the libraries for it)
    keeper.py    one look at one calendar, and what becomes of the roster
    report.py    what they say, for `muster org check --calendars`
    watcher.py   looks at all of them, again and again, in one process

What an event means is `handlers.rosters.names`; what is told of it, `handlers.desk.duty.watch`.
"""
