"""The exercise clock, from table and from whatever rulings somebody could make."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.drills.clock import ExerciseClock

NINE = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def test_before_it_begins_it_shows_the_time_of_day() -> None:
    assert ExerciseClock().shows(NINE) == NINE
    assert ExerciseClock().when(at(5)) == at(5)
    assert ExerciseClock().began is None


def test_it_stands_still_in_a_pause_and_goes_on_where_it_stood() -> None:
    clock = ExerciseClock().turned(NINE, 1).turned(at(10), 0).turned(at(40), 1)
    assert [clock.shows(at(m)) for m in (5, 10, 25, 40, 45)] == [at(5), at(10), at(10), at(10), at(15)]
    assert clock.when(at(12)) == at(42)
    assert clock.began == NINE


def test_while_it_stands_still_nothing_comes_due() -> None:
    clock = ExerciseClock().turned(NINE, 1).turned(at(10), 0)
    assert clock.when(at(11)) is None
    assert clock.when(at(9)) == at(10)  # it was due already


def test_it_runs_faster_and_jumps_ahead() -> None:
    clock = ExerciseClock().turned(NINE, 1).turned(at(10), 5).turned(at(12), 1, timedelta(minutes=7))
    assert clock.shows(at(11)) == at(15)
    assert clock.shows(at(12)) == at(27)
    assert clock.when(at(30)) == at(15)


def test_a_machine_whose_clock_was_put_back_does_not_turn_it_back() -> None:
    clock = ExerciseClock().turned(at(10), 1).turned(at(5), 0)
    assert clock.shows(at(20)) == at(10)


@given(
    st.lists(st.tuples(st.floats(0, 120), st.sampled_from([0.0, 1.0, 2.0, 5.0])), max_size=12),
    st.floats(0, 2000),
    st.floats(0, 2000),
)
def test_it_never_goes_back_and_when_is_the_way_back(
    rulings: list[tuple[float, float]], one: float, other: float
) -> None:
    clock, now = ExerciseClock().turned(NINE, 1.0), 0.0
    for minutes, speed in rulings:
        now += minutes
        clock = clock.turned(at(now), speed)
    earlier, later = sorted((one, other))
    assert clock.shows(at(earlier)) <= clock.shows(at(later))
    shown = clock.shows(at(now + 1)) + timedelta(minutes=1)
    due = clock.when(shown)
    if due is not None:
        assert abs(clock.shows(due) - shown) < timedelta(milliseconds=1)
