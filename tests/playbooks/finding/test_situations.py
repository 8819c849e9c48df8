"""What people write when something happens: every phrase belongs to an entry of the library, in every language."""

from __future__ import annotations

from collections import Counter

from playbooks.finding.folding import fold
from playbooks.finding.situations import read_phrases, situations
from playbooks.loading import load_library
from playbooks.model import ChoiceQuestion


def entries() -> set[str]:
    """Everything in the library that can be found: playbooks, and the categories of the complaint."""
    library = load_library()
    first = library.editions["complaint"].playbook.questions[0]
    assert isinstance(first, ChoiceQuestion)
    return {*library.editions, *(f"complaint/{choice.id}" for choice in first.choices)}


def test_every_entry_has_many_and_nothing_else_has_any() -> None:
    counted = Counter(entry for _, entry in situations())
    assert set(counted) == entries()
    assert min(counted.values()) >= 20


def test_no_phrase_stands_for_two_entries() -> None:
    meant: dict[str, set[str]] = {}
    for phrase, entry in situations():
        meant.setdefault(fold(phrase), set()).add(entry)
    assert {phrase: found for phrase, found in meant.items() if len(found) > 1} == {}


def test_a_file_is_read_by_its_headings() -> None:
    assert [*read_phrases("# remark\n\n@ fire\nsmoke\nflames\n\n@ complaint/fees\ntoo dear\n")] == [
        ("smoke", "fire"),
        ("flames", "fire"),
        ("too dear", "complaint/fees"),
    ]
