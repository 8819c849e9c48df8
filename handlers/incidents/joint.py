"""A joint review: several groups look at one incident, each says what it thinks, and whoever leads it decides.

A group's view is what was said last for it; what its lead said is not changed by others. All that was ever said is on
the case's timeline.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal


class Verdict(StrEnum):
    """How a group stands to what it was asked."""

    AGREE = "agree"
    CONDITIONS = "conditions"  # it agrees if …
    DISAGREE = "disagree"
    WORDS = "words"  # neither yes nor no: a view in its own words


#: What cannot be understood without words.
NEEDS_WORDS = frozenset({Verdict.CONDITIONS, Verdict.DISAGREE, Verdict.WORDS})


@dataclass(frozen=True, slots=True)
class View:
    """What somebody (`by`, a staff id) said for a group."""

    group: str
    verdict: Verdict
    by: str
    at: datetime
    words: str = ""

    @property
    def data(self) -> dict[str, str]:
        """For the timeline."""
        fields = {"group": self.group, "verdict": self.verdict.value, "words": self.words}
        return {name: value for name, value in fields.items() if value}


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, in words, and whether what was asked is agreed."""

    agreed: bool
    words: str
    by: str
    at: datetime


#: Questions that need not be written, and are asked of each reader in their language: what caused it, and what must
#: change; and whether what was done is enough.
Standing = Literal["", "cause", "enough"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A message that asks a group: in its chat, or to one person (`staff`)."""

    group: str
    notice: str
    bot: str
    chat: int
    staff: str | None = None


@dataclass(frozen=True, slots=True)
class JointReview:
    """`groups` are asked `question` (or a standing one) and answer until `due`; `lead` decides.

    `number` counts a case's reviews from 1; `due` is a day on the organisation's clocks; `off`: it was called off
    without a decision.
    """

    number: int
    question: str
    groups: tuple[str, ...]
    due: date
    lead: str
    called_at: datetime
    standing: Standing = ""
    asked: tuple[Asked, ...] = ()
    views: tuple[View, ...] = ()
    decision: Decision | None = None
    off: bool = False

    @property
    def is_open(self) -> bool:
        return self.decision is None and not self.off

    def view_of(self, group: str) -> View | None:
        """What was said for a group."""
        return next((view for view in self.views if view.group == group), None)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The groups that have not answered."""
        return tuple(group for group in self.groups if self.view_of(group) is None)

    def that(self, *verdicts: Verdict) -> tuple[str, ...]:
        """The groups that said one of these."""
        views = (self.view_of(group) for group in self.groups)
        return tuple(view.group for view in views if view is not None and view.verdict in verdicts)


def said(review: JointReview, view: View) -> JointReview:
    """The review with this as the group's view."""
    others = tuple(one for one in review.views if one.group != view.group)
    return replace(review, views=(*others, view))


def may_change(review: JointReview, group: str, lead: str | None, by: str) -> bool:
    """Whether `by` may say it for the group: what its lead said is changed only by the lead."""
    before = review.view_of(group)
    return before is None or before.by != lead or by == lead


def decided(review: JointReview, decision: Decision) -> JointReview:
    """The review with its decision; nothing is said to it any more."""
    return replace(review, decision=decision)


def decision_data(review: JointReview) -> dict[str, Any]:
    """For the timeline: what was decided, and how each group stood to it then."""
    assert review.decision is not None
    return {
        "review": review.number,
        "agreed": review.decision.agreed,
        "words": review.decision.words,
        "agree": list(review.that(Verdict.AGREE)),
        "conditions": list(review.that(Verdict.CONDITIONS)),
        "disagree": list(review.that(Verdict.DISAGREE)),
        "words_only": list(review.that(Verdict.WORDS)),
        "silent": list(review.waiting),
    }


def open_review(reviews: Iterable[JointReview]) -> JointReview | None:
    """The one that is going on; a case has at most one."""
    return next((review for review in reviews if review.is_open), None)


def with_review(reviews: tuple[JointReview, ...], changed: JointReview) -> tuple[JointReview, ...]:
    """All of them, `changed` in the place of the one with its number."""
    return tuple(changed if review.number == changed.number else review for review in reviews)
