"""Who works on a case together: who takes part, who holds which role, and what was offered to whom.

Plain functions from one team to the next. What they change is put on the timeline by `handlers.team_changes`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

#: Who is in charge. Every emergency has this role, whatever its playbook names.
COMMANDER: Final = "commander"


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody (a staff id) who takes part since then."""

    staff: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Holding:
    """A role in somebody's hands since then."""

    role: str
    staff: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """A role that `by` wants to hand to `to`, who has not said yes yet."""

    role: str
    to: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Team:
    """In the order in which people came. A role has one holder, unless its playbook says `many: true`."""

    participants: tuple[Participant, ...] = ()
    held: tuple[Holding, ...] = ()
    offers: tuple[Offer, ...] = ()

    @property
    def everybody(self) -> tuple[str, ...]:
        """Who takes part: staff ids, as they came."""
        return tuple(participant.staff for participant in self.participants)

    def takes_part(self, staff: str) -> bool:
        return any(participant.staff == staff for participant in self.participants)

    def holders(self, role: str) -> tuple[str, ...]:
        """Who holds a role: staff ids, longest first."""
        return tuple(holding.staff for holding in self.held if holding.role == role)

    def holds(self, staff: str, role: str) -> bool:
        return staff in self.holders(role)

    def roles_of(self, staff: str) -> tuple[str, ...]:
        """The roles that somebody holds."""
        return tuple(holding.role for holding in self.held if holding.staff == staff)

    def offered(self, role: str, to: str) -> Offer | None:
        """What is offered to somebody and not answered yet."""
        return next((offer for offer in self.offers if (offer.role, offer.to) == (role, to)), None)

    @property
    def commander(self) -> str | None:
        """Who is in charge, if anybody."""
        return next(iter(self.holders(COMMANDER)), None)


#: A team before anybody came.
NOBODY: Final = Team()


def join(team: Team, staff: str, at: datetime) -> Team:
    """They take part; whoever does already stays as they are."""
    if team.takes_part(staff):
        return team
    return replace(team, participants=(*team.participants, Participant(staff, at)))


def leave(team: Team, staff: str) -> Team:
    """They take part no longer, hold no role, and have nothing to answer."""
    return Team(
        tuple(participant for participant in team.participants if participant.staff != staff),
        tuple(holding for holding in team.held if holding.staff != staff),
        tuple(offer for offer in team.offers if staff not in (offer.to, offer.by)),
    )


def take(team: Team, role: str, staff: str, at: datetime, *, many: bool = False) -> Team:
    """They take a role that is free (or that `many` can hold), and take part. Otherwise nothing changes."""
    return assign(team, role, staff, at, many=many) if many or not team.holders(role) else team


def assign(team: Team, role: str, staff: str, at: datetime, *, many: bool = False) -> Team:
    """They have the role from now on; unless `many` can hold it, whoever had it before has it no longer."""
    if team.holds(staff, role):
        return team
    kept = tuple(holding for holding in team.held if many or holding.role != role)
    asked = tuple(offer for offer in team.offers if offer.role != role)
    return replace(join(team, staff, at), held=(*kept, Holding(role, staff, at)), offers=asked)


def give_up(team: Team, role: str, staff: str) -> Team:
    """They have the role no longer, and nobody has it for them."""
    kept = tuple(holding for holding in team.held if (holding.role, holding.staff) != (role, staff))
    asked = tuple(offer for offer in team.offers if (offer.role, offer.by) != (role, staff))
    return replace(team, held=kept, offers=asked)


def offer(team: Team, role: str, by: str, to: str, at: datetime) -> Team:
    """`by` offers a role to `to`. Until they accept it stays where it is; a role is offered to one at a time."""
    others = tuple(offer for offer in team.offers if offer.role != role)
    return replace(team, offers=(*others, Offer(role, to, by, at)))


def accept(team: Team, role: str, staff: str, at: datetime) -> Team:
    """They say yes to what is offered: the role goes from its holder to them.

    Without an offer nothing changes, nor when whoever offered it does not hold what others hold.
    """
    offered = team.offered(role, staff)
    if offered is None or (team.holders(role) and not team.holds(offered.by, role)):
        return team
    return assign(give_up(team, role, offered.by), role, staff, at, many=True)


def decline(team: Team, role: str, staff: str) -> Team:
    """They say no: the role stays where it is."""
    asked = tuple(offer for offer in team.offers if (offer.role, offer.to) != (role, staff))
    return replace(team, offers=asked)


def missing(team: Team, needed: Iterable[str]) -> tuple[str, ...]:
    """Those of the needed roles that nobody holds."""
    return tuple(role for role in dict.fromkeys(needed) if not team.holders(role))
