"""A case whose answers change: its facts are read off them anew, and everybody concerned follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from handlers.alerts.addressing import addressed
from handlers.alerts.answer_words import question_at
from handlers.alerts.cards import severity_name
from handlers.assessment import HEADLINE, assess_given
from handlers.cases import Case, Happening
from handlers.desk.alarm import levels
from handlers.desk.alarm.whereabouts import is_guessed
from handlers.desk.cases.answers import shown_answer
from handlers.desk.cases.casework import attached, edition_of, record_notified, send_card
from handlers.desk.cases.copies import amend_cards
from handlers.desk.cases.files import media_in
from handlers.desk.cases.news import News, share_files, tell_everyone, tell_listeners, tell_others
from handlers.desk.clocks.deadlines import clocks_after, record_terms
from handlers.desk.incidents.recording import record_findings
from handlers.desk.live.joining import looked_at_anew
from handlers.desk.live.sheets import outcomes_in
from handlers.desk.team.advising import advise
from handlers.desk.telling.outside import follow_outside, send_outside
from handlers.desk.telling.watching import watched_closer
from handlers.desk.updates.watch import updates_rechosen
from handlers.desk.visit import Visit
from handlers.engine.answers import values_of
from handlers.engine.questions.base import shortened
from handlers.engine.turn import Answered
from handlers.given import Given
from handlers.incidents.grade import same_grade
from handlers.rosters.off_shift import may_wake
from playbooks.model import Playbook, Severity
from playbooks.phrases import Phrases

#: Why something is so, in words for a reader.
Because = Callable[[Phrases], str]


def amend_answer(visit: Visit, effect: Answered) -> None:
    """An answer given or corrected after the alarm: the case, its cards and, if need be, more groups follow."""
    case = visit.uow.case(effect.frame.id)
    if case is None:
        return
    playbook, frame = edition_of(visit, effect.frame).playbook, effect.frame
    mine = values_of(frame)
    lent = {question: who for question, who in case.lent.items() if question not in mine}
    answers = {**{question: case.answers.get(question) for question in lent}, **mine}
    given = Given(playbook, answers, outcomes_in(case), visit.uow.now)
    changed = replace(reassessed(visit, case, given, frame.site, frame.said), lent=lent)
    changed = _kept(visit, case, changed, playbook)
    _record_answer(visit, changed, effect)
    _write_down(visit, case, changed)
    if effect.corrected or _is_news(effect):
        _tell_correction(visit, changed, effect, told=case.groups)
    _tell(visit, case, changed, playbook)


def ask_for_more(visit: Visit, before: Case, after: Case, playbook: Playbook) -> None:
    """What a higher level needs; and where somebody chose the level, what the rules say of it."""
    if before.level != after.level:
        levels.moved(visit, before, after, playbook)
    advise(visit, before, after, playbook)


def _with_clocks(visit: Visit, before: Case, after: Case, playbook: Playbook) -> Case:
    was, now = (Given(playbook, case.answers, outcomes_in(case), visit.uow.now) for case in (before, after))
    return clocks_after(visit, before, after, was, now)


def reassessed(visit: Visit, case: Case, given: Given, site: str | None, said: str | None = None) -> Case:
    """The case as these answers make it. What somebody chose stays: its level, its grade, what it is about; and so
    does every group that was told.

    `said` is what its headline is without any answer that makes one; None: what it is now.
    """
    chosen = case.level if case.level_by is not None else None
    grade = case.grade if case.grade is not None and case.grade.by is not None else None
    facts = assess_given(given, site, visit.directory, _language(visit, case), chosen, grade)
    return replace(
        case,
        answers=dict(given.answers),
        severity=facts.severity,
        place=facts.place or (case.place if is_guessed(case.place) else None),
        site=facts.site or case.site,
        headline=facts.headline or (case.headline if said is None else shortened(said, HEADLINE)),
        groups=tuple(dict.fromkeys([*case.groups, *facts.groups])),
        level=chosen or facts.level,
        advised=_advised(given.playbook, chosen, facts.level),
        grade=grade or same_grade(case.grade, facts.grade),
        about=case.about if case.about is not None and case.about.by is not None else facts.about,
        version=case.version + 1,
    )


def _advised(playbook: Playbook, chosen: str | None, by_rules: str | None) -> str | None:
    """The level by the rules, where somebody chose a lower one."""
    higher = len(playbook.levels_up_to(by_rules)) > len(playbook.levels_up_to(chosen))
    return by_rules if chosen is not None and higher else None


def _language(visit: Visit, case: Case) -> str:
    """A case's headline is in its reporter's language, whoever adds to it."""
    reporter = visit.directory.staff_by_id.get(case.reporter)
    return reporter.language if reporter else visit.staff.language


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
    share_files(visit, case, attached(visit, case, media_in(effect.value)))


def record_level(visit: Visit, before: Case, after: Case) -> None:
    """The playbook's rules moved it; a person who does is on the timeline with their own entry."""
    if before.level != after.level:
        visit.uow.record(after.id, Happening("level", None, {"level": after.level, "before": before.level}))


