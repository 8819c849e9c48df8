"""Dates, lengths of time and money, as each language writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from playbooks.locale_format import (
    ago,
    clock,
    day,
    duration,
    either,
    labelled,
    listed,
    moment,
    money,
    number,
    sentences,
    series,
    sign,
    weekday,
)
from playbooks.phrases import phrases

MACAU = ZoneInfo("Asia/Macau")
NOW = datetime(2026, 11, 3, 6, 2, tzinfo=UTC)  # 14:02 in Macau


@pytest.mark.parametrize(
    ("back", "shown"),
    [
        (timedelta(0), "today 14:02"),
        (timedelta(hours=14, minutes=2), "today 00:00"),
        (timedelta(hours=14, minutes=3), "yesterday 23:59"),
        (timedelta(days=-1), "tomorrow 14:02"),
        (timedelta(days=3), "31 Oct 14:02"),
        (timedelta(days=400), "29 Sept 2025 14:02"),
    ],
)
def test_moments_are_told_as_people_tell_them(back: timedelta, shown: str) -> None:
    assert moment(NOW - back, "en", MACAU, NOW) == shown


def test_the_zone_decides_which_day_it_is() -> None:
    late = datetime(2026, 11, 2, 16, 30, tzinfo=UTC)
    assert moment(late, "en", MACAU, NOW) == "today 00:30"
    assert moment(late, "en", ZoneInfo("UTC"), NOW) == "yesterday 16:30"
    assert clock(late, "en", MACAU) == "00:30"


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "31 Oct"), ("zh-Hans", "10月31日"), ("zh-Hant", "10月31日"), ("pt", "31/10")]
)
def test_days(language: str, shown: str) -> None:
    assert day(date(2026, 10, 31), language, NOW) == shown


@pytest.mark.parametrize(
    ("minutes", "language", "shown"),
    [
        (0, "en", "just now"),
        (1, "en", "1 minute ago"),
        (60, "en", "1 hour ago"),
        (90, "en", "90 minutes ago"),
        (179, "en", "2 hours ago"),
        (1440, "en", "1 day ago"),
        (1500, "en", "25 hours ago"),
        (3000, "en", "2 days ago"),
        (-5, "en", "in 5 minutes"),
        (10, "zh-Hans", "10分钟前"),
        (10, "zh-Hant", "10 分鐘前"),
        (10, "pt", "há 10 minutos"),
    ],
)
def test_how_long_ago(minutes: int, language: str, shown: str) -> None:
    assert ago(NOW - timedelta(minutes=minutes), language, NOW) == shown


@pytest.mark.parametrize(
    ("seconds", "language", "shown"),
    [
        (0, "en", "0 seconds"),
        (90, "en", "1 minute 30 seconds"),
        (9000, "en", "2 hours 30 minutes"),
        (90_061, "en", "1 day 1 hour"),
        (9000, "zh-Hans", "2小时30分钟"),
        (9000, "zh-Hant", "2小時30分鐘"),
        (90_000, "pt", "1 dia 1 hora"),
    ],
)
def test_lengths_of_time(seconds: int, language: str, shown: str) -> None:
    assert duration(timedelta(seconds=seconds), language) == shown


@pytest.mark.parametrize(
    ("amount", "currency", "language", "shown"),
    [
        ("1234.5", "MOP", "en", "MOP\xa01,234.50"),
        ("1234.5", "MOP", "zh-Hans", "MOP\xa01,234.50"),
        ("1234.5", "MOP", "zh-Hant", "MOP$1,234.50"),
        ("12", "HKD", "en", "HK$12.00"),
        ("12", "CNY", "zh-Hans", "¥12.00"),
    ],
)
def test_money(amount: str, currency: str, language: str, shown: str) -> None:
    assert money(amount, currency, language) == shown


def test_numbers_and_lists() -> None:
    assert number(12345.5, "en") == "12,345.5"
    assert listed(["a", "b", "c"], "en") == "a, b and c"
    assert listed(["a", "b", "c"], "zh-Hans") == "a、b和c"
    assert listed(["a", "b"], "pt") == "a e b"
    assert listed([], "en") == ""


def test_a_language_we_do_not_have_is_english() -> None:
    assert number(12345, "xx") == "12,345"


@pytest.mark.parametrize(
    ("language", "told", "asked", "line"),
    [
        ("en", "a, b", "a or b", "Where: Gate 12"),
        ("zh-Hans", "a、b", "a或b", "Where：Gate 12"),
        ("zh-Hant", "a、b", "a或b", "Where：Gate 12"),
        ("pt", "a, b", "a ou b", "Where: Gate 12"),
    ],
)
def test_signs_are_those_of_the_language(language: str, told: str, asked: str, line: str) -> None:
    assert series(["a", "b"], language) == told
    assert either(["a", "b"], language) == asked
    assert labelled("Where", "Gate 12", language) == line
    assert sentences(["A.", "B."], language) == ("A.B." if language.startswith("zh") else "A. B.")
    assert sign("; ", language) == ("；" if language.startswith("zh") else "; ")


@pytest.mark.parametrize(
    ("language", "now", "minutes", "hours", "days", "soon"),
    [
        ("en", "just now", "1 minute ago", "2 hours ago", "3 days ago", "in 5 minutes"),
        ("zh-Hans", "刚刚", "1分钟前", "2小时前", "3天前", "5分钟后"),
        ("zh-Hant", "剛剛", "1 分鐘前", "2 小時前", "3 日前", "5 分鐘後"),
        ("pt", "agora mesmo", "há 1 minuto", "há 2 horas", "há 3 dias", "dentro de 5 minutos"),
    ],
)
def test_relative_times_in_every_language(
    language: str, now: str, minutes: str, hours: str, days: str, soon: str
) -> None:
    away = (
        timedelta(seconds=-20),
        timedelta(minutes=-1),
        timedelta(hours=-2),
        timedelta(days=-3),
        timedelta(minutes=5),
    )
    assert [ago(NOW + one, language, NOW) for one in away] == [now, minutes, hours, days, soon]


@pytest.mark.parametrize(
    ("language", "none", "one", "several"),
    [
        ("en", "0 photos", "1 photo", "2 photos"),
        ("zh-Hans", "0 张照片", "1 张照片", "2 张照片"),
        ("zh-Hant", "0 張相片", "1 張相片", "2 張相片"),
        ("pt", "0 fotos", "1 foto", "2 fotos"),
    ],
)
def test_plurals_in_every_language(language: str, none: str, one: str, several: str) -> None:
    say = phrases(language)
    assert [say.many("{n} photo", "{n} photos", n=n) for n in (0, 1, 2)] == [none, one, several]


@pytest.mark.parametrize(
    ("language", "number_", "day_", "weekday_"),
    [
        ("en", "12,345.5", "3 Nov 2025", "Mon, 3 Nov 2025"),
        ("zh-Hans", "12,345.5", "2025年11月3日", "2025年11月3日周一"),
        ("zh-Hant", "12,345.5", "2025年11月3日", "2025年11月3日週一"),
        ("pt", "12 345,5", "3/11/2025", "segunda, 3/11/2025"),
    ],
)
def test_numbers_and_days_in_every_language(language: str, number_: str, day_: str, weekday_: str) -> None:
    on = date(2025, 11, 3)
    assert number(12345.5, language).replace("\u00a0", " ").replace("\u202f", " ") == number_
    assert (day(on, language, NOW), weekday(on, language, NOW)) == (day_, weekday_)
