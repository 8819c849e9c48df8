"""iCalendar text, written as short as tests want to read it."""

from __future__ import annotations


def event(title: str, begins: str, ends: str = "", *more: str, uid: str = "") -> str:
    """One event. `begins` is `20260302T070000`, with `Z`, a day `20260302`, or has a zone in front (`TZID=…:`)."""
    lines = ["BEGIN:VEVENT", f"UID:{uid or title + begins}", f"SUMMARY:{title}", _at("DTSTART", begins)]
    lines += [_at("DTEND", ends)] if ends else []
    return "\r\n".join([*lines, *more, "END:VEVENT"])


def calendar(*events: str) -> str:
    """A calendar of these events."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tests//EN"]
    return "\r\n".join([*head, *events, "END:VCALENDAR", ""])


def _at(name: str, value: str) -> str:
    if ":" in value:
        return f"{name};{value}"
    return f"{name}:{value}" if "T" in value else f"{name};VALUE=DATE:{value}"
