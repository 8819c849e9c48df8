"""When the probe's tests are due, and when all is well with them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.probes import Probe, Standing, is_well, next_test

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PROBE = Probe(9001, timedelta(hours=1), timedelta(minutes=5))


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("standing", "since", "now", "well"),
    [
        (Standing(), 0, 67, True),  # none was proved yet, but we have not looked for long
        (Standing(), 0, 68, False),
        (Standing(proved=at(0)), -600, 67, True),
        (Standing(proved=at(0)), -600, 68, False),
        (Standing(proved=at(0)), 30, 90, True),  # it was proved before we began to look
        (Standing(proved=at(0), failing=True), -600, 1, False),
    ],
)
def test_all_is_well_while_tests_are_proved_as_often_as_they_should(
    standing: Standing, since: float, now: float, well: bool
) -> None:
    assert is_well(standing, PROBE, at(since), at(now)) is well


@pytest.mark.parametrize(
    ("standing", "now", "due"),
    [
        (Standing(), 3, 3),
        (Standing(sent=at(0)), 10, 60),
        (Standing(sent=at(0)), 90, 90),
        (Standing(sent=at(0), failing=True), 5, 15),
    ],
)
def test_the_next_test_is_due_an_hour_after_the_last_and_sooner_while_they_fail(
    standing: Standing, now: float, due: float
) -> None:
    assert next_test(standing, PROBE, at(now)) == at(due)


def test_what_is_known_is_kept_beside_what_others_remember() -> None:
    standing = Standing(at(0), "notice", at(1), failing=True)
    desk = standing.kept({"note": "case"})
    assert Standing.read(desk) == standing
    assert desk["note"] == "case"
    assert Standing().kept(desk) == {"note": "case"}
    assert (standing.is_proved, Standing(at(1), "n", at(0)).is_proved, Standing().is_proved) == (True, False, False)
