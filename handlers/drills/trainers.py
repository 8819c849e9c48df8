"""Which trainer looks after which team: the one with whom somebody of it works at a site."""

from __future__ import annotations

from handlers.drills.coverage import members_of
from handlers.people import Directory, Group, Role, Staff


def trains(person: Staff, group: Group, directory: Directory) -> bool:
    """Whether somebody works at one of `person`'s sites. Whoever has no list of sites works at all of them."""
    return any(meet(person, member) for member in members_of(group, directory))


def trainers(directory: Directory) -> list[Staff]:
    """Those who are told what falls due: trainers who have an account; admins, where there is none."""
    there = [person for person in directory.staff if person.active and person.telegram is not None]
    found = [person for person in there if person.role is Role.TRAINER]
    return found or [person for person in there if person.role is Role.ADMIN]


def meet(one: Staff, other: Staff) -> bool:
    """Whether two people work at a common site."""
    return not one.sites or not other.sites or not set(one.sites).isdisjoint(other.sites)
