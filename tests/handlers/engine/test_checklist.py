"""The way to the checklist and back: in an emergency at any time; what is on it is the desk's."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.engine import (
    AT_WORK,
    Answered,
    AtWork,
    Draw,
    Finished,
    Handed,
    Started,
    Submitted,
    dump_session,
    load_session,
)
from tests.handlers.engine.talk import Talk, playbook

SMOKE: dict[str, Any] = {"id": "smoke", "type": "yes_no", "ask": "Is there smoke?", "label": "Smoke"}
WHERE: dict[str, Any] = {"id": "where", "type": "text", "ask": "Where is it?", "label": "Where"}
STEPS: list[dict[str, Any]] = [{"id": "alarm", "text": "Push the alarm."}, {"id": "count", "text": "Count them."}]


def fire(steps: list[dict[str, Any]] = STEPS) -> Talk:
    talk = Talk(playbook("emergency", title="Fire", questions=[WHERE, SMOKE], steps=steps))
    talk.begin("emergency")
    return talk


def at_work() -> Talk:
    talk = fire()
    talk.says("Gate 12")
    talk.says("yes")
    return talk


def test_every_answer_flows_at_once_then_comes_the_checklist() -> None:
    talk = fire()
    assert isinstance(talk.effects[0], Started)
    talk.says("Gate 12")
    assert [a.path for a in talk.got(Answered)] == ["where"]
    talk.says("yes")

    assert [work.arrived for work in talk.got(AtWork)] == [True]
    assert talk.told == ["✓ Smoke: Yes"]
    assert talk.got(Draw) == []
    assert talk.frame.at == AT_WORK
    assert talk.ever_got(Submitted) == talk.ever_got(Finished) == []


@pytest.mark.parametrize("send", ["says", "shares", "done", "skip"])
def test_what_they_send_at_work_is_for_the_checklist(send: str) -> None:
    talk = at_work()
    if send in ("done", "skip"):
        talk.commands(send)
    else:
        getattr(talk, send)("he is awake")

    assert len(talk.got(Handed)) == 1
    assert [work.arrived for work in talk.got(AtWork)] == [False]
    assert talk.frame.at == AT_WORK


def test_the_checklist_is_one_tap_away_and_the_questions_come_back() -> None:
    talk = fire()
    talk.taps_on("Checklist")
    assert talk.got(AtWork)[0].frame.deferred

    talk.leaves_checklist()
    assert "Where is it?" in talk.text
    talk.says("Gate 12")
    assert "Is there smoke?" in talk.text
    talk.taps_on("Checklist")
    talk.leaves_checklist()
    talk.says("no")
    assert talk.got(AtWork)


def test_when_the_work_is_over_the_conversation_is() -> None:
    talk = at_work()
    talk.leaves_checklist()

    assert talk.got(Finished)
    assert talk.session.live is None


def test_back_from_work_is_the_last_question() -> None:
    talk = at_work()
    talk.commands("back")
    assert "Is there smoke?" in talk.text

    talk.says("no")
    assert [a.corrected for a in talk.got(Answered)] == [True]
    assert [work.arrived for work in talk.got(AtWork)] == [True]


def test_an_answer_is_changed_in_the_middle_of_work() -> None:
    talk = at_work()
    talk.commands("review")
    talk.says("2")
    talk.says("no")
    assert [a.corrected for a in talk.got(Answered)] == [True]
    talk.taps_on("Go on")
    assert talk.frame.at == AT_WORK


def test_whoever_does_not_cancel_after_all_is_at_work_again() -> None:
    talk = at_work()
    talk.commands("cancel")
    assert "People were alerted already" in talk.text
    talk.taps_on("No, go on")
    assert [work.arrived for work in talk.got(AtWork)] == [True]


def test_silence_at_work_is_no_reason_to_ask() -> None:
    talk = at_work()
    talk.passes(minutes=20)
    assert talk.got(Draw) == talk.got(AtWork) == []


def test_an_interrupted_report_waits_until_the_work_is_over() -> None:
    talk = Talk(
        playbook("emergency", id="fire", questions=[SMOKE], steps=STEPS),
        playbook("complaint", id="moan", title="Complaint", questions=[WHERE]),
    )
    talk.begin("moan")
    talk.begin("fire")
    talk.says("no")
    assert talk.got(AtWork)
    talk.leaves_checklist()
    assert "Back to: Complaint" in talk.text


def test_an_incident_is_over_for_the_reporter_once_it_is_submitted() -> None:
    talk = Talk(playbook("incident", questions=[SMOKE], steps=STEPS))
    talk.begin("incident")
    talk.says("no")
    talk.taps_on("Submit")
    assert talk.got(Submitted)
    assert talk.got(Finished)
    assert talk.session.live is None


def test_an_emergency_without_a_checklist_ends_with_its_questions() -> None:
    talk = fire([])
    talk.says("Gate 12")
    talk.says("no")
    assert talk.got(Finished)


def test_a_conversation_that_stood_at_a_step_is_at_work() -> None:
    talk = at_work()
    before = dump_session(talk.session).replace(AT_WORK, "step:alarm")

    live = load_session(before).live

    assert live is not None
    assert live.at == AT_WORK
