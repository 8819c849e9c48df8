"""Places, people and colleagues."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.engine import Answered, Draw
from handlers.people import Place, Site
from tests.handlers.engine.talk import T1, Talk, playbook, words

WHERE: dict[str, Any] = {"id": "where", "type": "place", "ask": "Where is it?", "label": "Where"}
WHO: dict[str, Any] = {"id": "who", "type": "person", "ask": "Who is it?"}
HELPER: dict[str, Any] = {"id": "helper", "type": "staff", "ask": "Who helped?"}


def test_a_place_is_tapped_level_by_level() -> None:
    talk = Talk.about(WHERE)
    talk.taps_on("Hall A ▸")
    assert "Hall A" in talk.text
    talk.taps_on("Gate 12")
    assert talk.values == {"where": {"place": "gate-12"}}
    assert "✓ Where: Terminal 1 › Hall A › Gate 12" in talk.text


def test_a_place_that_holds_others_can_be_the_answer_itself() -> None:
    talk = Talk.about(WHERE)
    talk.taps_on("Hall A ▸")
    talk.taps_on("✓ Here: Hall A")
    assert talk.values == {"where": {"place": "hall-a"}}


def test_up_leads_back_out() -> None:
    talk = Talk.about(WHERE)
    talk.taps_on("Hall A ▸")
    talk.taps_on("Up")
    assert "Car park" in talk.labels


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("gate 12", "gate-12"),
        ("Gate12", "gate-12"),
        ("12号闸口", "gate-12"),
        ("停車場", "car-park"),
        ("toilet", "toilets"),
    ],
)
def test_a_place_is_found_by_its_name_in_any_language(typed: str, place: str) -> None:
    talk = Talk.about(WHERE)
    talk.says(typed)
    if "Did you mean" in talk.text:
        talk.says("yes")
    assert talk.values == {"where": {"place": place}}


def test_own_words_and_shared_locations_are_places_too() -> None:
    talk = Talk.about(WHERE)
    talk.says("behind the big tree")
    assert talk.values == {"where": {"text": "behind the big tree"}}

    talk = Talk.about(WHERE)
    talk.locates(22.19, 113.55)
    assert talk.values == {"where": {"latitude": 22.19, "longitude": 113.55}}

    talk = Talk.about({**WHERE, "own_words": False})
    talk.says("behind the big tree")
    assert talk.values == {}
    assert "⚠️" in talk.text


def test_a_location_that_is_nowhere_is_refused() -> None:
    talk = Talk.about(WHERE)
    talk.locates(float("nan"), 500.0)
    assert talk.values == {}


def test_who_works_at_several_sites_picks_the_site_first() -> None:
    talk = Talk(playbook(questions=[WHERE])).works_everywhere()
    talk.begin("complaint")
    assert talk.labels[:2] == ["Terminal 1", "Terminal 2"]
    talk.taps_on("Terminal 2")
    talk.taps_on("Pier")
    assert talk.values == {"where": {"place": "pier"}}
    assert talk.frame.site == "t2"


def test_with_several_sites_a_typed_name_is_looked_up_in_all() -> None:
    talk = Talk(playbook(questions=[WHERE])).works_everywhere()
    talk.begin("complaint")
    talk.says("gate 12")
    assert talk.values == {"where": {"place": "gate-12"}}
    assert talk.frame.site == "t1"


def test_places_with_long_ids_still_fit_on_buttons() -> None:
    long = Place("x" * 90, words("Far away"), (Place("地" * 40, words("Farther")),))
    talk = Talk(playbook(questions=[WHERE]), sites=(Site("t1", T1.name, (long,)),))
    talk.begin("complaint")
    talk.taps_on("Far away")
    talk.taps_on("Farther")
    assert talk.values == {"where": {"place": "地" * 40}}


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("Ana, 6612 3456", {"name": "Ana", "phone": "6612 3456"}),
        ("6612 3456 Ana", {"name": "Ana", "phone": "6612 3456"}),
        ("陳先生 ６６１２３４５６", {"name": "陳先生", "phone": "66123456"}),
        ("Ana Lopes (+853 6612 3456)", {"name": "Ana Lopes", "phone": "+853 6612 3456"}),
    ],
)
def test_a_person_is_typed_in_one_line(typed: str, person: dict[str, str]) -> None:
    talk = Talk.about(WHO)
    talk.says(typed)
    assert talk.values == {"who": person}


def test_name_first_then_the_phone_number() -> None:
    talk = Talk.about(WHO)
    talk.says("Ana")
    assert "Phone number of Ana?" in talk.text
    talk.says("later")
    assert "⚠️" in talk.text
    talk.says("6612 3456")
    assert talk.values == {"who": {"name": "Ana", "phone": "6612 3456"}}


def test_without_a_phone_number_where_that_is_allowed() -> None:
    talk = Talk.about(WHO)
    talk.says("Ana")
    talk.taps_on("No phone number")
    assert talk.values == {"who": {"name": "Ana", "phone": None}}

    talk = Talk.about({**WHO, "phone": "required"})
    talk.says("Ana")
    assert "No phone number" not in talk.labels

    talk = Talk.about({**WHO, "phone": "none"})
    talk.says("Ana")
    assert talk.values == {"who": {"name": "Ana", "phone": None}}


def test_a_shared_contact_is_a_person() -> None:
    talk = Talk.about(WHO)
    talk.gives_contact("Ana", "+85366123456")
    assert talk.values == {"who": {"name": "Ana", "phone": "+85366123456"}}


def test_a_colleague_is_tapped_typed_or_somebody_else() -> None:
    talk = Talk.about(HELPER)
    talk.taps_on("Ana Lopes")
    assert talk.values == {"helper": "ana"}

    talk = Talk.about(HELPER)
    talk.says("陈大文")
    if not talk.values:
        talk.taps_on("陳大文")
    assert talk.values == {"helper": "chan"}

    talk = Talk.about(HELPER)
    talk.says("Zulmira")
    assert "“Zulmira” is not on the list." in talk.text
    talk.taps_on("Use this name")
    assert talk.values == {"helper": {"text": "Zulmira"}}


def test_what_a_question_has_no_use_for_is_said_kindly_and_it_stands() -> None:
    talk = Talk.about(HELPER)
    for happens in (lambda: talk.locates(1, 2), lambda: talk.shares("a"), lambda: talk.sends_a("sticker")):
        happens()
        assert "⚠️" in talk.text
        assert "Who helped?" in talk.text
        assert len(talk.got(Draw)) == 1


def test_a_phone_number_sent_first_is_kept_until_the_name_comes() -> None:
    talk = Talk.about(WHO)
    talk.says("6612 3456")
    assert "Please send the name first." in talk.text
    talk.says("Ana")
    assert talk.values == {"who": {"name": "Ana", "phone": "6612 3456"}}


def test_a_location_shared_late_or_early_is_the_answer_to_where() -> None:
    note: dict[str, Any] = {"id": "note", "type": "text", "ask": "What happened?"}
    where: dict[str, Any] = {"id": "where", "type": "place", "ask": "Where?", "required": False}
    late = Talk.about(where, note, kind="emergency")
    late.commands("skip")
    late.locates(22.19, 113.54)
    assert "✓ Where?: 📍 22.19000, 113.54000" in late.text
    assert "What happened?" in late.text
    assert late.got(Answered)[0].path == "where"
    late.locates(1.0, 2.0)
    assert "This question takes no location." in late.text

    early = Talk.about(note, where)
    early.locates(22.19, 113.54)
    early.says("A fall")
    assert "review" in early.text
    assert early.values["where"] == {"latitude": 22.19, "longitude": 113.54}
