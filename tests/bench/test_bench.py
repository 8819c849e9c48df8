"""The benchmark itself works: a small crowd gets through the form of every kind of program."""

from __future__ import annotations

import json
from functools import partial

import pytest

from bench.programs import PROGRAMS
from bench.report import summary, table
from bench.rounds import Load, interleave
from bench.staff import CONVERSATION, closed_loop

NAMES = ("echo-ptb", "form-ptb-pickle", "muster-ptb")  # aiogram starts slowly, Redis is for the benchmark alone


async def test_everybody_gets_through_and_is_measured() -> None:
    programs = [program for program in PROGRAMS if program.name in NAMES]
    load = Load(staff=5, messages=40, pace=partial(closed_loop, 0.01))
    news: list[str] = []
    results = await interleave(programs, 1, load, news.append)
    assert [result.program for result in results] == list(NAMES), news
    assert {result.messages for result in results} == {5 * len(CONVERSATION)}
    report = summary(results, [0.1])
    assert report["programs"]["muster-ptb"]["times_echo"] > 0
    assert json.dumps(report)
    for name in NAMES:
        assert name in table(report)


@pytest.mark.parametrize(("wanted", "conversations"), [(1, 1), (40, 1), (41, 2)])
def test_a_load_is_whole_conversations(wanted: int, conversations: int) -> None:
    assert Load(5, wanted, partial(closed_loop, 0)).conversations == conversations
