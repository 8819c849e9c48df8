"""How many people a text speaks of: “two passengers”, 三个人, “duas pessoas”."""

from __future__ import annotations

import re

from handlers.engine.matching import all_texts
from handlers.engine.numerals import numbers_in
from playbooks.finding.concepts import concepts
from playbooks.finding.folding import fold
from playbooks.model import NumberQuestion

_PEOPLE = frozenset({"person", "customer", "staff", "child"})
_FEW = "two|three|four|five|six|seven|eight|nine|ten|dois|duas|tres|quatro|cinco|seis|sete|oito|nove|dez"
_NOUN = (
    "people|persons|pax|passengers?|guests?|customers?|visitors?|kids|children|men|women|staff|colleagues|"
    "pessoas|passageir[oa]s|hospedes|clientes|criancas|homens|mulheres|colegas|visitantes"
)
_LATIN = re.compile(rf"\b(?P<n>\d{{1,4}}|{_FEW})\s+(?:(?:[a-z]+\s+)?(?:{_NOUN})|of us|de nos)\b")
_CHINESE = re.compile(
    r"(?P<n>\d{1,4}|[二两三四五六七八九十百]{1,5})\s*(?:个|名|位)?\s*(?:人(?!民)|客|旅客|乘客|顾客|住客|小朋友|细路|老人|同事|员工)"
    r"|(?P<m>\d{1,4}|[二两三四五六七八九十百]{1,5})\s*(?:名|位)"
)


def counts_people(question: NumberQuestion) -> bool:
    """Whether a question asks how many people."""
    asked = " ".join([*all_texts(question.label), *all_texts(question.ask)])
    return question.unit is None and bool(_PEOPLE & set(concepts().of(fold(asked))))


def count_of(text: str) -> int | None:
    """The one number of people that `text` names."""
    folded = fold(text)
    found = [*_LATIN.finditer(folded), *_CHINESE.finditer(folded)]
    values = {int(n) for match in found for n in numbers_in(next(filter(None, match.groups())))}
    return values.pop() if len(values) == 1 else None
