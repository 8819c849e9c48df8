"""The words of places: what kinds of things have numbers, and what stands before a place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from handlers.engine.numerals import chinese
from playbooks.finding.pieces import runs, stem

#: Kinds of things that are numbered, by their words in all languages, folded. One word may be of two kinds.
_KINDS = {
    "gate": "gate, 登机口, 登船口, 检票口, 闸口, 闸, 口, porta, portao, porta de embarque",
    "door": "door, exit, entrance, 出口, 入口, 门口, 门, porta, saida, entrada",
    "counter": "counter, desk, window, till, check-in counter, 柜台, 柜位, 柜, 窗口, 窗, 台, balcao, guiche, caixa",
    "lift": "lift, elevator, 电梯, 升降机, 𨋢, elevador, ascensor",
    "escalator": "escalator, 扶梯, 自动扶梯, 扶手电梯, escada rolante",
    "berth": "berth, pier, jetty, 泊位, 码头, cais",
    "platform": "platform, track, 站台, 月台, plataforma, linha",
    "floor": "floor, level, 楼, 层, piso, andar",
    "room": "room, 号房, 房间, 房, 室, quarto, sala",
    "belt": "belt, carousel, 转盘, 行李带, tapete",
    "machine": "machine, atm, kiosk, 提款机, 取款机, 柜员机, 机, maquina, multibanco",
    "zone": "zone, area, 区, zona, area",
    "terminal": "terminal, 号楼, 客运大楼, 航站楼, terminal",
}
KINDS = frozenset(word for words in _KINDS.values() for word in runs(words) if word.isascii())

#: What stands before a place, and little words between it and the place.
_BEFORE = "at in on near by inside outside from beside behind opposite na no em ao perto junto dentro fora nas nos"
_BETWEEN = "the a o os as da do de of to my our ao"
AT = frozenset(_BEFORE.split())
AWAY = frozenset({"to", "towards", "para", "往", "去", "到", "着"})
AT_CHINESE = frozenset("在喺系响于")
LITTLE = frozenset(_BETWEEN.split())

_CODE = r"(?P<code>[a-z]?\d{1,4}[a-z]?|[a-z])"
_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百]+(?=号)|(?<=[口门台柜位梯机房])[零〇一二两三四五六七八九十百]+")


def tokens(folded: str) -> tuple[str, ...]:
    """Words without their endings, and Chinese characters one by one."""
    found: list[str] = []
    for run in runs(folded):
        found += [stem(run)] if run[0].isascii() else run
    return tuple(found)


def numbered_in(folded: str) -> Iterator[tuple[str, str]]:
    """Every (kind, number) that a folded text names: (“gate”, “12”). Nothing for a range such as “gates 1 to 7”."""
    plain = _NUMERAL.sub(lambda found: _digits(found[0]), folded)
    if _RANGE.search(plain):
        return
    for kind, patterns in _patterns():
        for found in (each for pattern in patterns for each in pattern.finditer(plain)):
            yield kind, found["code"].lstrip("0") or found["code"]


#: “1 to 7”, 1至7, “1-7”, “1 a 7”
_RANGE = re.compile(r"\d\s*(?:to|a|-|–|至|到)\s*\d")


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    return tuple((kind, _around(words.split(", "))) for kind, words in _KINDS.items())


def _around(words: list[str]) -> tuple[re.Pattern[str], ...]:
    """A kind's word with a code right after it, in Chinese also before it."""
    latin = "|".join(word for word in words if word.isascii())
    han = "|".join(sorted((word for word in words if not word.isascii()), key=len, reverse=True))
    return (
        re.compile(rf"\b(?:{latin})s?\s*(?:no|nr|number|numero|n)?\s*[.#º]?\s*{_CODE}\b"),
        re.compile(rf"(?:{han})\s*第?{_CODE}(?![a-z0-9])"),
        re.compile(rf"(?<![a-z0-9]){_CODE}\s*(?:号\s*)?(?:{han})"),
    )


def _digits(numeral: str) -> str:
    value = chinese(numeral)
    return numeral if value is None else str(value)
