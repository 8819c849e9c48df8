"""An emergency in the middle of a complaint, and the limits of that."""

from __future__ import annotations

from handlers.engine import Cancelled, Drafted, Draw, Finished, Started
from handlers.limits import Limits
from tests.handlers.engine.talk import Talk, playbook

COMPLAINT = playbook(
    "complaint",
    questions=[
        {"id": "what", "type": "text", "ask": "What happened?", "label": "What"},
        {"id": "who", "type": "text", "ask": "Who complained?", "label": "Who"},
    ],
)
FIRE = playbook("emergency", title="Fire", questions=[{"id": "where", "type": "text", "ask": "Where is it?"}])


def interrupted() -> Talk:
    talk = Talk(COMPLAINT, FIRE)
    talk.begin("complaint")
    talk.says("The fare")
    talk.begin("emergency")
    return talk


def test_the_alarm_comes_first() -> None:
    talk = interrupted()
    assert isinstance(talk.effects[0], Started)
    assert "Where is it?" in talk.text


def test_when_the_emergency_is_over_the_complaint_comes_back_with_a_recap() -> None:
    talk = interrupted()
    talk.says("Gate 12")
    assert [effect.frame.playbook for effect in talk.got(Finished)] == ["emergency"]
    assert isinstance(talk.effects[-1], Draw)
    assert "Back to: Complaint" in talk.text
    assert "• What: The fare" in talk.text
    assert "Who complained?" in talk.text
    talk.says("Ana")
    assert talk.values == {"what": "The fare", "who": "Ana"}


def test_when_the_emergency_is_called_off_too() -> None:
    talk = interrupted()
    talk.commands("cancel")
    assert "alerted already" in talk.text
    talk.taps_on("Yes, cancel")
    assert [effect.frame.kind for effect in talk.got(Cancelled)] == ["emergency"]
    assert "Who complained?" in talk.text


def test_the_complaints_old_buttons_are_stale_during_the_emergency() -> None:
    talk = Talk(COMPLAINT, FIRE)
    talk.begin("complaint")
    old = talk.button("✕").data
    talk.begin("emergency")
    talk.taps_data(old)
    assert "earlier message" in talk.toasts[0]
    assert "Where is it?" in talk.text


def test_too_many_at_once_are_refused_and_nothing_is_lost() -> None:
    talk = Talk(COMPLAINT, FIRE, limits=Limits(stack=2))
    talk.begin("complaint")
    talk.begin("complaint")
    talk.says("The fare")
    before = talk.session.frames
    talk.begin("complaint")
    assert "⚠️" in talk.text
    assert talk.got(Started) == []
    assert talk.session.frames == before


def test_an_emergency_always_finds_room() -> None:
    talk = Talk(COMPLAINT, FIRE, limits=Limits(stack=2))
    talk.begin("complaint")
    talk.begin("complaint")
    talk.begin("emergency")
    assert len(talk.got(Started)) == 1


def test_drafts_are_limited_too() -> None:
    talk = Talk(COMPLAINT, FIRE, limits=Limits(drafts=1))
    talk.begin("complaint")
    talk.commands("pause")
    talk.begin("complaint")
    talk.commands("pause")
    assert talk.got(Drafted) == []
    assert "⚠️" in talk.text
    assert len(talk.session.frames) == 1


def test_a_draft_taken_up_in_the_middle_of_another_interrupts_it() -> None:
    talk = Talk(COMPLAINT, FIRE)
    talk.begin("complaint")
    talk.says("The fare")
    talk.commands("pause")
    draft = talk.session.drafts[0].id
    talk.begin("emergency")
    talk.resume(draft)
    assert "Who complained?" in talk.text
    assert [frame.playbook for frame in talk.session.frames] == ["emergency", "complaint"]
