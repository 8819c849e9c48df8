"""Which step of a playbook an action is about: chosen from its checklist, by whoever may steer the action."""

from __future__ import annotations

from dataclasses import replace

from handlers.actions import Action, Target
from handlers.desk.actions.making import note
from handlers.desk.actions.words import action_message, is_open_to, shortened, tap_data
from handlers.desk.visit import Visit
from handlers.messages import Button, Message, Row, Span
from handlers.rights import may_steer_action
from handlers.taps import mark
from playbooks.model import Playbook

_PAGE = 12  # steps on one message
_LINE = 100  # characters of each


def name_step(visit: Visit, action: Action, argument: str) -> None:
    """Offers the steps, page by page (`=p1`), or takes the one that was tapped."""
    playbook = _playbook(visit, action)
    if not action.is_open or not may_steer_action(visit.staff, action, visit.directory):
        visit.toast(visit.say("Only whoever agreed it, their lead or a manager can do that."), alert=True)
    elif playbook is None or action.target is None:
        visit.toast(visit.say("That button does nothing here."))
    elif not argument or (argument[0] == "p" and argument[1:].isdecimal() and len(argument) < 4):
        visit.tell(_steps(visit, action, playbook, int(argument[1:] or 0)))
    else:
        _take(visit, action, action.target, playbook, argument)


def _take(visit: Visit, action: Action, target: Target, playbook: Playbook, argument: str) -> None:
    step = next((name for name in playbook.step_by_id if mark(name) == argument), None)
    if step is None:
        visit.toast(visit.say("That button does nothing here."))
        return
    changed = replace(action, target=replace(target, step=step), version=action.version + 1)
    visit.uow.keep_action(changed)
    note(visit, changed, "action changed", playbook=target.playbook, step=step)
    visit.tell(action_message(visit, changed, visit.say, visit.say("Noted."), open_=is_open_to(visit, changed)))
    visit.toast(visit.say("Noted."))


def _steps(visit: Visit, action: Action, playbook: Playbook, page: int) -> Message:
    everything = list(playbook.step_by_id.values())
    first = page * _PAGE
    shown = everything[first : first + _PAGE]
    texts = [shortened(step.text.text(visit.staff.language), _LINE) for step in shown]
    lines = [f"{number}. {text}" for number, text in enumerate(texts, first + 1)]
    keys = [Button(str(n), tap_data(action, f"step={mark(step.id)}")) for n, step in enumerate(shown, first + 1)]
    rows: list[Row] = [tuple(keys[n : n + 4]) for n in range(0, len(keys), 4)]
    if len(everything) > first + _PAGE:
        rows.append((Button("▶", tap_data(action, f"step=p{page + 1}")),))
    head = f"{action.number} · {visit.say('Which step is it about?')}"
    return Message((Span(head, "bold"), Span("\n" + "\n".join(lines))), tuple(rows))


def _playbook(visit: Visit, action: Action) -> Playbook | None:
    """In the edition that the action names, else as it is offered now."""
    if action.target is None:
        return None
    editions, target = visit.uow.editions, action.target
    edition = (editions.by_digest(target.edition) if target.edition else None) or editions.current(target.playbook)
    return None if edition is None else edition.playbook
