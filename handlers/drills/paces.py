"""How a run's checklist was worked: critical steps against their limits, their order, and what was tapped wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.checklist.marks import CANNOT, FREED, MINE, NOT_APPLICABLE, OPEN, PROOF
from handlers.drills.run import Deed, Drill
from playbooks.model import PlainStep, Playbook, walk_steps
from playbooks.model.steps import ACTIVATION

_NOT_YET = (OPEN, MINE, FREED, PROOF)
#: What taking back is, by the kind of the entry: an alarm that was none, an answer that was changed.
_TAKEN_BACK = {"withdrawn": "withdrawn", "corrected": "corrected", "unacknowledged": "let go"}


@dataclass(frozen=True, slots=True)
class Pace:
    """A critical step: when and by whom it was settled (`at` None: by nobody), against how soon it was to be."""

    step: PlainStep
    began: datetime
    at: datetime | None = None
    by: str | None = None
    outcome: str = ""

    @property
    def took(self) -> timedelta | None:
        return None if self.at is None else max(timedelta(), self.at - self.began)

    @property
    def is_late(self) -> bool:
        return self.took is not None and self.step.within is not None and self.took > self.step.within

    @property
    def failed(self) -> bool:
        """Whether somebody said that it could not be done."""
        return self.outcome == CANNOT


@dataclass(frozen=True, slots=True)
class Swap:
    """A critical step that was done before one that stands above it, or that it waits for."""

    early: PlainStep
    late: PlainStep


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong tap. `what`: `withdrawn`, `corrected`, `let go`, `taken back` (a step), `other` (another playbook)."""

    at: datetime
    by: str | None
    what: str
    of: str = ""


def paces(run: Drill, playbook: Playbook) -> tuple[Pace, ...]:
    """Every critical step that there was, in the order of the playbook; none without an alarm."""
    opened = next((deed for deed in run.deeds if deed.kind == "opened" and deed.playbook == playbook.id), None)
    if opened is None:
        return ()
    settled = _settled(run, opened.case)
    return tuple(_pace(step, opened.at, settled) for step in _asked(playbook, settled))


def _pace(step: PlainStep, opened: datetime, settled: dict[str, Deed]) -> Pace:
    since = settled.get(step.since) if step.since != ACTIVATION else None
    began = since.at if since is not None else opened
    deed = settled.get(step.id)
    return Pace(step, began) if deed is None else Pace(step, began, deed.at, deed.actor, str(deed.data["outcome"]))


def _asked(playbook: Playbook, settled: dict[str, Deed]) -> Iterator[PlainStep]:
    """Those that come only under a condition count if somebody was at them, so if they were there."""
    for step in walk_steps(playbook.steps):
        if step.critical and (step.id in settled or not (step.when or step.levels)):
            yield step


def _settled(run: Drill, case: str) -> dict[str, Deed]:
    """The deed by which each step stands as it stands; one that was taken back does not."""
    found: dict[str, Deed] = {}
    for deed in run.deeds:
        if deed.case != case or deed.kind != "step":
            continue
        name, outcome = str(deed.data["step"]), deed.data["outcome"]
        if outcome == OPEN:
            found.pop(name, None)
        elif outcome not in _NOT_YET:
            found.setdefault(name, deed)
    return found


def swaps(run: Drill, playbook: Playbook) -> tuple[Swap, ...]:
    """Critical steps that were done out of order. Tracks go side by side, so they have no order among each other."""
    tracks = {inner.id: step.track for step in playbook.steps for inner in (step, *step.steps)}
    done = [pace for pace in paces(run, playbook) if pace.at is not None and pace.outcome != NOT_APPLICABLE]
    return tuple(
        Swap(below.step, above.step)
        for index, above in enumerate(done)
        for below in done[index + 1 :]
        if _overtaken(above, below) and tracks.get(above.step.id) == tracks.get(below.step.id)
    )


def _overtaken(above: Pace, below: Pace) -> bool:
    return above.at is not None and below.at is not None and below.at < above.at


def slips(run: Drill) -> tuple[Slip, ...]:
    """What players tapped or said and took back, and alarms with a playbook that is not the one drilled."""
    return tuple(_slips(run))


def _slips(run: Drill) -> Iterator[Slip]:
    for deed in run.deeds:
        if deed.kind == "opened" and deed.playbook != run.scenario.playbook:
            yield Slip(deed.at, deed.actor, "other", deed.playbook)
        elif deed.kind == "step" and deed.data.get("outcome") == OPEN:
            yield Slip(deed.at, deed.actor, "taken back", str(deed.data["step"]))
        elif deed.kind in _TAKEN_BACK:
            yield Slip(deed.at, deed.actor, _TAKEN_BACK[deed.kind], str(deed.data.get("question", "")))
