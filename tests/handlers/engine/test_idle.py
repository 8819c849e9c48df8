"""Silence: a reminder, then a draft; never for an emergency."""

from __future__ import annotations

from datetime import timedelta

from handlers.engine import Drafted, Draw, Wake
from handlers.events import Elapsed
from tests.handlers.engine.talk import START, Talk, playbook

COMPLAINT = playbook(
    "complaint",
    questions=[
        {"id": "what", "type": "text", "ask": "What happened?"},
        {"id": "who", "type": "text", "ask": "Who complained?"},
    ],
)
FIRE = playbook("emergency", questions=[{"id": "where", "type": "text", "ask": "Where is it?"}])


def begun(*names: str) -> Talk:
    talk = Talk(COMPLAINT, FIRE)
    for name in names or ("complaint",):
        talk.begin(name)
    return talk


def test_a_timer_is_set_once_and_not_with_every_message() -> None:
    talk = begun()
    assert [wake.due for wake in talk.got(Wake)] == [START + timedelta(minutes=15)]
    talk.passes(minutes=5)
    talk.says("The fare")
    assert talk.got(Wake) == []


def test_a_timer_that_comes_too_early_is_set_again_without_a_word() -> None:
    talk = begun()
    talk.passes(minutes=10)
    talk.says("The fare")
    turns = talk.passes(minutes=6)
    assert [turn.effects for turn in turns] == [(Wake(START + timedelta(minutes=25)),)]


def test_a_reminder_once_then_a_draft() -> None:
    talk = begun()
    talk.says("The fare")
    reminder = talk.passes(minutes=16)
    assert len(reminder) == 1
    assert "still open" in talk.text
    assert "Who complained?" in talk.text

    later = talk.passes(minutes=90)
    assert [effect for turn in later for effect in turn.effects if isinstance(effect, Draw)] == []

    talk.passes(minutes=30)
    assert [effect.idle for effect in talk.ever_got(Drafted)] == [True]
    assert talk.told
    assert talk.session.live is None
    assert talk.session.drafts[0].answers["what"].value == "The fare"


def test_any_sign_of_life_starts_the_clock_again() -> None:
    talk = begun()
    talk.passes(minutes=16)
    assert talk.session.reminded
    talk.says("The fare")
    assert not talk.session.reminded
    assert [wake.due for wake in talk.got(Wake)] == [START + timedelta(minutes=31)]
    talk.passes(minutes=16)
    assert talk.session.reminded


def test_an_emergency_is_reminded_of_but_never_set_aside() -> None:
    talk = begun("emergency")
    talk.passes(hours=30)
    assert talk.session.reminded
    assert talk.session.live is not None
    assert talk.ever_got(Drafted) == []
    assert len(talk.ever_got(Draw)) == 2


def test_what_an_emergency_interrupted_stays_beneath_it() -> None:
    talk = begun("complaint", "emergency")
    talk.passes(hours=30)
    assert [frame.playbook for frame in talk.session.frames] == ["complaint", "emergency"]


def test_what_interrupted_an_emergency_is_set_aside_and_the_emergency_comes_back() -> None:
    talk = begun("emergency", "complaint")
    talk.passes(hours=30)
    assert [frame.playbook for frame in talk.session.frames] == ["emergency"]
    assert "Back to: Emergency" in talk.text


def test_when_nothing_is_open_a_timer_says_nothing() -> None:
    talk = begun()
    talk.commands("cancel")
    talk.taps_on("Yes, cancel")
    talk.does(Elapsed("idle", "idle"))
    assert talk.effects == ()


def test_a_timer_that_was_lost_is_set_again() -> None:
    talk = begun()
    talk._wake = None
    talk.passes(hours=3)
    talk.says("The fare")
    assert len(talk.got(Wake)) == 1


def test_a_yes_to_the_reminder_is_no_yes_to_cancelling() -> None:
    talk = Talk.about({"id": "hurt", "type": "yes_no", "ask": "Is anybody hurt?"})
    talk.commands("cancel")
    talk.passes(minutes=16)
    assert "Is anybody hurt?" in talk.text
    assert "Cancel this?" not in talk.text
