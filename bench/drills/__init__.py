"""A drill with twenty players on the real service, over the emulated platform: `python -m bench.drills`.

Everything that leaves for the run must carry the mark and reach nobody off its list; a run that is killed again and
again must end up as one that nobody touched; and at the words for a real emergency everybody must know at once.
"""
