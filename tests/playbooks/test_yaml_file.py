"""YAML as authors expect it, and its traps closed."""

from __future__ import annotations

import re

import pytest

from playbooks.problems import Malformed
from playbooks.yaml_file import MAX_BYTES, parse_yaml


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-12", -12),
        ("+853", 853),
        ("007", 7),
        ("1.50", 1.5),
        ("1e3", 1000.0),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("0x1F", "0x1F"),
        ("2026-01-31", "2026-01-31"),
        ("2026-01-31T09:00:00Z", "2026-01-31T09:00:00Z"),
        ("'5'", "5"),
        ('"true"', "true"),
        (".", "."),
        ("-", None),
        ("排队", "排队"),
        ("99999999999999999999999", "99999999999999999999999"),
    ],
)
def test_scalars(written: str, value: object) -> None:
    expected = [value] if written == "-" else value
    read = parse_yaml(f"field: {written}\n" if written != "-" else "field:\n  -\n", "x").data["field"]
    assert read == expected
    assert type(read) is type(expected)


def test_every_part_has_its_place() -> None:
    document = parse_yaml("a: 1\nlist:\n  - {b: 2, c: [3]}\n  - word\n", "x")
    assert document.position_of(()) == (1, 1)
    assert document.position_of(("a",)) == (1, 4)
    assert document.position_of(("a",), key=True) == (1, 1)
    assert document.position_of(("list",)) == (2, 1)
    assert document.position_of(("list", 0)) == (3, 5)
    assert document.position_of(("list", 0, "b")) == (3, 9)
    assert document.position_of(("list", 0, "c")) == (3, 12)
    assert document.position_of(("list", 1)) == (4, 5)
    assert document.position_of(("list", 7)) == (2, 1)
    assert document.position_of(("list", 0, "nothing", "deeper")) == (3, 5)


def test_columns_count_characters() -> None:
    assert parse_yaml("{排队: 好, b: c}", "x").position_of(("b",)) == (1, 12)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", "3:1: `a` is written twice"),
        ("a: !mine 1\n", "1:4: the tag !mine is not known here"),
        ("base: &b {x: 1}\nother: {<<: *b}\n", "2:9: `<<` (merge) is not supported"),
        ("[a]: 1\n", "1:1: a name must be a plain word"),
        ("a: b: c\n", "1:5: is not YAML"),
        ("a: *nobody\n", "1:4: is not YAML"),
        ("a: 1\n---\nb: 2\n", "2:1: is not YAML"),
        ("a: 😀\nb: 好\0", "2:5: the character U+0000 cannot stand in YAML; remove it"),
        ("x: &x [*x]\n", "grows too large or too deep"),
        ("[" * 60 + "]" * 60, "grows too large or too deep"),
        ("[" * 200_000, "is nested too deeply"),
        ("- " * 2_000 + "a", "is nested too deeply"),
        ("a: " + "b" * MAX_BYTES, "is larger than"),
    ],
)
def test_traps_are_refused_with_their_place(text: str, says: str) -> None:
    with pytest.raises(Malformed, match=re.escape(says)):
        parse_yaml(text, "x")


def test_anchors_are_fine_until_they_multiply() -> None:
    assert parse_yaml("a: &same [1, 2]\nb: *same\n", "x").data == {"a": [1, 2], "b": [1, 2]}
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 8))
    with pytest.raises(Malformed, match="grows too large"):
        parse_yaml(bomb, "x")


def test_other_encodings_are_named() -> None:
    with pytest.raises(Malformed, match=r"x:2:1: is not UTF-8 text; save the file as UTF-8"):
        parse_yaml(b"a: 1\nb: \xff\n", "x")


def test_half_a_surrogate_pair_is_no_trouble() -> None:
    assert parse_yaml("a: b\ud83d\n", "x").data == {"a": "b?"}


def test_a_byte_order_mark_is_no_trouble() -> None:
    assert parse_yaml(b"\xef\xbb\xbfa: 1\n", "x").data == {"a": 1}
