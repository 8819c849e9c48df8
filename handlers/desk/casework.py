"""What a conversation does to its case: opened, kept up to date, called off, and its groups told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers.alerts.addressing import Addressed, Recipient, addressed
from handlers.alerts.cards import severity_name
from handlers.assessment import Assessment, Given, assess
from handlers.cases import Case, Happening, Status
from handlers.delivery import Notice
from handlers.desk.clocks import terms_for, watch
from handlers.desk.copies import amend_cards, card_for, lane_of
from handlers.desk.details import question_at, shown_answer
from handlers.desk.files import media_in
from handlers.desk.live.joining import begin_watching, end_watching, new_checklist
from handlers.desk.live.sheets import outcomes_in
from handlers.desk.live.waking import wake_soon
from handlers.desk.news import News, share_files, tell_everyone, tell_listeners
from handlers.desk.outside import follow_outside, send_outside
from handlers.desk.update_watch import updates_rechosen
from handlers.desk.visit import Visit
from handlers.desk.watching import unwatched, watched, watched_closer
from handlers.engine.answers import values_of
from handlers.engine.session import Frame
from handlers.engine.turn import Answered
from handlers.media import Media
from handlers.numbers import case_number, series, year_of
from handlers.team import NOBODY, join
from playbooks.edition import Edition
from playbooks.model import Kind, Playbook, Severity
from playbooks.phrases import Phrases


def open_case(visit: Visit, frame: Frame) -> Case:
    """Opens the case of `frame`; the caller has seen to it that there is none yet."""
    uow = visit.uow
    edition = _edition(visit, frame)
    answers = values_of(frame)
    facts = _assess(visit, frame, edition)
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
        site=facts.site,
        place=facts.place,
        headline=facts.headline,
        groups=facts.groups,
        answers=answers,
        terms=terms_for(Given(edition.playbook, answers, {}, uow.now), facts, visit.directory),
        team=join(NOBODY, visit.staff.id, uow.now) if frame.kind is Kind.EMERGENCY else NOBODY,
        level=facts.level,
        checklist=new_checklist(visit, edition.playbook),
    )
    uow.keep_case(case)
    _record_opening(visit, frame, case, facts)
    watch(visit, case)
    return case


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
    where = addressed(case, visit.directory)
    visit.uow.keep_case(begin_watching(visit, watched(visit, case)))
    for recipient in where.recipients:
        send_card(visit, case, recipient)
    record_notified(visit, case, where, send_outside(visit, case))
    return where


def send_card(visit: Visit, case: Case, recipient: Recipient) -> None:
    """Queues one copy of the card, by the bot that reaches its reader."""
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            _bot_for(visit, recipient),
            recipient.chat,
            card_for(visit, case, recipient.language),
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
    if outside:
        data["outside"] = list(outside)
    visit.uow.record(case.id, Happening("notified", None, data))


def is_open_case(visit: Visit, frame: Frame) -> bool:
    """Whether `frame` already has a case. Asking the database at every answer would cost more than the answer."""
    return frame.kind is Kind.EMERGENCY or frame.submitted


def amend_answer(visit: Visit, effect: Answered) -> None:
    """An answer given or corrected after the alarm: the case, its cards and, if need be, more groups follow."""
    case = visit.uow.case(effect.frame.id)
    if case is None:
        return
    answers = values_of(effect.frame)
    facts = _assess(visit, effect.frame, _edition(visit, effect.frame), case)
    changed = replace(
        case,
        answers=answers,
        severity=facts.severity,
        place=facts.place,
        site=facts.site or case.site,
        headline=facts.headline,
        groups=tuple(dict.fromkeys([*case.groups, *facts.groups])),
        level=case.level if case.level_by else facts.level,
        version=case.version + 1,
    )
    changed = watched_closer(visit, changed) if _is_worse(case, changed) else changed
    changed = updates_rechosen(visit, case, changed)
    changed = wake_soon(visit, changed)  # other rows may be there now
    visit.uow.keep_case(changed)
    _record_answer(visit, changed, effect)
    _record_level(visit, case, changed)
    amend_cards(visit, changed)
    if effect.corrected or _is_news(effect):
        _tell_correction(visit, changed, effect, told=case.groups)
    _tell_if_worse(visit, case, changed, _edition(visit, effect.frame).playbook)
    _tell_newcomers(visit, case, changed)


def _is_news(effect: Answered) -> bool:
    """Whether people who were told before must hear of an answer that is new; of a group, once it has its rounds."""
    if not effect.frame.amending or effect.before is not None:
        return False
    return effect.path.partition(".")[0] in effect.frame.answers


def _record_answer(visit: Visit, case: Case, effect: Answered) -> None:
    data: dict[str, Any] = {"question": effect.path, "value": effect.value}
    if effect.corrected:
        data = {"question": effect.path, "before": effect.before, "after": effect.value}
    visit.uow.record(case.id, Happening("corrected" if effect.corrected else "answered", visit.staff.id, data))
    share_files(visit, case, _attached(visit, case, media_in(effect.value)))


def _record_level(visit: Visit, before: Case, after: Case) -> None:
    """The playbook's rules moved it; a person who does is on the timeline with their own entry."""
    if before.level != after.level:
        visit.uow.record(after.id, Happening("level", None, {"level": after.level, "before": before.level}))


