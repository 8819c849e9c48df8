"""The report of a case: what it says of real courses of events, in every language, and what it keeps from whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.documents.html import html_of
from bot.documents.press import Job
from bot.documents.printer import run_press
from bot.rehearsal.player import play
from bot.rehearsal.reading import read_transcript
from bot.rehearsal.setting import Setting
from bot.rehearsal.world import World
from handlers.media import CaseFile, Media
from handlers.messages import Document
from handlers.reports.case_report import case_document, case_paper
from handlers.reports.paper import Facts, Paper, Photos, Section, Table
from handlers.reports.record import Reading, Record, record_of
from playbooks.words import LANGUAGES
from storage import Received

TRANSCRIPTS = Path(__file__).parent.parent / "transcripts"
HOSTILE = '<script>alert("x")</script> #read("/etc/passwd") & </td>'


@contextmanager
def after(transcript: str, folder: Path) -> Iterator[World]:
    """The world after this transcript was played."""
    file = TRANSCRIPTS / transcript
    script, _ = read_transcript(file)
    world = World(folder, Setting.of(script, file.parent))
    try:
        play(script, world, file.parent)
        yield world
    finally:
        world.close()


def record_in(world: World, number: str) -> Record:
    """The record of a case as a turn sees it."""
    world.store.receive("staff", [Received(10**9, "staff:9", "…", world.now)])
    with world.store.turns() as batch, batch.turn(batch.items[0]) as uow:
        case = uow.case_by_number(number)
        assert case is not None
        return record_of(uow, case)


def section(paper: Paper, heading: str) -> Section:
    return next(one for one in paper.sections if one.heading == heading)


def rows(paper: Paper, heading: str) -> list[tuple[str, ...]]:
    """The first table of a section, as texts."""
    table = next(block for block in section(paper, heading).blocks if isinstance(block, Table))
    return [tuple(cell.text for cell in row) for row in table.rows]


def facts(paper: Paper, heading: str = "") -> dict[str, str]:
    blocks = [block for block in section(paper, heading).blocks if isinstance(block, Facts)]
    return {label: value.text for block in blocks for label, value in block.rows}


def everything(paper: Paper) -> str:
    return str(paper.data())


def pdf_text(paper: Paper) -> str:
    content = run_press(Job("paper", "pdf", paper.language, paper.data()))
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)


def test_times_stand_against_limits(tmp_path: Path) -> None:
    with after("checklist/late.yaml", tmp_path) as world:
        paper = case_paper(Reading(record_in(world, "E-2026-000001"), "en"))
    assert rows(paper, "Checklist")[:2] == [
        ("Call the fire brigade. (critical)", "09:02:00", "09:02:00 Bo", "Done"),
        ("Can it be put out?", "", "Who found it", "Open"),
    ]
    told = [words for _, words in rows(paper, "What happened")]
    assert told[0] == "Bo reported it"
    assert "Late, and said aloud: Call the fire brigade." in told
    assert "Bo · Call the fire brigade. → Done" in told
    assert ("Bo", "reported it, 1 step") in rows(paper, "Who did what")


def test_promises_stand_against_what_came_of_them(tmp_path: Path) -> None:
    with after("deadlines/stopped_and_run_on.yaml", tmp_path) as world:
        paper = case_paper(Reading(record_in(world, "I-2026-000001"), "en"))
    assert rows(paper, "Deadlines")[-1] == (
        "Final reply",
        "10 Apr 2026 00:00",
        "–",
        "9 Apr 2026 09:00",
        "in time",
    )
    assert facts(paper)["State"] == "Resolved"
    assert facts(paper)["Closed at"] == "9 Apr 2026 09:00, after 38 days"
    assert rows(paper, "What happened")[0] == ("2 Mar 09:00", "Bo reported it")


def test_the_record_says_whether_it_is_whole(tmp_path: Path) -> None:
    with after("deadlines/stopped_and_run_on.yaml", tmp_path) as world:
        record = record_in(world, "I-2026-000001")
    paper = case_paper(Reading(record, "en"))
    entries = len(record.entries)
    assert f"All {entries} entries of the timeline are as they were written." in everything(paper)
    assert facts(paper, "The record")["Last hash"] == record.entries[-1].hash
    tampered = replace(record, broken=3)
    assert "Entry 3 of the timeline is not as it was written." in everything(case_paper(Reading(tampered, "en")))


def test_a_complaint_keeps_who_complained_from_those_who_need_not_know(tmp_path: Path) -> None:
    with after("library/complaint_en.yaml", tmp_path) as world:
        record = record_in(world, "C-2026-000001")
    full, masked = (case_paper(Reading(record, "en", personal)) for personal in (True, False))
    assert facts(full, "What was reported")["Phone"] == "66123456"
    assert facts(masked, "What was reported")["Phone"] == "•••"
    assert "66123456" not in everything(masked)
    assert facts(masked, "What was reported")["When"] == facts(full, "What was reported")["When"]
    assert facts(masked)["Reported by"] == "Sam"
    assert "without personal data" in masked.subtitle


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("transcript", "number"),
    [("library/fire_zh_hant.yaml", "E-2026-000001"), ("library/complaint_en.yaml", "C-2026-000001")],
)
def test_it_reads_in_every_language_as_pdf_and_as_a_page(
    tmp_path: Path, transcript: str, number: str, language: str
) -> None:
    with after(transcript, tmp_path) as world:
        paper = case_paper(Reading(record_in(world, number), language))
    page, pdf = html_of(paper, {}), pdf_text(paper)
    for part in paper.sections:
        assert part.heading in page
        assert "".join(part.heading.split()) in pdf
    assert f'<html lang="{language}">' in page
    assert number in pdf


def test_what_people_wrote_is_text_in_both(tmp_path: Path) -> None:
    with after("library/complaint_en.yaml", tmp_path) as world:
        record = record_in(world, "C-2026-000001")
    hostile = replace(record, case=replace(record.case, headline=HOSTILE))
    paper = case_paper(Reading(hostile, "en"))
    page = html_of(paper, {})
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r'(src|href)="(?!data:)', page)
    assert "".join(HOSTILE.split()) in pdf_text(paper)


def test_photos_are_shown_to_those_who_may_see_them_and_listed_for_all(tmp_path: Path) -> None:
    with after("library/complaint_en.yaml", tmp_path) as world:
        record = record_in(world, "C-2026-000001")
    files = (
        CaseFile(Media("photo", "r", "u1", 2048, "image/jpeg", "scene 66123456.jpg"), "staff", "a" * 64),
        CaseFile(Media("video", "r", "u2", 2048), "staff", None, "too large"),
        CaseFile(Media("photo", "r", "u3", 2048), "staff", None),
    )
    record = replace(record, files=files)
    full, masked = (case_paper(Reading(record, "en", personal)) for personal in (True, False))
    assert [
        one.digest for block in section(full, "Evidence").blocks if isinstance(block, Photos) for one in block.items
    ]
    assert full.photos == ("a" * 64,)
    assert masked.photos == ()
    assert not any(isinstance(block, Photos) for block in section(masked, "Evidence").blocks)
    assert rows(masked, "Evidence") == [
        ("1", "Photo\nscene •••.jpg\n2 KB", "Sam 09:00", "a" * 64),
        ("2", "Video\n2 KB", "Sam 09:00", "could not be fetched"),
        ("3", "Photo\n2 KB", "Sam 09:00", "not fetched yet"),
    ]


def test_as_a_file_it_is_called_by_its_number(tmp_path: Path) -> None:
    with after("library/complaint_en.yaml", tmp_path) as world:
        document = case_document(Reading(record_in(world, "C-2026-000001"), "pt", made_for="sam"))
    assert isinstance(document, Document)
    assert (document.name, document.template, document.language) == ("C-2026-000001.pdf", "paper", "pt")
    assert "feito para Sam" in str(document.data)


def test_what_was_found_afterwards_is_told_and_limits_outlive_the_response(tmp_path: Path) -> None:
    with after("after/look_back.yaml", tmp_path) as world:
        record = record_in(world, "E-2026-000001")
    full, masked = (case_paper(Reading(record, "en", personal)) for personal in (True, False))
    assert rows(full, "Checklist")[0] == (
        "Call the fire brigade. (critical)",
        "2 Mar 09:02:00",
        "2 Mar 09:04:00 Bo",
        "Done, 2 minutes late",
    )
    assert "no longer needed" in {how for *_, how in rows(full, "Checklist")}
    looked = facts(full, "Looking back")
    assert looked["Root cause"]
    assert [label for label in looked if label.startswith("Why?")] == ["Why? (1)", "Why? (2)"]
    assert [number for number, *_ in rows(full, "Corrective actions")] == ["A-2026-000001", "A-2026-000002"]
    assert any(what.startswith("Call ") for _, what, *_ in rows(full, "Corrective actions"))
    assert not any(what.startswith("Call ") for _, what, *_ in rows(masked, "Corrective actions"))


def test_a_roll_call_is_told_by_name(tmp_path: Path) -> None:
    with after("safe/roll_call_en.yaml", tmp_path) as world:
        record = record_in(world, world.store.cases()[-1].number)
    paper = case_paper(Reading(record, "en"))
    assert "4 people were asked. 4 are safe." in str(section(paper, "Everyone safe?").data())
    assert rows(paper, "Everyone safe?") == [
        ("Ana", "safe", "09:00:00", ""),
        ("Bo", "safe", "09:00:00", ""),
        ("Kit", "safe", "09:00:30", "under the stairs"),
        ("Lin", "safe (Ana)", "09:00:20", ""),
    ]
    assert ("09:00:10", "Ana goes to Kit") in rows(paper, "What happened")
