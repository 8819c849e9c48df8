"""Numbers as people write them: any script's digits, Chinese numerals, small number words, both decimal marks."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_DIGITS = {
    char: value
    for value, chars in enumerate(
        ("零〇○洞", "一壹幺", "二贰貳两兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for char in chars
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "廿": 20, "卅": 30}
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_CHINESE = "".join(_DIGITS) + "".join(_TENS) + "".join(_MYRIADS) + "半点點"
_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
_PORTUGUESE = (
    "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze "
    "quinze dezasseis dezassete dezoito dezanove vinte"
)
_WORDS = {word: n for words in (_ENGLISH, _PORTUGUESE) for n, word in enumerate(words.split())}
_WORDS |= {
    "uma": 1,
    "duas": 2,
    "tres": 3,
    "dezesseis": 16,
    "dezessete": 17,
    "dezenove": 19,
    "none": 0,
    "nobody": 0,
    "nothing": 0,
    "nenhum": 0,
    "nenhuma": 0,
    "ninguém": 0,
    "ninguem": 0,
    "nada": 0,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "hundred": 100,
    "trinta": 30,
    "quarenta": 40,
    "cinquenta": 50,
    "cem": 100,
}

_WESTERN = re.compile(r"(?<![\w.,])[+-]?(?:\d{1,3}(?:[ ,.'’\u00a0\u202f]\d{3})+(?!\d)|\d+)(?:[.,]\d+)?(?![.,]?\d)")
_HAN = re.compile(f"[负負]?[{_CHINESE}]+")
_VAGUE = re.compile(f"[几幾][{_CHINESE}]|[{_CHINESE}][几幾]")
_NOBODY = re.compile("(?:[没沒]有?|冇|无|無)人?")
_MOST = 40  # digits; longer is no number anybody means


def numbers_in(text: str, comma_decimal: bool = False) -> list[Decimal]:
    """Every number that `text` names, in order. `comma_decimal`: “1,234” is a fraction, not a thousand."""
    plain = _plain_digits(text)
    found = [(m.start(), _western(m.group(), comma_decimal)) for m in _WESTERN.finditer(_unstuck(plain))]
    if found:
        return [value for _, value in sorted(found) if value is not None]
    return _han(plain) or _words(plain)


def _han(text: str) -> list[Decimal]:
    """The numbers that Chinese numerals name: “两三个” names two, “几十” none."""
    if _NOBODY.fullmatch(text.strip()):
        return [Decimal(0)]
    if _VAGUE.search(text):
        return []
    runs = [run for found in _HAN.findall(text) for run in (found if _is_about(found) else [found])]
    return [value for run in runs if (value := chinese(run)) is not None]


def _is_about(run: str) -> bool:
    """Whether this is “two or three” (两三) and not a number of two digits."""
    return len(run) == 2 and 0 < _DIGITS.get(run[0], 0) == _DIGITS.get(run[1], 0) - 1


def _words(text: str) -> list[Decimal]:
    words = re.findall(r"[^\W\d_]+", text.casefold().replace("no one", "nobody"))
    found: list[int] = []
    before = ""
    for word in (word for word in words if word not in ("e", "and")):
        ones = _WORDS.get(word, 0)
        if 0 < ones < 10 and 20 <= _WORDS.get(before, 0) < 100:
            found[-1] += ones  # twenty-five, vinte e cinco
        elif word in _WORDS:
            found.append(ones)
        before = word
    return [Decimal(number) for number in found]


def chinese(text: str) -> Decimal | None:
    """The number that Chinese numerals spell (三十二, 两百零五, 一二三, 两点五), or None."""
    if text[:1] in ("负", "負"):
        value = chinese(text[1:])
        return None if value is None else -value
    whole, mark, fraction = text.replace("點", "点").partition("点")
    if mark:
        base = _chinese_whole(whole)
        if base is None or not fraction or any(char not in _DIGITS for char in fraction):
            return None
        return Decimal(f"{base}." + "".join(str(_DIGITS[char]) for char in fraction))
    if whole.endswith("半"):
        base = _chinese_whole(whole[:-1]) if whole != "半" else 0
        return None if base is None else base + Decimal("0.5")
    base = _chinese_whole(whole)
    return None if base is None else Decimal(base)


def _chinese_whole(text: str) -> int | None:
    if not text or len(text) > _MOST:
        return None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, section, digit = 0, 0, 0
    for char in text + _unit_left_out(text):
        if char in _DIGITS:
            if digit:
                return None  # 十二三: twelve or thirteen
            digit = _DIGITS[char]
        elif char in ("廿", "卅"):
            section, digit = section + _TENS[char], 0
        elif char in _TENS:
            section, digit = section + (digit or 1) * _TENS[char], 0
        elif char in _MYRIADS:
            total, section, digit = total + (section + digit or 1) * _MYRIADS[char], 0, 0
        else:
            return None
    return total + section + digit


def _unit_left_out(text: str) -> str:
    """The unit that people leave out at the end: 三百五 is 350 and 一万二 is 12,000, but 三百零五 is 305."""
    before, last = text[-2:-1], text[-1:]
    if not before or _DIGITS.get(last, 0) == 0:
        return ""
    return {"百": "十", "佰": "十", "千": "百", "仟": "百", "万": "千", "萬": "千"}.get(before, "")


def _plain_digits(text: str) -> str:
    """`text` with the digits of every script as 0-9."""
    folded = unicodedata.normalize("NFKC", text).replace("\u2212", "-")
    if folded.isascii():
        return folded
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() and not c.isascii() else c for c in folded).replace(
        "٫", "."
    )


def _unstuck(text: str) -> str:
    """Units written right after a number, and signs before it, moved off: “3人” and “MOP120” hold numbers too."""
    return re.sub(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])", " ", text)


def _western(written: str, comma_decimal: bool) -> Decimal | None:
    text = re.sub(r"[ '’\u00a0\u202f]", "", written)
    if len(text) > _MOST:
        return None
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        text = text.replace("," if point > comma else ".", "")
    elif comma >= 0 or point >= 0:
        text = _one_kind_of_mark(text, "," if comma >= 0 else ".", comma_decimal)
    return Decimal(text.replace(",", "."))


def _one_kind_of_mark(text: str, mark: str, comma_decimal: bool) -> str:
    """Tells a thousands mark from a decimal one: three digits after it, and the mark that this reader groups with."""
    groups = text.lstrip("+-").split(mark)
    grouped = all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3 and groups[0] != "0"
    if len(groups) > 2 or (grouped and (mark == ".") == comma_decimal):
        return text.replace(mark, "")
    return text
