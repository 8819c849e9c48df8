"""Moments: tapped, picked and typed. It is Friday, 20 November 2026, 14:05 in Macau."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers.engine.moments import read_moment
from tests.handlers.engine.talk import Talk

WHEN: dict[str, Any] = {"id": "when", "type": "datetime", "ask": "When?", "quick": ["10min", "1h"]}
NOW = datetime(2026, 11, 20, 14, 5, tzinfo=ZoneInfo("Asia/Macau"))


def test_now_and_so_long_ago_are_one_tap() -> None:
    talk = Talk.about(WHEN)
    talk.taps_on("Now")
    assert talk.values == {"when": "2026-11-20T14:05+08:00"}

    talk = Talk.about(WHEN)
    talk.taps_on("10 minutes ago")
    assert talk.values == {"when": "2026-11-20T13:55+08:00"}


def test_a_moment_is_picked_by_day_hour_and_minute() -> None:
    talk = Talk.about(WHEN)
    talk.taps_on("Pick a time")
    talk.taps_on("Yesterday")
    talk.taps_on("21")
    talk.taps_on("21:35")
    assert talk.values == {"when": "2026-11-19T21:35+08:00"}


def test_only_what_has_passed_is_offered() -> None:
    talk = Talk.about(WHEN)
    talk.taps_on("Pick a time")
    assert "Tomorrow" not in talk.labels
    talk.taps_on("Today")
    assert "14" in talk.labels
    assert "15" not in talk.labels


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("14:05", "11-20 14:05"),
        ("1405", "11-20 14:05"),
        ("now", "11-20 14:05"),
        ("yesterday 9pm", "11-19 21:00"),
        ("10 min ago", "11-20 13:55"),
        ("10 min", "11-20 13:55"),
        ("about 10 minutes ago", "11-20 13:55"),
        ("half an hour ago", "11-20 13:35"),
        ("1h30 ago", "11-20 12:35"),
        ("2026-11-20 14:05", "11-20 14:05"),
        ("20/11 13:00", "11-20 13:00"),
        ("nov 19 9:30 pm", "11-19 21:30"),
        ("last night 11pm", "11-19 23:00"),
        ("monday 9am", "11-16 09:00"),
        ("this morning at 8", "11-20 08:00"),
        ("noon", "11-20 12:00"),
        ("12am", "11-20 00:00"),
        ("刚才", "11-20 14:05"),
        ("十分钟前", "11-20 13:55"),
        ("兩個半小時前", "11-20 11:35"),
        ("一刻鐘前", "11-20 13:50"),
        ("昨天下午三点", "11-19 15:00"),
        ("昨晚十一點一刻", "11-19 23:15"),
        ("今日下晝一點半", "11-20 13:30"),
        ("今早八点半", "11-20 08:30"),
        ("週一下午三點", "11-16 15:00"),
        ("11月19日 上午9点", "11-19 09:00"),
        ("中午十二点", "11-20 12:00"),
        ("há 10 minutos", "11-20 13:55"),
        ("há meia hora", "11-20 13:35"),
        ("duas horas atrás", "11-20 12:05"),
        ("ontem às 14h", "11-19 14:00"),
        ("19 de novembro às 8h30", "11-19 08:30"),
        ("segunda-feira 9h", "11-16 09:00"),
        ("3 da tarde", "11-20 15:00"),
    ],
)
def test_a_moment_is_read_in_four_languages(typed: str, moment: str) -> None:
    found = read_moment(typed, NOW)
    assert found is not None
    assert found.time is not None
    assert f"{found.day:%m-%d} {found.time:%H:%M}" == moment
    assert found.sure


@pytest.mark.parametrize(
    "typed", ["there was a fire", "2026-02-30 10:00", "25:00", "", "9" * 200, "十十十", "00/00/0000"]
)
def test_what_is_no_moment_is_refused(typed: str) -> None:
    talk = Talk.about(WHEN)
    talk.says(typed)
    assert talk.values == {}
    assert "⚠️" in talk.text


def test_a_day_alone_is_asked_its_hour() -> None:
    talk = Talk.about(WHEN)
    talk.says("ontem")
    assert "At what time?" in talk.text
    talk.says("9pm")
    assert talk.values == {"when": "2026-11-19T21:00+08:00"}


def test_a_time_that_is_still_to_come_was_yesterday_perhaps() -> None:
    talk = Talk.about(WHEN)
    talk.says("23:50")
    assert "Did you mean “yesterday 23:50”?" in talk.text
    talk.says("yes")
    assert talk.values == {"when": "2026-11-19T23:50+08:00"}


def test_words_left_over_are_asked_back() -> None:
    talk = Talk.about(WHEN)
    talk.says("yesterday around 3pm near the gate")
    assert "Did you mean “yesterday 15:00”?" in talk.text


@pytest.mark.parametrize(
    ("typed", "allowed"), [("tomorrow 9am", False), ("in 10 minutes", False), ("yesterday 9am", True)]
)
def test_the_future_is_refused_unless_it_is_allowed(typed: str, allowed: bool) -> None:
    talk = Talk.about(WHEN)
    talk.says(typed)
    assert bool(talk.values) is allowed
    talk = Talk.about({**WHEN, "past": False, "future": True})
    talk.says(typed)
    assert bool(talk.values) is not allowed
