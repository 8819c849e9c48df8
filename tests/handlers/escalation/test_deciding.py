"""Who is asked next, and when: tables over policies, states and times."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.escalation.deciding import (
    Ask,
    GiveUp,
    after_quiet,
    next_step,
    silent_from,
    step_asked_for,
    step_now,
)
from handlers.escalation.policy import Escalation, Policy, Step

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)  # 14:00 in Macau
MACAU, LISBON = ZoneInfo("Asia/Macau"), ZoneInfo("Europe/Lisbon")
NIGHT = (time(22), time(7))
FIVE, TEN, HOUR = timedelta(minutes=5), timedelta(minutes=10), timedelta(hours=1)
STEPS = (Step(FIVE, ("group",)), Step(TEN, ("managers",)), Step(HOUR, ("admins",)))
POLICY = Policy(STEPS, repeat=1)


def reaching(*words: str):  # type: ignore[no-untyped-def]
    return lambda step: any(word in words for word in step.notify)


EVERYBODY = reaching("group", "managers", "admins")


@pytest.mark.parametrize(
    ("done", "reached", "expected"),
    [
        (0, EVERYBODY, Ask(0, NOW + FIVE)),
        (1, EVERYBODY, Ask(1, NOW + TEN)),
        (3, EVERYBODY, Ask(3, NOW + FIVE)),  # once more from the beginning
        (6, EVERYBODY, GiveUp(NOW + HOUR)),
        (9, EVERYBODY, GiveUp(NOW + HOUR)),  # people asked for more than the policy has
        (0, reaching("managers"), Ask(1, NOW + TEN)),  # an empty step does not wait
        (2, reaching("managers"), Ask(4, NOW + TEN)),
        (0, reaching(), GiveUp(NOW + HOUR)),
    ],
)
def test_the_next_step(done: int, reached, expected: Ask | GiveUp) -> None:  # type: ignore[no-untyped-def]
    assert next_step(Escalation(POLICY, done=done), NOW, reached, MACAU) == expected


def test_a_step_that_became_empty_while_it_was_waited_for_gives_way_at_once() -> None:
    assert step_now(Escalation(POLICY, done=0), reaching("admins")) == 2
    assert step_now(Escalation(POLICY, done=6), EVERYBODY) is None


def test_who_asks_for_more_people_gets_the_first_again_after_the_last() -> None:
    assert step_asked_for(Escalation(POLICY, done=6), EVERYBODY) == 6
    assert step_asked_for(Escalation(POLICY, done=6), reaching("admins")) == 8
    assert step_asked_for(Escalation(POLICY, done=0), reaching()) is None


def _local(zone: ZoneInfo, *parts: int) -> datetime:
    return datetime(*parts, tzinfo=zone).astimezone(UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("moment", "quiet", "zone", "expected"),
    [
        (_local(MACAU, 2026, 3, 1, 21, 59), NIGHT, MACAU, _local(MACAU, 2026, 3, 1, 21, 59)),
        (_local(MACAU, 2026, 3, 1, 22, 0), NIGHT, MACAU, _local(MACAU, 2026, 3, 2, 7, 0)),
        (_local(MACAU, 2026, 3, 2, 0, 30), NIGHT, MACAU, _local(MACAU, 2026, 3, 2, 7, 0)),
        (_local(MACAU, 2026, 3, 2, 7, 0), NIGHT, MACAU, _local(MACAU, 2026, 3, 2, 7, 0)),
        (_local(MACAU, 2026, 3, 2, 13, 0), (time(12), time(14)), MACAU, _local(MACAU, 2026, 3, 2, 14, 0)),
        (_local(MACAU, 2026, 3, 2, 3, 0), None, MACAU, _local(MACAU, 2026, 3, 2, 3, 0)),
        # the nights in which the clocks change: seven in the morning is what they say then
        (_local(LISBON, 2026, 3, 28, 23, 0), NIGHT, LISBON, datetime(2026, 3, 29, 6, 0, tzinfo=UTC)),
        (_local(LISBON, 2026, 10, 24, 23, 0), NIGHT, LISBON, datetime(2026, 10, 25, 7, 0, tzinfo=UTC)),
    ],
)
def test_quiet_hours(moment: datetime, quiet: tuple[time, time] | None, zone: ZoneInfo, expected: datetime) -> None:
    assert after_quiet(moment, quiet, zone) == expected


@pytest.mark.parametrize(
    ("remind", "release", "reminded", "after"),
    [
        (None, None, 0, None),
        (HOUR, None, 0, HOUR),
        (HOUR, None, 1, 2 * HOUR),
        (HOUR, None, 3, None),  # enough
        (HOUR, TEN, 1, HOUR + TEN),
    ],
)
def test_when_somebody_who_has_it_is_silent(
    remind: timedelta | None, release: timedelta | None, reminded: int, after: timedelta | None
) -> None:
    escalation = Escalation(Policy(STEPS, remind=remind, release=release), reminded=reminded)
    assert silent_from(escalation, NOW) == (None if after is None else NOW + after)
