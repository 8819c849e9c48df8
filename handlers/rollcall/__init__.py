"""Roll calls: is everybody safe?  And messages to everybody at a site, counted the same way.

Values and plain functions; `handlers.desk.safe` asks, listens and counts.
"""
