"""The small pieces by which texts are compared.

Latin scripts: words without their endings, neighbouring words, and the words' letters in threes, which carry a text
over typing mistakes.  Chinese: single characters and pairs, which beat longer runs (measured, see decision 0029).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

#: Runs of Latin letters and digits, or of Chinese characters.
_RUNS = re.compile(r"[a-z0-9]+|[\u3400-\u9fff\U00020000-\U000323af]+")
_ENDING = re.compile(r"(?:ing|ed|es|s|ly)$")
_SHORT = 4  # letters; a word this short has no ending to lose

#: Words that every sentence has; they count as words, but their letters do not.
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
_STOP_CHARACTERS = frozenset("的了着是在有和也都就还又很我你您他她它们这那个位一不没吗呢吧啊呀啦去来到上下里")


def runs(folded: str) -> list[str]:
    """The words and Chinese runs of a folded text."""
    return _RUNS.findall(folded.replace("'", ""))


def content(folded: str) -> list[str]:
    """The words that matter, and Chinese runs as they are."""
    return [run for run in runs(folded) if run not in _STOP_WORDS]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A Latin word without its ending: “refunds” and “refunded” are one."""
    return _ENDING.sub("", word) if len(word) > _SHORT else word


def pieces(folded: str) -> Iterator[str]:
    """A folded text's pieces, as often as they occur. Words begin with `=`, pairs of words hold a `_`."""
    before = ""
    for run in runs(folded):
        if run[0].isascii():
            word = stem(run)
            yield "=" + word
            if before:
                yield f"{before}_{word}"
            if run not in _STOP_WORDS:
                yield from _threes(run)
            before = word
        else:
            yield from _characters(run)
            before = ""


def _threes(word: str) -> Iterator[str]:
    padded = f" {word} "
    for start in range(len(padded) - 2):
        yield padded[start : start + 3]


def _characters(run: str) -> Iterator[str]:
    for character in run:
        if character not in _STOP_CHARACTERS:
            yield character
    for first, second in pairwise(run):
        if not (first in _STOP_CHARACTERS and second in _STOP_CHARACTERS):
            yield first + second
