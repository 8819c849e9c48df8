"""Mistakes in transcripts are named where they stand; updates keep what holds and write the rest anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.play import command
from bot.rehearsal.reading import read_transcript
from playbooks.problems import Malformed

PROPS = Path(__file__).parents[2] / "transcripts"
HEAD = f"""title: Lights
playbooks: {PROPS}/playbooks/long_text.yaml
organisation: {PROPS}/organisations/small.yaml
talk:
"""


def _write(folder: Path, talk: str) -> Path:
    file = folder / "lights.yaml"
    file.write_text(HEAD + talk, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("talk", "complaint"),
    [
        ("  - bo: hello\n  - foo bar: x\n", "6:5: “foo bar” is nobody and nothing"),
        ("  - passes: 15 mn\n", "5:13: write a length of time such as 90s"),
        ("  - bo: {photo: a.jpg, video: b.mp4}\n", "5:5: one thing at a time"),
        ("  - bo: {foto: a.jpg}\n", "5:10: `foto` is not known here; did you mean `photo`?"),
        ("  - {bo: a, ana: b}\n", "5:5: one line says one thing"),
        ("  - 7\n", "5:5: a line is"),
        ("  - bo: a\ntitel: x\n", "6:1: `titel` is not known here; did you mean `title`?"),
    ],
)
def test_says_where_and_what(tmp_path: Path, talk: str, complaint: str) -> None:
    with pytest.raises(Malformed) as wrong:
        read_transcript(_write(tmp_path, talk))
    assert complaint in str(wrong.value)


def test_a_difference_is_shown_side_by_side_and_exits_with_1(tmp_path: Path) -> None:
    file = _write(tmp_path, '  - bo: /incident\n  - muster: "How many?"\n')
    result = CliRunner().invoke(command, [str(file)])
    assert result.exit_code == 1
    assert f"{file}:6:5" in result.output
    assert "✗ How many?" in result.output
    assert "│ ✗ What happened?" in result.output


def test_what_nobody_expected_is_a_difference(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(_write(tmp_path, "  - bo: /incident\n"))])
    assert result.exit_code == 1
    assert "(nothing more)" in result.output


def test_a_mistake_exits_with_1_and_its_line(tmp_path: Path) -> None:
    file = _write(tmp_path, "  - passes: soon\n")
    result = CliRunner().invoke(command, [str(file)])
    assert result.exit_code == 1
    assert f"{file}:5:13: write a length of time" in result.output


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    file = tmp_path / "queue.yaml"
    file.write_text("title: A queue\n", encoding="utf-8")
    assert f"{file}:1:1: there is no `talk`; add it" in CliRunner().invoke(command, [str(file)]).output


def test_update_keeps_what_holds_and_writes_the_rest(tmp_path: Path) -> None:
    file = _write(
        tmp_path,
        '  - bo: /incident\n  - muster: "What happened?"\n  - bo: "12:30 no light"\n  - muster: "wrong"\n'
        '  - bo: "[✓ Submit]"\n  - passes: 2min\n',
    )
    result = CliRunner().invoke(command, [str(file), "--update"])
    assert result.exit_code == 0, result.output
    written = file.read_text(encoding="utf-8")
    assert '  - muster: "What happened?"' in written or "  - muster: What happened?" in written
    assert '      - "1. Story: 12:30 no light"' in written
    assert "  - muster to group duty:" in written
    assert CliRunner().invoke(command, [str(file)]).exit_code == 0
    CliRunner().invoke(command, [str(file), "--update"])
    assert file.read_text(encoding="utf-8") == written
