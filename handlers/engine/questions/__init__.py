"""The kinds of question, one file each, behind one small protocol (`base.Asker`)."""

from __future__ import annotations

from typing import Any

from handlers.engine.questions.base import Asker
from handlers.engine.questions.choice import ChoiceAsker
from handlers.engine.questions.choices import ChoicesAsker
from handlers.engine.questions.date_time import DateTimeAsker
from handlers.engine.questions.day import DayAsker
from handlers.engine.questions.evidence import EvidenceAsker
from handlers.engine.questions.groups import GroupsAsker
from handlers.engine.questions.long_text import LongTextAsker
from handlers.engine.questions.money import MoneyAsker
from handlers.engine.questions.number import NumberAsker
from handlers.engine.questions.owner import OwnerAsker
from handlers.engine.questions.person import PersonAsker
from handlers.engine.questions.place import PlaceAsker
from handlers.engine.questions.repeat import RepeatAsker
from handlers.engine.questions.staff import StaffAsker
from handlers.engine.questions.text import TextAsker
from handlers.engine.questions.yes_no import YesNoAsker

_PLAIN: dict[str, Asker[Any]] = {
    "text": TextAsker(),
    "long_text": LongTextAsker(),
    "number": NumberAsker(),
    "money": MoneyAsker(),
    "choice": ChoiceAsker(),
    "choices": ChoicesAsker(),
    "yes_no": YesNoAsker(),
    "datetime": DateTimeAsker(),
    "day": DayAsker(),
    "place": PlaceAsker(),
    "evidence": EvidenceAsker(),
    "person": PersonAsker(),
    "staff": StaffAsker(),
    "owner": OwnerAsker(),
    "groups": GroupsAsker(),
}

#: Every kind of question by its `type` in playbooks.
ASKERS: dict[str, Asker[Any]] = {**_PLAIN, "repeat": RepeatAsker(_PLAIN)}
