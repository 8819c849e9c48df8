"""Deadlines of cases: chosen at the opening, watched by one timer, said when one comes near or passes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlers.alerts.clock_words import clock_line, deadlines_of, is_closed
from handlers.assessment import Assessment, matches
from handlers.cases import Case, Happening
from handlers.deadlines import Alarm, Step, Terms, due_alarms, next_alarm, rechosen, said_in_vain
from handlers.deadlines.looking import clock_look
from handlers.delivery import Notice
from handlers.desk.cases.copies import lane_of
from handlers.desk.cases.news import News, copies_to_ask, tell_copy
from handlers.desk.telling.outside import follow_outside
from handlers.desk.visit import Visit, from_muster
from handlers.events import Elapsed, Inbound
from handlers.given import Given
from handlers.house import House
from handlers.messages import plain
from handlers.people import DeadlineChoice, Directory, Role, Staff
from handlers.ports import UnitOfWork
from handlers.rosters.off_shift import may_wake, spared
from playbooks.model import Severity
from playbooks.phrases import Phrases, phrases


def terms_for(given: Given, facts: Assessment, directory: Directory) -> Terms | None:
    """What a case is promised: the pack of the organisation's first choice that matches."""
    choice = _choice(given, facts.severity, facts.site, directory)
    return Terms(choice.pack) if choice is not None else None


def _choice(given: Given, severity: Severity, site: str | None, directory: Directory) -> DeadlineChoice | None:
    return next((c for c in directory.deadlines if matches(c.when, given, severity, site)), None)


def clocks_after(visit: Visit, before: Case, after: Case, was: Given, now: Given) -> Case:
    """`after`, whose answers were changed, with the deadlines that they choose, and its timer set to those."""
    changed = _with_other_terms(visit, before, after, was, now)
    same = changed.terms is before.terms and changed.site == before.site and may_wake(changed) is may_wake(before)
    if changed.terms is None or same:
        return changed
    told = _said_for_good(visit, changed, changed.terms)
    changed = replace(changed, terms=replace(changed.terms, told=told))
    watch(visit, changed)
    return changed


def _with_other_terms(visit: Visit, before: Case, after: Case, was: Given, now: Given) -> Case:
    """Where the answers choose what they chose before, and where they choose nothing, what was promised stays."""
    directory = visit.directory
    first = _choice(was, before.severity, before.site, directory)
    second = _choice(now, after.severity, after.site, directory)
    if second is None or second is first:
        return after
    terms = Terms(second.pack)
    if after.terms is not None:
        terms = rechosen(after.terms, second.pack, after.opened_at, directory.calendar_of(after.site))
    return replace(after, terms=terms)


def _said_for_good(visit: Visit, case: Case, terms: Terms) -> tuple[str, ...]:
    """What was said and need not be said again: but for alarms that are due only later as things are now."""
    calendar, now = visit.directory.calendar_of(case.site), visit.uow.now
    deadlines = deadlines_of(case, visit.directory, now)
    in_vain = said_in_vain(terms, deadlines, calendar, now)
    return tuple(key for key in terms.told if key not in in_vain)


def record_terms(visit: Visit, before: Case, after: Case) -> None:
    """On the timeline: other deadlines than before hold now."""
    if after.terms is None or (before.terms is not None and after.terms.pack == before.terms.pack):
        return
    data = {"pack": after.terms.pack.id, "version": after.terms.pack.version}
    was = {"was": before.terms.pack.id} if before.terms is not None else {}
    visit.uow.record(after.id, Happening("terms", visit.staff.id or None, {**data, **was}))


def watch(visit: Visit, case: Case) -> None:
    """Sets the case's one timer to its next alarm, or takes it away."""
    if case.terms is None:
        return
    now = visit.uow.now
    calendar = visit.directory.calendar_of(case.site)
    deadlines = () if is_closed(case) else deadlines_of(case, visit.directory, now)
    due = next_alarm(case.terms, deadlines, calendar, urgent=may_wake(case))
    if due is None:
        visit.uow.cancel_timer(clock_look(case.id, now).key)
    else:
        visit.uow.set_timer(clock_look(case.id, due, visit.inbound.conversation))


