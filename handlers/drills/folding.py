"""From the log to the run: what each kind of entry means. Nothing but the log remembers anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from handlers.cases import Entry
from handlers.drills import assessing
from handlers.drills.run import Deed, Drill, Fired
from handlers.drills.standing import State
from playbooks.drills import Pinned
from playbooks.model.scenario import DrillRole, Inject

Fold = Callable[[Drill, Entry], Drill]


def read_run(drill_id: str, entries: Iterable[Entry]) -> Drill | None:
    """The run whose log this is, from its first entry on; None where there is none. Unknown kinds change nothing."""
    run: Drill | None = None
    for entry in entries:
        if run is None:
            run = _planned(drill_id, entry)
        elif (fold := _FOLDS.get(entry.kind)) is not None:
            run = fold(run, entry)
    return None if run is None else replace(run, entries=entry.sequence)


def went_on(run: Drill, entry: Entry) -> Drill:
    """The run with one more entry."""
    fold = _FOLDS.get(entry.kind)
    return replace(run if fold is None else fold(run, entry), entries=entry.sequence)


@lru_cache(maxsize=64)
def _pinned(content: str) -> Pinned:
    return Pinned.from_content(content)


def _planned(drill_id: str, entry: Entry) -> Drill:
    data = entry.data
    by = entry.actor or ""
    return Drill(
        drill_id,
        data["number"],
        _pinned(data["scenario"]),
        by,
        entry.at,
        editions=data["editions"],
        site=data.get("site"),
        practice=bool(data.get("practice")),
        people={by: DrillRole.DIRECTOR} if by else {},
    )


def _set(run: Drill, entry: Entry) -> Drill:
    data = entry.data
    changed: dict[str, Any] = {name: data[name] for name in ("site", "announced", "every") if name in data}
    if "starts" in data:
        changed["starts"] = None if data["starts"] is None else datetime.fromisoformat(data["starts"])
    for name in ("groups", "outside", "numbers"):
        if name in data:
            changed[name] = tuple(data[name])
    return replace(run, **changed)


def _cast(run: Drill, entry: Entry) -> Drill:
    """Somebody gets a role, another one, or (None) none; or a part."""
    who, role = entry.data["staff"], entry.data.get("role")
    if "part" in entry.data:
        return replace(run, parts={**run.parts, entry.data["part"]: who})
    people = {staff: held for staff, held in run.people.items() if staff != who or role is not None}
    if role is not None:
        people[who] = DrillRole(role)
    parts = run.parts if role is not None else {part: staff for part, staff in run.parts.items() if staff != who}
    return replace(run, people=people, parts=parts, playing=tuple(one for one in run.playing if one in people))


def _invited(run: Drill, entry: Entry) -> Drill:
    return replace(run, invited_at=entry.at)


def _answered(run: Drill, entry: Entry) -> Drill:
    return replace(run, coming={**run.coming, str(entry.actor): bool(entry.data["yes"])})


def _tested(run: Drill, entry: Entry) -> Drill:
    return replace(run, tested_at=entry.at, received={})


def _received(run: Drill, entry: Entry) -> Drill:
    who = str(entry.actor)
    return run if who in run.received else replace(run, received={**run.received, who: entry.at})


def _running(run: Drill, entry: Entry) -> Drill:
    speed = float(entry.data.get("speed", 1.0))
    ahead = timedelta(seconds=float(entry.data.get("ahead", 0)))
    clock = run.clock.turned(entry.at, speed, ahead)
    return replace(run, state=State.RUNNING, clock=clock, emergency=None, frozen_by=None)


def _still(state: State) -> Fold:
    def stands(run: Drill, entry: Entry) -> Drill:
        return replace(run, state=state, clock=run.clock.turned(entry.at, 0.0))

    return stands


def _frozen(run: Drill, entry: Entry) -> Drill:
    stopped = replace(run, state=State.FROZEN, clock=run.clock.turned(entry.at, 0.0), read_by=())
    return replace(stopped, frozen_by=entry.actor, emergency=entry.data.get("case"))


def _read(run: Drill, entry: Entry) -> Drill:
    who = str(entry.actor)
    return run if who in run.read_by else replace(run, read_by=(*run.read_by, who))


def _fired(run: Drill, entry: Entry) -> Drill:
    data = entry.data
    fired = Fired(data["inject"], run.clock.shows(entry.at), data["how"], tuple(data["to"]))
    return replace(run, fired=(*run.fired, fired))


def _skipped(run: Drill, entry: Entry) -> Drill:
    return replace(run, skipped=(*run.skipped, entry.data["inject"]))


def _passed(run: Drill, entry: Entry) -> Drill:
    return replace(run, passed=(*run.passed, entry.data["inject"]))


def _extended(run: Drill, entry: Entry) -> Drill:
    more = timedelta(seconds=float(entry.data["seconds"]))
    since = (run.clock.shows(entry.at), more)
    return replace(run, extended=run.extended + more, extensions=(*run.extensions, since))


def _added(run: Drill, entry: Entry) -> Drill:
    return replace(run, added=(*run.added, Inject.model_validate(entry.data["inject"])))


def _joined(run: Drill, entry: Entry) -> Drill:
    who = str(entry.actor)
    return run if who in run.playing else replace(run, playing=(*run.playing, who))


def _stepped_out(run: Drill, entry: Entry) -> Drill:
    return replace(run, playing=tuple(one for one in run.playing if one != entry.actor))


def _did(run: Drill, entry: Entry) -> Drill:
    data, at = entry.data, run.clock.shows(entry.at)
    if data["kind"] == "step" and "at" in data["data"]:  # a tap that came late counts from when it was tapped
        at = datetime.fromisoformat(data["data"]["at"])
    deed = Deed(at, entry.actor, data["case"], data["playbook"], data["kind"], data["data"])
    cases = run.cases if data["case"] in run.cases else (*run.cases, data["case"])
    return replace(run, deeds=(*run.deeds, deed), cases=cases)


def _hinted(run: Drill, entry: Entry) -> Drill:
    return replace(run, hints=run.hints + 1)


def _fenced(run: Drill, entry: Entry) -> Drill:
    return replace(run, fenced=(*run.fenced, entry.data))


def _closed(run: Drill, entry: Entry) -> Drill:
    return replace(run, closed=True)


_FOLDS: dict[str, Fold] = {
    "set": _set,
    "cast": _cast,
    "invited": _invited,
    "answered": _answered,
    "tested": _tested,
    "received": _received,
    "started": _running,
    "resumed": _running,
    "speed": _running,
    "jumped": _running,
    "paused": _still(State.PAUSED),
    "ended": _still(State.ENDED),
    "cancelled": _still(State.CANCELLED),
    "frozen": _frozen,
    "read": _read,
    "fired": _fired,
    "skipped": _skipped,
    "passed": _passed,
    "extended": _extended,
    "added": _added,
    "joined": _joined,
    "stepped out": _stepped_out,
    "did": _did,
    "hinted": _hinted,
    "fenced": _fenced,
    "closed": _closed,
    **assessing.FOLDS,
}
