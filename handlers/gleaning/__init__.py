"""What somebody's first message says already: where, when, how many, which number to call, which flight.

    glean("two people stuck in lift 3, 10 minutes ago", playbook, glance)
        # {"place": {"place": "lift-3"}, "when": "2026-11-21T03:10+08:00", "people": 2}

Plain functions.  They take only what is certain: a place that could be two is left to be asked for.  Whether a value
is an answer to its question is for the engine to say.
"""

from handlers.gleaning.glance import Glance
from handlers.gleaning.gleaned import glean

__all__ = ["Glance", "glean"]