def clock_elapsed(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """The timer came due: what is true now is said, and nothing of a case that was closed meanwhile."""
    case = uow.case(event.data["case"])
    if case is None or case.terms is None or is_closed(case):
        return
    visit = from_muster(inbound, uow, house)
    calendar = visit.directory.calendar_of(case.site)
    deadlines = deadlines_of(case, visit.directory, uow.now)
    alarms = due_alarms(case.terms, deadlines, calendar, uow.now, urgent=may_wake(case))
    for alarm in _gravest(alarms):
        _raise(visit, case, alarm)
    told = (*_said_for_good(visit, case, case.terms), *(alarm.key for alarm in alarms))
    if told != case.terms.told:
        case = replace(case, terms=replace(case.terms, told=told), version=case.version + 1)
        uow.keep_case(case)
    watch(visit, case)


def _gravest(alarms: tuple[Alarm, ...]) -> list[Alarm]:
    """One for each clock: after a long silence nobody needs to hear that something had been about to come."""
    return list({alarm.deadline.milestone: alarm for alarm in sorted(alarms, key=lambda a: a.step)}.values())


def _raise(visit: Visit, case: Case, alarm: Alarm) -> None:
    visit.uow.record(case.id, Happening("deadline", None, {"clock": alarm.key}))
    calendar, now = visit.directory.calendar_of(case.site), visit.uow.now

    def words(say: Phrases) -> str:
        lines = [_opening(alarm.step, case, say), clock_line(alarm.deadline, calendar, now, say), case.headline]
        return "\n".join(line for line in lines if line)

    if alarm.step is Step.REMIND and (holder := _holder(visit, case)) is not None:
        _tell(visit, case, holder, News(words))
    else:
        _tell_responsible(visit, case, News(words), managers=alarm.step is not Step.REMIND)


def _opening(step: Step, case: Case, say: Phrases) -> str:
    match step:
        case Step.REMIND:
            # TRANSLATORS: A reply to a complaint is due soon; the next line says which and when.
            return say("⏰ Please remember {number}.", number=case.number)
        case Step.HOUSE:
            return say("⏰ {number} is overdue.", number=case.number)
        case Step.LEGAL:
            return say("⏰ The legal limit of {number} has passed.", number=case.number)


def _holder(visit: Visit, case: Case) -> Staff | None:
    """Whoever took the case, if they can be told and are not off shift."""
    person = visit.directory.staff_by_id.get(case.acknowledged_by or "")
    if person is None or not person.active or not person.reachable or person.telegram is None:
        return None
    return None if spared([person], case, visit.directory, visit.uow.now, others=True) else person


def _tell_responsible(visit: Visit, case: Case, news: News, *, managers: bool) -> None:
    """The groups' chats and outside channels, where there is no chat their people, and the managers of the site."""
    follow_outside(visit, case, news)
    copies = copies_to_ask(visit, case)
    chosen = [copy for copy in copies if copy.staff is None] or copies
    for copy in chosen:
        tell_copy(visit, case, copy, news)
    heard = {copy.chat for copy in chosen}
    people = list(_managers(visit, case)) if managers or not chosen else []
    off = spared(people, case, visit.directory, visit.uow.now, others=bool(chosen))
    for person in people:
        if person.telegram not in heard and person.id not in off:
            _tell(visit, case, person, news)


def _managers(visit: Visit, case: Case) -> Iterator[Staff]:
    """Duty managers who work at the case's site; where there is none the admins."""
    people = [p for p in visit.directory.staff if p.active and p.telegram is not None]
    here = [p for p in people if p.role is Role.DUTY_MANAGER and (not p.sites or case.site in (None, *p.sites))]
    yield from here or [p for p in people if p.role is Role.ADMIN]


def _tell(visit: Visit, case: Case, person: Staff, news: News) -> None:
    assert person.telegram is not None
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            visit.house.alert_bot if person.reachable else visit.house.staff_bot,
            person.telegram,
            plain(news.words(phrases(person.language))),
            lane=lane_of(case),
            case=case.id,
            staff=person.id,
            language=person.language,
        )
    )
