"""Everybody who is asked, and the service that asks."""

from __future__ import annotations

from typing import Any

from bench.onlooking import program_with
from bench.programs import Program

FIRST = 10_000  # account of the first of them: who leads
GROUP = -2001

PLAYBOOK = {
    "id": "blaze",
    "kind": "emergency",
    "owner": "bench",
    "version": 1,
    "reviewed": "2026-11-15",
    "sources": ["Made for a measurement"],
    "title": "Blaze",
    "closing": "Thank you.",
    "severity": "critical",
    "questions": [{"id": "seen", "type": "yes_no", "ask": "Flames?", "required": False}],
}


def organisation(people: int) -> dict[str, Any]:
    """One who leads, and everybody else; they are told of nothing by themselves."""
    numbers = range(1, people)
    staff = [{"id": f"p{n}", "name": f"Person {n}", "role": "staff", "telegram": FIRST + n} for n in numbers]
    leader = {"id": "p0", "name": "Leader", "role": "duty-manager", "telegram": FIRST}
    place = {"assembly_point": {"en": "the taxi rank"}}
    return {
        "name": "Bench",
        "timezone": "Asia/Macau",
        "languages": ["en"],
        "sites": [{"id": "here", "name": {"en": "Here"}, "variables": place}],
        "staff": [leader, *staff],
        "groups": [{"id": "team", "name": {"en": "Team"}, "chat": GROUP, "members": []}],
        "routing": [{"notify": ["team"]}],
        "escalation": [{"steps": [{"wait": "30d", "notify": "group"}]}],
        "reports": {"in_charge": "0s", "roll_call": {"remind": "0s", "missing": "0s"}},
    }


def program(people: int) -> Program:
    """`muster run` with them."""
    return program_with(PLAYBOOK, organisation(people))
