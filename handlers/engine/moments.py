"""Moments as people type them, in four languages: “14:05”, “yesterday 9pm”, “há 10 minutos”, “昨天下午三点”.

`read_moment` takes a text apart piece by piece: how long ago, or a day and a time of day.  Words that are left over
make the result unsure, so that the person is asked.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.engine.numerals import chinese

_LONGEST = 80  # characters


@dataclass(frozen=True, slots=True)
class Moment:
    """What a text says: a moment, or only a day (`time` is then None). `sure` when nothing in it was left over."""

    day: date
    time: time | None
    sure: bool = True
    day_given: bool = True


_NOW = re.compile(
    r"^(?:right now|just now|just|now|agora mesmo|agora|mesmo agora|"
    r"现在|現在|刚才|剛才|刚刚|剛剛|刚|剛|啱啱|而家|頭先|头先)$"
)

_UNIT = {
    "m": r"(?:minutes?|minutos?|mins?|m|分钟|分鐘|分)",
    "h": r"(?:hours?|horas?|hrs?|h|小时|小時|个小时|個小時|個鐘頭|個鐘|个钟头|个钟|鐘頭|钟头)",
    "d": r"(?:days?|dias?|天|日)",
    "w": r"(?:weeks?|semanas?|星期|周|週|个星期|個星期|个礼拜|個禮拜)",
}
_SIZE = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_AMOUNT = r"(?P<n>\d{1,5}(?:[.,]\d)?|half an?|half|an?|uma?|meia|半)"
_SPAN = re.compile(
    r"\s*(?:e|and)?\s*"
    + _AMOUNT
    + r"\s*(?:个|個)?(?P<plus>半)?\s*(?:"
    + "|".join(f"(?P<{name}>{unit})" for name, unit in _UNIT.items())
    + r")(?![^\W\d_\u4e00-\u9fff])(?P<plus2>半)?"
)
_ABOUT = re.compile(r"^(?:about|around|approximately|maybe|cerca de|mais ou menos|uns|umas|大约|大約|大概|差不多)\s*")
_QUARTER = re.compile(r"(\d)?刻[钟鐘]")
_HOURS_MINUTES = re.compile(r"(\d{1,2})\s*h\s*(\d{1,2})(?:\s*m(?:in)?)?(?=\s|$)")
_AGO = re.compile(r"\bago\b|\batr[aá]s\b|^\s*h[aá]\s|^\s*faz\s|之前|以前|前|\bearlier\b|\bbefore\b")
_AHEAD = re.compile(r"^\s*in\s|\bfrom now\b|daqui a|dentro de|之后|之後|以后|以後|后|後")

_COUNT = {
    word: number
    for number, words in enumerate(
        (
            "two dois duas",
            "three três tres",
            "four quatro",
            "five cinco",
            "six seis",
            "seven sete",
            "eight oito",
            "nine nove",
            "ten dez",
            "eleven onze",
            "twelve doze",
            "thirteen treze",
            "fourteen catorze",
            "fifteen quinze",
        ),
        2,
    )
    for word in words.split()
} | {"twenty": 20, "vinte": 20, "thirty": 30, "trinta": 30, "forty": 40, "quarenta": 40}
_DAYS = (
    (-2, r"day before yesterday|anteontem|前天|前日|大前天"),
    (-1, r"yesterday|ontem|昨天|昨日|寻日|尋日|琴日"),
    (1, r"tomorrow|amanh[aã](?!\s*às)|明天|明日|聽日|听日"),
    (2, r"day after tomorrow|depois de amanh[aã]|后天|後天|後日|后日"),
    (0, r"today|hoje|今天|今日"),
)
_DAY_PARTS = (
    (-1, "pm", r"last night|yesterday evening|ontem à noite|ontem a noite|昨晚|昨夜|尋晚|琴晚"),
    (0, "pm", r"tonight|this evening|hoje à noite|esta noite|今晚"),
    (0, "am", r"this morning|esta manh[aã]|今早|今朝|今晨"),
    (0, "pm", r"this afternoon|esta tarde|今天下午"),
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janeiro",
            "february feb fevereiro fev",
            "march mar março marco",
            "april apr abril abr",
            "may maio mai",
            "june jun junho",
            "july jul julho",
            "august aug agosto ago",
            "september sep sept setembro set",
            "october oct outubro out",
            "november nov novembro",
            "december dec dezembro dez",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon segunda segunda-feira",
            "tuesday tue terça terca terça-feira",
            "wednesday wed quarta quarta-feira",
            "thursday thu quinta quinta-feira",
            "friday fri sexta sexta-feira",
            "saturday sat sábado sabado",
            "sunday sun domingo",
        )
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_HAN_WEEKDAY = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}

_DATES = (
    re.compile(r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})[日号號]?t?"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})(?!\d)"),
    re.compile(r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号號]?"),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:de |of )?"
        rf"(?P<mon>{_MONTH})\b\.?(?:\s*(?:de )?(?P<y>\d{{4}})(?!:))?"
    ),
    re.compile(rf"\b(?P<mon>{_MONTH})\.?\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,?\s*(?P<y>\d{{4}})(?!:))?"),
    re.compile(r"(?<![\d:])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[号號日](?![前後后])"),
)
_PART = r"(?P<part>上午|早上|清晨|早晨|朝早|凌晨|中午|下午|傍晚|晚上|夜里|夜裡|夜晚|晏昼|晏晝|晚|早)?"
_AM_PM = (
    r"(?P<ap>a\.?m\.?|p\.?m\.?|da manh[aã]|da tarde|da noite|"
    r"in the morning|in the afternoon|in the evening|at night)?"
)
_TIMES = (
    re.compile(_PART + r"\s*(?P<h>\d{1,2})\s*[:h时時点點]\s*(?P<min>\d{2})(?::\d{2})?\s*(?:分|h|hrs?)?\s*" + _AM_PM),
    re.compile(_PART + r"\s*(?P<h>\d{1,2})\s*[点點时時]\s*(?:钟|鐘|整)?(?P<frac>半|1刻|3刻|(?P<min>\d{1,2})分?)?"),
    re.compile(r"(?<!\d)(?P<h>\d{1,2})\s*(?:h|horas?|o'clock)(?!\w)\s*" + _AM_PM),
    re.compile(r"(?<![\d.])(?P<h>\d{1,2})(?:\.(?P<min>\d{2}))?\s*" + _AM_PM[:-1]),
    re.compile(r"(?<!\d)(?P<h>[01]\d|2[0-3])(?P<min>[0-5]\d)(?!\d)"),
    re.compile(r"(?<![\d.])(?P<h>\d{1,2})\.(?P<min>\d{2})(?![\d.])"),
    re.compile(r"\b(?:at|às)\s*(?P<h>\d{1,2})(?!\d)"),
)
_MORNING = ("上午", "早上", "清晨", "早晨", "朝早", "凌晨", "早", "in the morning")
_NIGHT = ("晚上", "夜里", "夜裡", "夜晚", "晚", "at night")
_NAMED_TIMES = ((12, r"\bnoon\b|\bmidday\b|meio[- ]dia|正午|中午"), (0, r"\bmidnight\b|meia[- ]noite|午夜|半夜"))
_FILLER = re.compile(
    r"\b(?:at|on|around|about|the|às|as|à|a|ao|aos|em|no|na|pelas|cerca|de|do|da|dia|t|last)\b|[大约約左右的在，,。.\s]"
)
_BARE = re.compile(r"^\s*(?:at |às |as )?(\d{1,2})\s*$")


def read_moment(text: str, now: datetime) -> Moment | None:
    """What `text` says, at the wall clock of `now`'s zone; None if it says no moment."""
    if len(text) > _LONGEST:
        return None
    plain = _plain(text)
    if _NOW.match(plain):
        return _moment(now)
    try:
        return _relative(plain, now) or _absolute(plain, now)
    except (ValueError, OverflowError):
        return None


