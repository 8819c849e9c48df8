"""The kinds of question, one file each, behind one small protocol (`base.Asker`)."""

from __future__ import annotations

from typing import Any

from handlers.engine.questions.base import Asker
from handlers.engine.questions.choice import ChoiceAsker
from handlers.engine.questions.evidence import EvidenceAsker
from handlers.engine.questions.long_text import LongTextAsker
from handlers.engine.questions.text import TextAsker
from handlers.engine.questions.yes_no import YesNoAsker

ASKERS: dict[str, Asker[Any]] = {
    "text": TextAsker(),
    "long_text": LongTextAsker(),
    "choice": ChoiceAsker(),
    "evidence": EvidenceAsker(),
    "yes_no": YesNoAsker(),
}
