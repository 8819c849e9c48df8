"""Moments as people type them, in four languages: “14:05”, “yesterday 9pm”, “há 10 minutos”, “昨天下午三点”.

`read_moment` takes a text apart piece by piece: how long ago, or a day and a time of day.  Words that are left over
make the result unsure, so that the person is asked.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.engine.moment_words import (
    ABOUT,
    AGO,
    AHEAD,
    BARE,
    COUNT,
    DATES,
    DAY_PARTS,
    DAYS,
    FILLER,
    HAN_WEEKDAY,
    HOURS_MINUTES,
    MONTHS,
    MORNING,
    NAMED_TIMES,
    NIGHT,
    NOW,
    QUARTER,
    SIZE,
    SPAN,
    TIMES,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
)
from handlers.engine.numerals import chinese

_LONGEST = 80  # characters


@dataclass(frozen=True, slots=True)
class Moment:
    """What a text says: a moment, or only a day (`time` is then None). `sure` when nothing in it was left over."""

    day: date
    time: time | None
    sure: bool = True
    day_given: bool = True


def read_moment(text: str, now: datetime) -> Moment | None:
    """What `text` says, at the wall clock of `now`'s zone; None if it says no moment."""
    if len(text) > _LONGEST:
        return None
    plain = _plain(text)
    if NOW.match(plain):
        return _moment(now)
    try:
        return _relative(plain, now) or _absolute(plain, now)
    except (ValueError, OverflowError):
        return None


def names_weekday(text: str) -> bool:
    """Whether `text` names a day of the week without saying that it was the last one."""
    plain = _plain(text)
    gone = re.search(r"\blast\b|passad[ao]|上", plain)
    return gone is None and _take_weekday(plain, date(2000, 1, 3))[1] is not None


def _moment(at: datetime, sure: bool = True) -> Moment:
    return Moment(at.date(), at.time().replace(second=0, microsecond=0), sure)


