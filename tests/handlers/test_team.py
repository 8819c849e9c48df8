"""Who takes part, who holds which role, and what the timeline tells of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.team import (
    COMMANDER,
    NOBODY,
    Team,
    accept,
    assign,
    decline,
    give_up,
    join,
    leave,
    missing,
    offer,
    take,
)
from handlers.team_changes import team_changes

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)


def told(before: Team, after: Team) -> list[tuple[str, dict[str, str | None]]]:
    return [(happening.kind, happening.data) for happening in team_changes(before, after, "bo")]


def test_whoever_joins_twice_takes_part_since_the_first_time() -> None:
    once = join(NOBODY, "bo", NOW)
    assert join(once, "bo", LATER) == once
    assert told(NOBODY, once) == [("joined", {"who": "bo"})]


def test_a_free_role_is_taken_and_a_taken_one_is_not() -> None:
    team = take(NOBODY, COMMANDER, "ana", NOW)
    assert team.commander == "ana"
    assert team.takes_part("ana")
    assert take(team, COMMANDER, "ming", LATER) == team


def test_a_role_for_many_has_many() -> None:
    team = take(take(NOBODY, "steward", "bo", NOW, many=True), "steward", "kit", NOW, many=True)
    assert team.holders("steward") == ("bo", "kit")


def test_who_is_given_a_role_has_it_instead_of_whoever_had_it() -> None:
    team = take(NOBODY, COMMANDER, "ana", NOW)
    moved = assign(team, COMMANDER, "ming", LATER)
    assert moved.holders(COMMANDER) == ("ming",)
    assert told(team, moved) == [
        ("joined", {"who": "ming"}),
        ("role", {"role": COMMANDER, "who": "ming", "before": "ana"}),
    ]


def test_an_offered_role_stays_until_it_is_accepted() -> None:
    team = take(NOBODY, COMMANDER, "ana", NOW)
    offered = offer(team, COMMANDER, "ana", "ming", NOW)
    assert offered.commander == "ana"
    assert told(team, offered) == [("offered", {"role": COMMANDER, "who": "ming"})]
    accepted = accept(offered, COMMANDER, "ming", LATER)
    assert accepted.holders(COMMANDER) == ("ming",)
    assert not accepted.offers
    assert ("role", {"role": COMMANDER, "who": "ming", "before": "ana"}) in told(offered, accepted)


def test_what_was_not_offered_cannot_be_accepted() -> None:
    team = offer(take(NOBODY, COMMANDER, "ana", NOW), COMMANDER, "ana", "ming", NOW)
    assert accept(team, COMMANDER, "kit", LATER) == team


def test_what_others_hold_cannot_be_given_away() -> None:
    team = offer(take(NOBODY, COMMANDER, "kit", NOW), COMMANDER, "bo", "ming", NOW)
    assert accept(team, COMMANDER, "ming", LATER).holders(COMMANDER) == ("kit",)


def test_an_offer_can_be_declined() -> None:
    team = offer(take(NOBODY, COMMANDER, "ana", NOW), COMMANDER, "ana", "ming", NOW)
    declined = decline(team, COMMANDER, "ming")
    assert declined.commander == "ana"
    assert not declined.offers
    assert told(team, declined) == [("declined", {"role": COMMANDER, "who": "ming"})]


def test_whoever_leaves_holds_nothing() -> None:
    team = offer(take(join(NOBODY, "bo", NOW), COMMANDER, "ana", NOW), COMMANDER, "ana", "bo", NOW)
    gone = leave(team, "ana")
    assert gone.commander is None
    assert not gone.offers
    assert not gone.takes_part("ana")
    assert told(team, gone)[:2] == [
        ("left", {"who": "ana"}),
        ("role", {"role": COMMANDER, "who": None, "before": "ana"}),
    ]


def test_what_is_missing_is_what_nobody_holds() -> None:
    team = take(NOBODY, COMMANDER, "ana", NOW)
    assert missing(team, (COMMANDER, "caller", "caller")) == ("caller",)
    assert missing(give_up(team, COMMANDER, "ana"), (COMMANDER,)) == (COMMANDER,)


_WHO = st.sampled_from(["bo", "kit", "ana"])
_ROLE = st.sampled_from([COMMANDER, "caller"])
_ACTS = st.lists(
    st.tuples(st.sampled_from(["join", "leave", "take", "assign", "offer", "accept", "give_up"]), _ROLE, _WHO, _WHO)
)


@given(_ACTS)
def test_whatever_happens_a_role_has_one_holder_and_every_holder_takes_part(
    acts: list[tuple[str, str, str, str]],
) -> None:
    team = NOBODY
    for act, role, who, other in acts:
        team = _done(team, act, role, who, other)
        assert len(team.holders(role)) <= 1
        assert all(team.takes_part(holding.staff) for holding in team.held)


def _done(team: Team, act: str, role: str, who: str, other: str) -> Team:
    match act:
        case "join":
            return join(team, who, NOW)
        case "leave":
            return leave(team, who)
        case "take":
            return take(team, role, who, NOW)
        case "assign":
            return assign(team, role, who, NOW)
        case "offer":
            return offer(team, role, who, other, NOW)
        case "accept":
            return accept(team, role, who, NOW)
    return give_up(team, role, who)


@pytest.mark.parametrize("who", ["bo", "kit"])
def test_nothing_happened_tells_nothing(who: str) -> None:
    team = join(NOBODY, who, NOW)
    assert told(team, team) == []
