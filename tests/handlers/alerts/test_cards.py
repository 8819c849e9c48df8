"""What the card says, and what can be done with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.alerts.cards import Progress, card, place_name
from handlers.cases import Case, Status
from handlers.organisation import read_organisation
from handlers.taps import LIMIT
from playbooks.loading import parse_yaml
from tests.handlers.alerts.test_addressing import CASE
from tests.handlers.desk.world import FIRE, ORGANISATION, edition

TOWN = read_organisation(parse_yaml(ORGANISATION, "organisation.yaml"))
ALARM = edition(FIRE).playbook
LONG = replace(CASE, id="01J8ZZZZZZZZZZZZZZZZZZZZZZ", site="t1", headline="The <b>kitchen</b>", version=99_999)
TAKEN = replace(LONG, status=Status.ACKNOWLEDGED, acknowledged_by="ana", acknowledged_at=LONG.opened_at)


def labels(case: Case) -> list[str]:
    return [button.label for row in card(case, ALARM, TOWN, "en", case.opened_at).rows for button in row]


@pytest.mark.parametrize(
    ("case", "buttons"),
    [
        (LONG, ["Acknowledge", "Details", "Call more people", "Assign"]),
        (TAKEN, ["Resolve", "Details", "Need help", "Give back", "Assign"]),
        (replace(TAKEN, status=Status.RESOLVED), ["Details"]),
        (replace(LONG, status=Status.WITHDRAWN), ["Details"]),
    ],
)
def test_what_can_be_done_follows_from_how_it_stands(case: Case, buttons: list[str]) -> None:
    assert labels(case) == buttons


def test_everything_that_has_to_be_on_it_is() -> None:
    text = card(TAKEN, ALARM, TOWN, "en", TAKEN.opened_at, Progress(1, 2)).text
    for words in ("🟠", CASE.number, "Fire", "Emergency", "High", "Terminal 1", "The <b>kitchen</b>", "Bo", "1 of 2"):
        assert words in text
    assert "Taken by Ana" in text


def test_the_next_day_the_date_is_there_too() -> None:
    today = card(TAKEN, ALARM, TOWN, "en", TAKEN.opened_at).text
    tomorrow = card(TAKEN, ALARM, TOWN, "en", TAKEN.opened_at + timedelta(days=1)).text
    assert len(tomorrow) > len(today)


def test_its_buttons_fit_telegram() -> None:
    for row in card(LONG, ALARM, TOWN, "en", LONG.opened_at).rows:
        assert all(len(button.data.encode()) <= LIMIT for button in row)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"place": "gate-12"}, "Terminal 1, Gate 12"),
        ({"latitude": 22.2, "longitude": 113.5}, "Terminal 1, 22.20000, 113.50000"),
        ({"text": "by the\nstairs"}, "Terminal 1, by the stairs"),
        (None, "Terminal 1"),
    ],
)
def test_a_place_in_words(place: dict[str, object] | None, words: str) -> None:
    assert place_name(place, "t1", TOWN, "en") == words
