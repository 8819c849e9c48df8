"""After an answer was changed: the law that fits now, and no promise taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from handlers.deadlines import Calendar, Pause, Terms, rechosen
from playbooks.model.deadlines import Milestone, Pack
from playbooks.words import Words

CALENDAR = Calendar("Asia/Macau")
OPENED = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # a Monday


def pack(name: str, **clocks: dict[str, str]) -> Pack:
    """`final={"house": "3 days"}`"""
    rules = [{"milestone": milestone, "name": {"en": milestone}, **lengths} for milestone, lengths in clocks.items()]
    content = {"id": name, "version": 1, "name": {"en": name}, "source": "x", "reviewed": "2026-01-01"}
    return Pack.model_validate({**content, "deadlines": rules})


def after(before: dict[str, str], now: dict[str, str]) -> dict[str, str]:
    """What the final reply's clock says after a case went from one pack to another."""
    found = rechosen(Terms(pack("old", final=before)), pack("new", final=now), OPENED, CALENDAR)
    (rule,) = found.pack.deadlines
    lengths = {name: getattr(rule, name) for name in ("house", "legal", "remind")}
    return {name: str(length) for name, length in lengths.items() if length is not None}


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ({"house": "5 days", "remind": "3 days"}, {"house": "3 days"}, {"house": "3 days"}),
        ({"house": "3 days", "remind": "2 days"}, {"house": "5 days"}, {"house": "3 days", "remind": "2 days"}),
        ({"house": "3 days"}, {"legal": "10 days"}, {"house": "3 days", "legal": "10 days"}),
        ({"house": "12 days"}, {"legal": "10 days"}, {"legal": "10 days"}),
        ({"legal": "5 days"}, {"house": "7 days"}, {"house": "7 days"}),
        ({"house": "3 days", "legal": "5 days"}, {"legal": "9 days"}, {"house": "3 days", "legal": "9 days"}),
        ({"house": "5 working days"}, {"house": "6 days"}, {"house": "6 days"}),
        ({"house": "4 working days"}, {"house": "6 days"}, {"house": "4 working days"}),
    ],
)
def test_our_own_target_is_the_sooner_of_both_and_the_limit_that_of_the_new_pack(
    before: dict[str, str], now: dict[str, str], found: dict[str, str]
) -> None:
    assert after(before, now) == found


def test_the_calendar_decides_which_is_sooner() -> None:
    old, new = pack("old", final={"house": "4 working days"}), pack("new", final={"house": "5 days"})
    holiday = Calendar("Asia/Macau", holidays=(date(2026, 3, 4), date(2026, 3, 5)))
    houses = [rechosen(Terms(old), new, OPENED, calendar).pack.deadlines[0].house for calendar in (CALENDAR, holiday)]
    assert [str(house) for house in houses] == ["4 working days", "5 days"]


def test_a_promise_that_only_the_old_pack_made_is_kept_without_its_law() -> None:
    old = pack("old", acknowledge={"house": "1 day", "legal": "2 days"}, progress={"legal": "9 days"})
    new = pack("new", final={"house": "3 days"})
    found = rechosen(Terms(old), new, OPENED, CALENDAR)
    assert [rule.milestone for rule in found.pack.deadlines] == [Milestone.FINAL, Milestone.ACKNOWLEDGE]
    assert found.pack.deadlines[1].legal is None
    assert (found.pack.id, found.pack.name) == ("new", Words({"en": "new"}))


def test_what_was_reached_and_paused_stays_and_choosing_again_changes_nothing() -> None:
    terms = Terms(pack("old", final={"house": "3 days"}), (Pause(OPENED, "agreed", "ana"),), told=("final.remind",))
    new = pack("new", final={"house": "5 days", "legal": "9 days"})
    once = rechosen(terms, new, OPENED, CALENDAR)
    assert (once.pauses, once.told) == (terms.pauses, terms.told)
    assert rechosen(once, new, OPENED, CALENDAR) == once
