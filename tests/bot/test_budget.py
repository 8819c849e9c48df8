"""The sending windows keep the platform's limits, whatever the rhythm of sends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.budget import SLACK, Window


def test_a_window_lets_its_limit_through_and_then_holds() -> None:
    window = Window(limit=3, window=1.0)
    for _ in range(3):
        assert window.wait(at=10.0) == 0.0
        window.note(10.0)
    assert window.room(at=10.0) == 0
    assert window.wait(at=10.5) == pytest.approx(SLACK - 0.5)


def test_room_comes_back_as_old_sends_leave_the_window() -> None:
    window = Window(limit=2, window=1.0)
    window.note(0.0)
    window.note(0.9)
    assert window.room(at=1.0) == 0
    assert window.room(at=SLACK + 0.001) == 1
    assert window.room(at=0.901 + SLACK) == 2


def test_replies_that_were_not_held_make_others_wait_longer() -> None:
    window = Window(limit=2, window=1.0)
    for at in (0.0, 0.1, 0.2, 0.3):
        window.note(at)
    assert window.wait(at=0.3) == pytest.approx(0.2 + SLACK - 0.3)


@given(st.lists(st.floats(min_value=0, max_value=2), max_size=80), st.integers(1, 10))
def test_no_window_of_time_ever_holds_more_than_the_limit(pauses: list[float], limit: int) -> None:
    window, now, sent = Window(limit, 1.0), 0.0, list[float]()
    for pause in pauses:
        now += pause
        now += window.wait(now)
        window.note(now)
        sent.append(now)
    for start in sent:
        assert sum(start <= at < start + 1.0 for at in sent) <= limit
