"""What answers make of a case: how bad, where, and whose it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from handlers.assessment import HEADLINE, Assessment, assess, matches, one_line, site_of
from handlers.cases import Run
from handlers.engine import Answer, Frame
from handlers.given import Given
from handlers.numbers import case_number, series
from handlers.organisation import read_organisation
from handlers.people import Directory, OrganisationRoute, RouteWhen
from playbooks.loading import parse_yaml
from playbooks.model import Compare, Kind, Playbook, Severity
from tests.handlers.desk.world import FIRE, ORGANISATION, edition

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
TOWN = read_organisation(parse_yaml(ORGANISATION, "organisation.yaml"))
ALARM = edition(FIRE)


def assessed(directory: Directory = TOWN, **answers: Any) -> Assessment:
    given = {question: Answer(value, NOW) for question, value in answers.items()}
    frame = Frame("x", Kind.EMERGENCY, "fire", ALARM.digest, NOW, answers=given, submitted=True)
    return assess(ALARM.playbook, frame, directory, "en", NOW)


def given(playbook: Playbook = ALARM.playbook, **answers: Any) -> Given:
    return Given(playbook, answers, {}, NOW)


def routed(*routes: OrganisationRoute) -> tuple[str, ...]:
    return assessed(replace(TOWN, routing=routes)).groups


def test_without_answers_it_is_as_bad_as_its_playbook_says() -> None:
    assert assessed().severity is Severity.HIGH
    assert assessed().headline == ""


def test_the_worst_rule_that_holds_wins() -> None:
    assert assessed(spread="yes").severity is Severity.CRITICAL
    assert assessed(spread="no").severity is Severity.HIGH


def test_the_first_route_that_matches_and_every_route_of_the_playbook() -> None:
    elsewhere = OrganisationRoute(("fire",), RouteWhen(kind="complaint"))
    first, second = OrganisationRoute(("duty",)), OrganisationRoute(("fire",))
    assert routed(elsewhere, first, second) == ("duty",)
    assert assessed(spread="yes").groups == ("duty", "fire")


@pytest.mark.parametrize(
    ("when", "fits"),
    [
        (RouteWhen(), True),
        (RouteWhen(kind="emergency"), True),
        (RouteWhen(kind="incident"), False),
        (RouteWhen(playbook=("fire", "flood")), True),
        (RouteWhen(playbook=("flood",)), False),
        (RouteWhen(site=("t1",)), True),
        (RouteWhen(site=("t2",)), False),
        (RouteWhen(severity_at_least="high"), True),
        (RouteWhen(severity_at_least="critical"), False),
        (RouteWhen(answers=Compare(question="spread", equals="yes")), True),
        (RouteWhen(kind="emergency", answers=Compare(question="spread", equals="no")), False),
    ],
)
def test_every_field_of_a_route_must_match(when: RouteWhen, fits: bool) -> None:
    assert matches(when, given(spread="yes"), Severity.HIGH, "t1") is fits


@pytest.mark.parametrize(
    ("place", "site"),
    [
        ({"place": "gate-12"}, "t1"),
        ({"place": "t2"}, "t2"),
        ({"place": "moon"}, None),
        ({"text": "there"}, None),
        (None, None),
    ],
)
def test_a_place_tells_its_site(place: dict[str, Any] | None, site: str | None) -> None:
    assert site_of(place, TOWN) == site


def test_a_headline_is_one_line_that_fits_a_card() -> None:
    assert one_line(" a\n\tb  c ") == "a b c"
    assert one_line("火" * 500) == "火" * (HEADLINE - 1) + "…"


@pytest.mark.parametrize(
    ("kind", "run", "number"),
    [
        (Kind.COMPLAINT, Run.REAL, "C-2026-000007"),
        (Kind.INCIDENT, Run.REAL, "I-2026-000007"),
        (Kind.EMERGENCY, Run.DRILL, "DE-2026-000007"),
    ],
)
def test_numbers(kind: Kind, run: Run, number: str) -> None:
    assert case_number(series(kind, run), 2026, 7) == number
