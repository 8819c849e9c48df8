"""What an incident has besides other cases: what it is about, its grade, its joint reviews; as JSON."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from handlers.incidents.category import About
from handlers.incidents.grade import Grade
from handlers.incidents.joint import JointReview

_about: TypeAdapter[About] = TypeAdapter(About)
_grade: TypeAdapter[Grade] = TypeAdapter(Grade)
_reviews: TypeAdapter[tuple[JointReview, ...]] = TypeAdapter(tuple[JointReview, ...])


def dump_about(about: About | None) -> dict[str, Any] | None:
    return None if about is None else _about.dump_python(about, mode="json")


def load_about(data: dict[str, Any] | None) -> About | None:
    return None if data is None else _about.validate_python(data)


def dump_grade(grade: Grade | None) -> dict[str, Any] | None:
    return None if grade is None else _grade.dump_python(grade, mode="json")


def load_grade(data: dict[str, Any] | None) -> Grade | None:
    return None if data is None else _grade.validate_python(data)


def dump_reviews(reviews: tuple[JointReview, ...]) -> list[Any] | None:
    """None where there are none: it is not written then."""
    return _reviews.dump_python(reviews, mode="json") or None


def load_reviews(data: list[Any]) -> tuple[JointReview, ...]:
    return _reviews.validate_python(data)
