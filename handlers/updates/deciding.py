"""When the next update is owed, and when whoever owes it is asked: the decisions, without anything being sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from handlers.escalation.deciding import after_quiet
from handlers.updates.cadence import Cadence, Updates

ASKED_AT_MOST = 3  # times for one update: before it is due, as it is due, and once more a while later
_AHEAD = timedelta(minutes=10)


def begun(cadence: Cadence, now: datetime, zone: tzinfo) -> Updates:
    """Somebody has just taken the case."""
    return Updates(cadence, now, cadence.first, after_quiet(now + cadence.first, cadence.quiet, zone))


def given(updates: Updates, now: datetime, zone: tzinfo, version: int) -> Updates:
    """An update was given, with the case's new `version`: the next one is owed from now on."""
    counted = replace(updates, given=updates.given + 1, given_at=now, asked=0, drawn=version)
    return _promised(counted, now, zone)


def rechosen(updates: Updates, cadence: Cadence, now: datetime, zone: tzinfo) -> Updates:
    """Another cadence holds from now on. What was promised sooner stays promised."""
    changed = _promised(replace(updates, cadence=cadence, asked=0), now, zone)
    sooner = updates.due is not None and (changed.due is None or updates.due <= changed.due)
    return replace(updates, cadence=cadence) if sooner else changed


def next_question(updates: Updates, zone: tzinfo) -> datetime | None:
    """When whoever has the case is to be asked again; None: not at all."""
    if updates.due is None or updates.asked >= ASKED_AT_MOST:
        return None
    return after_quiet(_question(updates, updates.asked), updates.cadence.quiet, zone)


def asked(updates: Updates, now: datetime) -> Updates:
    """They are being asked now; after a machine slept, once for all that they should have been asked meanwhile."""
    number = updates.asked + 1
    while number < ASKED_AT_MOST and _question(updates, number) <= now:
        number += 1
    return replace(updates, asked=number)


def is_owed(updates: Updates, now: datetime) -> bool:
    """Whether the promised moment has passed."""
    return updates.due is not None and updates.due <= now


def _question(updates: Updates, number: int) -> datetime:
    """The first comes a little ahead, the second as the update is due, the others `gap` apart."""
    assert updates.due is not None
    ahead = min(updates.gap / 4, _AHEAD)
    return updates.due - ahead if number == 0 else updates.due + (number - 1) * updates.gap


def _promised(updates: Updates, now: datetime, zone: tzinfo) -> Updates:
    gap = _gap(updates, now)
    if gap is None:
        return replace(updates, due=None)
    return replace(updates, gap=gap, due=after_quiet(now + gap, updates.cadence.quiet, zone))


def _gap(updates: Updates, now: datetime) -> timedelta | None:
    cadence = updates.cadence
    if updates.given < 2:
        return cadence.second if updates.given else cadence.first
    over = cadence.during is not None and now - updates.since >= cadence.during
    return cadence.later if over else cadence.every
