"""Checklists: in an emergency at any time, after an incident's report else."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.engine import Answered, Draw, Finished, Settled, Started, Submitted
from tests.handlers.engine.talk import Talk, playbook

SMOKE: dict[str, Any] = {"id": "smoke", "type": "yes_no", "ask": "Is there smoke?", "label": "Smoke"}
WHERE: dict[str, Any] = {"id": "where", "type": "text", "ask": "Where is it?", "label": "Where"}
STEPS: list[dict[str, Any]] = [
    {
        "id": "alarm",
        "text": "Push the alarm.",
        "critical": True,
        "role": "first",
        "within": "2min",
        "hint": "Red box.",
    },
    {"id": "doors", "text": "Close the doors.", "when": {"question": "smoke", "equals": "yes"}},
    {"id": "photo", "text": "Take a photo.", "evidence": ["photo"], "evidence_required": True},
    {"id": "count", "text": "Count the people."},
]


def fire(steps: list[dict[str, Any]] = STEPS) -> Talk:
    roles = [{"id": "first", "name": "First person there"}]
    talk = Talk(playbook("emergency", title="Fire", questions=[WHERE, SMOKE], steps=steps, roles=roles))
    talk.begin("emergency")
    return talk


def working(steps: list[dict[str, Any]], kind: str = "emergency") -> Talk:
    talk = Talk(playbook(kind, questions=[SMOKE], steps=steps))
    talk.begin(kind)
    talk.says("no")
    if kind != "emergency":
        talk.taps_on("Submit")
    return talk


def outcomes(talk: Talk) -> list[tuple[str, str]]:
    return [(settled.step, settled.outcome) for settled in talk.ever_got(Settled)]


def test_every_answer_flows_at_once_then_the_checklist_then_the_end() -> None:
    talk = fire()
    assert isinstance(talk.effects[0], Started)
    talk.says("Gate 12")
    assert [a.path for a in talk.got(Answered)] == ["where"]
    talk.says("yes")
    assert "Step 1 of 4" in talk.text
    assert "⏱ within 2 min" in talk.text
    assert "critical" in talk.text
    assert "First person there" in talk.text
    assert "Red box." in talk.text
    assert "Push the alarm." in talk.text

    talk.taps_on("✓ Done")
    assert "Close the doors." in talk.text
    talk.taps_on("Not applicable")
    talk.taps_on("✓ Done")
    assert "proof first" in talk.text
    talk.shares("a")
    talk.says("done")
    assert talk.got(Settled)[0].evidence[0].unique == "a"
    talk.taps_on("✓ Done")
    assert outcomes(talk) == [("alarm", "done"), ("doors", "not_applicable"), ("photo", "done"), ("count", "done")]
    assert isinstance(talk.got(Finished)[0], Finished)
    assert talk.ever_got(Submitted) == []
    assert talk.session.live is None


def test_the_checklist_is_one_tap_away_and_the_questions_come_back() -> None:
    talk = fire()
    talk.taps_on("Checklist")
    assert "Push the alarm." in talk.text
    talk.taps_on("Questions")
    assert "Where is it?" in talk.text
    talk.taps_on("Checklist")
    for _ in range(2):
        talk.taps_on("Not applicable")
    talk.taps_on("Not applicable")
    assert "Where is it?" in talk.text
    talk.says("Gate 12")
    talk.says("no")
    assert talk.got(Finished)


def test_why_a_critical_step_cannot_be_done_must_be_said() -> None:
    talk = fire()
    talk.taps_on("Checklist")
    talk.taps_on("Cannot do")
    assert not any("without a reason" in label for label in talk.labels)
    talk.says("It is broken")
    assert [(s.outcome, s.reason) for s in talk.got(Settled)] == [("cannot", "It is broken")]

    talk.taps_on("Cannot do")
    talk.taps_on("◀ Back")
    assert "Take a photo." in talk.text
    talk.taps_on("Cannot do")
    talk.taps_on("without a reason")
    assert outcomes(talk)[-1] == ("photo", "cannot")


def test_a_critical_step_is_not_skipped() -> None:
    talk = fire()
    talk.taps_on("Checklist")
    talk.commands("skip")
    assert "critical" in talk.text
    assert outcomes(talk) == []


def test_back_settles_a_step_anew() -> None:
    talk = fire()
    talk.taps_on("Checklist")
    talk.taps_on("✓ Done")
    talk.commands("back")
    assert "Now: Done" in talk.text
    talk.taps_on("Not applicable")
    assert outcomes(talk) == [("alarm", "done"), ("alarm", "not_applicable")]
    assert talk.frame.steps["alarm"].outcome == "not_applicable"


def test_an_answer_changed_during_the_checklist_changes_the_way() -> None:
    talk = working(STEPS[:2])
    assert "Step 1 of 1" in talk.text
    talk.commands("review")
    talk.says("1")
    talk.says("yes")
    assert [a.corrected for a in talk.got(Answered)] == [True]
    talk.taps_on("Go on")
    assert "Step 1 of 2" in talk.text


def test_what_depends_on_an_outcome_follows_it() -> None:
    steps: list[dict[str, Any]] = [
        {"id": "call", "text": "Call the engineer."},
        {"id": "radio", "text": "Use the radio.", "when": {"step": "call", "outcome": "cannot"}},
    ]
    talk = working(steps)
    talk.taps_on("✓ Done")
    assert talk.got(Finished)

    talk = working(steps)
    talk.taps_on("Cannot do")
    talk.says("No line")
    assert "Use the radio." in talk.text


def test_an_incident_is_reported_first_and_worked_through_after() -> None:
    talk = Talk(playbook("incident", questions=[SMOKE], steps=STEPS[:1]))
    talk.begin("incident")
    talk.says("no")
    assert "review" in talk.text
    talk.taps_on("Submit")
    assert [type(effect) for effect in talk.effects if isinstance(effect, Submitted | Draw)] == [Submitted, Draw]
    assert "Push the alarm." in talk.text
    talk.taps_on("✓ Done")
    assert talk.got(Finished)


def test_leaving_an_incidents_checklist_does_not_take_the_report_back() -> None:
    talk = working(STEPS[:1], kind="incident")
    talk.commands("cancel")
    assert "reported already" in talk.text
    talk.taps_on("Yes, cancel")
    assert len(talk.got(Finished)) == 1


def test_an_incident_without_relevant_steps_is_over_once_it_is_submitted() -> None:
    talk = working(STEPS[1:2], kind="incident")
    assert talk.got(Finished)


PROVEN = [{"id": "photo", "text": "Take a photo.", "evidence": ["photo"], "evidence_required": True}, STEPS[3]]


def test_proof_stays_when_a_step_is_settled_anew() -> None:
    talk = working(PROVEN, kind="incident")
    talk.shares("p")
    talk.taps_on("Done")
    talk.taps_on("◀ Back")
    assert "📎 1 file" in talk.text
    talk.taps_on("Cannot do")
    talk.says("The door is locked.")
    assert [media.unique for media in talk.got(Settled)[0].evidence] == ["p"]


def test_proof_waits_while_they_look_back_before_done() -> None:
    talk = working([STEPS[3], *PROVEN[:1]])
    talk.taps_on("Done")
    talk.shares("p")
    talk.commands("back")
    talk.taps_on("Done")
    assert "📎 1 file" in talk.text
    talk.taps_on("Done")
    assert [media.unique for media in talk.got(Settled)[0].evidence] == ["p"]


@pytest.mark.parametrize(
    ("typed", "outcome"), [("done", "done"), ("Not applicable", "not_applicable"), ("n/a", "not_applicable")]
)
def test_a_step_is_settled_by_typing(typed: str, outcome: str) -> None:
    talk = working(STEPS[3:])
    talk.says(typed)
    assert outcomes(talk) == [("count", outcome)]


@pytest.mark.parametrize("typed", ["cannot do", "no", "cannot", "做不到"])
def test_that_a_step_cannot_be_done_is_typed_and_the_reason_asked(typed: str) -> None:
    talk = working(STEPS[3:])
    talk.says(typed)
    assert "What is in the way?" in talk.text
