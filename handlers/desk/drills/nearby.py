"""A real alarm is raised where an exercise goes on, by somebody who did not stop it: whoever leads it hears so."""

from __future__ import annotations

from handlers.cases import Case
from handlers.delivery import Lane, Notice
from handlers.desk.visit import Visit
from handlers.drills.standing import Standing, State
from handlers.messages import Button, Message, Row, Span
from handlers.people import Staff
from handlers.taps import Tap
from playbooks.locale_format import labelled
from playbooks.model import Kind
from playbooks.phrases import Phrases, phrases


def warn_exercises(visit: Visit, case: Case) -> None:
    """In earnest, unmarked, with a tap to pause the run, and one to stop it and tell everybody."""
    if case.kind is not Kind.EMERGENCY or case.drill is not None:
        return
    for run in visit.uow.directory.drills:
        if run.state is State.RUNNING and (None in (run.site, case.site) or run.site == case.site):
            for lead in run.leads:
                if (person := visit.directory.staff_by_id.get(lead)) is not None:
                    _warn(visit, case, run, person)


def _warn(visit: Visit, case: Case, run: Standing, person: Staff) -> None:
    if person.telegram is None or not person.active:
        return
    say, edition = phrases(person.language), visit.uow.editions.by_digest(case.edition)
    title = edition.playbook.title.text(say.language) if edition is not None else case.playbook
    head = "🚨 " + say("A real alarm was raised here: this is not an exercise.") + "\n"
    words = say("{number} goes on. Does it stand in the way?", number=run.number)
    spans = (Span(head, "bold"), Span(labelled(case.number, title, say.language) + "\n"), Span(words))
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            visit.house.alert_bot if person.reachable else visit.house.staff_bot,
            person.telegram,
            Message(spans, (_ways(run, say),)),
            Lane.URGENT,
            staff=person.id,
            critical=True,
            language=person.language,
        )
    )


def _ways(run: Standing, say: Phrases) -> Row:
    pause = Button("⏸ " + say("Pause"), Tap("x", run.id, 0, "pause").data)
    if len(run.people) == 1:
        return (pause,)
    # TRANSLATORS: Button for who leads an exercise while a real alarm is raised: stop it, and tell everybody in it.
    return (Button("⏹ " + say("Stop it, tell all"), Tap("x", run.id, 0, "halt").data, "danger"), pause)
