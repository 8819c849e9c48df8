"""The small pieces by which texts are compared: words, letters in threes, Chinese characters alone and in pairs.

Measured (research behind issue 5): for Chinese, single characters and pairs beat longer runs; folding the two scripts
into one wins twelve points; for Latin scripts, letters in threes carry a query over typing mistakes.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from math import sqrt

#: Runs of Latin letters and digits, or of Chinese characters.
_RUNS = re.compile(r"[a-z0-9]+|[\u3400-\u9fff\U00020000-\U000323af]+")

#: Words and characters that every sentence has; they say nothing about what it is about.
_STOP_WORDS = frozenset(
    word
    for line in (
        "a about afternoon agora ainda all amanha an and any anything ao aos are as at be been bem boa bom",
        "but by can com como could da das de dia did do does dos e ela ele em esta este eu evening first foi",
        "for from get good ha had has have he hello her here hi him his hoje horas how i if in is isso isto",
        "it its ja just la last lhe long mais mas me meu minha more morning much muita muito my na nao nas",
        "need needs no noite nos not now o obrigada obrigado of off ola on onde one or os ou our out para",
        "pela pelo please por posso quando que quem sao se sem ser seu she shift should so some somebody",
        "someone something sua tambem tarde tem ter than thank thanks that the their them then there they",
        "this time to today tomorrow too um uma up us very voce want wants was we were what when where which",
        "who why will with would you your",
    )
    for word in line.split()
)
_STOP_CHARACTERS = frozenset(
    "的了着是在有和也都就还又很我你您他她它们这那个位一不没吗呢吧啊呀啦嘅咗系喺唔冇嗰哋佢个俾畀好请想要会能说话去来到上下里今天明日"
)

Weights = dict[str, float]


def runs(folded: str) -> list[str]:
    """The words and Chinese runs of a folded text."""
    return _RUNS.findall(folded)


def content(folded: str) -> list[str]:
    """The words that matter, and Chinese runs as they are."""
    return [run for run in runs(folded) if run not in _STOP_WORDS]


def features(folded: str) -> Counter[str]:
    """Counts of a folded text's pieces."""
    found: Counter[str] = Counter()
    for run in content(folded):
        if run[0].isascii():
            _add_word(found, run)
        else:
            _add_chinese(found, run)
    return found


def _add_word(found: Counter[str], word: str) -> None:
    found[word] += 1
    padded = f" {word} "
    for start in range(len(padded) - 2):
        found[padded[start : start + 3]] += 1


def _add_chinese(found: Counter[str], run: str) -> None:
    for character in run:
        if character not in _STOP_CHARACTERS:
            found[character] += 1
    for first, second in pairwise(run):
        if not (first in _STOP_CHARACTERS and second in _STOP_CHARACTERS):
            found[first + second] += 1


def normal(weights: Weights) -> Weights:
    """The same direction, with length one."""
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {piece: weight / length for piece, weight in weights.items()}
