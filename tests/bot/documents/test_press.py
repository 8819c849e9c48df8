"""The press: what people wrote is text, what cannot be shown is left out, and what is wrong is told in one line."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.documents.press import TEMPLATES, Job, NotMade, dump_job, load_job
from bot.documents.printer import run_press
from handlers.reports.paper import Cell, Facts, Listing, Paper, Photo, Photos, Section, Table, Text
from playbooks.words import LANGUAGES

HOSTILE = '#read("/etc/passwd") *not bold* $x$ <script> @label #[ ] \\ ```raw``` // no comment'
ROWS = {"title": "Risk", "note": "", "rows": [["Likelihood", "4", "bad"]]}


def job(paper: Paper, **images: bytes) -> Job:
    return Job("paper", "pdf", paper.language, paper.data(), images)


def words_in(pdf: bytes) -> str:
    """What stands on all pages; white space, where lines are broken, counts as nothing."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def paper(*words: str, language: str = "en", rows: int = 1) -> Paper:
    cells = tuple(Cell(word) for word in words)
    blocks = (
        Facts(tuple((word, Cell(word, "bad")) for word in words)),
        Text(words[0]),
        Listing(cells),
        Table(words, (1,) * len(words), (cells,) * rows),
    )
    return Paper(
        "I-2026-000001", "1 March 2026", words[0], "a subtitle", (Section("A heading", blocks),), "Foot", language
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Someone collapsed"),
        ("zh-Hans", "有旅客晕倒，严重"),
        ("zh-Hant", "有旅客暈倒，嚴重；骨直"),
        ("pt", "Alguém desmaiou: ação não há"),
    ],
)
def test_every_language_can_be_read_back(language: str, words: str) -> None:
    read = words_in(run_press(job(paper(words, language=language))))
    assert read.count("".join(words.split())) == 7  # title, label, fact, text, point, head, cell
    assert "I-2026-000001" in read


def test_what_people_wrote_is_text_and_nothing_else() -> None:
    assert "".join(HOSTILE.split()) in words_in(run_press(job(paper(HOSTILE))))


def test_characters_that_are_none_do_no_harm() -> None:
    assert "leak" in words_in(run_press(job(paper("a\x00\x07\ud800 leak \U0001f6a8 \u202e x"))))


def test_pages_are_numbered_and_headed() -> None:
    pages = PdfReader(BytesIO(run_press(job(paper("What", "Who", rows=120))))).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert f"{number} / {len(pages)}" in text
        assert "I-2026-000001" in text


def test_equal_documents_are_equal_files() -> None:
    assert run_press(job(paper("What"))) == run_press(job(paper("What")))


def test_a_photo_that_is_none_is_left_out() -> None:
    photo = run_press(Job("rows", "png", "en", ROWS))
    section = Section("Photos", (Photos((Photo("aa", "The leak"), Photo("bb", "A fraud"))),))
    shown = run_press(job(Paper("n", "d", "t", sections=(section,)), aa=photo, bb=b"\x89PNG not really"))
    (page,) = PdfReader(BytesIO(shown)).pages
    assert len(page.images) == 1
    assert "The leak" in page.extract_text()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (Job("nothing", "pdf", "en", {}), "there is no template nothing in bot/documents/templates"),
        (Job("rows", "png", "en", {"title": "x"}), r'does not contain key "note" \(rows.typ:\d+:\d+\)'),
        (Job("paper", "png", "en", paper("x", rows=200).data()), "template paper.typ makes"),
        (Job("rows", "png", "en", ROWS, {"../x": b""}), "an image cannot be called"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(wrong: Job, why: str) -> None:
    with pytest.raises(NotMade, match=why) as caught:
        run_press(wrong)
    assert "\n" not in str(caught.value)


def test_a_job_goes_through_a_pipe() -> None:
    one = Job("rows", "svg", "pt", ROWS, {"aa": bytes(range(256))})
    assert load_job(dump_job(one)) == one
    assert run_press(one).startswith(b"<svg")


@pytest.mark.parametrize("template", sorted(path.stem for path in TEMPLATES.glob("*.typ")))
def test_templates_have_names_that_can_be_asked_for(template: str) -> None:
    assert template.replace("-", "").isalnum()
    assert set(LANGUAGES) <= set((TEMPLATES / "house.typ").read_text().split('"'))
