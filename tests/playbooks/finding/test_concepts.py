"""Words of one meaning are one concept, in every language and script."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import playbooks.finding
from playbooks.finding.concepts import Concepts, concepts, read_terms
from playbooks.finding.folding import fold
from playbooks.finding.index import Index
from playbooks.finding.terms import Example

WRITTEN = Path(playbooks.finding.__file__).parent / "concepts.txt"


@pytest.mark.parametrize("text", ["he passed out", "暈低咗", "晕倒了", "desmaiou na fila", "fainting", "阿婆暈咗"])
def test_a_collapse_is_one_in_every_language(text: str) -> None:
    assert "collapse" in list(concepts().of(fold(text)))


def test_the_longest_term_is_taken() -> None:
    known = Concepts({"lift": ["电梯"], "escalator": ["扶手电梯"], "alarm": ["fire alarm"], "fire": ["fire"]})
    assert list(known.of("扶手电梯坏了")) == ["escalator"]
    assert list(known.of("the fire alarm, a fire")) == ["alarm", "fire"]


def test_a_phrase_in_one_language_is_found_in_another() -> None:
    index = Index(
        [Example("a man collapsed", "medical"), Example("the suitcase is damaged", "baggage")], with_chatter=False
    )
    assert index.rank("老人暈低咗")[0].label == "medical"
    assert index.rank("mala partida")[0].label == "baggage"


def test_every_concept_has_words_and_says_none_twice() -> None:
    for name, words in read_terms(WRITTEN.read_text(encoding="utf-8")).items():
        assert all(words), name
        assert [word for word, times in Counter(words).items() if times > 1] == [], name
