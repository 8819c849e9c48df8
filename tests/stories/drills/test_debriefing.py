"""Right after a run: three questions to everybody, a review as a document, and what is put right because of it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader

from handlers.actions import Origin
from handlers.drills.standing import State
from tests.stories.drills.conftest import MakeHall
from tests.stories.drills.hall import Hall


def ended(world: Hall, *evaluators: str) -> None:
    """A run in which the alarm came in time, nothing else was done, and which is over."""
    world.begins("bo", "ana", "kit", evaluators=evaluators)
    world.passes(minutes=1, seconds=20)
    bo, ana = world.people("bo", "ana")
    bo.says("/emergency")
    bo.taps("Medical emergency")
    ana.taps("Acknowledge")
    world.passes(minutes=9)
    world.forgets()
    world.tess.taps("End the exercise")


def answers(world: Hall, name: str, button: str, *words: str) -> None:
    """Somebody answers the questions one after the other."""
    person = world.person(name)
    person.taps(button)
    for line in words:
        person.says(line)


def files(world: Hall, ending: str) -> list[Any]:
    """The files that were sent, by the end of their name."""
    return [file for file in world.api.world.files.by_unique.values() if str(file.name).endswith(ending)]


def test_everybody_is_asked_three_questions_and_the_trainer_has_the_answers_in_minutes(hall: MakeHall) -> None:
    world = hall()
    ended(world)
    world.person("bo").hears("The exercise is over.", "three short questions", "[Answer]")
    world.forgets()
    answers(world, "bo", "Answer", "Everybody came at once.", "The AED was locked.", "A key.")
    world.person("bo").hears("1/3", "2/3", "3/3", "Thank you. That was all.")
    answers(world, "kit", "Answer", "Ana was calm.")
    world.person("kit").taps("Skip")
    world.passes(minutes=2)
    world.tess.hears("Hot debrief", "2 of 4 answered so far", "The AED was locked. (Bo)", "Ana was calm. (Kit)")


def test_who_answers_without_a_name_is_nowhere_in_the_log(hall: MakeHall) -> None:
    world = hall()
    ended(world)
    answers(world, "kit", "Answer without my name", "The duty manager froze.", "Train that.", "Nothing.")
    said = [entry for entry in world.log() if entry.kind == "remark"]
    assert [entry.actor for entry in said] == [None, None, None]
    assert not any("kit" in str(entry.data).lower() for entry in said)
    world.forgets()
    world.passes(minutes=2)
    words = "\n".join(one.text for one in world.tess.heard())
    assert "The duty manager froze." in words
    assert "Kit" not in words


def test_nobody_answers_twice(hall: MakeHall) -> None:
    world = hall()
    ended(world)
    answers(world, "bo", "Answer", "One", "Two", "Three")
    world.forgets()
    answers(world, "bo", "Answer without my name")
    world.person("bo").hears("That was all.")
    assert len(world.run().evaluation.remarks) == 3


def test_what_is_answered_is_no_report_and_a_real_one_still_is(hall: MakeHall) -> None:
    world = hall()
    ended(world)
    bo = world.person("bo")
    bo.taps("Answer")
    bo.says("/emergency")
    bo.taps("Medical emergency")
    assert world.case("E-2026-000001").drill is None
    assert world.run().evaluation.remarks == ()
    world.forgets()


def test_a_killed_process_loses_no_answer(hall: MakeHall) -> None:
    world = hall()
    ended(world)
    bo = world.person("bo")
    answers(world, "bo", "Answer", "One")
    world.dies()
    world.starts()
    bo.says("Two")
    assert [one.text for one in world.run().evaluation.remarks] == ["One", "Two"]
    world.forgets()
    world.passes(minutes=3)
    world.tess.hears("Hot debrief", "– One (Bo)")
    world.forgets()


def test_the_review_is_a_document_with_chart_ratings_and_what_was_said(hall: MakeHall) -> None:
    world = hall()
    ended(world, "wai")
    wai = world.person("wai")
    wai.taps("1 · P")
    wai.says("The alarm was out in half a minute.")
    answers(world, "bo", "Answer", "We were quick.")
    world.forgets()
    world.tess.taps("Review (PDF)")
    world.tess.hears("After-action review", "Areas to improve", "Breathing is checked: not done")
    (file,) = files(world, "D-2026-000001.pdf")
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file.content)).pages)
    for words in ("EXERCISE, not real", "After-action review", "Planned and done", "Strengths", "Areas to improve"):
        assert words in text, words
    assert "The alarm was out in half a minute." in text
    assert "We were quick." in text
    assert "By name" not in text
    assert world.run().numbers
    assert not [number for number in world.run().numbers if number in text], "nobody dials from a review"


def test_when_the_answers_are_in_whoever_leads_has_the_review_without_asking(hall: MakeHall) -> None:
    world = hall()
    ended(world)
    answers(world, "bo", "Answer", "Everybody came at once.", "The AED was locked.", "A key.")
    world.passes(minutes=13)
    assert files(world, ".pdf") == []
    world.passes(minutes=3)
    assert any("After-action review" in one.text for one in world.tess.heard())
    (paper,) = files(world, ".pdf")
    assert "The AED was locked." in "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(paper.content)).pages
    )
    world.passes(hours=2)
    assert len(files(world, ".pdf")) == 1, "once"


def test_it_does_not_wait_when_everybody_has_answered(hall: MakeHall) -> None:
    world = hall()
    ended(world)
    for name in ("bo", "ana", "kit", "tess"):
        answers(world, name, "Answer without my name", "Good.", "Nothing.", "No.")
    world.passes(minutes=3)
    told = "\n".join(one.text for one in world.tess.heard())
    assert "4 of 4 answered so far" in told
    assert "After-action review" in told


def test_the_same_as_a_web_page(hall: MakeHall) -> None:
    world = hall()
    ended(world)
    world.tess.taps("Review (PDF)")
    world.tess.taps("As a web page")
    (file,) = files(world, "D-2026-000001.html")
    assert file.mime == "text/html"
    page = file.content.decode()
    assert "EXERCISE, not real" in page
    assert 'class="chart"' in page
    world.forgets()


@pytest.mark.parametrize(
    ("language", "title"),
    [("zh-Hans", "演练总结报告"), ("zh-Hant", "演練總結報告"), ("pt", "Relatório pós-exercício")],
)
def test_the_review_comes_in_the_reader_s_language(hall: MakeHall, language: str, title: str) -> None:
    world = hall(
        f"""
