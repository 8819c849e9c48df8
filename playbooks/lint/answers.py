"""Which answers a question can have at all, as far as its type and limits tell."""

from __future__ import annotations

from math import inf
from typing import Any


def words_of(question: Any) -> list[str] | None:
    """The words its answer is one of, or None when it can be any (own words, texts) or is a number."""
    if question.type == "yes_no":
        return ["yes", "no", "unknown"] if question.unknown else ["yes", "no"]
    if question.type == "choice" and question.other:
        return None
    if question.type in ("choice", "choices"):
        return [choice.id for choice in question.choices]
    return None


def bounds_of(question: Any) -> tuple[float, float]:
    """The smallest and largest number its answer counts as."""
    if question.type in ("number", "money"):
        low, high = question.minimum, question.maximum
        return (-inf if low is None else float(low)), (inf if high is None else float(high))
    if question.type == "choices":
        return question.minimum, min(question.maximum or inf, len(question.choices))
    if question.type in ("repeat", "evidence"):
        return question.minimum, question.maximum
    if question.type == "datetime":
        return (-inf if question.future else 0), (inf if question.past else 0)
    return -inf, inf


def range_words(low: float, high: float) -> str:
    """“from 1 to 9”, “at least 1”, “at most 9”"""
    if low == -inf:
        return f"at most {high:g}"
    return f"at least {low:g}" if high == inf else f"from {low:g} to {high:g}"