def _moment(at: datetime, sure: bool = True) -> Moment:
    return Moment(at.date(), at.time().replace(second=0, microsecond=0), sure)


def _plain(text: str) -> str:
    """Lower case, one width, Chinese numerals as digits except where they name a weekday."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip().rstrip(".。!！")
    folded = _ABOUT.sub("", re.sub(r"[^\W\d_]+", lambda m: str(_COUNT.get(m[0], m[0])), folded))
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
    ahead = _AHEAD.search(text) is not None
    if not ahead and _AGO.search(text) is None and not _only_spans(text):
        return None
    rest = _AGO.sub(" ", _AHEAD.sub(" ", text))
    rest = _QUARTER.sub(lambda m: f"{15 * int(m[1] or 1)}分", _HOURS_MINUTES.sub(r"\1h \2m", rest)).lstrip()
    rest = _ABOUT.sub("", rest)
    total, position, count = timedelta(), 0, 0
    while (found := _SPAN.match(rest, position)) is not None and count < 4:
        unit = next(name for name in _UNIT if found[name] is not None)
        total += _amount(found["n"], bool(found["plus"] or found["plus2"])) * _SIZE[unit]
        position, count = found.end(), count + 1
    if not count:
        return None
    sure = not _FILLER.sub("", rest[position:])
    return _moment(now + total if ahead else now - total, sure)


def _only_spans(text: str) -> bool:
    """“10 min”, without “ago”: what else could it mean."""
    found = _SPAN.fullmatch(text)
    return found is not None and found["d"] is None and not re.fullmatch(r"\d{1,2}\s*h", text)


def _amount(written: str, and_a_half: bool) -> float:
    if written.startswith("half") or written in ("meia", "半"):
        return 0.5
    value = float(written.replace(",", ".")) if written[0].isdigit() else 1.0
    return value + 0.5 if and_a_half else value


def _absolute(text: str, now: datetime) -> Moment | None:
    rest, day, part = _take_day(text, now.date())
    rest, clock = (text, None) if day is None and _BARE.match(text) else _take_time(rest, part)
    if day is None and clock is None:
        return _bare_hour(text, now)
    sure = not _FILLER.sub("", rest)
    if len(_FILLER.sub("", rest)) > 30:
        return None
    return Moment(day or now.date(), clock, sure, day is not None)


def _bare_hour(text: str, now: datetime) -> Moment | None:
    found = _BARE.match(text)
    if found is None or int(found[1]) > 23:
        return None
    return Moment(now.date(), time(int(found[1])), False, False)


def _take_day(text: str, today: date) -> tuple[str, date | None, str]:
    """What is left without the day, the day, and the part of the day (am, pm) that went with it."""
    for away, part, words in _DAY_PARTS:
        if found := re.search(words, text):
            return _without(text, found), today + timedelta(days=away), part
    for pattern in _DATES:
        if found := pattern.search(text):
            return _without(text, found), _date(found.groupdict(), today), ""
    for away, words in _DAYS:
        if found := re.search(words, text):
            return _without(text, found), today + timedelta(days=away), ""
    return *_take_weekday(text, today), ""


def _take_weekday(text: str, today: date) -> tuple[str, date | None]:
    if found := re.search(r"(上|下)?(?:这|這)?(?:个|個)?(?:星期|周|週|礼拜|禮拜)<([一二三四五六日天])", text):
        back = (today.weekday() - _HAN_WEEKDAY[found[2]]) % 7
        if found[1]:
            monday = today - timedelta(days=today.weekday())
            away = (-7 if found[1] == "上" else 7) + _HAN_WEEKDAY[found[2]]
            return _without(text, found), monday + timedelta(days=away)
        return _without(text, found), today - timedelta(days=back)
    if found := re.search(rf"(?:\b(?:last|passad[ao])\s+)?\b({_WEEKDAY})\b(?:\s+passad[ao])?", text):
        back = (today.weekday() - _WEEKDAYS[found[1]]) % 7
        return _without(text, found), today - timedelta(
            days=back or (7 if "last" in found[0] or "passad" in found[0] else 0)
        )
    return text, None


def _date(fields: dict[str, str | None], today: date) -> date:
    """The day that a date's fields name; without a year, the one nearest to today."""
    named = fields.get("mon")
    month = _MONTHS[named] if named else int(fields.get("m") or today.month)
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
    for pattern in _TIMES:
        if found := pattern.search(text):
            return _without(text, found), _time(found.groupdict(), part)
    for hour, words in _NAMED_TIMES:
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
    if part.startswith(("a", "da manh")) or part in _MORNING:
        return 0 if hour == 12 else hour
    if part in _NIGHT and hour == 12:
        return 0
    if part == "中午":
        return hour if hour >= 10 else hour + 12
    return hour + 12 if part and hour < 12 else hour


def _without(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + " " + text[found.end() :]
