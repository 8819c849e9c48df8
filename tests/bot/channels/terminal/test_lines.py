"""What a line typed at the terminal means."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.terminal.lines import At, Card, Files, Key, Label, Typed, TypedLine, Wrong, read_line

PEOPLE = {"ana", "bo"}


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("the door is broken", TypedLine(Typed("the door is broken"))),
        ("/complaint", TypedLine(Typed("/complaint"))),
        ("2", TypedLine(Key("2", False))),
        ("#2", TypedLine(Key("2", True))),
        ("b", TypedLine(Key("b", False))),
        ("[Acknowledge]", TypedLine(Label("Acknowledge"))),
        ("ana 1", TypedLine(Key("1", False), "ana")),
        ("ana #1", TypedLine(Key("1", True), "ana")),
        ("ana: [Acknowledge]", TypedLine(Label("Acknowledge"), "ana")),
        ("ana [Acknowledge]", TypedLine(Label("Acknowledge"), "ana")),
        ("@ana On my way", TypedLine(Typed("On my way"), "ana")),
        ("ana: > On my way", TypedLine(Typed("On my way"), "ana", reply=True)),
        ("> It is worse", TypedLine(Typed("It is worse"), None, reply=True)),
        ("ana said so", TypedLine(Typed("ana said so"))),
        ("note: nobody there", TypedLine(Typed("note: nobody there"))),
        ("/location 22.19, 113.54", TypedLine(At(22.19, 113.54))),
        ("/location here", TypedLine(Wrong("location"))),
        ("/location 99 0", TypedLine(Wrong("location"))),
        ("/contact Aunt May, 66123456", TypedLine(Card("Aunt May", "66123456"))),
        ("/contact Aunt May", TypedLine(Wrong("contact"))),
        ("2026", TypedLine(Typed("2026"))),
    ],
)
def test_means(line: str, meaning: TypedLine) -> None:
    assert read_line(line, PEOPLE) == meaning


def test_files_are_named_by_their_whole_path(tmp_path: Path) -> None:
    one, other = tmp_path / "a b.jpg", tmp_path / "c.jpg"
    one.write_bytes(b"1")
    other.write_bytes(b"2")
    assert read_line(f"/photo '{one}' {other}", PEOPLE).meaning == Files("photo", (one, other))


def test_a_file_that_is_not_there_is_named() -> None:
    meaning = read_line("/photo nowhere.jpg", PEOPLE).meaning
    assert isinstance(meaning, Wrong)
    assert meaning.what.endswith("nowhere.jpg")
