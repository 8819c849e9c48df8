"""Whether everybody can answer at once: `python -m bench.rollcall`.

Six hundred people are asked whether they are safe and answer within a minute, some twice, some needing help.  No tap
is lost or unanswered, no limit of the platform is passed, and ten seconds after the last answer every count shows it.
`statements` counts what a tap costs the database.
"""

from bench.rollcall.statements import Cost, statements
from bench.rollcall.storm import Verdict, storm

__all__ = ["Cost", "Verdict", "statements", "storm"]
