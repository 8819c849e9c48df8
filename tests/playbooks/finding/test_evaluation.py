"""The finder on phrases that are not in the library: how often it is right, and how seldom it presses.

The held-out half judges only: never look at it to improve the finder.
`python bench/finding.py --queries tests/playbooks/finding/tuning.jsonl` shows the figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import opencc
import pytest

from playbooks.finder import Finder
from playbooks.finding.folding import fold
from playbooks.finding.index import chatter
from playbooks.finding.situations import situations
from playbooks.loading import load_library
from tests.playbooks.finding.phrases import HELD_OUT, TUNING, Phrase, read

LANGUAGES = ("en", "zh-Hans", "zh-Hant", "pt")
LIBRARY = load_library()


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(LIBRARY)


def meant(phrases: Sequence[Phrase], language: str) -> list[Phrase]:
    """Those of a language whose playbook is in the library."""
    return [p for p in phrases if p.lang == language and p.label.partition("/")[0] in LIBRARY.editions]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("half", [TUNING, HELD_OUT], ids=lambda half: half.stem)
def test_it_finds_what_is_meant(finder: Finder, half: Path, language: str) -> None:
    phrases = meant(read(half), language)
    found = [[each.entry for each in finder.find(phrase.text)] for phrase in phrases]
    first = sum(entries[:1] == [phrase.label] for entries, phrase in zip(found, phrases, strict=True))
    three = sum(phrase.label in entries for entries, phrase in zip(found, phrases, strict=True))
    assert first >= 0.85 * len(phrases)
    assert three >= 0.95 * len(phrases)


@pytest.mark.parametrize("half", [TUNING, HELD_OUT], ids=lambda half: half.stem)
def test_it_presses_nothing_on_people_who_mean_something_else(finder: Finder, half: Path) -> None:
    phrases = [phrase for phrase in read(half) if phrase.label == "-"]
    assert sum(bool(finder.find(phrase.text)) for phrase in phrases) <= 0.05 * len(phrases)


@pytest.mark.parametrize(("language", "conversion"), [("zh-Hans", "s2hk"), ("zh-Hant", "t2s")])
def test_the_same_words_in_the_other_script_find_the_same_within_one_in_a_hundred(
    finder: Finder, language: str, conversion: str
) -> None:
    phrases = meant([*read(TUNING), *read(HELD_OUT)], language)
    convert = opencc.OpenCC(conversion).convert
    written = [[each.entry for each in finder.find(phrase.text)] for phrase in phrases]
    other = [[each.entry for each in finder.find(convert(phrase.text))] for phrase in phrases]
    for most in (1, 3):
        right = [
            sum(phrase.label in entries[:most] for phrase, entries in zip(phrases, found, strict=True))
            for found in (written, other)
        ]
        assert abs(right[0] - right[1]) <= 0.01 * len(phrases)


def test_no_phrase_is_among_those_that_the_finder_learns_from() -> None:
    known = {fold(text) for edition in LIBRARY for text in _texts(edition.content)}
    known |= {fold(text) for text in (*chatter(), *(phrase for phrase, _ in situations()))}
    assert [phrase.text for half in (TUNING, HELD_OUT) for phrase in read(half) if fold(phrase.text) in known] == []


def test_there_are_enough_of_every_kind_in_every_language() -> None:
    phrases = [*read(TUNING), *read(HELD_OUT)]
    assert len({fold(phrase.text) for phrase in phrases}) == len(phrases) >= 400
    labels = Counter(phrase.label for phrase in phrases)
    assert min(labels.values()) >= 12
    assert labels["-"] >= 120
    assert set(Counter(phrase.lang for phrase in phrases)) == set(LANGUAGES)


def _texts(content: str) -> list[str]:
    """Every text in an edition's canonical JSON."""
    return content.split('"')[1::2]
