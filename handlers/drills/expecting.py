"""Which expectations were met, when and by whom: a plain function of the run, always the same from the same log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from handlers.checklist.marks import CANNOT, FREED, MINE, OPEN, PROOF
from handlers.drills.run import Deed, Drill
from playbooks.model.scenario import Branch, Expectation, Inject

_UNSETTLED = (CANNOT, OPEN, MINE, FREED, PROOF)


class Verdict(StrEnum):
    WAITING = "waiting"  # its inject was not played yet
    OPEN = "open"
    MET = "met"
    LATE = "late"  # done, but after its window
    MISSED = "missed"
    DROPPED = "dropped"  # its inject was skipped, or its branch not taken


@dataclass(frozen=True, slots=True)
class Judged:
    """An expectation as it stands; times are exercise time. `took` counts from when its inject was played."""

    inject: Inject
    expectation: Expectation
    verdict: Verdict
    since: datetime | None = None
    until: datetime | None = None
    met_at: datetime | None = None
    met_by: str | None = None

    @property
    def took(self) -> timedelta | None:
        """How long it took; nothing at all where it was done before anybody asked."""
        if self.met_at is None or self.since is None:
            return None
        return max(timedelta(), self.met_at - self.since)


def judged(run: Drill, real: datetime) -> tuple[Judged, ...]:
    """Every expectation of the run as it stands at a real moment, in the order of the scenario."""
    now = run.clock.shows(real)
    every = [(inject, one) for inject in run.injects.values() for one in inject.expects]
    return tuple(_judge(run, inject, expectation, now) for inject, expectation in every)


def is_taken(branch: Branch | None, run: Drill, real: datetime) -> bool:
    """Whether an inject with this `when` is played at a real moment: all of `met` met, none of `missed`."""
    if branch is None:
        return True
    met = {one.expectation.id for one in judged(run, real) if one.met_at is not None}
    return met.issuperset(branch.met) and met.isdisjoint(branch.missed)


def _judge(run: Drill, inject: Inject, expectation: Expectation, now: datetime) -> Judged:
    since = run.fired_at(inject.id)
    if since is None:
        gone = run.is_settled(inject.id)
        return Judged(inject, expectation, Verdict.DROPPED if gone else Verdict.WAITING)
    until = _until(run, since, expectation)
    deed = next(_fitting(run, expectation), None)
    if deed is None:
        verdict = Verdict.OPEN if now <= until else Verdict.MISSED
        return Judged(inject, expectation, verdict, since, until)
    verdict = Verdict.MET if deed.at <= until else Verdict.LATE
    return Judged(inject, expectation, verdict, since, until, deed.at, deed.actor)


def _until(run: Drill, since: datetime, expectation: Expectation) -> datetime:
    """The end of its window; an extension that was ruled while it was open counts."""
    until = since + expectation.within
    for at, more in run.extensions:
        if since <= at <= until:
            until += more
    return until


def _fitting(run: Drill, expectation: Expectation) -> Iterator[Deed]:
    """What of the log does what is expected, oldest first."""
    return (deed for deed in run.deeds if _fits(deed, expectation, run.scenario.playbook))


def _fits(deed: Deed, expectation: Expectation, playbook: str) -> bool:
    wanted, data = expectation.outcome, deed.data
    match expectation.deed:
        case "alarm":
            return deed.kind == "opened" and deed.playbook == playbook
        case "taken":
            return deed.kind == "acknowledged"
        case "answer":
            right = deed.kind in ("answered", "corrected") and data.get("question") == expectation.of
            return right and _is_answer(data.get("after", data.get("value")), wanted)
        case "step":
            right = deed.kind == "step" and data.get("step") == expectation.of
            return right and data.get("outcome") in ((wanted,) if wanted else _settled(data))
        case "level":
            return deed.kind == "level" and data.get("level") == expectation.of
        case "command":
            return deed.kind == "role" and data.get("role") == "commander"
        case "update":
            return deed.kind == "status"
        case "note":
            return deed.kind in ("noted", "evidence")
        case "resolved":
            return deed.kind == "resolved"
    return deed.kind == "observed" and data.get("expectation") == expectation.id


def _settled(data: dict[str, object]) -> tuple[object, ...]:
    """Any outcome that ends a step well."""
    outcome = data.get("outcome")
    return () if outcome in _UNSETTLED else (outcome,)


def _is_answer(value: object, wanted: str | None) -> bool:
    if wanted is None:
        return value is not None
    return wanted in value if isinstance(value, list) else str(value) == wanted
