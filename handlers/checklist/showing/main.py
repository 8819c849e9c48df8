"""The main page: what is late, what to do next in full, what comes then, and who does what."""

from __future__ import annotations

from handlers.checklist.sheet import Row
from handlers.checklist.showing.choosing import mine_to_do
from handlers.checklist.showing.instruction import at_it_button, instruction, ways_to_settle
from handlers.checklist.showing.lines import head, line, overdue_lines
from handlers.checklist.showing.scene import Scene
from handlers.messages import Button, Message, Span
from handlers.messages import Row as Buttons
from handlers.taps import Tap
from handlers.team_roles import role_name
from playbooks.locale_format import labelled, series

_LATE = 4
_THEN = 3
_PEOPLE = 6


def main_page(scene: Scene) -> Message:
    """What a person sees first."""
    todo = mine_to_do(scene)
    first = todo[0] if todo and not scene.over else None
    then = [row for row in todo[1:] if not row.overdue(scene.now)]
    spans = (*head(scene), *overdue_lines(scene, _LATE, first), *_next(scene, first), *_then(scene, then))
    return Message((*spans, *people_lines(scene), *_unheld_line(scene)), _rows(scene, first))


def _next(scene: Scene, first: Row | None) -> tuple[Span, ...]:
    say = scene.say
    if first is not None:
        # TRANSLATORS: Heading over the one step that the reader should do now.
        return (Span("\n▶ " + say("Do this now") + "\n", "italic"), *instruction(scene, first))
    if scene.over:
        return (Span("\n" + say("It is over. Thank you.") + "\n", "bold"),)
    if scene.sheet.done == scene.sheet.total:
        return (Span("\n" + say("Everything is done. Thank you.") + "\n", "bold"),)
    return (Span("\n" + say("Nothing for you now. Others are at the rest.") + "\n", "bold"),)


def _then(scene: Scene, rows: list[Row]) -> tuple[Span, ...]:
    if not rows or scene.over:
        return ()
    lines = "\n".join(line(scene, row, 40) for row in rows[:_THEN])
    # TRANSLATORS: Heading over the steps that come after the one to be done now.
    return (Span("\n" + scene.say("Then") + "\n", "italic"), Span(lines + "\n"))


def people_lines(scene: Scene) -> tuple[Span, ...]:
    """Who does what: whoever has a role, or is at something."""
    team, lines = scene.case.team, []
    at_it = {row.standing.at_it: scene.text(row) for row in scene.sheet.work if row.is_open and row.standing.at_it}
    for participant in team.participants:
        roles = [role_name(scene.playbook, role, scene.say) for role in team.roles_of(participant.staff)]
        doing = [*roles, *([_clipped(at_it[participant.staff])] if participant.staff in at_it else [])]
        if doing:
            lines.append(labelled(scene.name(participant.staff), series(doing, scene.language), scene.language))
    return (Span("\n👥 " + "\n".join(lines[:_PEOPLE]) + "\n"),) if lines else ()


def _unheld_line(scene: Scene) -> tuple[Span, ...]:
    """For whoever leads: which roles nobody has, though there is something for them to do."""
    names = series([role_name(scene.playbook, role, scene.say) for role in _unheld(scene)], scene.language)
    # TRANSLATORS: To whoever leads in an emergency; {roles} are roles of the team that nobody has taken.
    return (Span("⚠️ " + scene.say("Nobody has: {roles}", roles=names) + "\n", "bold"),) if names else ()


def _unheld(scene: Scene) -> tuple[str, ...]:
    if scene.over or not scene.leads or scene.case.stood_down is not None:
        return ()
    roles = (row.step.role for row in scene.sheet.work if row.is_open and row.phase == scene.sheet.phase)
    return tuple(role for role in dict.fromkeys(roles) if role is not None and not scene.holders(role))


def _clipped(text: str) -> str:
    return text if len(text) <= 30 else text[:29].rstrip() + "…"


def _rows(scene: Scene, first: Row | None) -> tuple[Buttons, ...]:
    say = scene.say
    # TRANSLATORS: Button: show all steps of the checklist.
    last: Buttons = (scene.button(say("All steps"), "l=0"),)
    if scene.over:
        return (last,)
    if scene.questions:
        # TRANSLATORS: Button: leave the checklist and go on with the questions.
        last = (*last, scene.button(say("Questions"), "q"))
    if _last_said(scene) is not None:
        # TRANSLATORS: Button: take back what I tapped last on the checklist.
        last = (*last, scene.button("↶ " + say("Undo"), "z"))
    return (*(_for_step(scene, first) if first is not None else ()), last, *_team_row(scene))


def _for_step(scene: Scene, row: Row) -> tuple[Buttons, ...]:
    """What settles it; where several work, also that one is at it, so that the others do something else."""
    shared = len(scene.case.team.participants) > 1 and row.step.confirm == 1
    return (*ways_to_settle(scene, row), *(((at_it_button(scene, row),),) if shared else ()))


def _team_row(scene: Scene) -> tuple[Buttons, ...]:
    team = Tap("c", scene.case.id, 0, "team").data
    return ((Button(scene.say("Team"), team),),) if _unheld(scene) else ()


def _last_said(scene: Scene) -> Row | None:
    return next((row for row in scene.sheet.work if row.settled is not None and row.settled.by == scene.viewer), None)
