"""Cases: what is asked for is a column, the rest JSON; fields that a later version adds go to `_named`.

`area`, `node` and `risk` are only for finding cases; what is read back is in the JSON.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from handlers.cases import Case, Run, Status
from handlers.deadlines import Terms
from handlers.ending import Ending
from handlers.incidents.category import About
from handlers.rollcall.calls import Call
from handlers.stand_down import StandDown
from handlers.updates.cadence import Updates
from playbooks.model import Kind, Severity
from storage.codec.checklist import dump_checklist, load_checklist
from storage.codec.escalation import dump_escalation, load_escalation
from storage.codec.incidents import dump_about, dump_grade, dump_reviews, load_about, load_grade, load_reviews
from storage.codec.media import dump_data, load_data
from storage.codec.team import dump_team, load_team
from storage.times import micros, micros_or_none, moment, moment_or_none

#: The columns of `cases` in the order that `case_of` reads them.
COLUMNS = (
    "id",
    "number",
    "kind",
    "run",
    "playbook",
    "edition",
    "severity",
    "reporter",
    "opened_at",
    "status",
    "site",
    "acknowledged_by",
    "acknowledged_at",
    "version",
    "data",
    "area",
    "node",
    "risk",
)

_terms: TypeAdapter[Terms] = TypeAdapter(Terms)
_updates: TypeAdapter[Updates] = TypeAdapter(Updates)
_calls: TypeAdapter[tuple[Call, ...]] = TypeAdapter(tuple[Call, ...])


def case_row(case: Case) -> dict[str, Any]:
    """A case as a row. Raises TypeError when its answers are not JSON."""
    about = case.about or About()
    return {
        "id": case.id,
        "number": case.number,
        "kind": case.kind.value,
        "run": case.run.value,
        "playbook": case.playbook,
        "edition": case.edition,
        "severity": case.severity.value,
        "reporter": case.reporter,
        "opened_at": micros(case.opened_at),
        "status": case.status.value,
        "site": case.site,
        "acknowledged_by": case.acknowledged_by,
        "acknowledged_at": micros_or_none(case.acknowledged_at),
        "version": case.version,
        "area": _value(about.area),
        "node": _value(about.node),
        "risk": case.grade.level if case.grade else None,
        "data": dump_data([case.headline, case.place, case.groups, case.answers, *_later(case)]),
    }


def case_of(row: tuple[Any, ...]) -> Case:
    """The case of a row with `COLUMNS` first."""
    headline, place, groups, answers, *later = load_data(row[14])
    named: dict[str, Any] = later[2] if len(later) > 2 else {}
    return Case(
        id=row[0],
        number=row[1],
        kind=Kind(row[2]),
        run=Run(row[3]),
        playbook=row[4],
        edition=row[5],
        severity=Severity(row[6]),
        reporter=row[7],
        opened_at=moment(row[8]),
        status=Status(row[9]),
        site=row[10],
        place=place,
        headline=headline,
        groups=tuple(groups),
        answers=answers,
        acknowledged_by=row[11],
        acknowledged_at=moment_or_none(row[12]),
        version=row[13],
        terms=_terms.validate_python(later[0]) if later and later[0] else None,
        escalation=load_escalation(later[1]) if len(later) > 1 else None,
        team=load_team(named.get("team")),
        level=named.get("level"),
        level_by=named.get("level_by"),
        updates=_updates.validate_python(named["updates"]) if "updates" in named else None,
        checklist=load_checklist(named.get("checklist")),
        about=load_about(named.get("about")),
        grade=load_grade(named.get("grade")),
        reviews=load_reviews(named.get("reviews", [])),
        calls=_calls.validate_python(named.get("calls", ())),
        advised=named.get("advised"),
        reported=tuple(named.get("reported", ())),
        doubted_by=named.get("doubted_by"),
        also=tuple(named.get("also", ())),
        lent=named.get("lent", {}),
        part_of=named.get("part_of"),
        linked=tuple(named.get("linked", ())),
        parent=named.get("parent"),
        drill=named.get("drill"),
        stood_down=_stood_down(named.get("stood_down")),
        ending=Ending(**named["ending"]) if "ending" in named else None,
    )


def _value(name: StrEnum | None) -> str | None:
    return None if name is None else name.value


def _stood_down(fields: list[Any] | None) -> StandDown | None:
    return None if fields is None else StandDown(fields[0], moment(fields[1]), tuple(fields[2]))


def _stood_down_fields(over: StandDown | None) -> list[Any] | None:
    return None if over is None else [over.by, micros(over.at), over.informed]


def _later(case: Case) -> list[Any]:
    """What older rows do not have, in the order in which it came to be; the last part has names and can grow."""
    terms = None if case.terms is None else _terms.dump_python(case.terms, mode="json")
    return [terms, dump_escalation(case.escalation), _named(case)]


def _named(case: Case) -> dict[str, Any]:
    """What is written by its name, and only where there is any."""
    fields: dict[str, Any] = {
        "team": dump_team(case.team),
        "level": case.level,
        "level_by": case.level_by,
        "advised": case.advised,
        "reported": case.reported or None,
        "doubted_by": case.doubted_by,
        "also": case.also or None,
        "lent": case.lent or None,
        "part_of": case.part_of,
        "linked": case.linked or None,
        "parent": case.parent,
        "drill": case.drill,
    }
    fields["updates"] = None if case.updates is None else _updates.dump_python(case.updates, mode="json")
    fields["stood_down"] = _stood_down_fields(case.stood_down)
    fields["ending"] = None if case.ending is None else case.ending.data
    fields["calls"] = _calls.dump_python(case.calls, mode="json", exclude_defaults=True) or None
    fields["checklist"] = dump_checklist(case.checklist)
    fields["about"] = dump_about(case.about)
    fields["grade"] = dump_grade(case.grade)
    fields["reviews"] = dump_reviews(case.reviews)
    return {name: value for name, value in fields.items() if value is not None}
