"""The team, its checklist, and the service that keeps it."""

from __future__ import annotations

from typing import Any

from bench.onlooking import program_with
from bench.programs import Program

FIRST = 10_000  # account of the first of them
GROUP = -2001


def organisation(people: int) -> dict[str, Any]:
    """Everybody is in the one group that is told of everything."""
    numbers = range(people)
    staff = [{"id": f"p{n}", "name": f"Person {n}", "role": "duty-manager", "telegram": FIRST + n} for n in numbers]
    return {
        "name": "Bench",
        "timezone": "Asia/Macau",
        "languages": ["en"],
        "sites": [{"id": "here", "name": {"en": "Here"}}],
        "staff": staff,
        "groups": [
            {"id": "team", "name": {"en": "Team"}, "chat": GROUP, "members": [one["id"] for one in staff[1:]]}
        ],
        "routing": [{"notify": ["team"]}],
    }


def playbook(rows: int) -> dict[str, Any]:
    """An emergency with so many rows: every seventh a decision, every ninth for two people, every fifth waits."""
    return {
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
        "roles": [{"id": f"role{n}", "name": f"Role {n}"} for n in range(4)],
        "tracks": [{"id": f"track{n}", "name": f"Track {n}"} for n in range(3)],
        "steps": [_row(number) for number in range(rows)],
    }


def _row(number: int) -> dict[str, Any]:
    row: dict[str, Any] = {"id": f"row{number}", "text": f"Do thing number {number} and look after it well"}
    row |= {"track": f"track{number % 3}", "role": f"role{number % 4}", "within": "2h"}
    if number % 7 == 3:
        row["decide"] = [{"id": "left", "label": "Left"}, {"id": "right", "label": "Right"}]
    elif number % 9 == 4:
        row["confirm"] = 2
    if number % 5 == 2:
        row["after"] = [f"row{number - 1}"]
    return row


def program(people: int, rows: int) -> Program:
    """`muster run` with them."""
    return program_with(playbook(rows), organisation(people))
