"""Who is to see to something, and by which day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handlers.people import Group
from handlers.taps import Tap
from tests.handlers.engine.talk import Talk, words

OWNER: dict[str, Any] = {"id": "owner", "type": "owner", "ask": "Who?"}
DUE: dict[str, Any] = {"id": "due", "type": "day", "ask": "When?", "quick": ["1d", "7d", "30d"]}


def test_it_is_mine_with_one_tap() -> None:
    talk = Talk.about(OWNER)
    talk.taps_on("Me")
    assert talk.values == {"owner": {"staff": "bo"}}


@pytest.mark.parametrize(
    ("typed", "owner"),
    [("Ana Lopes", {"staff": "ana"}), ("陳大文", {"staff": "chan"}), ("technicians", {"group": "tech"})],
)
def test_a_colleague_or_a_group_is_named(typed: str, owner: dict[str, str]) -> None:
    talk = _with_groups()
    talk.says(typed)
    assert talk.values == {"owner": owner}


def test_a_group_is_tapped_though_somebody_has_its_id() -> None:
    talk = _with_groups()
    talk.taps_on("👥 Ana and friends")
    assert talk.values == {"owner": {"group": "ana"}}


def test_who_is_not_here_cannot_see_to_it() -> None:
    talk = _with_groups()
    talk.says("Zulmira Qwerty")
    assert "Nobody here is called that." in talk.text
    assert talk.values == {}


def test_a_day_is_one_tap_or_typed() -> None:
    talk = Talk.about(DUE)
    assert talk.labels[:3] == ["Tomorrow", "27 Nov", "20 Dec"]
    talk.taps_on("27 Nov")
    assert talk.values == {"due": "2026-11-27"}


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("24 Dec", "2026-12-24"),
        ("Monday", "2026-11-23"),
        ("in 2 weeks", "2026-12-04"),
        ("tomorrow", "2026-11-21"),
        ("星期三", "2026-11-25"),
        ("12月24日", "2026-12-24"),
        ("24/12", "2026-12-24"),
        ("1 June", "2027-06-01"),
        ("sexta-feira", "2026-11-20"),
    ],
)
def test_a_day_as_it_is_typed(typed: str, day: str) -> None:
    talk = Talk.about(DUE)
    talk.says(typed)
    assert talk.values == {"due": day}


@pytest.mark.parametrize(
    "typed", ["yesterday", "2026-01-01", "19 Nov 2026", "14:05", "last Monday", "whenever", "24 Dec 2090"]
)
def test_what_is_no_day_to_come_is_asked_again(typed: str) -> None:
    talk = Talk.about(DUE)
    talk.says(typed)
    assert talk.values == {}


def test_a_day_that_was_made_up_is_no_answer() -> None:
    talk = Talk.about(DUE)
    for argument in ("a=2026-01-01", "a=2090-01-01", "a=soon"):
        talk.taps_data(Tap("s", talk.session.tag, talk.session.render, argument).data)
    assert talk.values == {}


def _with_groups() -> Talk:
    talk = Talk.about(OWNER)
    groups = (Group("tech", words("Technicians", "技术组")), Group("ana", words("Ana and friends")))
    talk.directory = replace(talk.directory, groups=groups)
    talk.begin("complaint")
    return talk
