"""`muster case NUMBER --files FOLDER`: evidence leaves the database whole, and harms nothing where it lands."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.clock import RealClock
from bot.ids import id_maker
from handlers.cases import Case, Run
from handlers.media import Media
from playbooks.model import Kind, Severity
from storage import Received, Store

NUMBER = "C-2026-000001"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATABASE_URL", f"sqlite:///{tmp_path / 'muster.db'}")
    return tmp_path


def muster(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def a_case(folder: Path, **contents: bytes | None) -> None:
    """A case with files of these names; None: its content is not fetched yet, empty: it is lost."""
    clock = RealClock()
    store = Store.open(f"sqlite:///{folder / 'muster.db'}", clock=clock.now, new_id=id_maker(clock.now), owner="t")
    at = datetime(2026, 3, 1, tzinfo=UTC)
    case = Case("1", NUMBER, Kind.COMPLAINT, Run.REAL, "complaint", "e", Severity.NORMAL, "bo", at)
    store.receive("staff", [Received(1, "staff:1", "{}", at)])
    with store.turns() as batch, batch.turn(batch.items[0]) as uow:
        uow.keep_case(case)
        for unique, name in enumerate(contents):
            uow.attach(case.id, Media("photo", "ref", str(unique), name=name, mime="image/jpeg"), "bo")
    for file in store.pending_files(50, clock.now()):
        content = contents[file.media.name or ""]
        if content:
            store.keep_blob(file, content)
        elif content is not None:
            store.file_failed(file, "too big")
    store.close()


def test_every_file_is_written_under_a_name_of_its_own(here: Path) -> None:
    a_case(here, **{"leak.jpg": b"one", "": b"two"})
    result = muster("case", NUMBER, "--files", "out/here")
    assert result.exit_code == 0
    written = {path.name: path.read_bytes() for path in (here / "out" / "here").iterdir()}
    assert written == {"01-leak.jpg": b"one", "02-photo.jpg": b"two"}


@pytest.mark.parametrize("name", ["../../evil.jpg", "..\\..\\evil.jpg", "/etc/passwd", "a\nb\x00.jpg", ".", "C:evil"])
def test_no_name_leads_out_of_the_folder(here: Path, name: str) -> None:
    a_case(here, **{name: b"x"})
    assert muster("case", NUMBER, "--files", "out").exit_code == 0
    (written,) = (here / "out").iterdir()
    assert written.read_bytes() == b"x"
    assert {path.name for path in here.iterdir()} - {"out"} == {p.name for p in here.glob("muster.db*")}


def test_what_is_there_is_not_overwritten(here: Path) -> None:
    a_case(here, **{"leak.jpg": b"one"})
    (here / "out").mkdir()
    (here / "out" / "01-leak.jpg").write_bytes(b"mine")
    for _ in range(2):
        assert "01-leak-2.jpg" in muster("case", NUMBER, "--files", "out").output
    written = {path.name: path.read_bytes() for path in (here / "out").iterdir()}
    assert written == {"01-leak.jpg": b"mine", "01-leak-2.jpg": b"one"}


def test_what_we_have_not_got_is_said(here: Path) -> None:
    a_case(here, **{"waits.jpg": None, "lost.jpg": b""})
    output = muster("case", NUMBER, "--files", "out").output
    assert "01-waits.jpg: not fetched yet" in output
    assert "02-lost.jpg: could not be fetched (too big)" in output
    shown = json.loads(muster("case", NUMBER, "--json").output)["attachments"]
    assert [(file["sha256"], file["given_up"]) for file in shown] == [(None, None), (None, "too big")]


def test_a_folder_that_cannot_be_written_to_is_the_environments_fault(here: Path) -> None:
    a_case(here, **{"leak.jpg": b"one"})
    (here / "file").write_text("in the way")
    result = muster("case", NUMBER, "--files", "file/out")
    assert result.exit_code == 3
    assert len(result.stderr.splitlines()) == 1
