"""`muster case NUMBER --report FILE`: a case as PDF or web page, whole or without personal data."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from bot.cli import main
from bot.rehearsal.player import play
from bot.rehearsal.reading import read_transcript
from bot.rehearsal.setting import Setting
from bot.rehearsal.world import World

NUMBER = "C-2026-000001"
COMPLAINT = Path(__file__).parents[2] / "transcripts" / "library" / "complaint_pt.yaml"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the database of a complaint in Portuguese."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATABASE_URL", f"sqlite:///{tmp_path / 'world.db'}")
    script, _ = read_transcript(COMPLAINT)
    world = World(tmp_path, Setting.of(script, COMPLAINT.parent))
    play(script, world, COMPLAINT.parent)
    world.close()
    return tmp_path


def muster(*words: str) -> Result:
    return CliRunner().invoke(main, ["case", NUMBER, *words])


def test_a_pdf_in_the_language_asked_for(here: Path) -> None:
    result = muster("--report", "out.pdf", "--language", "zh-Hant")
    assert (result.exit_code, result.output) == (0, "out.pdf\n")
    pages = PdfReader(BytesIO((here / "out.pdf").read_bytes())).pages
    assert "報告內容" in pages[0].extract_text()


def test_a_page_whole_and_masked(here: Path) -> None:
    assert muster("--report", "whole.html", "--language", "pt").exit_code == 0
    assert muster("--report", "masked.html", "--language", "pt", "--masked").exit_code == 0
    whole, masked = ((here / name).read_text() for name in ("whole.html", "masked.html"))
    assert "•••" not in whole
    assert "•••" in masked
    assert "sem dados pessoais" in masked


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("--report", "out.doc"), 2, "must end in .pdf or .html"),
        (("--report", "no/such/folder/out.html"), 3, "name a file that can be written"),
    ],
)
def test_what_cannot_be_done_is_said(here: Path, words: tuple[str, ...], code: int, why: str) -> None:
    result = muster(*words)
    assert result.exit_code == code
    assert why in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr
