"""What a conversation does to its case: opened, kept up to date, called off, and its groups told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers.alerts.addressing import Addressed, Recipient, addressed
from handlers.assessment import Assessment, assess, site_of
from handlers.cases import Case, Happening
from handlers.delivery import Notice
from handlers.desk.alarm.whereabouts import last_place
from handlers.desk.cases.copies import card_for, lane_of, leads_it
from handlers.desk.cases.files import media_in
from handlers.desk.clocks.deadlines import terms_for, watch
from handlers.desk.drills.nearby import warn_exercises
from handlers.desk.live.joining import begin_watching, new_checklist
from handlers.desk.telling.outside import send_outside
from handlers.desk.telling.watching import set_timer, watched
from handlers.desk.visit import Visit
from handlers.engine.answers import values_of
from handlers.engine.session import Frame
from handlers.given import Given
from handlers.media import Media
from handlers.numbers import case_number, series, year_of
from handlers.team import NOBODY, join
from playbooks.edition import Edition
from playbooks.model import Kind


def open_case(visit: Visit, frame: Frame) -> Case:
    """Opens the case of `frame`; the caller has seen to it that there is none yet."""
    uow = visit.uow
    edition = edition_of(visit, frame)
    answers = values_of(frame)
    facts = _assess(visit, frame, edition)
    guess = None if facts.place else _guess(visit, frame)
    case = Case(
        id=frame.id,
        number=_number(visit, frame),
        kind=frame.kind,
        run=frame.run,
        playbook=frame.playbook,
        edition=frame.edition,
        severity=facts.severity,
        reporter=visit.staff.id,
        opened_at=uow.now,
        site=facts.site or (site_of(guess, visit.directory) if guess else None),
        place=facts.place or guess,
        headline=facts.headline,
        groups=facts.groups,
        answers=answers,
        terms=terms_for(Given(edition.playbook, answers, {}, uow.now), facts, visit.directory),
        team=join(NOBODY, visit.staff.id, uow.now) if frame.kind is Kind.EMERGENCY else NOBODY,
        level=facts.level,
        about=facts.about,
        grade=facts.grade,
        checklist=new_checklist(visit, edition.playbook),
        drill=uow.drill,
    )
    uow.keep_case(case)
    _record_opening(visit, frame, case, facts)
    watch(visit, case)
    return case


def _guess(visit: Visit, frame: Frame) -> dict[str, Any] | None:
    """Where they were a short while ago: an alarm cannot wait for better."""
    return last_place(visit) if frame.kind is Kind.EMERGENCY else None


def _number(visit: Visit, frame: Frame) -> str:
    letters = series(frame.kind, frame.run)
    year = year_of(visit.uow.now, ZoneInfo(visit.directory.timezone))
    return case_number(letters, year, visit.uow.next_number(letters, year))


def _record_opening(visit: Visit, frame: Frame, case: Case, facts: Assessment) -> None:
    uow, actor = visit.uow, visit.staff.id
    opened: dict[str, Any] = {"number": case.number, "edition": case.edition, "severity": case.severity.value}
    opened["groups"] = list(case.groups)
    if case.level is not None:
        opened["level"] = case.level
    opened |= {"category": case.about.data} if case.about is not None else {}
    opened |= {"risk": case.grade.data} if case.grade is not None else {}
    if facts.unknown_groups:
        opened["unknown_groups"] = list(facts.unknown_groups)
    if case.terms is not None:
        opened["deadlines"] = {"pack": case.terms.pack.id, "version": case.terms.pack.version}
    uow.record(case.id, Happening("opened", actor, opened))
    if frame.said and frame.said not in case.answers.values():
        uow.record(case.id, Happening("noted", actor, {"text": frame.said}))
    for happening in _history(frame, actor):
        uow.record(case.id, happening)
    for media in media_in(case.answers):
        uow.attach(case.id, media, actor, visit.inbound.bot)


def _history(frame: Frame, actor: str) -> list[Happening]:
    """What was answered and corrected before the case was opened, in the order it happened."""
    dated: list[tuple[datetime, Happening]] = []
    for path, answer in frame.answers.items():
        if any(other.startswith(f"{path}.") for other in frame.answers):
            continue  # the rounds of a repeated group say it all
        data = {"question": path, "value": answer.value, "how": answer.how, "at": answer.at.isoformat()}
        if answer.skipped:
            data["skipped"] = True
        dated.append((answer.at, Happening("answered", actor, data)))
    for change in frame.corrections:
        data = {"question": change.path, "before": change.before, "after": change.after, "at": change.at.isoformat()}
        dated.append((change.at, Happening("corrected", actor, data)))
    return [happening for _, happening in sorted(dated, key=lambda pair: pair[0])]


def announce(visit: Visit, case: Case) -> Addressed:
    """Sends the card to everybody who is to know, notes on the timeline who that is, and gives it back.

    From here on the case is watched until somebody takes it.
    """
    where = addressed(case, visit.directory, visit.uow.now)
    case = begin_watching(visit, watched(visit, case))
    visit.uow.keep_case(case)
    for recipient in where.recipients:
        send_card(visit, case, recipient)
    outside = send_outside(visit, case)
    record_notified(visit, case, where, outside)
    warn_exercises(visit, case)
    if not where.recipients and not outside:  # there is nobody to wait for
        set_timer(visit, case, visit.uow.now)
    return where


def send_card(visit: Visit, case: Case, recipient: Recipient, by: str | None = None) -> None:
    """Queues one copy of the card, `by` a bot or by the one that reaches its reader."""
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            by or _bot_for(visit, recipient),
            recipient.chat,
            card_for(visit, case, recipient.language, leads=leads_it(case, recipient.staff)),
            lane=lane_of(case),
            case=case.id,
            card=True,
            staff=recipient.staff,
            critical=True,
            language=recipient.language,
        )
    )


def _bot_for(visit: Visit, recipient: Recipient) -> str:
    """The alert bot; for somebody who never started that one, the bot they do talk to."""
    person = visit.directory.staff_by_id.get(recipient.staff or "")
    return visit.house.alert_bot if person is None or person.reachable else visit.house.staff_bot


def record_notified(visit: Visit, case: Case, where: Addressed, outside: tuple[str, ...] = ()) -> None:
    """Notes on the timeline who is told, and by which outside channels."""
    data: dict[str, Any] = {
        "groups": [recipient.group for recipient in where.recipients if recipient.group],
        "people": [recipient.staff for recipient in where.recipients if recipient.staff],
    }
    if where.without_account:
        data["without_account"] = list(where.without_account)
    if where.off_shift:
        data["off_shift"] = list(where.off_shift)
    if outside:
        data["outside"] = list(outside)
    visit.uow.record(case.id, Happening("notified", None, data))


def is_open_case(visit: Visit, frame: Frame) -> bool:
    """Whether `frame` already has a case. Asking the database at every answer would cost more than the answer."""
    return frame.kind is Kind.EMERGENCY or frame.submitted


def attached(visit: Visit, case: Case, files: Iterable[Media]) -> list[Media]:
    """Attaches what the case has not got yet, and gives that back."""
    by, bot = visit.staff.id, visit.inbound.bot
    return [media for media in files if visit.uow.attach(case.id, media, by, bot)]


def edition_of(visit: Visit, frame: Frame) -> Edition:
    edition = visit.uow.editions.by_digest(frame.edition)
    if edition is None:
        raise LookupError(f"edition {frame.edition} of {frame.playbook} is not stored")
    return edition


def _assess(visit: Visit, frame: Frame, edition: Edition) -> Assessment:
    return assess(edition.playbook, frame, visit.directory, visit.staff.language, visit.uow.now)
