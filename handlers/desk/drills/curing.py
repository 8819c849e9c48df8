"""From a finding to its cure: the edition that addresses it, the run that follows, and what that one shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.actions import Action, ActionState, Origin
from handlers.delivery import Lane, Notice
from handlers.desk.drills.calendar import repeat
from handlers.desk.drills.observing import may_observe
from handlers.desk.drills.setting import show_plan
from handlers.desk.drills.steps import Play, run_by_id
from handlers.drills.expecting import Verdict
from handlers.drills.run import Drill
from handlers.drills.score import Score, score_of
from handlers.drills.standing import State
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.messages import Button, Message, Span
from handlers.people import Staff
from handlers.ports import UnitOfWork
from handlers.reports.drill.found import Cure
from handlers.taps import Tap
from playbooks.edition import Edition
from playbooks.locale_format import series
from playbooks.phrases import phrases


def cured_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Editions were published that address actions: whoever led the runs these came from hears so."""
    for playbook in event.data["playbooks"].split():
        edition = uow.editions.current(playbook)
        if edition is None:
            continue
        for number, actions in _by_run(uow, edition).items():
            drill_id = uow.drill_by_number(number)
            run = run_by_id(uow, drill_id) if drill_id is not None else None
            for lead in run.leads if run is not None else ():
                person = uow.directory.staff_by_id.get(lead)
                if run is not None and person is not None:
                    _propose(uow, house, person, run, edition, actions)


def _by_run(uow: UnitOfWork, edition: Edition) -> dict[str, list[Action]]:
    """Open actions that the edition addresses, by the number of the run that each came from."""
    found: dict[str, list[Action]] = {}
    for action in uow.open_actions():
        if action.number in edition.playbook.addresses and action.origin is Origin.DRILL and action.source:
            found.setdefault(action.source, []).append(action)
    return found


def _propose(
    uow: UnitOfWork, house: House, person: Staff, run: Drill, edition: Edition, actions: Sequence[Action]
) -> None:
    """In earnest, unmarked: that a playbook has changed is real."""
    if person.telegram is None or not person.active:
        return
    say, playbook = phrases(person.language), edition.playbook
    title, numbers = playbook.title.text(say.language), series([one.number for one in actions], say.language)
    head = say("“{playbook}”, version {n}, addresses {actions}.", playbook=title, n=playbook.version, actions=numbers)
    found = "".join(f"\n– {one.what}" for one in actions)
    ask = say("That came from {number}. Another run shows whether it helps.", number=run.number)
    # TRANSLATORS: Button: plan another run of the exercise, to see whether what was put right helps.
    again = Button("🔁 " + say("Plan the re-drill"), Tap("x", run.id, 0, "again").data, "primary")
    message = Message((Span(head, "bold"), Span(found), Span("\n\n" + ask)), ((again,),))
    uow.queue(
        Notice(
            uow.new_id(),
            house.staff_bot,
            person.telegram,
            message,
            Lane.PROMPT,
            staff=person.id,
            language=person.language,
        )
    )


def plan_redrill(play: Play, person: Staff) -> str:
    """Another run of the same scenario with the same people; one that is planned already is shown instead."""
    say = phrases(person.language)
    if not may_observe(play.run, person.id) or play.run.state is not State.ENDED:
        return say("That cannot be done now.")
    planned = [run for run in _redrills(play.uow, play.run) if run.state is State.PLANNED]
    following = Play.of(play.uow, play.house, planned[-1]) if planned else repeat(play, person.id)
    show_plan(following, person)
    return following.run.number


def cures_of(play: Play, actions: Iterable[Action]) -> dict[str, Cure]:
    """What became of each action, by its number."""
    redrills = _redrills(play.uow, play.run)
    return {action.number: _cure(play.uow, action, redrills) for action in actions if action.target is not None}


def _redrills(uow: UnitOfWork, run: Drill) -> list[Drill]:
    found = (run_by_id(uow, drill_id) for drill_id in run.evaluation.redrills)
    return [one for one in found if one is not None and one.state is not State.CANCELLED]


def _cure(uow: UnitOfWork, action: Action, redrills: Sequence[Drill]) -> Cure:
    """The last run that was planned with an edition that addresses it; else that edition, if there is one."""
    assert action.target is not None
    if action.state is ActionState.DROPPED:
        return Cure()
    playbook = action.target.playbook
    for run in reversed(redrills):
        edition = uow.editions.by_digest(run.editions.get(playbook, ""))
        if edition is not None and action.number in edition.playbook.addresses:
            return _shown(uow, action, run, edition)
    edition = uow.editions.current(playbook)
    if edition is not None and action.number in edition.playbook.addresses:
        return Cure(edition.playbook.version)
    return Cure()


def _shown(uow: UnitOfWork, action: Action, run: Drill, edition: Edition) -> Cure:
    version = edition.playbook.version
    if run.state is not State.ENDED:
        return Cure(version, redrill=run.number, planned=True)
    score = score_of(run, uow.now, edition.playbook)
    return Cure(version, redrill=run.number, percent=score.percent, verdict=_verdict(score, action))


def _verdict(score: Score, action: Action) -> Verdict | None:
    """How the step went that the action is about; None where nothing was expected of it."""
    step = action.target.step if action.target is not None else None
    marks = [one for one in score.marks if one.judged.expectation.deed == "step" and one.counts]
    return next((one.verdict for one in marks if one.judged.expectation.of == step), None)
