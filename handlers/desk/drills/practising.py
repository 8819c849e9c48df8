"""Practice: somebody walks a scenario alone, at any time. Nobody else hears of it, and nothing of it counts.

It is a run like any other, with one person on its list, who plays every part and rules over the clock.
"""

from __future__ import annotations

from datetime import timedelta

from handlers.desk.drills import rulings
from handlers.desk.drills.calendar import begin_run
from handlers.desk.drills.hinting import hint_lines
from handlers.desk.drills.panel import show_panels
from handlers.desk.drills.steps import PLANNED_END, Play, run_by_id
from handlers.desk.effects import apply
from handlers.desk.programme.certificates import certificates_row
from handlers.desk.visit import Visit
from handlers.drills.run import Drill
from handlers.engine import step
from handlers.events import Commanded, Elapsed, Inbound
from handlers.house import House
from handlers.messages import Button, Row, plain
from handlers.people import Staff
from handlers.ports import UnitOfWork
from playbooks.drills import Pinned
from playbooks.model import Kind
from playbooks.model.scenario import DrillRole
from playbooks.phrases import Phrases

#: The kind of a timer, in real time: whoever practises has done nothing for so long that they may have forgotten it,
#: and would take a real report for a part of it.
IDLE, PATIENCE = "drill-idle", timedelta(minutes=15)


def show_practice(visit: Visit, argument: str) -> None:
    """`/practice`: the scenarios that one can walk alone, or the practice that is going on."""
    if visit.inbound.bot != visit.house.staff_bot:
        return
    going_on = _my_run(visit)
    if going_on is not None:
        show_panels(Play.of(visit.uow, visit.house, going_on))
    elif not visit.house.scenarios.by_id:
        visit.tell(visit.say("There is no scenario here. Put some beside the playbooks."))
    else:
        _offer(visit)


def _my_run(visit: Visit) -> Drill | None:
    mine = [one.id for one in visit.directory.drills if one.is_live and one.people == (visit.staff.id,)]
    return run_by_id(visit.uow, mine[0]) if mine else None


def _offer(visit: Visit) -> None:
    visit.new_render()
    # TRANSLATORS: Above a list of scenarios that somebody can walk through alone, to learn.
    words = visit.say("Practise alone: nobody else hears of it, and it does not count. What shall happen?")
    visit.draw(plain(words, *_rows(visit), certificates_row(visit.say)), replaces=False)


def _rows(visit: Visit) -> tuple[Row, ...]:
    language = visit.staff.language
    return tuple(
        (Button(one.scenario.title.text(language), visit.button_data(f"practice={one.scenario.id}")),)
        for one in visit.house.scenarios
    )


def practise(visit: Visit, scenario: str) -> None:
    """It begins, unless they have something real in hand, or play with others."""
    pinned, say = visit.house.scenarios.by_id.get(scenario), visit.say
    if pinned is None:
        visit.toast(say("That button does nothing here."))
    elif any(one.is_live and visit.staff.id in one.people for one in visit.directory.drills):
        visit.toast(say("You are in an exercise already."), alert=True)
    elif not _put_aside(visit):
        visit.toast(say("You are in the middle of a real emergency. See it through first."), alert=True)
    else:
        sites = visit.directory.sites_of(visit.staff)
        _begin(visit.uow, visit.house, pinned, visit.staff, sites[0].id if sites else None)


def _put_aside(visit: Visit) -> bool:
    """What they were reporting waits as a draft; False where it is an emergency, which does not wait."""
    live = visit.session.live
    if live is None:
        return True
    if live.kind is Kind.EMERGENCY:
        return False
    apply(visit, step(visit.session, Commanded("pause"), visit.at))
    return visit.session.live is None


def _begin(uow: UnitOfWork, house: House, pinned: Pinned, person: Staff, site: str | None) -> None:
    play = begin_run(uow, house, pinned, person.id, site, practice=True)
    play.log("cast", person.id, staff=person.id, role=DrillRole.PLAYER.value)
    play.log("joined", person.id)
    rulings.start(play, person.id)
    stay_awake(play)


def stay_awake(play: Play) -> None:
    """Whoever practises did something just now."""
    if play.run.practice and play.run.standing.is_live:
        play.wait_in_earnest(IDLE, play.uow.now + PATIENCE)


def again(play: Play, inbound: Inbound, person: Staff, say: Phrases) -> str:
    """The same scenario once more, as it is now."""
    if not play.run.practice or any(one.is_live and person.id in one.people for one in play.uow.directory.drills):
        return say("You are in an exercise already.")
    session = play.uow.session(inbound.conversation)
    if session is not None and session.live is not None:
        return say("You are in the middle of a report. Finish it first.")
    before = play.run
    _begin(
        play.uow, play.house, play.house.scenarios.by_id.get(before.scenario.id, before.pinned), person, before.site
    )
    return ""


def give_hint(play: Play, person: Staff) -> str:
    """What is expected now, and how it is done; that they asked is said in the end."""
    play.log("hinted", person.id)
    say = play.say_to(person.id)
    play.tell(person.id, plain("\n".join(hint_lines(play, say))))
    return ""


def finish(play: Play, actor: str | None) -> None:
    """It is over, and they see how they did. Nobody else is told."""
    play.log("ended", actor)
    play.uow.cancel_timer(f"{IDLE}:{play.run.id}")
    play.turn_timers()
    show_panels(play)


def practice_over(play: Play, event: Elapsed) -> bool:
    """A practice ends by itself when its time is over; False if that is not what came due."""
    if not play.run.practice or event.kind != PLANNED_END:
        return False
    finish(play, None)
    return True


def left_alone(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Nobody did anything in it for a while: it ends, so that nothing real is taken for a part of it."""
    run = run_by_id(uow, event.data["drill"])
    if run is not None and run.practice and run.standing.is_live:
        finish(Play.of(uow, house, run), None)
