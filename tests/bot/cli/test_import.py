"""`muster import`: a plan becomes a file, and what is to be done with it a list of lines."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner, Result

from bot.cli import main

PLAN = "# Flood plan\n\n1. Duty manager: close the gate within 5 minutes.\n2. If the water rises, call 999.\n"


def import_(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["import", *(str(argument) for argument in arguments)])


def plan(folder: Path, text: str = PLAN) -> Path:
    path = folder / "flood.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_draft_is_written_and_every_todo_named_by_line(tmp_path: Path) -> None:
    target = tmp_path / "flood.yaml"
    result = import_(plan(tmp_path), "-o", target)
    assert result.exit_code == 0
    lines = target.read_text(encoding="utf-8").splitlines()
    named = re.findall(rf"^{re.escape(str(target))}:(\d+): TODO (.+)$", result.output, re.MULTILINE)
    assert [int(number) for number, _ in named] == [n for n, line in enumerate(lines, 1) if "# TODO" in line]
    assert all(what in lines[int(number) - 1] for number, what in named)
    assert f"wrote {target}: steps 2, language en, TODO {len(named)}" in result.output
    assert any("add `when:`" in what for _, what in named)


def test_it_can_be_walked_at_once(tmp_path: Path) -> None:
    target = tmp_path / "flood.yaml"
    import_(plan(tmp_path), "-o", target)
    given = ["simulate", str(target), "--language", "en", "--at", "03:00"]
    assert "The alarm is out." in CliRunner().invoke(main, given, input="", env={"MUSTER_ORG": ""}).output


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "flood.yaml"
    target.write_text("mine")
    result = import_(plan(tmp_path), "-o", target)
    assert (result.exit_code, target.read_text()) == (1, "mine")
    assert f"{target} is there already; remove it, or name another with --output" in result.output


def test_its_id_and_kind_can_be_named(tmp_path: Path) -> None:
    target = tmp_path / "high-water.yaml"
    import_(plan(tmp_path), "-o", target, "--id", "high-water", "--kind", "incident")
    written = target.read_text(encoding="utf-8")
    assert "\nid: high-water\nkind: incident\n" in written


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "flood.md"
    path.write_bytes(b"\xff\xfe\x00")
    result = import_(path)
    assert (result.exit_code, result.output) == (1, f"{path}: is not UTF-8 text; save it as UTF-8\n")


def test_an_id_that_is_none_is_told_by_line(tmp_path: Path) -> None:
    result = import_(plan(tmp_path), "-o", tmp_path / "x.yaml", "--id", "High Water")
    assert result.exit_code == 1
    assert "which is no id" in result.output
    assert not (tmp_path / "x.yaml").exists()
