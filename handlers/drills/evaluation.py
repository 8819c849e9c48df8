"""What was said about a run by those who watched it or took part: ratings, changed marks, the hot debrief. Values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class Rating(StrEnum):
    """How well something was done, after HSEEP."""

    PERFORMED = "P"  # without challenges
    SOME = "S"  # with some challenges
    MAJOR = "M"  # with major challenges
    UNABLE = "U"  # it was not done, or could not be


@dataclass(frozen=True, slots=True)
class Observation:
    """An evaluator's rating of an objective or expectation `of`; `number` is its entry in the log."""

    number: int
    by: str
    at: datetime  # exercise time
    of: str
    rating: Rating
    reason: str = ""
    files: tuple[dict[str, Any], ...] = ()  # as in the log: kind, unique, case

    @property
    def is_reasoned(self) -> bool:
        return bool(self.reason or self.files)


@dataclass(frozen=True, slots=True)
class Override:
    """An evaluator's or trainer's word against the log's; `verdict` is one of `handlers.drills.expecting.Verdict`."""

    expectation: str
    verdict: str
    reason: str
    by: str
    at: datetime  # real


@dataclass(frozen=True, slots=True)
class Remark:
    """An answer of the hot debrief. `by` is None where it was given without a name: nobody wrote down whose it is."""

    question: str
    text: str
    by: str | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All of it. `teams` are the groups and their players as they were when the run began."""

    teams: dict[str, tuple[str, ...]] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    overrides: tuple[Override, ...] = ()
    remarks: tuple[Remark, ...] = ()
    boards: dict[str, str] = field(default_factory=dict)  # who leads -> the notice that is their live message
    redrills: tuple[str, ...] = ()  # ids of the runs that were planned to show whether it is better now
    reviewed_at: datetime | None = None  # real; when the review was sent last
    gathered: bool = False  # the hot debrief is over, and those who lead were sent the review

    def override_of(self, expectation: str) -> Override | None:
        """The last one counts."""
        return next((one for one in reversed(self.overrides) if one.expectation == expectation), None)

    def reasoned(self, number: int, reason: str, files: tuple[dict[str, Any], ...]) -> Evaluation:
        """With a reason put to the observation of this number, beside what was said there already."""

        def told(one: Observation) -> Observation:
            words = "\n".join(part for part in (one.reason, reason) if part)
            return replace(one, reason=words, files=(*one.files, *files))

        return replace(
            self, observations=tuple(told(one) if one.number == number else one for one in self.observations)
        )

    def rating_of(self, name: str) -> dict[str, Observation]:
        """The last rating of an objective or expectation by each evaluator."""
        return {one.by: one for one in self.observations if one.of == name}
