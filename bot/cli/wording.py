"""Cases and notices as JSON for scripts: the one place that decides their fields (`docs/scripting.md` tells them)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import click

from handlers.actions import Action
from handlers.cases import Case, Entry, Status
from handlers.deadlines import Deadline
from handlers.delivery import NoticeState
from handlers.incidents.joint import JointReview
from handlers.incidents.review_words import standing_words
from handlers.proof import Copy
from handlers.rollcall.calls import Call, RollLine
from handlers.team import Team
from playbooks.phrases import phrases
from storage import Attachment, OutboxItem


def print_json(value: Any) -> None:
    """Prints readable JSON; in plain ASCII where the output could not take every character of it."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=2)
    click.echo(text)


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
        "acknowledged_at": case.acknowledged_at.isoformat() if case.acknowledged_at else None,
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


def action_json(action: Action, today: date) -> dict[str, Any]:
    """A corrective action. `today`: on the organisation's clocks, for whether it is overdue."""
    target = action.target
    return {
        "id": action.id,
        "number": action.number,
        "what": action.what,
        "owner": {"staff": action.owner.staff, "group": action.owner.group},
        "due": action.due.isoformat(),
        "overdue": action.is_open and action.due < today,
        "state": action.state.value,
        "origin": action.origin.value,
        "source": action.source,
        "case": action.case,
        "target": {"playbook": target.playbook, "edition": target.edition, "step": target.step} if target else None,
        "made_by": action.made_by,
        "made_at": action.made_at.isoformat(),
        "settled_by": action.settled_by,
        "settled_at": action.settled_at.isoformat() if action.settled_at else None,
        "words": action.words,
        "proof": action.proof,
        "version": action.version,
    }


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


def review_json(review: JointReview) -> dict[str, Any]:
    """A joint review: who was asked what, what each group said, and what was decided."""
    decision = review.decision
    return {
        "number": review.number,
        "state": "open" if review.is_open else "decided" if decision else "off",
        "question": review.question or standing_words(review.standing, phrases("en")),
        "lead": review.lead,
        "groups": list(review.groups),
        "called_at": review.called_at.isoformat(),
        "due": review.due.isoformat(),
        "waiting": list(review.waiting),
        "views": [{**view.data, "by": view.by, "at": view.at.isoformat()} for view in review.views],
        "decision": None
        if decision is None
        else {
            "agreed": decision.agreed,
            "words": decision.words,
            "by": decision.by,
            "at": decision.at.isoformat(),
        },
    }


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
    told = {name: moment.isoformat() if moment else None for name, moment in moments.items()}
    return {"milestone": deadline.milestone.value, "state": deadline.state.value, **told}


def updates_json(case: Case) -> dict[str, Any] | None:
    """When those who were told of a case hear next how it stands; None while nobody has it, or none are owed."""
    updates = case.updates if case.status is Status.ACKNOWLEDGED else None
    if updates is None:
        return None
    moments = {"since": updates.since, "given_at": updates.given_at, "due": updates.due}
    told = {name: moment.isoformat() if moment else None for name, moment in moments.items()}
    return {**told, "given": updates.given, "asked": updates.asked}


def terms_json(case: Case) -> dict[str, Any] | None:
    """Which deadlines a case got, and when its clocks stood still."""
    if case.terms is None:
        return None
    pauses = [
        {
            "begin": pause.begin.isoformat(),
            "end": pause.end.isoformat() if pause.end else None,
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


def reach_json(copy: Copy) -> dict[str, Any]:
    """One way in which somebody was told of a case, and how far it came."""
    moments = {"queued_at": copy.queued_at, "accepted_at": copy.accepted_at, "seen_at": copy.seen_at}
    return {
        "staff": copy.staff,
        "group": copy.group,
        "outside": copy.outside,
        "bot": copy.bot,
        "standing": copy.standing.value,
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
        "seen_by": copy.seen_by,
        "late_seconds": copy.late.total_seconds() if copy.late is not None else None,
        "unseen_seconds": copy.unseen.total_seconds() if copy.unseen is not None else None,
        "why": copy.why.value if copy.why else None,
        "detail": copy.detail or None,
    }


def call_json(call: Call, lines: Sequence[RollLine]) -> dict[str, Any]:
    """A roll call, or a message to everybody at a site, with everybody who was asked."""
    visitors = call.visitors
    return {
        "number": call.number,
        "kind": call.kind.value,
        "site": call.site,
        "by": call.by,
        "began": call.began.isoformat(),
        "text": call.text or None,
        "reminded_at": call.reminded_at.isoformat() if call.reminded_at else None,
        "ended_at": call.ended_at.isoformat() if call.ended_at else None,
        "ended_by": call.ended_by,
        "visitors": {"counted": visitors.counted, "expected": visitors.expected} if visitors else None,
        "people": [_line_json(line) for line in lines],
    }


def _line_json(line: RollLine) -> dict[str, Any]:
    return {
        "staff": line.staff,
        "off_shift": line.off_shift,
        "reachable": line.is_reachable,
        "delivered": line.state is NoticeState.SENT,
        "said": line.said.value if line.said else None,
        "said_at": line.at.isoformat() if line.at else None,
        "said_by": line.by,
        "place": line.place,
        "words": line.words or None,
        "helper": line.helper,
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
        "fetched_at": attachment.fetched_at.isoformat() if attachment.fetched_at else None,
        "given_up": attachment.given_up,
    }


def notice_json(item: OutboxItem) -> dict[str, Any]:
    """A notice and how it stands."""
    return {
        "id": item.notice.id,
        "state": item.state.value,
        "bot": item.notice.bot,
        "chat": item.notice.chat,
        "lane": item.notice.lane.name.lower(),
        "case": item.notice.case,
        "critical": item.notice.critical,
        "queued_at": item.queued_at.isoformat(),
        "attempts": item.attempts,
        "why": item.why,
        "text": item.notice.message.text,
    }
