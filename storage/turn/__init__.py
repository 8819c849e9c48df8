"""One turn's view of what is stored: the unit of work that `handlers.ports` describes, a file for each subject.

Reads see this turn's own writes first, then those of earlier turns of its batch, then the database.  Writes stay in
memory (`storage.known`).  When the turn ends well they become part of its batch; when it raises they are forgotten,
and nothing else is.  `part.py` is what all subjects stand on, `turn.py` puts them together.
"""

from storage.turn.turn import TurnOfWork

__all__ = ["TurnOfWork"]
