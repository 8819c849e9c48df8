"""An action in words: one line of a list, and in full with what can be done with it."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from handlers.actions import Action, ActionState, Origin
from handlers.actions.wording import owner_name, standing
from handlers.alerts.cards import name_of
from handlers.desk.visit import Visit
from handlers.messages import Button, ButtonStyle, Message, Row, Span
from handlers.people import Directory
from handlers.rights import may_settle_action
from handlers.taps import Tap
from playbooks.locale_format import labelled
from playbooks.phrases import Phrases

_LONGEST = 1500  # characters of what is to be done that a message shows


def action_message(visit: Visit, action: Action, say: Phrases, opening: str = "", *, open_: bool = True) -> Message:
    """The action in full; whoever taps is authorised then. `open_`: its reader is one of those it concerns."""
    head = f"{action.number} · {standing(action, _today(visit), say)}"
    spans = [Span(opening + "\n\n")] if opening else []
    what = shortened(what_words(action, say, open_=open_))
    spans += [Span(head, "bold"), Span("\n" + "\n".join([what, *_facts(visit, action, say)]))]
    return Message(tuple(spans), (*_rows(action, say), *_case_row(visit, action)))


def what_words(action: Action, say: Phrases, *, open_: bool = True) -> str:
    """What is to be done. Of somebody to be called only who it is is kept: that reads the same in every language.

    Whoever it does not concern (not `open_`) does not read who that is.
    """
    if action.origin is not Origin.FOLLOW_UP:
        return action.what
    if not open_:
        return "📞 " + say("Somebody who was affected is called.")
    return "📞 " + say("Call {who} and ask how they are.", who=action.what)


def is_open_to(visit: Visit, action: Action) -> bool:
    """Whether whoever is talking here, and nobody else, may read all of it."""
    return visit.inbound.private and may_settle_action(visit.staff, action, visit.directory)


def shortened(text: str, most: int = _LONGEST) -> str:
    """`text`, cut where it would fill the screen."""
    return text if len(text) <= most else text[:most].rstrip() + "…"


def _facts(visit: Visit, action: Action, say: Phrases) -> list[str]:
    language, directory = say.language, visit.directory
    # TRANSLATORS: Who is to do a corrective action.
    lines = [labelled(say("Owner"), owner_name(action.owner, directory, language), language)]
    # TRANSLATORS: What a corrective action came from, and who wrote it down.
    lines.append(labelled(say("From"), f"{_origin(action, say)} · {name_of(action.made_by, directory)}", language))
    if action.target is not None:
        lines.append(labelled(say("Changes the playbook"), _target(visit, action, language), language))
    if action.settled_by is not None:
        lines.append(_settled(action, directory, say))
    return lines


def _origin(action: Action, say: Phrases) -> str:
    names = {
        Origin.CASE: "",
        Origin.CASE_REVIEW: say("review"),
        Origin.JOINT_REVIEW: say("joint review"),
        Origin.DRILL: say("drill"),
        Origin.FOLLOW_UP: "",
    }
    return " ".join(part for part in (names[action.origin], action.source or "") if part)


def _target(visit: Visit, action: Action, language: str) -> str:
    target = action.target
    assert target is not None
    editions = visit.uow.editions
    edition = (editions.by_digest(target.edition) if target.edition else None) or editions.current(target.playbook)
    if edition is None:
        return target.playbook
    step = edition.playbook.step_by_id.get(target.step or "")
    title = edition.playbook.title.text(language)
    return title if step is None else labelled(title, step.text.text(language), language)


def _settled(action: Action, directory: Directory, say: Phrases) -> str:
    name = name_of(action.settled_by, directory)
    if action.state is ActionState.DROPPED:
        return labelled(say("Dropped by {name}", name=name), shortened(action.words), say.language)
    words = labelled(say("Done by {name}", name=name), shortened(action.words), say.language)
    return words if action.words else say("Done by {name}", name=name) + " 📎"


def _rows(action: Action, say: Phrases) -> tuple[Row, ...]:
    if not action.is_open:
        return ()
    # TRANSLATORS: Buttons on a corrective action: agree another day; somebody else is to do it; it will not be done.
    done, later = _button(action, "✓ " + say("Done"), "done", "success"), _button(action, say("Another day"), "day")
    # TRANSLATORS: Button on a corrective action that changes a playbook: choose the step of its checklist.
    step = ((_button(action, say("Which step?"), "step"),),) if action.target and action.target.step is None else ()
    return ((done, later), (_button(action, say("Give to…"), "to"), _button(action, say("Drop"), "drop")), *step)


def _case_row(visit: Visit, action: Action) -> tuple[Row, ...]:
    case = visit.uow.case(action.case) if action.case is not None else None
    return () if case is None else ((Button(case.number, Tap("c", case.id, case.version, "show").data),),)


def _button(action: Action, label: str, verb: str, style: ButtonStyle = "plain") -> Button:
    return Button(label, tap_data(action, verb), style)


def tap_data(action: Action, verb: str) -> str:
    """The data of a button on an action."""
    return Tap("a", action.id, action.version, verb).data


def _today(visit: Visit) -> date:
    return visit.uow.now.astimezone(ZoneInfo(visit.directory.timezone)).date()
