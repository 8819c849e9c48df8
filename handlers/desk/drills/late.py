"""Somebody comes to a run that goes on: a ruling like any other, and from its entry on they are on the list.

They get the briefing, the conditions and the safety rules, and their part. What was said before is not sent again.
"""

from __future__ import annotations

from handlers.desk.drills import inviting, rulings
from handlers.desk.drills.observing import show_sheet
from handlers.desk.drills.panel import show_panel, show_panels
from handlers.desk.drills.setting import PAGE, choosable, role_name
from handlers.desk.drills.steps import Play
from handlers.drills.run import PLAY, Drill
from handlers.messages import Button, Row, plain
from handlers.people import Staff
from handlers.taps import Tap, mark
from playbooks.model.scenario import DrillRole
from playbooks.phrases import Phrases, phrases


def late(play: Play, person: Staff, argument: str, edits: int | None) -> str:
    """Who comes, then as what; gives back what the button answers."""
    say, (name, _, role) = phrases(person.language), argument.partition(".")
    found = next((one for one in _others(play) if mark(one.id) == name), None)
    if found is None:
        page = int(role) if role.isdecimal() else 0
        _show(play, person, say("Who comes to it?"), _people(play, page), edits if argument else None)
        return ""
    if role not in tuple(DrillRole):
        _show(play, person, found.name, _roles(play.run, found, say), edits)
        return ""
    if busy := elsewhere(play, found, DrillRole(role)):
        return say("{name} still plays in {number}.", name=found.name, number=busy)
    _comes(play, person.id, found, DrillRole(role))
    _show(
        play,
        person,
        say("{name} is on the list as {role}.", name=found.name, role=role_name(DrillRole(role), say)),
        [],
        edits,
    )
    return say("Noted.")


def elsewhere(play: Play, person: Staff, role: DrillRole) -> str:
    """The number of another run in which they play now, if they are to play here; else nothing."""
    others = (one for one in play.uow.directory.drills if one.is_live and one.id != play.run.id)
    return next((one.number for one in others if role in PLAY and person.id in one.playing), "")


def _comes(play: Play, actor: str, person: Staff, role: DrillRole) -> None:
    play.log("cast", actor, staff=person.id, role=role.value)
    rulings.count_teams(play, actor)
    play.tell(person.id, inviting.welcome(play, person.id))
    play.tell(person.id, rulings.start_words(play, person.id))
    if role is DrillRole.EVALUATOR:
        show_sheet(play, person)
    elif person.id in play.run.leads:
        show_panel(play, person.id)
    show_panels(play)


def _others(play: Play) -> list[Staff]:
    """Whoever is not on the list and can be written to, those of the site first."""
    return [one for one in choosable(play) if one.id not in play.run.people]


def _people(play: Play, page: int) -> list[Row]:
    people = _others(play)
    shown = people[page * PAGE : (page + 1) * PAGE]
    rows: list[Row] = [(_button(play.run, one.name, mark(one.id)),) for one in shown]
    turn = [_button(play.run, "◀", f"-.{page - 1}")] if page else []
    turn += [_button(play.run, "▶", f"-.{page + 1}")] if (page + 1) * PAGE < len(people) else []
    return [*rows, tuple(turn)] if turn else rows


def _roles(run: Drill, person: Staff, say: Phrases) -> list[Row]:
    return [(_button(run, role_name(role, say), f"{mark(person.id)}.{role.value}"),) for role in DrillRole]


def _button(run: Drill, label: str, argument: str) -> Button:
    return Button(label, Tap("x", run.id, 0, f"late={argument}").data)


def _show(play: Play, person: Staff, words: str, rows: list[Row], edits: int | None) -> None:
    play.tell(person.id, plain(words, *rows), key=f"late:{person.id}", edits=edits)
