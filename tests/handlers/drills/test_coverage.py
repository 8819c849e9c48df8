"""Which team has drilled which playbook, until when that holds: tables of runs and what they add up to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.drills.coverage import Asked, Cell, CellState, asked_of, coverage, drilled_by
from handlers.drills.results import Result
from handlers.drills.rules import DrillRule, Every
from handlers.people import Directory, Group, OrganisationRoute, Role, Staff
from playbooks.loading import LIBRARY, load_library
from playbooks.words import Words

TODAY = date(2026, 11, 21)
YEAR, MONTH = Every(months=12), timedelta(days=30)
TEAM = ("ana", "bo", "kit", "sam")
HERE = Directory(
    staff=tuple(Staff(name, name.capitalize(), Role.STAFF) for name in (*TEAM, "lin")),
    groups=(Group("duty", Words("Duty"), members=TEAM), Group("office", Words("Office"), members=("lin",))),
    routing=(OrganisationRoute(("duty",)),),
)
ASKED = Asked("duty", "fire", YEAR, MONTH)


def drilled(days_ago: int, *people: str, edition: str = "now", percent: int | None = 80) -> Result:
    at = datetime(2026, 11, 21, 9, tzinfo=UTC) - timedelta(days=days_ago)
    return Result(f"r{days_ago}", "D-1", "kitchen", "fire", edition, None, at, at, percent, {}, people)


def cell(*results: Result, directory: Directory = HERE, asked: Asked = ASKED) -> Cell:
    (found,) = coverage([asked], directory, drilled_by(results), lambda playbook, edition: edition == "now", TODAY)
    return found


def test_nobody_ever_drilled_it() -> None:
    assert cell() == Cell(ASKED, CellState.NEVER, None, 4, 2, 0, None)


@pytest.mark.parametrize(
    ("days_ago", "state", "due"),
    [
        (10, CellState.DONE, date(2027, 11, 11)),
        (334, CellState.DONE, date(2026, 12, 22)),
        (335, CellState.SOON, date(2026, 12, 21)),
        (365, CellState.SOON, date(2026, 11, 21)),  # the last day that it is good for
        (366, CellState.OVERDUE, date(2026, 11, 20)),
    ],
)
def test_half_a_team_is_enough_until_the_interval_is_over(days_ago: int, state: CellState, due: date) -> None:
    found = cell(drilled(days_ago, "ana", "bo"))
    assert (found.state, found.due) == (state, due)


def test_fewer_than_half_are_too_few_however_often_they_drill() -> None:
    found = cell(drilled(10, "ana"), drilled(20, "ana"))
    assert (found.state, found.took_part, found.needed) == (CellState.FEW, 1, 2)


def test_the_shifts_of_a_team_add_up_and_it_is_good_for_as_long_as_half_of_it_is() -> None:
    found = cell(drilled(200, "ana"), drilled(100, "bo"), drilled(10, "kit"))
    assert (found.state, found.due, found.took_part) == (CellState.DONE, date(2027, 8, 13), 3)


def test_whoever_came_since_counts_for_the_team_and_whoever_left_does_not() -> None:
    left = tuple(replace(one, active=one.id not in ("ana", "bo")) for one in HERE.staff)
    found = cell(drilled(10, "ana", "bo"), directory=replace(HERE, staff=left))
    assert (found.state, found.members) == (CellState.NEVER, 2)


def test_a_run_in_which_nothing_was_asked_of_anybody_is_no_drill() -> None:
    assert cell(drilled(10, *TEAM, percent=None)).state is CellState.NEVER


def test_an_edition_with_other_steps_makes_it_due_again_at_once() -> None:
    found = cell(drilled(10, *TEAM, edition="before"))
    assert (found.state, found.took_part) == (CellState.CHANGED, 0)
    assert cell(drilled(400, *TEAM, edition="before")).state is CellState.OVERDUE


def test_who_drilled_the_edition_that_still_holds_counts_although_they_drilled_another_one_since() -> None:
    assert cell(drilled(100, "ana", "bo"), drilled(10, "ana", "bo", edition="draft")).state is CellState.DONE


def asked(*rules: DrillRule) -> list[tuple[str, str, str]]:
    playbooks = [edition.playbook for edition in load_library(LIBRARY)]
    found = asked_of(replace(HERE, drilling=rules), playbooks, {"fire", "typhoon"})
    return sorted((one.group, one.playbook, one.every.text) for one in found)


def test_as_usual_those_who_are_told_drill_every_emergency_that_a_scenario_plays() -> None:
    assert asked() == [("duty", "fire", "6 months"), ("duty", "typhoon", "1 year")]


def test_the_first_rule_that_fits_counts() -> None:
    never = DrillRule(None, ("typhoon",), ("duty",))
    assert asked(never, DrillRule(YEAR)) == [("duty", "fire", "1 year")]


def test_teams_and_playbooks_that_are_named_need_neither_be_told_nor_be_emergencies() -> None:
    assert asked(DrillRule(Every(days=90), ("complaint", "robbery"), ("office",))) == [
        ("office", "complaint", "90 days"),
        ("office", "robbery", "90 days"),
    ]
