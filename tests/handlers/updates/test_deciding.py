"""When an update is owed, and when whoever owes it is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given as for_all
from hypothesis import strategies as st

from handlers.cases import Case, Run
from handlers.people import Directory
from handlers.updates.cadence import Cadence, UpdateRule, Updates
from handlers.updates.choosing import BUILT_IN, cadence_for
from handlers.updates.deciding import ASKED_AT_MOST, asked, begun, given, is_owed, next_question, rechosen
from playbooks.model import Kind, Severity

MACAU = ZoneInfo("Asia/Macau")
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CRITICAL, HIGH, NORMAL = (BUILT_IN[s] for s in (Severity.CRITICAL, Severity.HIGH, Severity.NORMAL))


def minutes(later: datetime | None) -> float | None:
    return None if later is None else (later - NOON) / MINUTE


def promises(cadence: Cadence, count: int) -> list[float | None]:
    """When each of the first updates is due, in minutes, if each is given on the dot."""
    updates = begun(cadence, NOON, MACAU)
    found = [minutes(updates.due)]
    while len(found) < count and updates.due is not None:
        updates = given(updates, updates.due, MACAU, 1)
        found.append(minutes(updates.due))
    return found


def test_a_critical_case_first_in_5_minutes_then_5_then_20_for_two_hours_then_hourly() -> None:
    assert promises(CRITICAL, 10) == [5, 10, 30, 50, 70, 90, 110, 130, 190, 250]


def test_the_less_bad_the_slower_and_nothing_for_what_is_low() -> None:
    assert promises(HIGH, 4) == [15, 45, 105, 165]
    assert Severity.LOW not in BUILT_IN
    assert CRITICAL.first < HIGH.first < NORMAL.first


def test_after_its_time_it_may_end() -> None:
    short = Cadence(MINUTE, MINUTE, MINUTE, during=3 * MINUTE)
    assert promises(short, 9) == [1, 2, 3, None]


def test_nothing_is_owed_in_the_night() -> None:
    evening = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)  # 19:00
    updates = begun(NORMAL, evening, MACAU)
    assert updates.due == datetime(2026, 3, 2, 23, 0, tzinfo=UTC)  # 07:00
    assert next_question(updates, MACAU) == updates.due


def test_whoever_owes_it_is_asked_ahead_as_it_is_due_and_once_more() -> None:
    updates = begun(HIGH, NOON, MACAU)
    questions = []
    while (question := next_question(updates, MACAU)) is not None:
        questions.append(minutes(question))
        updates = asked(updates, question)
    assert questions == [11.25, 15, 30]
    assert is_owed(updates, NOON + 15 * MINUTE)
    assert not is_owed(updates, NOON + 14 * MINUTE)


def test_a_machine_that_slept_asks_once() -> None:
    updates = asked(begun(HIGH, NOON, MACAU), NOON + 20 * MINUTE)
    assert minutes(next_question(updates, MACAU)) == 30
    assert next_question(asked(begun(HIGH, NOON, MACAU), NOON + 500 * MINUTE), MACAU) is None


def test_when_it_gets_worse_the_sooner_promise_holds() -> None:
    updates = begun(HIGH, NOON, MACAU)
    worse = rechosen(updates, CRITICAL, NOON + MINUTE, MACAU)
    assert (minutes(worse.due), worse.cadence) == (6, CRITICAL)
    late = rechosen(updates, CRITICAL, NOON + 12 * MINUTE, MACAU)
    assert (minutes(late.due), late.cadence) == (15, CRITICAL)


def test_when_it_gets_less_bad_what_was_promised_is_kept() -> None:
    updates = begun(CRITICAL, NOON, MACAU)
    assert minutes(rechosen(updates, HIGH, NOON + MINUTE, MACAU).due) == 5


@for_all(st.lists(st.integers(0, 3000), max_size=8), st.sampled_from(list(BUILT_IN.values())))
def test_the_next_one_is_always_later_and_asked_for_in_time(pauses: list[int], cadence: Cadence) -> None:
    now, updates = NOON, begun(cadence, NOON, MACAU)
    for pause in pauses:
        assert updates.due is not None
        assert updates.due > now
        question = next_question(updates, MACAU)
        assert question is not None
        assert now < question <= updates.due
        now += pause * MINUTE
        updates = given(updates, now, MACAU, 1)
        assert updates.asked == 0


@for_all(st.integers(0, 10_000), st.integers(0, ASKED_AT_MOST - 1))
def test_questions_never_stand_still(later: int, before: int) -> None:
    now = NOON + later * MINUTE
    updates = Updates(HIGH, NOON, HIGH.first, NOON + HIGH.first, asked=before)
    following = next_question(asked(updates, now), MACAU)
    assert following is None or following > now


def test_quiet_hours_hold_for_questions_too() -> None:
    cadence = Cadence(60 * MINUTE, 60 * MINUTE, 60 * MINUTE, quiet=(time(22), time(7)))
    updates = begun(cadence, datetime(2026, 3, 2, 12, 55, tzinfo=UTC), MACAU)  # 20:55, due 21:55
    first = next_question(updates, MACAU)
    assert first is not None
    last = next_question(asked(asked(updates, first), first + 11 * MINUTE), MACAU)
    assert last == datetime(2026, 3, 2, 23, 0, tzinfo=UTC)


def test_a_playbook_may_want_it_oftener_and_never_makes_it_rarer() -> None:
    fire = Case("1", "E-1", Kind.EMERGENCY, Run.REAL, "fire", "e", Severity.CRITICAL, "bo", NOON)
    assert cadence_for(fire, Directory()) == CRITICAL
    assert cadence_for(fire, Directory(), 15 * MINUTE) == Cadence(5 * MINUTE, 5 * MINUTE, 15 * MINUTE)
    assert cadence_for(replace(fire, severity=Severity.LOW), Directory(), 15 * MINUTE) == Cadence(
        15 * MINUTE, 15 * MINUTE, 15 * MINUTE
    )
    own = Directory(updates=(UpdateRule(HIGH),))
    assert cadence_for(fire, own, MINUTE) == HIGH
