"""When it happened, as said in the middle of a text: “10 minutes ago”, 刚才, “há pouco”, “at 3pm”."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from handlers.engine.moments import Moment, read_moment
from playbooks.finding.folding import fold

_OLDEST = timedelta(days=7)  # of what somebody is reporting just now
_SLACK = timedelta(minutes=2)
_WORDS = "two|three|four|five|ten|fifteen|twenty|thirty|dois|duas|tres|cinco|dez|quinze|vinte|trinta"
_AMOUNT = rf"(?:\d{{1,3}}|half an?|an?|uma?|meia|{_WORDS})"
_UNIT = r"(?:minutes?|minutos?|mins?|hours?|horas?|hrs?|h)\b"
_SPAN = rf"{_AMOUNT}\s*{_UNIT}(?:\s+and a half|\s+e meia)?"
_HAN = r"(?:\d{1,3}|[一二两三四五六七八九十半]{1,3})\s*个?半?\s*(?:分钟|分|小时|钟头|钟)"

#: Just now, in words that `read_moment` would not take.
_NOW = re.compile(
    r"\b(?:just now|right now|a moment ago|ha pouco|agora mesmo|ainda agora)\b|刚才|刚刚|啱啱|头先|正啱"
)
_AGO = (
    re.compile(rf"(?:about |around )?{_SPAN}\s+(?:ago|earlier)\b"),
    re.compile(rf"\b(?:ha|faz)\s+(?:cerca de |uns |umas )?{_SPAN}"),
    re.compile(rf"{_HAN}\s*(?:之前|以前|前)"),
)
_DAY = r"(?:yesterday|today|ontem|hoje)"
_DAY_PART = (
    r"(?:last night|this (?:morning|afternoon|evening)|yesterday (?:morning|afternoon|evening)|"
    r"(?:ontem|hoje) (?:a tarde|a noite|de manha)|esta (?:manha|tarde|noite))"
)
_WHEN = rf"(?:\b(?:{_DAY_PART}|{_DAY}),?\s+)"
_AT = r"(?:at|since|around|at around|at about)"
_AS = r"(?:as|pelas|desde as|cerca das|por volta das)"
_HAN_DAY = r"(?:昨天|昨日|今天|今日|今早|今朝|今晚|昨晚|昨夜|寻日|琴日|寻晚|琴晚)"
_PART = "上午|下午|早上|晚上|中午|凌晨|下昼|晏昼|朝早|夜晚"
_HOUR = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
#: Else a day or part of it stands before the hour that nobody here knows.
_KNOWN_DAY = r"(?<![日天晚早昼朝夜周期\d一二两三四五六七八九十])"
_NO_TRIP = r"(?!\S{0,3}(?:班|船|车|机|飞))"  # the 14:30 sailing is not when it happened
_NO_SAILING = r"(?!\s*(?:flight|sailing|ferry|boat|train|bus))"
_CLOCK = (
    re.compile(rf"{_WHEN}?\b{_AT}\s+\d{{1,2}}(?::\d{{2}})?\s*(?:[ap]\.?m\b\.?)"),
    re.compile(rf"{_WHEN}?\b{_AT}\s+\d{{1,2}}:\d{{2}}{_NO_SAILING}"),
    re.compile(rf"{_WHEN}\d{{1,2}}(?::\d{{2}}|(?::\d{{2}})?\s*[ap]\.?m\b\.?){_NO_SAILING}"),
    re.compile(rf"\b{_DAY_PART}\s+(?:at|as)\s+\d{{1,2}}\b(?![:h])"),
    re.compile(rf"{_WHEN}?\b{_AS}\s+\d{{1,2}}(?:h\d{{2}}|:\d{{2}}|h|\s+horas)"),
    re.compile(rf"{_KNOWN_DAY}{_HAN_DAY}?(?:{_PART})?{_HOUR}(?:点|时)(?:{_HOUR}分?|半|正)?(?:左右)?{_NO_TRIP}"),
    re.compile(rf"(?:{_HAN_DAY}|{_PART})+\s*\d{{1,2}}:\d{{2}}(?:左右)?{_NO_TRIP}"),
)


def time_in(text: str, now: datetime) -> str | None:
    """The past moment that `text` names, as ISO 8601 with offset; None if it names none or several."""
    folded = fold(text)
    if _NOW.search(folded):
        return _value(now)
    found = {value for said in _expressions(folded) if (value := _past(said, now)) is not None}
    return found.pop() if len(found) == 1 else None


def _expressions(folded: str) -> list[str]:
    """What looks like a moment; how long ago goes before a time of day."""
    return [found[0] for pattern in _AGO for found in pattern.finditer(folded)] or [
        found[0] for pattern in _CLOCK for found in pattern.finditer(folded)
    ]


def _past(said: str, now: datetime) -> str | None:
    found = read_moment(_as_typed(said), now)
    at = None if found is None else _moment(found, now)
    return _value(at) if at is not None and now - _OLDEST <= at <= now + _SLACK else None


def _moment(found: Moment, now: datetime) -> datetime | None:
    return None if found.time is None else datetime.combine(found.day, found.time, now.tzinfo)


def _as_typed(said: str) -> str:
    """Folding took accents and words that `read_moment` looks for."""
    said = re.sub(r"\b(?:since|(?:at )?around|at about|desde as|pelas|cerca das|por volta das)\s+", "at ", said)
    return re.sub(r"\bas\s(?=\d)", "às ", said).strip()


def _value(at: datetime) -> str:
    return at.isoformat(timespec="minutes")
