"""When an action is brought up, and whom that concerns."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from handlers.actions import (
    Action,
    Origin,
    Owner,
    Reminder,
    concerns,
    done,
    dropped,
    given,
    leads_of,
    next_reminder,
    owners_of,
    put_off,
    reminder_on,
)
from handlers.actions.looking import in_groups
from handlers.people import Directory, Group, Role, Staff
from playbooks.words import Words

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DUE = date(2026, 3, 12)
ANA, BO, LIN = Staff("ana", "Ana", Role.DUTY_MANAGER), Staff("bo", "Bo", Role.STAFF), Staff("lin", "Lin", Role.STAFF)
GONE = Staff("sam", "Sam", Role.STAFF, active=False)
SHOP = Directory(
    staff=(ANA, BO, LIN, GONE),
    groups=(
        Group("tech", Words("Technicians"), members=("bo", "lin", "sam"), lead="lin"),
        Group("all", Words("All")),
    ),
)


def action(owner: Owner = Owner(staff="bo"), due: date = DUE) -> Action:  # noqa: B008 - immutable
    return Action("1", "A-2026-000001", "A new lock", owner, due, Origin.CASE, "ana", NOW)


def days(until: date) -> list[tuple[int, str]]:
    """The days of March and April 2026 on which it is brought up, and how."""
    found, day = [], date(2026, 3, 2)
    while (following := next_reminder(action(), day)) is not None and following <= until:
        day = following
        found.append((day.day, str(reminder_on(action(), day))))
    return found


def test_ahead_on_the_day_and_every_week_once_it_is_overdue() -> None:
    assert days(date(2026, 3, 31)) == [(9, "ahead"), (12, "today"), (13, "overdue"), (20, "overdue"), (27, "overdue")]


def test_what_was_agreed_late_is_not_brought_up_ahead() -> None:
    assert next_reminder(action(due=date(2026, 3, 4)), date(2026, 3, 2)) == date(2026, 3, 4)


def test_a_look_that_comes_late_says_what_is_true_then() -> None:
    assert reminder_on(action(), date(2026, 3, 13)) is Reminder.OVERDUE


def test_what_is_settled_is_never_brought_up() -> None:
    for settled in (done(action(), "bo", NOW, "New lock"), dropped(action(), "bo", NOW, "Not ours")):
        assert next_reminder(settled, DUE) is None
        assert reminder_on(settled, DUE) is None
        assert given(settled, Owner(group="tech")) == settled
        assert put_off(settled, date(2027, 1, 1)) == settled


def test_an_owner_is_somebody_or_a_group() -> None:
    for wrong in ({}, {"staff": "bo", "group": "tech"}):
        with pytest.raises(ValueError, match="somebody's or a group's"):
            Owner(**wrong)


def test_a_group_s_action_concerns_its_members_and_their_lead_hears() -> None:
    theirs = action(Owner(group="tech"))
    assert owners_of(theirs, SHOP) == (BO, LIN)
    assert concerns(theirs, BO, SHOP)
    assert not concerns(theirs, ANA, SHOP)
    assert leads_of(theirs, SHOP) == (LIN,)


def test_of_one_s_own_lateness_somebody_else_hears() -> None:
    assert leads_of(action(), SHOP) == (LIN,)
    assert leads_of(action(Owner(staff="lin")), SHOP) == (ANA,)
    assert leads_of(action(Owner(group="all")), SHOP) == (ANA,)
    assert leads_of(action(Owner(group="gone")), replace(SHOP, staff=(BO,))) == ()


def test_an_action_is_in_the_groups_of_its_owner() -> None:
    assert in_groups(action(), {"tech"}, SHOP)
    assert not in_groups(action(Owner(staff="ana")), {"tech"}, SHOP)
    assert in_groups(action(Owner(group="all")), {"all"}, SHOP)