staff: [{{id: tess, name: Tess, role: trainer, telegram: 3001}}, {{id: ana, language: {language}}}]
groups: [{{id: duty, members: [ana, ming]}}, {{id: safety, members: [sam]}}]
"""
    )
    world.plans()
    world.casts("player", "Bo", "Kit")
    world.casts("controller", "Ana")
    world.tess.taps("Start it now")
    world.passes(minutes=3)
    world.tess.taps("End the exercise")
    ana = world.person("ana")
    review = next(
        b["callback_data"]
        for p in ana.on_platform.sees
        for r in p.rows
        for b in r
        if b["callback_data"].endswith(".review")
    )
    ana.forges(review)
    assert any(title in one.text for one in ana.heard())
    world.forgets()


def test_a_finding_becomes_an_action_that_names_the_step(hall: MakeHall) -> None:
    world = hall()
    ended(world)
    tess = world.tess
    tess.taps("Corrective action")
    tess.taps("Breathing is checked: not done")
    tess.says("Everybody at the gates practises the breathing check in the morning.")
    tess.says("Ana")
    tess.taps("16 Mar")
    tess.taps("Yes")
    tess.taps("Submit")
    action = world.store.actions()[0]
    assert (action.origin, action.source) == (Origin.DRILL, "D-2026-000001")
    assert action.target is not None
    assert (action.target.playbook, action.target.step) == ("medical-emergency", "check")
    assert action.target.edition == world.run().editions["medical-emergency"]
    world.forgets()


def test_a_run_that_is_over_is_at_hand_for_two_weeks_and_never_changes(hall: MakeHall) -> None:
    world = hall()
    ended(world)
    assert world.run().state is State.ENDED
    before = world.log()
    world.passes(days=15)
    assert world.log()[: len(before)] == before
    assert world.run().closed
    assert world.store.directory.drills == ()
    world.forgets()
