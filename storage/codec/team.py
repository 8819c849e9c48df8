"""A case's team as JSON: short lists, moments in microseconds since 1970."""

from __future__ import annotations

from typing import Any

from handlers.team import NOBODY, Holding, Offer, Participant, Team
from storage.times import micros, moment


def dump_team(team: Team) -> list[Any] | None:
    """As JSON; None for nobody."""
    if team == NOBODY:
        return None
    return [
        [[one.staff, micros(one.since)] for one in team.participants],
        [[one.role, one.staff, micros(one.since)] for one in team.held],
        [[one.role, one.to, one.by, micros(one.at)] for one in team.offers],
    ]


def load_team(data: list[Any] | None) -> Team:
    """Back from JSON."""
    if data is None:
        return NOBODY
    participants, held, offers = data
    return Team(
        tuple(Participant(staff, moment(since)) for staff, since in participants),
        tuple(Holding(role, staff, moment(since)) for role, staff, since in held),
        tuple(Offer(role, to, by, moment(at)) for role, to, by, at in offers),
    )
