"""A case's answers opened again: what its frame is made of, and what it never does a second time."""

from __future__ import annotations

from typing import Any

from handlers.cases import Case
from handlers.engine import Amended, Answered, Finished, Frame, Started, Submitted
from playbooks.model import Severity
from tests.handlers.engine.everything import EVERYTHING
from tests.handlers.engine.finishing import answer_until_over
from tests.handlers.engine.talk import Talk

BAGS: dict[str, Any] = {
    "id": "bags",
    "type": "repeat",
    "ask": "Which bags?",
    "each": "Bag",
    "questions": [
        {"id": "tag", "type": "text", "ask": "Tag?", "required": False},
        {"id": "heavy", "type": "yes_no", "ask": "Heavy?"},
        {"id": "weight", "type": "number", "ask": "Weight?", "when": {"question": "heavy", "equals": "yes"}},
    ],
}


def with_bags() -> Talk:
    """Two bags, the tag of the second skipped, and sent."""
    talk = Talk.about(BAGS, {"id": "note", "type": "text", "ask": "Note?", "required": False}, kind="incident")
    for said in ("A1", "no"):
        talk.says(said)
    talk.taps_on("＋ Bag")
    for said in ("skip", "no"):
        talk.says(said)
    talk.taps_on("That is all")
    talk.says("skip")
    talk.taps_on("✓ Submit")
    return talk


def the_frame(talk: Talk) -> Frame:
    frame: Frame = talk.ever_got(Submitted)[-1].frame
    return frame


def test_the_answers_are_there_as_they_were() -> None:
    talk = with_bags()
    before = the_frame(talk)
    talk.reopens(before)
    assert {path: answer.value for path, answer in talk.frame.answers.items()} == {
        path: answer.value for path, answer in before.answers.items()
    }
    assert {path for path, answer in talk.frame.answers.items() if answer.skipped} == {"note", "bags.1.tag"}
    assert talk.labels == ["✎ 1", "✎ 2", "✓ Done"]


def test_one_round_is_changed_and_what_depends_on_it_asked() -> None:
    talk = with_bags()
    talk.reopens(the_frame(talk))
    talk.taps_on("✎ 1")
    talk.taps_on("✎ 2")
    talk.taps_on("✎ 2")
    talk.taps_on("Yes")
    (answered,) = talk.got(Answered)
    assert (answered.path, answered.before, answered.value, answered.corrected) == ("bags.1.heavy", "no", "yes", True)
    assert "Weight?" in talk.text
    talk.says("20")
    assert talk.values["bags"] == [{"tag": "A1", "heavy": "no"}, {"heavy": "yes", "weight": 20}]


def test_everything_is_said_once() -> None:
    talk = with_bags()
    talk.reopens(the_frame(talk))
    talk.taps_on("✓ Done")
    assert talk.session.live is None
    assert len(talk.got(Amended)) == 1
    counts = [len(talk.ever_got(kind)) for kind in (Started, Submitted, Finished)]
    assert counts == [1, 1, 1]


def test_a_case_with_something_of_everything_comes_back_whole() -> None:
    talk = Talk(EVERYTHING)
    talk.begin("everything")
    answer_until_over(talk)
    done: Frame = talk.ever_got(Finished)[-1].frame
    talk.reopens(done)
    assert talk.frame.at is None
    assert {path: a.value for path, a in talk.frame.answers.items()} == {p: a.value for p, a in done.answers.items()}


def test_a_conversation_that_is_still_here_is_taken_up_where_it_is() -> None:
    what = {"id": "what", "type": "text", "ask": "What?"}
    talk = Talk.about(what, kind="emergency", steps=[{"id": "one", "text": "One."}])
    talk.says("Oil")
    frame = talk.frame
    talk.begin("emergency")
    talk.reopens(frame)
    assert [each.id for each in talk.session.frames][-1] == frame.id
    assert len(talk.session.frames) == 2
    assert "✎ 1" in talk.labels
    assert not talk.frame.amending
    assert isinstance(talk.case_of(frame), Case)
    assert talk.case_of(frame).severity is Severity.NORMAL
