"""The questions of a playbook as a form to fill in with a pen."""

from __future__ import annotations

from typing import Any

from handlers.printing.conditions import condition_words
from handlers.printing.names import Names

#: How many lines to write on each kind of answer gets; those that are not here are ticked.
_LINES = {
    "long_text": 4,
    "text": 1,
    "number": 1,
    "money": 1,
    "datetime": 1,
    "day": 1,
    "place": 1,
    "person": 1,
    "staff": 1,
    "owner": 1,
}


def form_of(names: Names) -> list[dict[str, Any]]:
    """Every question, with boxes to tick or lines to write on; those of a group once."""
    rows = []
    for place, question in enumerate(names.playbook.questions, 1):
        rows.append(_row(question, f"Q{place}", names))
        inner = getattr(question, "questions", ())
        rows += [_row(part, f"Q{place}.{nested}", names) for nested, part in enumerate(inner, 1)]
    return rows


def _row(question: Any, number: str, names: Names) -> dict[str, Any]:
    return {
        "number": number,
        "text": question.ask.text(names.language),
        "only": condition_words(question.when, names) if question.when is not None else "",
        "boxes": _boxes(question, names),
        "lines": _LINES.get(question.type, 0) or int(bool(getattr(question, "other", False))),
    }


def _boxes(question: Any, names: Names) -> list[str]:
    if question.type == "yes_no":
        return [names.value(question, value) for value in ("yes", "no", *(["unknown"] if question.unknown else []))]
    return [names.value(question, choice.id) for choice in getattr(question, "choices", ())]