def follow(visit: Visit, before: Case, after: Case, playbook: Playbook, because: Because | None = None) -> None:
    """Writes a case whose facts changed; its cards, and everybody who is concerned, follow.

    `because` says why it got worse, if it did.
    """
    after = _kept(visit, before, after, playbook)
    _write_down(visit, before, after)
    _tell(visit, before, after, playbook, because)


def _kept(visit: Visit, before: Case, after: Case, playbook: Playbook) -> Case:
    """Writes the case with its clocks as they follow from what it is now."""
    after = watched_closer(visit, after) if is_worse(before, after) else after
    after = updates_rechosen(visit, before, after)
    after = _with_clocks(visit, before, after, playbook)
    after = looked_at_anew(visit, after)
    visit.uow.keep_case(after)
    return after


def _write_down(visit: Visit, before: Case, after: Case) -> None:
    """What follows from the change is on the timeline and on every card."""
    record_terms(visit, before, after)
    record_level(visit, before, after)
    record_findings(visit, before, after)
    amend_cards(visit, after)


def _tell(visit: Visit, before: Case, after: Case, playbook: Playbook, because: Because | None = None) -> None:
    """Whoever must hear that it is worse, or concerns them now, hears it; what it needs now is asked for."""
    tell_if_worse(visit, before, after, playbook, because)
    tell_newcomers(visit, before, after)
    ask_for_more(visit, before, after, playbook)


def tell_newcomers(visit: Visit, before: Case, after: Case) -> None:
    """Groups that the new answer names get the card, too, and whoever was left alone before; nobody gets it twice."""
    if before.groups == after.groups and may_wake(before) is may_wake(after):
        return
    reached = {copy.chat for copy in visit.uow.cards(after.id)}
    where = addressed(after, visit.directory, visit.uow.now)
    fresh = replace(where, recipients=tuple(r for r in where.recipients if r.chat not in reached))
    for recipient in fresh.recipients:
        send_card(visit, after, recipient)
    outside = send_outside(visit, after, told=before.groups)
    if fresh.recipients or outside:
        record_notified(visit, after, fresh, outside)


def _tell_correction(visit: Visit, case: Case, effect: Answered, told: tuple[str, ...]) -> None:
    """What the groups were told before was not so: they hear what is."""
    question = question_at(edition_of(visit, effect.frame).playbook, effect.path)
    if question is None:
        return

    def words(say: Phrases) -> str:
        name = question.name(say.language)
        shown = shown_answer(visit, question, effect.value, say) if effect.value is not None else "–"
        return say("{number} corrected. {question}: {answer}", number=case.number, question=name, answer=shown)

    tell_listeners(visit, case, News(words))
    follow_outside(visit, replace(case, groups=told), News(words))


def tell_if_worse(
    visit: Visit, before: Case, after: Case, playbook: Playbook, because: Because | None = None
) -> None:
    """An edited card makes no sound: that it got worse is said in a message of its own."""
    higher = _is_higher(playbook, before, after)
    if not higher and not is_worse(before, after):
        return

    def words(say: Phrases) -> str:
        level = [playbook.level_by_id[after.level or ""].name.text(say.language)] if higher else []
        worse = [severity_name(after.severity, say)] if is_worse(before, after) else []
        # TRANSLATORS: {severity} is how bad it is now, the level of the plan, or both.
        now = say("{number} is now: {severity}", number=after.number, severity=" · ".join([*worse, *level]))
        return f"{now}\n{because(say)}" if because is not None else now

    tell = tell_everyone if because is None else tell_others  # whoever judged it so knows
    tell(visit, after, News(words))
    follow_outside(visit, replace(after, groups=before.groups), News(words))


def is_worse(before: Case, after: Case) -> bool:
    order = list(Severity)
    return order.index(after.severity) > order.index(before.severity)


def _is_higher(playbook: Playbook, before: Case, after: Case) -> bool:
    return len(playbook.levels_up_to(after.level)) > len(playbook.levels_up_to(before.level))
