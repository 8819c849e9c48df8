"""Whether a report is about the same matter as an open case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handlers.alike import Matter, alike, elsewhere, is_same
from handlers.cases import Run, Status
from handlers.organisation import read_organisation
from handlers.people import Directory
from playbooks.loading import parse_yaml
from playbooks.model import Kind
from tests.handlers.alerts.test_addressing import CASE
from tests.handlers.desk.world import COMPLAINT, FIRE, edition

SITES = """
name: Terminal
sites:
  - id: t1
    name: Terminal 1
    places:
      - id: gates
        name: Gates
        places: [{id: gate-12, name: Gate 12}, {id: gate-13, name: Gate 13}]
      - {id: hall, name: Hall}
  - {id: t2, name: Terminal 2, places: [{id: counter, name: Counter}]}
"""
TOWN = read_organisation(parse_yaml(SITES, "organisation.yaml"))
ALARM, GRIPE = edition(FIRE).playbook, edition(COMPLAINT).playbook
FIRE_CASE = replace(CASE, kind=Kind.EMERGENCY, playbook="fire", site="t1", place={"place": "gate-12"}, answers={})
GRIPE_CASE = replace(FIRE_CASE, kind=Kind.COMPLAINT, playbook="complaint", answers={"about": "fees"})
NOW = CASE.opened_at + timedelta(minutes=2)


def fire(
    place: dict[str, Any] | None = None, site: str | None = "t1", minutes: int = 2, run: Run = Run.REAL
) -> Matter:
    return Matter(ALARM, run, site, place, {}, CASE.opened_at + timedelta(minutes=minutes))


def gripe(place: dict[str, Any] | None, **answers: Any) -> Matter:
    return Matter(GRIPE, Run.REAL, "t1", place, answers, NOW)


@pytest.mark.parametrize(
    ("place", "same"),
    [
        ({"place": "gate-12"}, True),
        ({"place": "gates"}, True),
        ({"place": "t1"}, True),
        ({"place": "gate-13"}, False),
        ({"place": "hall"}, False),
        (None, True),
        ({"place": "hall", "last": "2026-03-01T06:00:00+00:00"}, True),
        ({"text": "near the window"}, True),
        ({"latitude": 22.19, "longitude": 113.54}, True),
    ],
)
def test_an_emergency_is_the_same_where_it_may_be_the_same(place: dict[str, Any] | None, same: bool) -> None:
    assert is_same(fire(place), FIRE_CASE, TOWN) is same


def test_a_part_holds_its_parts_and_not_the_other_way_round_only() -> None:
    wide = replace(FIRE_CASE, place={"place": "gates"})
    assert is_same(fire({"place": "gate-13"}), wide, TOWN)
    assert not is_same(fire({"place": "hall"}), wide, TOWN)


def test_locations_near_each_other_are_one_place() -> None:
    here = replace(FIRE_CASE, place={"latitude": 22.19, "longitude": 113.54})
    assert is_same(fire({"latitude": 22.191, "longitude": 113.54}), here, TOWN)
    assert not is_same(fire({"latitude": 22.192, "longitude": 113.54}), here, TOWN)
    assert not is_same(fire({"latitude": 22.19, "longitude": 113.542}), here, TOWN)


@pytest.mark.parametrize(
    "matter",
    [fire(site="t2"), fire(site=None), fire(minutes=11), fire(run=Run.DRILL)],
    ids=["site", "none", "old", "drill"],
)
def test_another_site_an_unknown_one_an_old_case_and_a_drill_are_not_the_same(matter: Matter) -> None:
    assert not is_same(matter, FIRE_CASE, TOWN)


def test_where_there_are_no_sites_to_tell_apart_none_is_asked_for() -> None:
    assert is_same(fire(site=None), replace(FIRE_CASE, site=None), Directory())


@pytest.mark.parametrize("over", [Status.RESOLVED, Status.WITHDRAWN])
def test_what_is_over_is_not_the_same(over: Status) -> None:
    assert not is_same(fire(), replace(FIRE_CASE, status=over), TOWN)


def test_a_complaint_needs_the_same_known_place_and_the_same_choice() -> None:
    assert is_same(gripe({"place": "gate-12"}, about="fees"), GRIPE_CASE, TOWN)
    assert is_same(gripe({"place": "gates"}), GRIPE_CASE, TOWN)
    assert not is_same(gripe({"place": "gate-12"}, about="manners"), GRIPE_CASE, TOWN)
    assert not is_same(gripe(None, about="fees"), GRIPE_CASE, TOWN)
    assert not is_same(gripe({"text": "gate 12"}, about="fees"), GRIPE_CASE, TOWN)


def test_the_newest_is_taken() -> None:
    older, newer = replace(FIRE_CASE, id="1"), replace(FIRE_CASE, id="2")
    assert alike(fire(), [newer, older], TOWN) is newer
    assert alike(fire(), [], TOWN) is None


def test_elsewhere_is_only_what_is_certain() -> None:
    assert elsewhere({"place": "hall"}, FIRE_CASE, TOWN)
    assert not elsewhere({"place": "gates"}, FIRE_CASE, TOWN)
    assert not elsewhere({"text": "hall"}, FIRE_CASE, TOWN)
    assert not elsewhere(None, FIRE_CASE, TOWN)
    assert not elsewhere({"place": "hall"}, replace(FIRE_CASE, place=None), TOWN)
