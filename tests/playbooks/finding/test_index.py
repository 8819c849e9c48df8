"""The index learns labels from a few phrases each, and says how likely each is."""

from __future__ import annotations

import pytest

from playbooks.finding.index import Index
from playbooks.finding.terms import ENOUGH, Example

PHRASES = {
    "card": ["my card has not arrived", "where is the card I ordered", "the card is lost in the post"],
    "refund": ["I want my money back", "please refund the payment", "give me a refund"],
    "排队": ["等了一个小时", "队伍太长了", "排队没有人管"],
}


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(Example(text, label) for label, texts in PHRASES.items() for text in texts)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("has my card arrived yet", "card"),
        ("refunds please", "refund"),
        ("i want a refudn", "refund"),
        ("等了兩個小時", "排队"),
        ("ＲＥＦＵＮＤ", "refund"),
    ],
)
def test_a_new_phrase_gets_the_label_of_its_like(index: Index, text: str, label: str) -> None:
    first = index.rank(text)[0]
    assert (first.label, first.chance > ENOUGH) == (label, True)


@pytest.mark.parametrize("text", ["what a lovely morning", "quando começa o meu turno", "明天天气好吗"])
def test_everyday_talk_is_likely_nothing(index: Index, text: str) -> None:
    assert sum(ranked.chance for ranked in index.rank(text)) < ENOUGH


@pytest.mark.parametrize("text", ["", "😀", "qxqqx", "\0"])
def test_a_text_without_a_known_word_has_no_rank(index: Index, text: str) -> None:
    assert index.rank(text) == []


def test_what_is_unknown_in_a_text_takes_its_share(index: Index) -> None:
    clear, muddled = index.rank("please refund")[0], index.rank("please refund qwfpgj zxcvbk mnbvxz")[0]
    assert clear.label == muddled.label
    assert clear.chance > muddled.chance


def test_the_same_phrases_make_the_same_index(index: Index) -> None:
    again = Index(Example(text, label) for label, texts in PHRASES.items() for text in texts)
    assert again.rank("my card") == index.rank("my card")


def test_phrases_can_be_said_to_mean_nothing() -> None:
    nothing = ["refund policy document", "print the refund policy document", "where is the refund policy"]
    taught = [*(Example(t, "refund") for t in PHRASES["refund"]), *(Example(t, "-") for t in nothing)]
    assert Index(taught).rank("refund policy document")[0].chance < ENOUGH
