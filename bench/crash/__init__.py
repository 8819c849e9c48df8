"""Kills the service again and again while people report, and looks at what became of it: `python -m bench.crash`.

Random moments and each named point (`bot.crash`) take turns.  At the end every report must be one case with the
answers that were given, every case must have reached its group, and whatever was said twice must have been cut off by
a kill and say that it may be a repeat.
"""

from bench.crash.trial import crash
from bench.crash.verdict import Verdict

__all__ = ["Verdict", "crash"]
