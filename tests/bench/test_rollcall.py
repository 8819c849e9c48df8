"""A roll call, in small: the same promises, and what an answer costs."""

from __future__ import annotations

from bench.rollcall import statements, storm


async def test_everybody_answers_and_every_count_shows_it() -> None:
    verdict = await storm(15, 3.0, shown_within=40.0, lingers=3.0)

    assert verdict.wrong == []
    assert verdict.taps >= 14


def test_an_answer_costs_a_few_statements_however_many_are_asked() -> None:
    alone, among_many = statements(10, together=1), statements(100, together=1)

    assert alone.each == among_many.each < 15
    assert statements(101, together=50).each < 2
