"""/test: a card that is clearly no alert, by the way that alerts come, to see that it does. Nothing is kept of it."""

from __future__ import annotations

from handlers.delivery import Lane, Notice
from handlers.desk.visit import Visit
from handlers.messages import Button, Message, Row, Span, plain
from handlers.taps import Tap
from playbooks.phrases import Phrases

#: What asks for a test.
TRY = "m.try"

#: What the button of a test carries before the moment it was asked for, in seconds since 1970.
ACTION = "m.test="


def test_row(visit: Visit) -> Row:
    """A button with which anybody gets a test, as often as they like."""
    return (Button(visit.say("Send me a test alert"), Tap("s", "test", 0, TRY).data),)


def send_test(visit: Visit, argument: str) -> None:
    """Sends the person a test by the bot that brings them alerts, before everything else that waits."""
    bot = visit.house.alert_bot if visit.staff.reachable else visit.house.staff_bot
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            bot,
            visit.inbound.chat,
            _test_card(visit),
            lane=Lane.URGENT,
            staff=visit.staff.id,
            critical=True,
            key=f"test:{visit.staff.id}",
            language=visit.staff.language,
        )
    )
    if bot != visit.inbound.bot:
        visit.tell(
            visit.say(
                "A test is on its way by the bot for alerts. If it does not come, open that bot and send /start."
            )
        )


def _test_card(visit: Visit) -> Message:
    say = visit.say
    data = Tap("s", "test", 0, f"{ACTION}{int(visit.uow.now.timestamp())}").data
    head = Span("🔔 " + say("Test: nothing has happened"), "bold")
    words = say("This is how alerts reach you. Tap the button to see that the way back works, too.")
    return Message((head, Span("\n" + words)), ((Button(say("Acknowledge"), data, "primary"),),))


def answer_test(visit: Visit, asked_at: str) -> None:
    """The way there and back works: says how long it took, in place of the test."""
    now = int(visit.uow.now.timestamp())
    began = int(asked_at) if asked_at.isdecimal() and len(asked_at) <= len(str(now)) else now
    say, seconds = visit.say, max(0, now - began)
    words = how_long(say, seconds)
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            visit.inbound.bot,
            visit.inbound.chat,
            plain("✓ " + words),
            edits_message=visit.tapped_message,
            staff=visit.staff.id,
            language=visit.staff.language,
        )
    )
    visit.toast(words)


def how_long(say: Phrases, seconds: int) -> str:
    """From sending to the tap."""
    return say.many(
        "It works: {n} second from sending to your tap.", "It works: {n} seconds from sending to your tap.", n=seconds
    )
