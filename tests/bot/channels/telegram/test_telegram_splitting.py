"""Long texts are cut where a reader would cut them, and nothing of them is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.splitting import clip, split, units
from handlers.messages import Span

FIRE_FIGHTER = "👩🏽‍🚒"  # four code points, seven units
MACAU = "🇲🇴"


def texts(text: str, limit: int) -> list[str]:
    return ["".join(span.text for span in part) for part in split([Span(text)], limit)]


def test_length_is_counted_in_utf16_units() -> None:
    assert [units(text) for text in ("abc", "é", "水", "🌊", FIRE_FIGHTER, "\ud83d")] == [3, 1, 1, 2, 7, 1]


def test_a_short_text_stays_whole() -> None:
    assert split([Span("a", "bold"), Span("b")], 2) == [(Span("a", "bold"), Span("b"))]


def test_a_cut_is_made_after_a_line_else_after_a_word_else_anywhere() -> None:
    assert texts("one two\nthree four", 12) == ["one two\n", "three four"]
    assert texts("one two three", 10) == ["one two ", "three"]
    assert texts("水" * 7, 3) == ["水水水", "水水水", "水"]


@pytest.mark.parametrize("character", [FIRE_FIGHTER, MACAU, "é", "🌊", "1️⃣", "\r\n"])
def test_no_cut_is_made_inside_a_character(character: str) -> None:
    for limit in range(units(character), 3 * units(character)):
        assert all(len(part) % len(character) == 0 for part in texts(f"{character}" * 9, limit))


def test_formatting_goes_on_in_the_next_part() -> None:
    assert split([Span("aa", "bold"), Span("bbbb", "code")], 4) == [
        (Span("aa", "bold"), Span("bb", "code")),
        (Span("bb", "code"),),
    ]


def test_blank_parts_are_left_out() -> None:
    assert split([Span(" \n")], 10) == []
    assert split([], 10) == []
    assert texts("a" + " " * 10 + "b", 4) == ["a   ", "   b"]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.builds(Span, st.text(max_size=80), st.sampled_from(["plain", "bold"])), max_size=6),
    st.integers(4, 40),
)
def test_every_part_fits_and_only_blanks_are_lost(spans: list[Span], limit: int) -> None:
    parts = split(spans, limit)
    whole = "".join(span.text for span in spans)
    assert all(units("".join(span.text for span in part)) <= limit for part in parts)
    assert "".join("".join(s.text for s in part) for part in parts).split() == whole.split() or _same(parts, whole)


def _same(parts: list[tuple[Span, ...]], whole: str) -> bool:
    """The same but for blank parts: a cut inside a word is no loss."""
    joined = "".join(span.text for part in parts for span in part)
    return "".join(joined.split()) == "".join(whole.split())


def test_clipped_text_ends_in_an_ellipsis_within_the_limit() -> None:
    assert clip("short", 5) == "short"
    assert clip("longer", 5) == "long…"
    assert clip("🌊🌊🌊", 4) == "🌊…"
    assert units(clip(FIRE_FIGHTER * 20, 64)) <= 64
