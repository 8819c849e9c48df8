"""/actions: what somebody is to put right, and for those who lead, what their groups are."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.actions import Action, concerns
from handlers.actions.looking import in_groups
from handlers.actions.wording import owner_name, standing
from handlers.desk.actions.waiting import today
from handlers.desk.actions.words import is_open_to, shortened, tap_data, what_words
from handlers.desk.visit import Visit
from handlers.messages import Button, Message, Row, Span
from handlers.people import Role
from playbooks.phrases import Phrases

SHOWN = 10
_LINE = 120  # characters of each that the list shows


def show_actions(visit: Visit, argument: str) -> None:
    """Their own first, the one due first on top; then those of the groups that they lead or are duty managers of."""
    say, actions = visit.say, visit.uow.open_actions()
    mine = [action for action in actions if concerns(action, visit.staff, visit.directory)]
    others = [action for action in _of_groups(visit, actions) if action not in mine]
    spans = [Span(say("To be put right by you") if mine else say("You have nothing to put right."), "bold")]
    spans += _lines(visit, mine, say)
    if others:
        # TRANSLATORS: Heading of a list of corrective actions of one’s groups or staff.
        spans.append(Span("\n\n" + say("To be put right by others"), "bold"))
        spans += _lines(visit, others, say)
    buttons = [Button(action.number, tap_data(action, "show")) for action in (*mine[:SHOWN], *others[:SHOWN])]
    rows: tuple[Row, ...] = tuple(tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2))
    visit.tell(Message(tuple(spans), rows))


def actions_line(visit: Visit, groups: set[str] | None, say: Phrases) -> str:
    """How much is to be put right in these groups (None: by anybody), in a line of a digest; empty for nothing."""
    found = [a for a in visit.uow.open_actions() if groups is None or in_groups(a, groups, visit.directory)]
    late = sum(action.due < today(visit) for action in found)
    if not found:
        return ""
    # TRANSLATORS: In a digest: how many corrective actions are open; “overdue: 2” may follow.
    line = "🔧 " + say("To be put right: {n}", n=len(found))
    return line + (" · " + say("overdue: {n}", n=late) if late else "")


def _of_groups(visit: Visit, actions: Sequence[Action]) -> list[Action]:
    """Admins see all of them, duty managers those of their groups, a group's lead those of the group."""
    person, directory = visit.staff, visit.directory
    if person.role is Role.ADMIN:
        return list(actions)
    manages = person.role is Role.DUTY_MANAGER
    groups = {g.id for g in directory.groups if g.lead == person.id or (manages and person.id in g.members)}
    return [a for a in actions if a.made_by == person.id or in_groups(a, groups, directory)]


def _lines(visit: Visit, actions: list[Action], say: Phrases) -> list[Span]:
    spans = [Span(f"\n\n{_line(visit, action, say)}") for action in actions[:SHOWN]]
    if len(actions) > SHOWN:
        spans.append(Span("\n\n" + say("and {n} more", n=len(actions) - SHOWN)))
    return spans


def _line(visit: Visit, action: Action, say: Phrases) -> str:
    head = f"{action.number} · {standing(action, today(visit), say)}"
    who = owner_name(action.owner, visit.directory, say.language)
    what = shortened(" ".join(what_words(action, say, open_=is_open_to(visit, action)).split()), _LINE)
    return f"{head}\n{what}\n{who}" + (f" · {action.source}" if action.source else "")
