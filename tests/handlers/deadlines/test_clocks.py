"""How each clock of a case stands, and what is said of it when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.deadlines import Calendar, Deadline, Pause, State, Terms, clocks, due_alarms, next_alarm
from playbooks.model.deadlines import Milestone, Pack
from playbooks.packs import packs

CALENDAR = Calendar("Asia/Macau")
OPENED = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # Monday 09:00 in Macau
US = Terms(packs()["us-airlines"])  # house 30 days, legal 60, reminder at 21


def final(terms: Terms, now: datetime, met: datetime | None = None) -> Deadline:
    reached = {Milestone.FINAL: met} if met else {}
    return clocks(terms, OPENED, CALENDAR, now, reached)[-1]


def days(count: int) -> datetime:
    return OPENED + timedelta(days=count)


@pytest.mark.parametrize(
    ("after", "met", "state"),
    [
        (0, None, State.RUNNING),
        (30, None, State.RUNNING),
        (31, None, State.LATE),
        (61, None, State.MISSED),
        (90, 30, State.MET),
        (90, 31, State.MET_LATE),
        (90, 61, State.MET_TOO_LATE),
    ],
)
def test_a_clock_is_late_by_our_own_target_and_missed_by_the_law(after: int, met: int | None, state: State) -> None:
    assert final(US, days(after), days(met) if met is not None else None).state is state


def test_a_pause_moves_our_own_target_and_not_the_legal_limit() -> None:
    paused = replace(US, pauses=(Pause(days(5), "complainant", "ana", days(15)),))
    plain, moved = final(US, days(20)), final(paused, days(20))
    assert (moved.house, moved.legal) == (final(US, days(20)).house + timedelta(days=10), plain.legal)  # type: ignore[operator]


def test_where_the_rule_allows_it_a_pause_moves_the_limit_too() -> None:
    rules = tuple(rule.model_copy(update={"legal_pauses": True}) for rule in US.pack.deadlines)
    kind: Pack = US.pack.model_copy(update={"deadlines": rules})
    paused = Terms(kind, (Pause(days(5), "authority", "ana", days(15)),))
    assert final(paused, days(20)).legal == CALENDAR.end_of((OPENED + timedelta(days=70)).date())


def test_while_it_stands_still_only_the_law_is_heard() -> None:
    paused = replace(US, pauses=(Pause(days(1), "complainant", "ana"),))
    found = clocks(paused, OPENED, CALENDAR, days(70), {Milestone.ACKNOWLEDGE: OPENED})
    told = due_alarms(paused, found, CALENDAR, days(70), urgent=False)
    assert [alarm.key for alarm in told] == ["final.remind", "final.legal"]


def test_warnings_come_in_the_morning_unless_it_is_urgent() -> None:
    found = clocks(US, OPENED, CALENDAR, OPENED, {Milestone.ACKNOWLEDGE: OPENED})
    at_once, later = (next_alarm(US, found, CALENDAR, urgent=urgent) for urgent in (True, False))
    assert at_once == CALENDAR.end_of(days(21).date())
    assert later == at_once + timedelta(hours=8)


def test_what_was_said_is_not_said_again_and_what_was_done_is_not_asked_for() -> None:
    found = clocks(US, OPENED, CALENDAR, days(70), {Milestone.ACKNOWLEDGE: OPENED})
    keys = [alarm.key for alarm in due_alarms(US, found, CALENDAR, days(70), urgent=False)]
    assert keys == ["final.remind", "final.house", "final.legal"]
    assert next_alarm(replace(US, told=tuple(keys)), found, CALENDAR, urgent=False) is None
    done = clocks(US, OPENED, CALENDAR, days(70), dict.fromkeys(Milestone, OPENED))
    assert next_alarm(US, done, CALENDAR, urgent=False) is None