def _plain(text: str) -> str:
    """Lower case, one width, Chinese numerals as digits except where they name a weekday."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip().rstrip(".。!！")
    folded = ABOUT.sub("", re.sub(r"[^\W\d_]+", lambda m: str(COUNT.get(m[0], m[0])), folded))
    kept = re.sub(
        r"((?:上|下|这|這)?(?:个|個)?(?:星期|周|週|礼拜|禮拜))([一二三四五六日天])(?!前)",
        lambda m: m[1] + "<" + m[2],
        folded,
    )
    return re.sub(r"(?<!<)[零〇一二两兩三四五六七八九十廿]+", lambda m: _as_digits(m[0]), kept)


def _as_digits(han: str) -> str:
    value = chinese(han)
    return han if value is None else str(value)


def _relative(text: str, now: datetime) -> Moment | None:
    ahead = AHEAD.search(text) is not None
    if not ahead and AGO.search(text) is None and not _only_spans(text):
        return None
    rest = AGO.sub(" ", AHEAD.sub(" ", text))
    rest = QUARTER.sub(lambda m: f"{15 * int(m[1] or 1)}分", HOURS_MINUTES.sub(r"\1h \2m", rest)).lstrip()
    rest = ABOUT.sub("", rest)
    total, position, count = timedelta(), 0, 0
    while (found := SPAN.match(rest, position)) is not None and count < 4:
        unit = next(name for name in UNIT if found[name] is not None)
        total += _amount(found["n"], bool(found["plus"] or found["plus2"])) * SIZE[unit]
        position, count = found.end(), count + 1
    if not count:
        return None
    sure = not FILLER.sub("", rest[position:])
    return _moment(now + total if ahead else now - total, sure)


def _only_spans(text: str) -> bool:
    """“10 min”, without “ago”: what else could it mean."""
    found = SPAN.fullmatch(text)
    return found is not None and found["d"] is None and not re.fullmatch(r"\d{1,2}\s*h", text)


def _amount(written: str, and_a_half: bool) -> float:
    if written.startswith("half") or written in ("meia", "半"):
        return 0.5
    value = float(written.replace(",", ".")) if written[0].isdigit() else 1.0
    return value + 0.5 if and_a_half else value


def _absolute(text: str, now: datetime) -> Moment | None:
    rest, day, part = _take_day(text, now.date())
    rest, clock = (text, None) if day is None and BARE.match(text) else _take_time(rest, part)
    if day is None and clock is None:
        return _bare_hour(text, now)
    sure = not FILLER.sub("", rest)
    if len(FILLER.sub("", rest)) > 30:
        return None
    return Moment(day or now.date(), clock, sure, day is not None)


def _bare_hour(text: str, now: datetime) -> Moment | None:
    found = BARE.match(text)
    if found is None or int(found[1]) > 23:
        return None
    return Moment(now.date(), time(int(found[1])), False, False)


def _take_day(text: str, today: date) -> tuple[str, date | None, str]:
    """What is left without the day, the day, and the part of the day (am, pm) that went with it."""
    for away, part, words in DAY_PARTS:
        if found := re.search(words, text):
            return _without(text, found), today + timedelta(days=away), part
    for pattern in DATES:
        if found := pattern.search(text):
            return _without(text, found), _date(found.groupdict(), today), ""
    for away, words in DAYS:
        if found := re.search(words, text):
            return _without(text, found), today + timedelta(days=away), ""
    return *_take_weekday(text, today), ""


def _take_weekday(text: str, today: date) -> tuple[str, date | None]:
    if found := re.search(r"(上|下)?(?:这|這)?(?:个|個)?(?:星期|周|週|礼拜|禮拜)<([一二三四五六日天])", text):
        back = (today.weekday() - HAN_WEEKDAY[found[2]]) % 7
        if found[1]:
            monday = today - timedelta(days=today.weekday())
            away = (-7 if found[1] == "上" else 7) + HAN_WEEKDAY[found[2]]
            return _without(text, found), monday + timedelta(days=away)
        return _without(text, found), today - timedelta(days=back)
    if found := re.search(rf"(?:\b(?:last|passad[ao])\s+)?\b({WEEKDAY})\b(?:\s+passad[ao])?", text):
        back = (today.weekday() - WEEKDAYS[found[1]]) % 7
        return _without(text, found), today - timedelta(
            days=back or (7 if "last" in found[0] or "passad" in found[0] else 0)
        )
    return text, None


def _date(fields: dict[str, str | None], today: date) -> date:
    """The day that a date's fields name; without a year, the one nearest to today."""
    named = fields.get("mon")
    month = MONTHS[named] if named else int(fields.get("m") or today.month)
    number = int(fields["d"] or 0)
    if fields.get("y"):
        return date(int(fields["y"] or 0), month, number)
    around = [
        day for year in (today.year - 1, today.year, today.year + 1) if (day := _day_or_none(year, month, number))
    ]
    return min(around, key=lambda day: abs(day - today)) if around else date(today.year, month, number)


def _day_or_none(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _take_time(text: str, part: str) -> tuple[str, time | None]:
    for pattern in TIMES:
        if found := pattern.search(text):
            return _without(text, found), _time(found.groupdict(), part)
    for hour, words in NAMED_TIMES:
        if found := re.search(words, text):
            return _without(text, found), time(hour)
    return text, None


def _time(fields: dict[str, str | None], part: str) -> time:
    hour = int(fields["h"] or 0)
    half = {"半": 30, "1刻": 15, "3刻": 45}
    minute = half.get(fields.get("frac") or "") or int(fields.get("min") or 0)
    return time(_in_24(hour, fields.get("part") or fields.get("ap") or part), minute)


def _in_24(hour: int, part: str) -> int:
    """The hour of the day: “3 in the afternoon” is 15."""
    if part.startswith(("a", "da manh")) or part in MORNING:
        return 0 if hour == 12 else hour
    if part in NIGHT and hour == 12:
        return 0
    if part == "中午":
        return hour if hour >= 10 else hour + 12
    return hour + 12 if part and hour < 12 else hour


def _without(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + " " + text[found.end() :]