def _attached(visit: Visit, case: Case, files: Iterable[Media]) -> list[Media]:
    """Attaches what the case has not got yet, and gives that back."""
    by, bot = visit.staff.id, visit.inbound.bot
    return [media for media in files if visit.uow.attach(case.id, media, by, bot)]


def _tell_newcomers(visit: Visit, before: Case, after: Case) -> None:
    """Groups that the new answer names get the card, too; nobody gets it twice."""
    if before.groups == after.groups:
        return
    reached = {copy.chat for copy in visit.uow.cards(after.id)}
    where = addressed(after, visit.directory)
    fresh = Addressed(tuple(r for r in where.recipients if r.chat not in reached), where.without_account)
    for recipient in fresh.recipients:
        send_card(visit, after, recipient)
    outside = send_outside(visit, after, told=before.groups)
    if fresh.recipients or outside:
        record_notified(visit, after, fresh, outside)


def _tell_correction(visit: Visit, case: Case, effect: Answered, told: tuple[str, ...]) -> None:
    """What the groups were told before was not so: they hear what is."""
    question = question_at(_edition(visit, effect.frame).playbook, effect.path)
    if question is None:
        return

    def words(say: Phrases) -> str:
        name = question.name(say.language)
        shown = shown_answer(visit, question, effect.value, say) if effect.value is not None else "–"
        return say("{number} corrected. {question}: {answer}", number=case.number, question=name, answer=shown)

    tell_listeners(visit, case, News(words))
    follow_outside(visit, replace(case, groups=told), News(words))


def _tell_if_worse(visit: Visit, before: Case, after: Case, playbook: Playbook) -> None:
    """An edited card makes no sound: that it got worse is said in a message of its own."""
    higher = _is_higher(playbook, before, after)
    if not higher and not _is_worse(before, after):
        return

    def words(say: Phrases) -> str:
        level = [playbook.level_by_id[after.level or ""].name.text(say.language)] if higher else []
        worse = [severity_name(after.severity, say)] if _is_worse(before, after) else []
        # TRANSLATORS: {severity} is how bad it is now, the level of the plan, or both.
        return say("{number} is now: {severity}", number=after.number, severity=" · ".join([*worse, *level]))

    tell_everyone(visit, after, News(words))
    follow_outside(visit, replace(after, groups=before.groups), News(words))


def _is_worse(before: Case, after: Case) -> bool:
    order = list(Severity)
    return order.index(after.severity) > order.index(before.severity)


def _is_higher(playbook: Playbook, before: Case, after: Case) -> bool:
    return len(playbook.levels_up_to(after.level)) > len(playbook.levels_up_to(before.level))


def withdraw(visit: Visit, frame: Frame) -> None:
    """A false alarm: the case is withdrawn, and everybody who was called hears that it is over."""
    case = visit.uow.case(frame.id)
    if case is None or case.status in (Status.WITHDRAWN, Status.RESOLVED):
        return
    changed = replace(case, status=Status.WITHDRAWN, version=case.version + 1)
    unwatched(visit, case)
    end_watching(visit, changed)
    visit.uow.keep_case(changed)
    visit.uow.record(case.id, Happening("withdrawn", visit.staff.id))
    amend_cards(visit, changed)

    def words(say: Phrases) -> str:
        return say("{number} was called off by {name}.", number=case.number, name=visit.staff.name)

    tell_everyone(visit, changed, News(words))
    follow_outside(visit, changed, News(words))


def _edition(visit: Visit, frame: Frame) -> Edition:
    edition = visit.uow.editions.by_digest(frame.edition)
    if edition is None:
        raise LookupError(f"edition {frame.edition} of {frame.playbook} is not stored")
    return edition


def _assess(visit: Visit, frame: Frame, edition: Edition, case: Case | None = None) -> Assessment:
    chosen = case.level if case is not None and case.level_by is not None else None
    outcomes = {} if case is None else outcomes_in(case)
    return assess(edition.playbook, frame, visit.directory, visit.staff.language, visit.uow.now, chosen, outcomes)
