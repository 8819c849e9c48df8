"""A whole team on one checklist: `python -m bench.checklist`, once undisturbed and once with a SIGKILL in the middle.

Thirty people give two thousand taps in a minute, some of them twice and out of order.  At the end the state is what
the timeline says, no tap is lost, no limit of the platform was passed, and ten seconds after the last tap every
message of the checklist shows the final state.
"""

from bench.checklist.storm import storm
from bench.checklist.verdict import Verdict

__all__ = ["Verdict", "storm"]
