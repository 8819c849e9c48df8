"""Joint reviews as JSON for scripts: the one place that decides their fields (see `docs/scripting.md`)."""

from __future__ import annotations

from typing import Any

from handlers.incidents.joint import Decision, JointReview
from handlers.incidents.review_words import standing_words
from playbooks.phrases import phrases


def review_json(review: JointReview) -> dict[str, Any]:
    """A joint review: who was asked what, what each group said, and what was decided."""
    return {
        "number": review.number,
        "state": _state(review),
        "question": review.question or standing_words(review.standing, phrases("en")),
        "lead": review.lead,
        "groups": list(review.groups),
        "called_at": review.called_at.isoformat(),
        "due": review.due.isoformat(),
        "waiting": list(review.waiting),
        "views": [{**view.data, "by": view.by, "at": view.at.isoformat()} for view in review.views],
        "decision": None if review.decision is None else _decision(review.decision),
    }


def _state(review: JointReview) -> str:
    if review.is_open:
        return "open"
    return "off" if review.decision is None else "decided"


def _decision(decided: Decision) -> dict[str, Any]:
    return {
        "agreed": decided.agreed,
        "words": decided.words,
        "by": decided.by,
        "at": decided.at.isoformat(),
    }
