"""A grade in two taps: how likely, how bad. The buttons carry what was answered, so that nothing waits in between."""

from __future__ import annotations

from dataclasses import replace

from handlers.cases import Case
from handlers.desk.cases.amending import follow, is_worse, reassessed
from handlers.desk.cases.news import News, about, tell_listeners
from handlers.desk.incidents.answering import given_now, may_here, position, show_here, two_across
from handlers.desk.incidents.categories import ask_where_wanted
from handlers.desk.incidents.result import graded_message
from handlers.desk.team.teamwork import case_button
from handlers.desk.telling.outside import follow_where_no_chat_is
from handlers.desk.visit import Visit
from handlers.incidents.grade import graded, suggested
from handlers.incidents.matrix import Rung
from handlers.incidents.words import grade_line, grade_words
from handlers.messages import Message, Span, plain
from playbooks.locale_format import labelled
from playbooks.phrases import Phrases


def ask_likelihood(visit: Visit, case: Case) -> None:
    """The first tap, asked anew by whoever wants to grade it."""
    if may_here(visit, case):
        show_here(visit, case, lambda say: likelihood_question(visit, case, say), replaces=False)


def likelihood_question(visit: Visit, case: Case, say: Phrases) -> Message:
    """How likely is it? The answer that the reporter's words suggest is marked."""
    rungs = visit.directory.risk.likelihood
    guess, _ = _suggestion(visit, case)
    head = say("Grade {number}: how likely is it to happen, or to happen again?", number=case.number) + about(case)
    buttons = [
        case_button(case, _marked(rung, number == guess, say), f"lik={number}") for number, rung in enumerate(rungs)
    ]
    return Message((Span(head), *_hints(rungs, say)), two_across(buttons))


def take_likelihood(visit: Visit, case: Case, argument: str) -> None:
    """The second question, in place of the first."""
    chosen = position(argument, len(visit.directory.risk.likelihood))
    if not may_here(visit, case):
        return
    if chosen is None:
        visit.toast(visit.say("That button does nothing here."))
    else:
        show_here(visit, case, lambda say: _impact_question(visit, case, chosen, say), replaces=True)


def _impact_question(visit: Visit, case: Case, likelihood: int, say: Phrases) -> Message:
    risk = visit.directory.risk
    _, guess = _suggestion(visit, case)
    first = labelled(say("Likelihood"), risk.likelihood[likelihood].name.text(say.language), say.language)
    # TRANSLATORS: Asked after how likely it is: the worst that can be expected, not the worst that can be imagined.
    head = f"{case.number} · {first}\n" + say("How bad could it be?")
    buttons = [
        case_button(case, _marked(rung, number == guess, say), f"imp={likelihood}.{number}")
        for number, rung in enumerate(risk.impact)
    ]
    back = case_button(case, say("◀ Back"), "lik?")
    return Message((Span(head), *_hints(risk.impact, say)), (*two_across(buttons), (back,)))


def ask_again(visit: Visit, case: Case) -> None:
    """Back from the second question to the first."""
    if may_here(visit, case):
        show_here(visit, case, lambda say: likelihood_question(visit, case, say), replaces=True)


def take_impact(visit: Visit, case: Case, argument: str) -> None:
    """Both are known: the case is graded."""
    risk = visit.directory.risk
    first, _, second = argument.partition(".")
    likelihood, impact = position(first, len(risk.likelihood)), position(second, len(risk.impact))
    if not may_here(visit, case):
        return
    if likelihood is None or impact is None:
        visit.toast(visit.say("That button does nothing here."))
        return
    changed = _graded(visit, case, likelihood, impact)
    show_here(visit, changed, lambda say: plain(grade_line(changed.grade, risk, say)), replaces=True)
    show_here(visit, changed, lambda say: graded_message(visit, changed, say), replaces=False)
    ask_where_wanted(visit, changed)
    visit.toast(visit.say("Done."))


def _graded(visit: Visit, case: Case, likelihood: int, impact: int) -> Case:
    """Kept, on the timeline beside the old grade, and told where people read of the case."""
    grade = graded(visit.directory.risk, likelihood, impact, visit.uow.now, visit.staff.id)
    given = given_now(visit, case)
    changed = reassessed(visit, replace(case, grade=grade), given, case.site)

    def because(say: Phrases) -> str:
        words = grade_words(grade, visit.directory.risk, say.language)
        return say(
            "{name} graded the risk of {number}: {risk}", name=visit.staff.name, number=case.number, risk=words
        )

    follow(visit, case, changed, given.playbook, because)
    if not is_worse(case, changed):
        tell_listeners(visit, changed, News(because))
        follow_where_no_chat_is(visit, changed, News(because))
    return visit.uow.case(case.id) or changed


def _suggestion(visit: Visit, case: Case) -> tuple[int | None, int | None]:
    """The cell that it was graded to be; else what the reporter's answers suggest."""
    risk, grade = visit.directory.risk, case.grade
    if grade is None:
        return suggested(given_now(visit, case), risk)
    return _found(grade.likelihood, risk.likelihood), _found(grade.impact, risk.impact)


def _found(rung_id: str, rungs: tuple[Rung, ...]) -> int | None:
    return next((number for number, rung in enumerate(rungs) if rung.id == rung_id), None)


def _marked(rung: Rung, suggested_one: bool, say: Phrases) -> str:
    name = rung.name.text(say.language)
    return f"● {name}" if suggested_one else name


def _hints(rungs: tuple[Rung, ...], say: Phrases) -> list[Span]:
    """What each name means, for those who cannot know it by heart."""
    language = say.language
    return [
        Span("\n" + labelled(rung.name.text(language), rung.hint.text(language), language))
        for rung in rungs
        if rung.hint is not None
    ]
