"""What a sentence of a plan says besides what is to be done: how soon, how often, by whom, and which number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

_COUNTED = (
    ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    ("zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez"),
    ("〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"),
)
_NUMBERS: Mapping[str, int] = {
    **{word: number for counted in _COUNTED for number, word in enumerate(counted)},
    "a": 1,
    "an": 1,
    "uma": 1,
    "duas": 2,
    "两": 2,
    "兩": 2,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "quinze": 15,
    "vinte": 20,
    "trinta": 30,
    "十五": 15,
    "二十": 20,
    "三十": 30,
}
_LATIN = "|".join(word for word in _NUMBERS if word.isalpha() and word[0] < "\u3000")
_COUNT = rf"(?P<n>\d+|{_LATIN})"
_UNITS = "s|secs?|seconds?|segundos?|m|mins?|minutes?|minutos?|h|hrs?|hours?|horas?|days?|dias?|weeks?|semanas?"
_UNIT = rf"(?P<unit>{_UNITS})\b"
_HAN_COUNT = r"(?P<n>\d+|[〇一二两兩三四五六七八九十]+)\s*"
_HAN_UNIT = r"(?P<unit>秒|分钟|分鐘|分|个?小时|個?小時|天|日|周|週|个?星期|個?星期)"

_WITHIN = (
    re.compile(rf"\b(?:within|in under|in less than|no later than)(?: the)?(?: first)? {_COUNT} ?{_UNIT}", re.I),
    re.compile(rf"\b(?:no prazo de|dentro de|em menos de|nos primeiros|em até|até|em) {_COUNT} ?{_UNIT}", re.I),
    re.compile(rf"{_HAN_COUNT}{_HAN_UNIT}\s*(?:之内|之內|以内|以內|内|內)"),
)
_EVERY = (
    re.compile(rf"\bevery {_COUNT} ?{_UNIT}", re.I),
    re.compile(rf"\ba cada {_COUNT} ?{_UNIT}", re.I),
    re.compile(rf"\bde {_COUNT} em \S+ {_UNIT}", re.I),
    re.compile(rf"每隔?\s*{_HAN_COUNT}{_HAN_UNIT}"),
)
_BARE = (re.compile(rf"^{_COUNT} ?{_UNIT}\.?$", re.I), re.compile(rf"^{_HAN_COUNT}{_HAN_UNIT}$"))
#: By what a unit begins with, or in Chinese has in it.
_SECONDS = {"sem": 604_800, "w": 604_800, "s": 1, "m": 60, "h": 3600, "d": 86_400}
_HAN_SECONDS = {"秒": 1, "分": 60, "时": 3600, "時": 3600, "天": 86_400, "日": 86_400}
_HAN_SECONDS |= {"周": 604_800, "週": 604_800, "星期": 604_800}

_PHONE = r"\+?\d[\d \-]{1,16}\d"
_CALLS = re.compile(
    rf"\b(?:call|ring|dial|phone|telephone|ligar|ligue|telefonar|telefone|marque|marcar)\b(?:ext\.|[^.。]){{0,40}}?(?P<number>{_PHONE})"
    rf"|(?:拨打|撥打|致电|致電|打|电话|電話)[^。]{{0,10}}?(?P<han>{_PHONE})",
    re.I,
)
_ALONE = re.compile(rf"(?<![\d]){_PHONE}(?![\d])")
_BRACKETS = re.compile(r"\s*[(（]([^()（）]{1,40})[)）]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ú“\"])|(?<=[。！？])")


def within(text: str) -> timedelta | None:
    """`within 5 minutes`, `5分钟内`, `no prazo de 5 minutos`; not what says how often."""
    for pattern in _EVERY:
        text = pattern.sub("", text)
    return _first(_WITHIN, text)


def every(text: str) -> timedelta | None:
    """`every 10 minutes`, `每10分钟`, `de 10 em 10 minutos`."""
    return _first(_EVERY, text)


def bare_time(text: str) -> timedelta | None:
    """A cell that holds nothing but a length of time, or says `within` it."""
    return _first(_BARE, text.strip()) or within(text)


def numbers_to_call(text: str) -> list[str]:
    """The numbers that a sentence says to call."""
    return [(found["number"] or found["han"]).strip() for found in _CALLS.finditer(text)]


def phone(text: str) -> str | None:
    """The number in a cell or line that names one."""
    found = _ALONE.search(text)
    return found[0].strip() if found else None


def brackets(text: str) -> list[str]:
    """What stands in brackets."""
    return _BRACKETS.findall(text)


def without_brackets(text: str, inside: str) -> str:
    """`text` without the brackets that hold `inside`."""
    for found in _BRACKETS.finditer(text):
        if found[1] == inside:
            return (text[: found.start()] + text[found.end() :]).strip()
    return text


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence, and the rest."""
    parts = _SENTENCE.split(text, maxsplit=1)
    return parts[0].strip(), parts[1].strip() if len(parts) > 1 else ""


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> timedelta | None:
    for pattern in patterns:
        if (found := pattern.search(text)) is not None:
            return _length(found)
    return None


def _length(found: re.Match[str]) -> timedelta | None:
    count = int(found["n"]) if found["n"].isdecimal() else _NUMBERS.get(found["n"].lower(), 0)
    unit = found["unit"].lower()
    size = next((size for sign, size in _HAN_SECONDS.items() if sign in unit), None)
    size = size or next(size for sign, size in _SECONDS.items() if unit.startswith(sign))
    return timedelta(seconds=count * size) if count else None
