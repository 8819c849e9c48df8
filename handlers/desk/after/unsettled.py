"""Critical steps that nobody settled: an emergency closes only when whoever leads has settled or waived each."""

from __future__ import annotations

from typing import Final

from handlers.cases import Case
from handlers.checklist.sheet import Row
from handlers.checklist.showing.row import waiver_words
from handlers.delivery import Notice
from handlers.desk.cases.copies import lane_of
from handlers.desk.live.sheets import sheet_for
from handlers.desk.live.telling import text_of
from handlers.desk.visit import Visit
from handlers.messages import Button, ButtonStyle, Message, Span
from handlers.messages import Row as Buttons
from handlers.taps import Tap, mark
from playbooks.model import Kind
from playbooks.phrases import Phrases

#: The reasons for a waiver that are one tap away.
WAIVERS: Final = ("needless", "others")
SHOWN = 8  # steps in one message; the next come when these are settled


def unsettled(visit: Visit, case: Case) -> list[Row]:
    """The critical steps of an emergency of which nobody has said how they went."""
    if case.kind is not Kind.EMERGENCY or case.checklist is None:
        return []
    return [row for row in sheet_for(visit, case).work if row.unsettled]


def unsettled_lines(visit: Visit, case: Case, say: Phrases) -> list[str]:
    """What is critical and open, for somebody about to end it."""
    rows = unsettled(visit, case)
    if not rows:
        return []
    heading = say.many("{n} critical step is open:", "{n} critical steps are open:", n=len(rows))
    return ["⚠️ " + heading, *(f"❗ {text_of(visit, case, row, say.language)}" for row in rows[:SHOWN])]


def list_unsettled(visit: Visit, case: Case, *, edits: int | None = None) -> None:
    """Sends the one list on which each can be settled with a tap; when none is left, what follows is offered.

    With `edits` it takes the place of that platform message, else it goes to the private chat.
    """
    message = _list(visit, case, visit.say)
    chat, person = visit.inbound.chat, visit.staff
    bot = visit.inbound.bot
    if not visit.inbound.private and person.telegram is not None:
        bot, chat = visit.house.alert_bot if person.reachable else visit.house.staff_bot, person.telegram
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            bot,
            chat,
            message,
            lane=lane_of(case),
            edits_message=edits,
            case=case.id,
            staff=person.id,
            key=f"unsettled:{case.id}:{person.id}",
            language=person.language,
        )
    )


def _list(visit: Visit, case: Case, say: Phrases) -> Message:
    rows = unsettled(visit, case)
    if not rows:
        words = "✓ " + say("{number}: nothing critical is open any more.", number=case.number)
        close = Button(say("Resolve"), Tap("c", case.id, case.version, "done").data, "success")
        return Message((Span(words),), ((close,),))
    head = say("{number} cannot be closed yet.", number=case.number)
    count = say.many("{n} critical step is open:", "{n} critical steps are open:", n=len(rows))
    shown = rows[:SHOWN]
    lines = [f"{n}. {text_of(visit, case, row, say.language)}" for n, row in enumerate(shown, 1)]
    ask = say("Settle each of them: done, or waived with a reason by whoever leads.")
    text = "\n".join([count, *lines, ask])
    buttons = tuple(_ways(case, row, number, say) for number, row in enumerate(shown, 1))
    mine = Button("☑ " + say("My checklist"), Tap("c", case.id, 0, "k.j").data)
    return Message((Span(head, "bold"), Span("\n" + text)), (*buttons, (mine,)))


def _ways(case: Case, row: Row, number: int, say: Phrases) -> Buttons:
    """One tap for each: done (but for decisions, which the checklist asks), two reasons, or one in words."""
    done = () if row.step.decide else (_button(case, row, f"{number} ✓", "d", "success"),)
    reasons = [_button(case, row, f"{number} {waiver_words(word, say)}", word[0]) for word in WAIVERS]
    return (*done, *reasons, _button(case, row, f"{number} ✎", "w"))


def _button(case: Case, row: Row, label: str, how: str, style: ButtonStyle = "plain") -> Button:
    return Button(label, Tap("c", case.id, case.version, f"wv={mark(row.id)}{how}").data, style)
