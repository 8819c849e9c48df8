"""The flight, train or sailing that a text names: NX802, “G1234”, “the 14:30”."""

from __future__ import annotations

import re
import unicodedata

from handlers.engine.matching import all_texts
from playbooks.finding.concepts import concepts
from playbooks.finding.folding import fold
from playbooks.model import TextQuestion

_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z]{2}|[A-Z]\d|\d[A-Z]) ?\d{2,4}(?![A-Za-z0-9])|(?<![A-Za-z0-9])[GDCKTZ]\d{1,4}(?![0-9])"
)
_TRIP = "transport"  # the concept


def asks_for_trip(question: TextQuestion) -> bool:
    """Whether a question asks which flight, train or boat."""
    asked = " ".join([*all_texts(question.label), *all_texts(question.ask)])
    return question.pattern is None and _TRIP in set(concepts().of(fold(asked)))


def trip_in(text: str) -> str | None:
    """The one number of a flight or train in `text`."""
    codes = {code.replace(" ", "") for code in _CODE.findall(unicodedata.normalize("NFKC", text))}
    return codes.pop() if len(codes) == 1 else None
