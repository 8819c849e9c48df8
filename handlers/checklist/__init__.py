"""The shared checklist of a case: what everybody's taps add up to, which rows there are now, and how each sees it.

Plain functions.  `marks` are what people said about rows, `board` adds them up whatever order they come in,
`laying_out` says which rows there are and how each stands, `sheet` is all of them, and `showing` words it.  Sending
and timers are the desk's (`handlers.desk.live`).
"""
