"""Photos and other files: several, albums, late, early, twice, too big, of the wrong kind."""

from __future__ import annotations

from typing import Any

from handlers.engine import Answered, Draw, media_of
from handlers.limits import Limits
from tests.handlers.engine.talk import Talk, playbook

PHOTOS: dict[str, Any] = {
    "id": "photos",
    "type": "evidence",
    "ask": "Photos, please.",
    "label": "Photos",
    "kinds": ["photo", "video"],
    "maximum": 4,
}
STORY: dict[str, Any] = {"id": "story", "type": "text", "ask": "What happened?"}
NOTE: dict[str, Any] = {"id": "note", "type": "text", "ask": "Anything else?"}


def uniques(talk: Talk) -> list[str]:
    return [media.unique for media in media_of(talk.values["photos"])]


def test_several_files_then_done() -> None:
    talk = Talk.about(PHOTOS)
    talk.shares("a", caption="the door")
    assert "1 photo" in talk.text
    talk.shares("b", kind="video")
    talk.taps_on("Done")
    assert uniques(talk) == ["a", "b"]
    assert media_of(talk.values["photos"])[0].caption == "the door"


def test_the_last_that_fits_needs_no_done() -> None:
    talk = Talk.about({**PHOTOS, "maximum": 1})
    talk.shares("a")
    assert "review" in talk.text


def test_an_album_comes_one_by_one_and_keeps_one_prompt() -> None:
    talk = Talk.about(PHOTOS)
    talk.shares("a", album="x")
    assert not talk.got(Draw)[0].amends
    talk.shares("b", album="x")
    assert talk.got(Draw)[0].amends
    talk.shares("c", album="x")
    assert "3 photos" in talk.text
    talk.taps_on("Done")
    assert uniques(talk) == ["a", "b", "c"]


def test_the_same_file_again_counts_once() -> None:
    talk = Talk.about(PHOTOS)
    talk.shares("a")
    talk.shares("a")
    assert "1 photo" in talk.text
    talk.commands("done")
    assert uniques(talk) == ["a"]


def test_late_files_join_the_question_that_was_left() -> None:
    talk = Talk.about(PHOTOS, NOTE)
    talk.shares("a", album="x")
    talk.taps_on("Done")
    talk.shares("b", album="x")
    assert "✓ Photos: 2 photos" in talk.text
    assert "Anything else?" in talk.text
    assert uniques(talk) == ["a", "b"]
    assert [(e.path, e.corrected) for e in talk.got(Answered)] == [("photos", False)]
    assert talk.frame.corrections == ()


def test_early_files_wait_for_their_question() -> None:
    talk = Talk.about(STORY, PHOTOS)
    talk.shares("a")
    assert "Kept for “Photos”" in talk.text
    assert "What happened?" in talk.text
    talk.says("He fell")
    assert "1 photo" in talk.text
    talk.commands("skip")
    assert uniques(talk) == ["a"]


def test_wrong_kind_and_too_big_are_said_and_the_question_stands() -> None:
    talk = Talk.about(PHOTOS)
    talk.shares("a", kind="voice")
    assert "That kind of file does not help here" in talk.text
    talk.shares("b", size=21 * 1024 * 1024)
    assert "too big" in talk.text
    talk.says("here it is")
    assert "⚠️" in talk.text
    assert "photos" not in talk.values
    assert "Photos, please." in talk.text


def test_at_least_as_many_as_are_needed() -> None:
    talk = Talk.about({**PHOTOS, "minimum": 2})
    talk.shares("a")
    assert "Done" not in talk.labels
    talk.commands("done")
    assert "At least 2" in talk.text


def test_a_case_holds_only_so_many_files() -> None:
    talk = Talk(playbook(questions=[PHOTOS, NOTE]), limits=Limits(media_per_case=2))
    talk.begin("complaint")
    for name in "abc":
        talk.shares(name)
    assert "no more fit" in talk.text
    talk.taps_on("Done")
    assert uniques(talk) == ["a", "b"]


