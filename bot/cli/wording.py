"""Cases as JSON for scripts: the one place that decides their fields (`docs/scripting.md` tells them)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date
from typing import Any

import click

from bot.cli.review_wording import review_json
from handlers.cases import Case, Entry, Status
from handlers.deadlines import Deadline
from handlers.team import Team
from storage import Attachment


def print_json(value: Any) -> None:
    """Prints readable JSON; in plain ASCII where the output could not take every character of it."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=2)
    click.echo(text)


def iso(moment: date | None) -> str | None:
    """A day or a moment as scripts read it."""
    return None if moment is None else moment.isoformat()


def case_json(case: Case, late: Iterable[Deadline] = ()) -> dict[str, Any]:
    """A case, without its timeline. `late`: its clocks that ran out."""
    return {
        "id": case.id,
        "number": case.number,
        "kind": case.kind.value,
        "run": case.run.value,
        "playbook": case.playbook,
        "edition": case.edition,
        "severity": case.severity.value,
        "level": case.level,
        "level_by": case.level_by,
        "status": case.status.value,
        "reporter": case.reporter,
        "opened_at": case.opened_at.isoformat(),
        "site": case.site,
        "place": case.place,
        "headline": case.headline,
        "groups": list(case.groups),
        "answers": case.answers,
        "acknowledged_by": case.acknowledged_by,
        "acknowledged_at": iso(case.acknowledged_at),
        "team": team_json(case.team),
        "also": list(case.also),
        "advised": case.advised,
        "reported": list(case.reported),
        "part_of": case.part_of,
        "linked": list(case.linked),
        "stood_down": _stood_down(case),
        "resolution": _resolution(case),
        "category": _category(case),
        "risk": _risk(case),
        "reviews": [review_json(review) for review in case.reviews],
        "version": case.version,
        "overdue": [deadline.milestone.value for deadline in late],
    }


def _stood_down(case: Case) -> dict[str, Any] | None:
    over = case.stood_down
    return None if over is None else {"by": over.by, "at": over.at.isoformat(), "informed": list(over.informed)}


def _resolution(case: Case) -> dict[str, str] | None:
    ending = case.ending
    return None if ending is None else {"outcome": ending.outcome, "words": ending.words, "reply": ending.reply}


def _category(case: Case) -> dict[str, str | None] | None:
    about = case.about
    if about is None:
        return None
    return {
        "area": about.area.value if about.area else None,
        "node": about.node.value if about.node else None,
        "by": about.by,
    }


def _risk(case: Case) -> dict[str, str | None] | None:
    grade = case.grade
    return None if grade is None else {**grade.data, "by": grade.by, "at": grade.at.isoformat()}


def team_json(team: Team) -> dict[str, Any]:
    """Who takes part and who holds which role, each since when."""
    return {
        "participants": [{"staff": one.staff, "since": one.since.isoformat()} for one in team.participants],
        "roles": [{"role": one.role, "staff": one.staff, "since": one.since.isoformat()} for one in team.held],
        "offers": [{"role": o.role, "to": o.to, "by": o.by, "at": o.at.isoformat()} for o in team.offers],
    }


def deadline_json(deadline: Deadline) -> dict[str, Any]:
    """One clock of a case; `house` is the house's own target, `legal` what the rule demands."""
    moments = {"house": deadline.house, "legal": deadline.legal, "met_at": deadline.met_at}
    told = {name: iso(moment) for name, moment in moments.items()}
    return {"milestone": deadline.milestone.value, "state": deadline.state.value, **told}


def updates_json(case: Case) -> dict[str, Any] | None:
    """When those who were told of a case hear next how it stands; None while nobody has it, or none are owed."""
    updates = case.updates if case.status is Status.ACKNOWLEDGED else None
    if updates is None:
        return None
    moments = {"since": updates.since, "given_at": updates.given_at, "due": updates.due}
    told = {name: iso(moment) for name, moment in moments.items()}
    return {**told, "given": updates.given, "asked": updates.asked}


def terms_json(case: Case) -> dict[str, Any] | None:
    """Which deadlines a case got, and when its clocks stood still."""
    if case.terms is None:
        return None
    pauses = [
        {
            "begin": pause.begin.isoformat(),
            "end": iso(pause.end),
            "reason": pause.reason,
            "by": pause.by,
        }
        for pause in case.terms.pauses
    ]
    return {"pack": case.terms.pack.id, "version": case.terms.pack.version, "pauses": pauses}


def entry_json(entry: Entry) -> dict[str, Any]:
    """One entry of a timeline, with what its hash covers."""
    return {
        "sequence": entry.sequence,
        "at": entry.at.isoformat(),
        "kind": entry.kind,
        "actor": entry.actor,
        "data": entry.data,
        "previous": entry.previous,
        "hash": entry.hash,
    }


def attachment_json(attachment: Attachment) -> dict[str, Any]:
    """A file of a case: what it is, and the SHA-256 of its content or why there is none."""
    return {
        "kind": attachment.media.kind,
        "unique": attachment.media.unique,
        "name": attachment.media.name,
        "by": attachment.by,
        "at": attachment.at.isoformat(),
        "sha256": attachment.digest,
        "fetched_at": iso(attachment.fetched_at),
        "given_up": attachment.given_up,
    }
