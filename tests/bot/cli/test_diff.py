"""`muster diff`: files, folders and what was published, told by who notices."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.clock import RealClock
from bot.config import Settings
from bot.wiring import open_store
from playbooks.edition import Edition
from playbooks.loading import load_playbook

SPILL = """\
id: spill
kind: incident
owner: duty
version: 1
reviewed: 2026-03-01
sources: [House rules]
title: Spill
questions:
  - {id: what, type: text, ask: What is it?}
closing: Thank you.
"""
SECOND = SPILL.replace("version: 1", "version: 2").replace("ask: What is it?}", "ask: What is it?, required: false}")

Diff = Callable[..., Result]


@pytest.fixture
def diff(tmp_path: Path) -> Diff:
    def run(*arguments: object) -> Result:
        given = ["diff", *(str(argument) for argument in arguments)]
        return CliRunner().invoke(main, given, env={"MUSTER_DATABASE_URL": f"sqlite:///{tmp_path}/muster.db"})

    return run


def written(folder: Path, text: str, name: str = "spill.yaml") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text)
    return path


def published(folder: Path, *texts: str) -> list[Edition]:
    editions = [load_playbook(written(folder / "once", text)) for text in texts]
    settings = Settings(database_url=f"sqlite:///{folder}/muster.db")
    store = open_store(settings, RealClock())
    for edition in editions:
        store.publish([edition])
    store.close()
    return editions


def test_two_files_are_told_by_who_notices(diff: Diff, tmp_path: Path) -> None:
    old, new = written(tmp_path / "old", SPILL), written(tmp_path / "new", SECOND)
    result = diff(old, new)
    before, after = load_playbook(old).digest[:12], load_playbook(new).digest[:12]
    assert result.exit_code == 0
    assert result.output == (
        f"spill: version 1 → 2 ({before} → {after})\n"
        "\nWhoever reports it\n  ~ “What is it?” can now be skipped.\n"
        "\nWhoever looks after the playbook\n  ~ The playbook: the version is now 2 (was 1).\n\n"
    )


def test_folders_are_compared_playbook_by_playbook(diff: Diff, tmp_path: Path) -> None:
    written(tmp_path / "old", SPILL)
    written(tmp_path / "old", SPILL.replace("id: spill", "id: fall"), "fall.yaml")
    written(tmp_path / "new", SPILL)
    written(tmp_path / "new", SPILL.replace("id: spill", "id: queue"), "queue.yaml")
    result = diff(tmp_path / "old", tmp_path / "new")
    assert [line.partition(",")[0] for line in result.output.splitlines() if line] == ["fall: gone", "queue: new"]


def test_equal_sides_change_nothing_for_anybody(diff: Diff, tmp_path: Path) -> None:
    file = written(tmp_path / "old", SPILL)
    assert diff(file, file).output == "nothing changes for anybody\n"


def test_what_is_published_is_named_by_playbook_version_or_digest(diff: Diff, tmp_path: Path) -> None:
    first, second = published(tmp_path, SPILL, SECOND)
    for old in ("spill@1", f"spill@{first.digest[:8]}", first.digest[:12]):
        for new in ("spill", "spill@2", second.digest):
            assert "can now be skipped" in diff(old, new).output


def test_a_folder_is_compared_with_what_is_published(diff: Diff, tmp_path: Path) -> None:
    published(tmp_path, SPILL)
    folder = written(tmp_path / "new", SECOND).parent
    assert "can now be skipped" in diff("published", folder).output
    assert "can now be skipped" in diff("spill", folder).output
    assert "can no longer be skipped" in diff(folder, "published").output


def test_scripts_get_every_change_with_its_part(diff: Diff, tmp_path: Path) -> None:
    old, new = written(tmp_path / "old", SPILL), written(tmp_path / "new", SECOND)
    found = json.loads(diff(old, new, "--json").output)
    assert [(one["playbook"], one["before"]["version"], one["after"]["version"]) for one in found] == [
        ("spill", 1, 2)
    ]
    assert found[0]["changes"][0] == {
        "who": "reporter",
        "sort": "other",
        "part": "questions/what/required",
        "language": None,
        "text": "“What is it?” can now be skipped.",
    }


def test_what_is_not_there_is_said_in_one_line(diff: Diff, tmp_path: Path) -> None:
    published(tmp_path, SPILL, SECOND)
    for wrong, said in [
        ("spil", "no file, and no playbook that was published, is called `spil`; did you mean `spill`?"),
        ("spill@7", "version 7 of spill was never published here; there is 2, 1"),
        ("spill@abcdef", "no edition begins with abcdef; write more of it, or another"),
        ("gone.yaml", "there is no file gone.yaml"),
    ]:
        result = diff(wrong, "spill")
        assert (result.exit_code, result.output.strip()) == (1, said)


def test_a_file_that_cannot_be_used_is_told_by_line(diff: Diff, tmp_path: Path) -> None:
    broken = written(tmp_path / "old", SPILL.replace("type: text", "type: txt"))
    result = diff(broken, broken)
    assert result.exit_code == 1
    assert "spill.yaml:9:5: `txt` is not a type of question; did you mean `text`?" in result.output
