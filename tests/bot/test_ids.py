"""Ids sort by the time they were made, also within a millisecond, and never repeat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.ids import id_maker, new_token

MORNING = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def test_ids_made_in_one_moment_are_in_order_and_different() -> None:
    new_id = id_maker(lambda: MORNING)
    ids = [new_id() for _ in range(1000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 1000
    assert {len(one) for one in ids} == {26}


def test_a_later_id_sorts_after_an_earlier_one_and_a_clock_set_back_breaks_nothing() -> None:
    times = iter([MORNING, MORNING + timedelta(seconds=1), MORNING - timedelta(hours=1)])
    new_id = id_maker(lambda: next(times))
    first, second, third = new_id(), new_id(), new_id()
    assert first < second < third


def test_tokens_fit_a_start_link() -> None:
    assert all(
        set(new_token()) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") for _ in range(50)
    )
    assert len(new_token()) <= 64
