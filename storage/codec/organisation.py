"""What an organisation file says besides people and groups: kept as one text, because only a file changes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from handlers.deadlines import Calendar
from handlers.digests.schedule import DigestTimes
from handlers.drills.rules import DrillRule
from handlers.escalation.policy import Rule
from handlers.incidents.matrix import Matrix
from handlers.incidents.usual_matrix import USUAL_MATRIX
from handlers.people import DeadlineChoice, Directory, Group, OrganisationRoute, Site
from handlers.report_rules import ReportRules
from handlers.shifts import Roster
from handlers.updates.cadence import UpdateRule
from storage.texts import from_json, to_json


class Duties(NamedTuple):
    """What a group has besides its row."""

    roster: Roster | None = None
    lead: str | None = None
    outside: tuple[str, ...] = ()
    digest: DigestTimes | None = None


_sites: TypeAdapter[tuple[Site, ...]] = TypeAdapter(tuple[Site, ...])
_duties: TypeAdapter[dict[str, Duties]] = TypeAdapter(dict[str, Duties])
_routing: TypeAdapter[tuple[OrganisationRoute, ...]] = TypeAdapter(tuple[OrganisationRoute, ...])
_deadlines: TypeAdapter[tuple[DeadlineChoice, ...]] = TypeAdapter(tuple[DeadlineChoice, ...])
_calendar: TypeAdapter[Calendar | None] = TypeAdapter(Calendar | None)
_escalation: TypeAdapter[tuple[Rule, ...]] = TypeAdapter(tuple[Rule, ...])
_updates: TypeAdapter[tuple[UpdateRule, ...]] = TypeAdapter(tuple[UpdateRule, ...])
_drilling: TypeAdapter[tuple[DrillRule, ...]] = TypeAdapter(tuple[DrillRule, ...])
_reports: TypeAdapter[ReportRules] = TypeAdapter(ReportRules)
_risk: TypeAdapter[Matrix] = TypeAdapter(Matrix)


def dump_organisation(directory: Directory) -> str:
    """What a file says, as it is kept."""
    return to_json(
        {
            "name": directory.name,
            "timezone": directory.timezone,
            "languages": list(directory.languages),
            "sites": _sites.dump_python(directory.sites, mode="json"),
            "duties": _duties.dump_python(_duties_of(directory.groups), mode="json"),
            "routing": _routing.dump_python(directory.routing, mode="json", by_alias=True),
            "deadlines": _deadlines.dump_python(directory.deadlines, mode="json", by_alias=True),
            "calendar": _calendar.dump_python(directory.calendar, mode="json"),
            "escalation": _escalation.dump_python(directory.escalation, mode="json"),
            "updates": _updates.dump_python(directory.updates, mode="json"),
            "drilling": _drilling.dump_python(directory.drilling, mode="json"),
            "reports": _reports.dump_python(directory.reports, mode="json"),
            "risk": None if directory.risk == USUAL_MATRIX else _risk.dump_python(directory.risk, mode="json"),
        }
    )


def load_organisation(text: str) -> tuple[Directory, dict[str, Duties]]:
    """What was kept: a directory of nobody, and by id what its groups have besides their rows."""
    data = from_json(text)
    directory = Directory(
        name=data["name"],
        timezone=data["timezone"],
        languages=tuple(data["languages"]),
        sites=_sites.validate_python(data["sites"]),
        routing=_routing.validate_python(data["routing"]),
        deadlines=_deadlines.validate_python(data.get("deadlines", [])),
        calendar=_calendar.validate_python(data.get("calendar")),
        escalation=_escalation.validate_python(data.get("escalation", ())),
        updates=_updates.validate_python(data.get("updates", ())),
        drilling=_drilling.validate_python(data.get("drilling", ())),
        reports=_reports.validate_python(data.get("reports", {})),
        risk=_risk.validate_python(data["risk"]) if data.get("risk") else USUAL_MATRIX,
    )
    return directory, _duties.validate_python(data.get("duties", {}))


def calendars_in(text: str) -> list[Any]:
    """What of it decides when something is due."""
    data = from_json(text)
    sites = [[site["id"], site["calendar"]] for site in data["sites"]]
    return [data["timezone"], data.get("calendar"), sites]


def _duties_of(given: Iterable[Group]) -> dict[str, Duties]:
    duties = {group.id: Duties(group.roster, group.lead, group.outside, group.digest) for group in given}
    return {group: kept for group, kept in duties.items() if kept != Duties()}
