"""Dates, times, lengths of time, numbers, money and lists as each language writes them.

Every moment is an aware datetime and is shown at the wall clock of the `zone` that is given; `now` is given as well.
Clocks have 24 hours in every language, because shifts do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton, format_timedelta
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from babel.units import format_unit

from playbooks.phrases import phrases

#: Our readers are in Macau and around it; traditional Chinese and the money signs are as written there.
_LOCALES = {"en": "en_GB", "zh-Hans": "zh_Hans_CN", "zh-Hant": "zh_Hant_MO", "pt": "pt_PT"}

_WIDE = {", ": "，", "; ": "；", ": ": "："}

_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))


@lru_cache(maxsize=16)
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES.get(language, "en_GB"))


def clock(at: datetime, language: str, zone: ZoneInfo) -> str:
    """`14:02`."""
    return f"{at.astimezone(zone):%H:%M}"


def day(on: date | datetime, language: str, now: date | None = None) -> str:
    """`3 Nov`, with the year unless it is `now`'s. A datetime's own day, in the zone it is in."""
    skeleton = "MMMd" if now is not None and on.year == now.year else "yMMMd"
    return str(format_skeleton(skeleton, on, locale=_locale(language)))


def weekday(on: date | datetime, language: str, now: date) -> str:
    """`Tue 3 Nov`, with the year unless it is `now`'s."""
    skeleton = "MMMEd" if on.year == now.year else "yMMMEd"
    return str(format_skeleton(skeleton, on, locale=_locale(language)))


def moment(at: datetime, language: str, zone: ZoneInfo, now: datetime) -> str:
    """`today 14:02`, `yesterday 09:10`, `tomorrow 08:00`, `3 Nov 14:02`, `3 Nov 2025 14:02`."""
    there, here = at.astimezone(zone), now.astimezone(zone)
    time = clock(at, language, zone)
    say = phrases(language)
    away = (there.date() - here.date()).days
    if away == 0:
        # TRANSLATORS: Also stands alone as an answer: “When: today 14:02”.
        return say("today {time}", time=time)
    if away == -1:
        return say("yesterday {time}", time=time)
    if away == 1:
        return say("tomorrow {time}", time=time)
    return f"{day(there, language, here)} {time}"


def ago(at: datetime, language: str, now: datetime) -> str:
    """`just now`, `10 minutes ago`, `3 hours ago`, `in 5 minutes`; whole units, rounded towards now.

    Less than two of the larger unit are told in the smaller one (`90 minutes ago`), unless it is exactly one.
    """
    say = phrases(language)
    seconds = int((at - now).total_seconds())
    length = abs(seconds)
    if length < 60:
        return say("just now")
    unit = next(size for size in (86400, 3600, 60) if length >= 2 * size or length == size or size == 60)
    whole = timedelta(seconds=length // unit * unit * (1 if seconds > 0 else -1))
    threshold = 1 if length == unit else 2
    return format_timedelta(
        whole, granularity="minute", threshold=threshold, add_direction=True, locale=_locale(language)
    )


def duration(length: timedelta, language: str) -> str:
    """`45 seconds`, `5 minutes`, `2 hours 30 minutes`, `1 day`: its two largest units."""
    left = max(0, int(length.total_seconds()))
    parts: list[str] = []
    for unit, size in _UNITS:
        count, left = divmod(left, size)
        if count or (unit == "second" and not parts):
            parts.append(_counted(count, f"duration-{unit}", language))
    return "".join(parts[:2]).replace(" ", "") if language.startswith("zh") else " ".join(parts[:2])


def _counted(count: int, unit: str, language: str) -> str:
    """Where the locale data has no long form it puts the unit's own id in its place; the short one is there."""
    long = format_unit(count, unit, "long", locale=_locale(language))
    return long if unit not in long else format_unit(count, unit, "short", locale=_locale(language))


def number(value: float | Decimal, language: str) -> str:
    """`12,345.5`."""
    return str(format_decimal(value, locale=_locale(language)))


def money(amount: str | Decimal, currency: str, language: str) -> str:
    """`MOP 1,234.50`, `HK$1,234.50`. `amount` is decimal digits, `currency` an ISO 4217 code."""
    shown = str(format_currency(Decimal(amount), currency, locale=_locale(language)))
    bare = shown.removeprefix(currency)
    return f"{currency}\N{NO-BREAK SPACE}{bare}" if bare != shown and bare[0].isdigit() else shown


def listed(items: Sequence[str], language: str) -> str:
    """`a, b and c`."""
    return str(format_list(list(items), locale=_locale(language)))


def series(items: Sequence[str], language: str) -> str:
    """`a, b, c`: what follows a colon and is no sentence."""
    return ("、" if language.startswith("zh") else ", ").join(items)


def sentences(parts: Sequence[str], language: str) -> str:
    """Whole sentences, one after the other; in Chinese the full stop leaves room enough."""
    return ("" if language.startswith("zh") else " ").join(parts)


def either(items: Sequence[str], language: str) -> str:
    """`a, b or c`."""
    return str(format_list(list(items), style="or", locale=_locale(language)))


def labelled(name: str, value: str, language: str) -> str:
    """`Where: Gate 12`, with the colon of the language."""
    return name + sign(": ", language) + value


def sign(mark: str, language: str) -> str:
    """`mark`, a comma, semicolon or colon with the space after it; in Chinese a wide one that needs no space."""
    return _WIDE.get(mark, mark) if language.startswith("zh") else mark
