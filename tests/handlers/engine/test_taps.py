"""Double taps, stale taps, made-up taps."""

from __future__ import annotations

import pytest

from handlers.engine import Answered, Draw, LastTap, Submitted, Toast, admit
from handlers.taps import Tap
from tests.handlers.engine.talk import Talk

HURT = {"id": "hurt", "type": "yes_no", "ask": "Is anybody hurt?", "label": "Hurt"}
SURE = {"id": "sure", "type": "yes_no", "ask": "Are you sure?", "label": "Sure"}


def test_a_second_tap_gets_the_first_ones_words_and_changes_nothing() -> None:
    talk = Talk.about(HURT, SURE)
    data = talk.button("Yes").data
    talk.taps_data(data)
    assert talk.toasts == ["✓ Hurt: Yes"]
    before = talk.session
    talk.taps_data(data)
    assert talk.effects == (Toast("✓ Hurt: Yes"),)
    assert talk.session == before


def test_a_stale_tap_is_explained_and_the_live_question_drawn_again() -> None:
    talk = Talk.about(HURT, SURE)
    old = talk.button("No").data
    talk.says("yes")
    talk.taps_data(old)
    assert "earlier message" in talk.toasts[0]
    assert "Are you sure?" in talk.text
    assert talk.values == {"hurt": "yes"}
    assert not talk.got(Draw)[0].replaces


def test_a_live_tap_may_take_the_place_of_its_message() -> None:
    talk = Talk.about(HURT, SURE)
    talk.taps_on("Yes")
    assert talk.got(Draw)[0].replaces
    talk.says("yes")
    assert not talk.got(Draw)[0].replaces


def test_submitting_twice_submits_once() -> None:
    talk = Talk.about(HURT)
    talk.taps_on("Yes")
    data = talk.button("Submit").data
    talk.taps_data(data)
    first = talk.toasts
    talk.taps_data(data)
    assert talk.toasts == first
    assert len(talk.ever_got(Submitted)) == 1


def test_a_tap_after_the_end_is_answered() -> None:
    talk = Talk.about(HURT)
    old = talk.button("No").data
    talk.taps_on("Yes")
    talk.taps_on("Submit")
    talk.taps_data(old)
    assert len(talk.toasts) == 1
    assert talk.got(Draw) == []


MADE_UP = "?|s|s.x.1.b|c.01.1.ack|s.T.R.|s.T.R.a=maybe|s.T.R.zzz|s.T.R.pg=²|s.T.R.g=0|s.T.R.n=hurt|s.T.R.m.home|"


@pytest.mark.parametrize("data", [*MADE_UP.split("|"), "\ud800" * 20])
def test_made_up_taps_are_answered_politely_and_change_nothing(data: str) -> None:
    talk = Talk.about(HURT)
    frame = talk.frame
    talk.taps_data(data.replace("T", talk.session.tag).replace("R", str(talk.session.render)))
    assert len(talk.toasts) == 1
    assert talk.toasts[0]
    assert talk.frame == frame
    assert talk.got(Answered) == []


def test_admission() -> None:
    talk = Talk.about(HURT, SURE)
    tag, render = talk.session.tag, talk.session.render
    assert admit(talk.session, Tap("s", tag, render, "m.help")) == "live"
    assert admit(talk.session, Tap("s", tag, render - 1, "m.help")) == "stale"
    assert admit(talk.session, Tap("s", "other", render, "m.help")) == "stale"
    assert admit(talk.session, Tap("c", tag, render, "m.help")) == "stale"
    talk.taps_on("Yes")
    assert admit(talk.session, Tap("s", tag, render, "a=yes")) == LastTap(render, "a=yes", "✓ Hurt: Yes")


def test_two_sessions_tell_their_buttons_apart() -> None:
    one, other = Talk.about(HURT), Talk(*[])
    assert 4 <= len(one.session.tag) <= 6
    assert one.session.tag.isalnum()
    assert other.session.tag.islower() or other.session.tag.isalnum()
