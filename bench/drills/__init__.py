"""A drill with twenty players on the real service, over the emulated platform: `python -m bench.drills`.

Everything that leaves for the run must carry the mark and reach nobody off its list, also when the service is killed
in the middle; and at the words for a real emergency everybody must know at once.
"""

from bench.drills.emergency import told
from bench.drills.whole import Verdict, play

__all__ = ["Verdict", "play", "told"]
