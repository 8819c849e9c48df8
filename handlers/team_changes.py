"""What became of a team, as entries for the timeline: read off the team before and the team after."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.cases import Happening
from handlers.team import Team


def team_changes(before: Team, after: Team, actor: str | None) -> tuple[Happening, ...]:
    """`joined`, `left`, `role` (who has it now, who had it), `offered` and `declined`, done by `actor`."""
    return (
        *_coming_and_going(before, after, actor),
        *_roles(before, after, actor),
        *_offers(before, after, actor),
    )


def _coming_and_going(before: Team, after: Team, actor: str | None) -> Iterator[Happening]:
    for participant in after.participants:
        if not before.takes_part(participant.staff):
            yield Happening("joined", actor, {"who": participant.staff})
    for participant in before.participants:
        if not after.takes_part(participant.staff):
            yield Happening("left", actor, {"who": participant.staff})


def _roles(before: Team, after: Team, actor: str | None) -> Iterator[Happening]:
    for role in dict.fromkeys(holding.role for holding in (*before.held, *after.held)):
        had, has = before.holders(role), after.holders(role)
        gone, come = [who for who in had if who not in has], [who for who in has if who not in had]
        for number in range(max(len(gone), len(come))):
            data = {"role": role, "who": come[number] if number < len(come) else None}
            if number < len(gone):
                data["before"] = gone[number]
            yield Happening("role", actor, data)


def _offers(before: Team, after: Team, actor: str | None) -> Iterator[Happening]:
    for offer in after.offers:
        if offer not in before.offers:
            yield Happening("offered", actor, {"role": offer.role, "who": offer.to})
    for offer in before.offers:
        if offer not in after.offers and not after.holds(offer.to, offer.role):
            yield Happening("declined", actor, {"role": offer.role, "who": offer.to})