def test_from_the_review_files_are_added_or_given_anew() -> None:
    talk = Talk.about(PHOTOS)
    talk.shares("a")
    talk.taps_on("Done")
    talk.taps_on("✎ 1")
    talk.shares("b")
    talk.taps_on("Done")
    assert uniques(talk) == ["a", "b"]
    talk.taps_on("✎ 1")
    talk.taps_on("Start again")
    talk.shares("c")
    talk.taps_on("Done")
    assert uniques(talk) == ["c"]


def test_in_an_emergency_each_file_is_told_of_as_it_comes() -> None:
    talk = Talk.about({"id": "where", "type": "text", "ask": "Where?"}, PHOTOS, NOTE, kind="emergency")
    talk.shares("a")
    assert [len(e.value) for e in talk.got(Answered)] == [1]
    talk.says("Gate 12")
    talk.shares("b")
    assert [len(e.value) for e in talk.got(Answered)] == [2]


def test_files_wait_while_they_look_back_before_done() -> None:
    talk = Talk.about(STORY, PHOTOS, NOTE)
    talk.says("A door broke")
    talk.shares("a")
    talk.commands("back")
    talk.shares("b")
    talk.taps_on("Keep as it is")
    assert "2 photos" in talk.text
    talk.commands("review")
    talk.taps_on("Go on")
    talk.taps_on("Done")
    assert uniques(talk) == ["a", "b"]
    talk.says("no")
    assert "halves" not in talk.frame.state


def test_a_file_added_from_the_review_counts_without_done() -> None:
    talk = Talk.about(PHOTOS)
    talk.shares("a")
    talk.taps_on("Done")
    talk.taps_on("✎ 1")
    talk.shares("b")
    talk.taps_on("Review")
    assert "✓ Photos: 2 photos" in talk.text
    assert uniques(talk) == ["a", "b"]


def test_fewer_than_are_wanted_will_do_when_no_more_fit() -> None:
    talk = Talk(
        playbook(questions=[{**PHOTOS, "id": "first"}, {**PHOTOS, "minimum": 3}]), limits=Limits(media_per_case=3)
    )
    talk.begin("complaint")
    talk.shares("a")
    talk.shares("b")
    talk.taps_on("Done")
    talk.shares("c")
    talk.taps_on("Done")
    assert uniques(talk) == ["c"]


def test_a_voice_message_to_a_text_question_is_not_told_to_be_a_photo() -> None:
    talk = Talk.about(STORY, PHOTOS)
    talk.shares("v", kind="voice")
    assert "This question takes no photos or files." in talk.text
    assert "What happened?" in talk.text


def test_a_file_finds_the_question_that_wants_its_kind() -> None:
    papers = {**PHOTOS, "id": "papers", "kinds": ["document"], "label": "Papers"}
    talk = Talk.about(PHOTOS, papers, NOTE)
    talk.shares("a")
    talk.taps_on("Done")
    talk.shares("p", kind="document")
    talk.taps_on("Done")
    talk.shares("b")
    assert uniques(talk) == ["a", "b"]


def test_done_and_no_are_understood_when_typed() -> None:
    talk = Talk.about(PHOTOS, {**PHOTOS, "id": "more", "minimum": 0}, NOTE)
    talk.shares("a")
    talk.says("done")
    talk.says("no")
    assert "Anything else?" in talk.text
    assert talk.frame.answers["more"].value == []


def test_files_wait_through_a_night_too() -> None:
    talk = Talk.about(STORY, PHOTOS, NOTE)
    talk.says("A door broke")
    talk.shares("a")
    talk.commands("back")
    talk.passes(hours=20)
    talk.resume(talk.session.drafts[0].id)
    talk.taps_on("Keep as it is")
    assert "1 photo" in talk.text
    talk.taps_on("Done")
    assert uniques(talk) == ["a"]
