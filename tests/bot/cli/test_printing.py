"""`muster preview` and `muster export`: playbooks as pictures, and on paper."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from bot.cli import main
from bot.documents.press import Job
from bot.documents.printer import run_press
from handlers.organisation import read_organisation
from handlers.printing.cards import Place, cards_of
from handlers.printing.flow import flow_of
from playbooks.loading import LIBRARY, load_library
from playbooks.words import LANGUAGES
from playbooks.yaml_file import read_yaml

SAMPLE = LIBRARY.parent / "samples" / "harbour-terminal.yaml"
EVERY = [edition.playbook for edition in load_library(LIBRARY)]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MUSTER_ORG", raising=False)
    return tmp_path


def muster(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def words_in(file: Path) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(file.read_bytes())).pages)


def test_a_picture_of_a_playbook_in_both_kinds(here: Path) -> None:
    result = muster("preview", "fire")
    assert (result.exit_code, result.output.split()) == (0, ["fire.svg", "fire.png"])
    assert (here / "fire.svg").read_bytes().startswith(b"<svg")
    assert (here / "fire.png").read_bytes().startswith(b"\x89PNG")


def test_the_picture_says_what_is_asked_where_it_leads_and_what_is_done(here: Path) -> None:
    assert muster("preview", "fire", "--language", "zh-Hant", "-o", "fire.pdf").exit_code == 0
    words = words_in(here / "fire.pdf")
    for part in ("看到甚麼？", "只有警鐘→3、4、5、7", "只有氣味", "現場指揮", "詢問內容", "處置步驟"):
        assert part in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_playbook_can_be_drawn_and_printed(language: str) -> None:
    place = read_organisation(read_yaml(SAMPLE))
    day = EVERY[0].reviewed
    for playbook in EVERY if language == "en" else EVERY[::6]:
        assert run_press(Job("flow", "svg", language, flow_of(playbook, language).data)).startswith(b"<svg")
    cards = cards_of(EVERY, Place(place.name, place.sites[0]), language, day, "cards.pdf")
    text = "".join(
        "".join(page.extract_text().split())
        for page in PdfReader(BytesIO(run_press(Job("cards", "pdf", language, cards.data)))).pages
    )
    for playbook in EVERY:
        assert "".join(playbook.title.text(language).split()) in text
    assert "{" not in text


def test_a_card_is_filled_in_for_its_site(here: Path) -> None:
    result = muster("export", "fire", "medical-emergency", "--org", str(SAMPLE), "--site", "t1", "--language", "en")
    assert (result.exit_code, result.output) == (0, "cards.pdf\n")
    words = words_in(here / "cards.pdf")
    assert "Harbour Terminal".replace(" ", "") in words
    assert "Atthetaxirank:comparewithstaff" in words
    assert "Informationdesk,Gate7" in words
    assert "within1minute" in words
    assert "Onlyif:Q2Seen:OnlyasmellorOnlythealarmbell" in words


def test_a_card_of_nowhere_leaves_lines_to_write_on(here: Path) -> None:
    assert muster("export", "robbery").exit_code == 0
    assert "[" not in words_in(here / "robbery.pdf")


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("preview", "fir"), 1, "did you mean `fire`?"),
        (("preview", "fire", "-o", "fire.doc"), 2, "must end in .svg, .png or .pdf"),
        (("preview", "fire", "-o", "no/folder/fire.svg"), 3, "name a file that can be written"),
        (("export", "fire", "-o", "fire.png"), 2, "must end in .pdf"),
        (("export", "fire", "--site", "t1"), 2, "name its file with --org"),
        (("export", "fire", "--org", str(SAMPLE)), 2, "--site takes one of t1, t2"),
        (("export", "fire", "--org", str(SAMPLE), "--site", "t3"), 2, "there is no site `t3`"),
    ],
)
def test_what_cannot_be_done_is_said(words: tuple[str, ...], code: int, why: str) -> None:
    result = muster(*words)
    assert result.exit_code == code
    assert why in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.stderr
