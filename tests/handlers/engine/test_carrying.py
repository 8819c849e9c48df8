"""Reports under way go on with a new edition, where its author says so."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.engine import Draw
from handlers.engine.carrying import carry, homeless, may_carry
from playbooks.edition import Edition
from tests.handlers.engine.talk import Shelf, Talk, playbook

WHAT = {"id": "what", "type": "text", "ask": "What happened?", "label": "What"}
FAX = {"id": "fax", "type": "text", "ask": "Fax number?", "label": "Fax"}
HURT = {"id": "hurt", "type": "yes_no", "ask": "Is anybody hurt?", "label": "Hurt"}
WHO = {"id": "who", "type": "text", "ask": "Who?", "when": {"question": "hurt", "equals": "yes"}}
LAST = {"id": "last", "type": "long_text", "ask": "Anything else?"}
PEOPLE = {
    "id": "injured",
    "type": "repeat",
    "ask": "Who is hurt?",
    "each": "Person",
    "questions": [{"id": "name", "type": "text", "ask": "Name?"}, {"id": "age", "type": "number", "ask": "Age?"}],
}
NOBODY_FAXES = {"dropped": {"en": "Nobody faxes any more."}}


def moved(talk: Talk, *questions: dict[str, Any], **mapped: Any) -> bool:
    """Version 2 is published; whether anything was carried over to it."""
    old = next(iter(talk.editions.values()))
    how = {"from": 1, "carry": True, **mapped}
    new = Edition.of(playbook(old.playbook.kind.value, questions=list(questions), version=2, map=how))
    talk.shelf = Shelf(new, old)
    turn = carry(talk.session, old.playbook.id, talk.at)
    if turn is not None:
        talk._keep(turn)
    return turn is not None


def test_answers_keep_their_place_under_new_names() -> None:
    talk = Talk.about(WHAT, FAX, HURT, LAST)
    for said in ("A fall", "28 123", "yes"):
        talk.says(said)
    story = {"id": "story", "type": "text", "ask": "Tell me", "label": "Story"}
    assert moved(talk, HURT, story, LAST, questions={"what": "story", "fax": NOBODY_FAXES})
    assert talk.values == {"story": "A fall", "hurt": "yes"}
    assert talk.frame.edition == next(iter(talk.shelf.all_current())).digest
    assert [(c.path, c.before, c.after) for c in talk.frame.corrections] == [("fax", "28 123", None)]
    assert "These questions have changed. Your answers are kept." in talk.text
    assert "“Fax” is not asked any more: Nobody faxes any more." in talk.text
    assert "Anything else?" in talk.text
    talk.says("No")
    assert "Story: A fall" in talk.text


def test_a_button_of_before_is_stale() -> None:
    talk = Talk.about(WHAT, HURT, LAST)
    talk.says("A fall")
    before = talk.button("Yes").data
    assert moved(talk, WHAT, LAST, HURT)
    assert "Is anybody hurt?" in talk.text
    talk.taps_data(before)
    assert talk.values == {"what": "A fall"}
    talk.taps_on("Yes")
    assert talk.values == {"what": "A fall", "hurt": "yes"}


def test_what_was_half_given_is_still_there() -> None:
    proof = {"id": "proof", "type": "evidence", "ask": "A photo?"}
    talk = Talk.about(WHAT, proof)
    talk.says("A fall")
    talk.shares("one")
    assert moved(talk, WHAT, {**proof, "id": "photos"}, questions={"proof": "photos"})
    talk.commands("done")
    assert [item["unique"] for item in talk.values["photos"]] == ["one"]


def test_what_does_not_fit_any_more_is_asked_again() -> None:
    talk = Talk.about({"id": "people", "type": "number", "ask": "How many?", "label": "People"}, LAST)
    talk.says("12")
    choices = [{"id": "few", "label": "A few"}, {"id": "many", "label": "Many"}]
    assert moved(
        talk, {"id": "people", "type": "choice", "ask": "How many?", "label": "People", "choices": choices}, LAST
    )
    assert "“People” has to be answered again." in talk.text
    assert talk.values == {}
    talk.says("No")
    assert talk.labels[:2] == ["A few", "Many"]


def test_what_is_not_asked_any_more_as_things_stand_is_taken_out() -> None:
    talk = Talk.about(WHAT, HURT, WHO, LAST)
    for said in ("A fall", "yes", "A child"):
        talk.says(said)
    never = {**WHO, "when": {"question": "hurt", "equals": "no"}}
    assert moved(talk, WHAT, HURT, never, LAST)
    assert talk.values == {"what": "A fall", "hurt": "yes"}


def test_rounds_move_with_their_group() -> None:
    talk = Talk.about(PEOPLE, LAST)
    for said in ("Bo", "40"):
        talk.says(said)
    talk.taps_on("＋ Person")
    talk.says("Kit")
    called = {"id": "called", "type": "text", "ask": "Called?"}
    group = {**PEOPLE, "id": "people", "questions": [called, PEOPLE["questions"][1]]}  # type: ignore[index]
    assert moved(talk, group, LAST, questions={"injured": "people", "injured.name": "called"})
    assert talk.values["people"] == [{"called": "Bo", "age": 40}, {"called": "Kit"}]
    assert "Age?" in talk.text
    talk.says("30")
    assert talk.values["people"][1] == {"called": "Kit", "age": 30}


def test_a_finished_group_repeats_its_rounds_by_their_new_names() -> None:
    talk = Talk.about(PEOPLE, LAST)
    for said in ("Bo", "40"):
        talk.says(said)
    talk.taps_on("That is all")
    only = {**PEOPLE, "questions": [{"id": "called", "type": "text", "ask": "Called?"}]}
    gone = {"injured.name": "called", "injured.age": NOBODY_FAXES}
    assert moved(talk, only, LAST, questions=gone)
    assert talk.values["injured"] == [{"called": "Bo"}]
    assert talk.frame.answers["injured"].value == [{"called": "Bo"}]
    assert "“Age?” is not asked any more" in talk.text


def test_a_draft_is_carried_over_without_a_word() -> None:
    talk = Talk.about(WHAT, LAST)
    talk.says("A fall")
    talk.commands("pause")
    assert moved(talk, {**WHAT, "id": "story"}, LAST, questions={"what": "story"})
    assert not talk.got(Draw)
    talk.resume(talk.session.drafts[0].id)
    assert talk.values == {"story": "A fall"}


def test_the_review_stays_the_review() -> None:
    talk = Talk.about(WHAT)
    talk.says("A fall")
    assert moved(talk, {**WHAT, "id": "story"}, questions={"what": "story"})
    talk.taps_on("✓ Submit")
    assert talk.session.live is None


@pytest.mark.parametrize(
    "mapped",
    [
        pytest.param({"carry": False}, id="its author does not want it"),
        pytest.param({"from": 3}, id="the map leads from another version"),
        pytest.param({}, id="an answer would be homeless"),
    ],
)
def test_whatever_is_in_doubt_stays(mapped: dict[str, Any]) -> None:
    talk = Talk.about(WHAT, FAX, LAST)
    for said in ("A fall", "28 123"):
        talk.says(said)
    assert not moved(talk, WHAT, LAST, **mapped)
    talk.says("No")
    assert talk.values == {"what": "A fall", "fax": "28 123", "last": "No"}


def test_what_was_reported_stays() -> None:
    talk = Talk.about(WHAT, LAST, kind="emergency")
    talk.says("A fall")
    assert not moved(talk, WHAT, LAST)


def test_the_homeless_are_named_by_their_questions() -> None:
    talk = Talk.about(PEOPLE, FAX, LAST)
    for said in ("Bo", "40"):
        talk.says(said)
    talk.taps_on("That is all")
    talk.says("28 123")
    only = {**PEOPLE, "questions": PEOPLE["questions"][:1]}  # type: ignore[index]
    new = Edition.of(playbook(questions=[only, LAST], version=2, map={"from": 1, "carry": True}))
    assert homeless(talk.frame, new) == ["injured.age", "fax"]
    assert not may_carry(talk.frame, talk.editions["complaint"], new)
