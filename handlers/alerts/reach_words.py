"""Who was told of a case and who saw it, in a few lines, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.alerts.cards import clock_time, name_of
from handlers.people import Directory
from handlers.proof import LATE, Copy, Standing, Why
from playbooks.locale_format import duration, labelled, series, sign
from playbooks.phrases import Phrases

NAMED = 6  # on one line; the others are counted


def reach_lines(people: Sequence[Copy], directory: Directory, now: datetime, say: Phrases) -> list[str]:
    """`Seen: Ana 14:02`, `Delivered, not seen: Ming 14:01 and 12 more`, `Cannot be reached: Kit (blocked)`."""
    # TRANSLATORS: Headings before names, telling who got an alert: “Seen: Ana 14:02”.
    headings = {
        Standing.SEEN: say("Seen"),
        Standing.DELIVERED: say("Delivered, not seen"),
        Standing.WAITING: say("On its way"),
        # TRANSLATORS: Before names of people whom an alert cannot get to: “Cannot be reached: Kit (blocked)”.
        Standing.FAILED: say("Cannot be reached"),
    }
    lines = []
    for standing, heading in headings.items():
        there = [copy for copy in people if copy.standing is standing]
        if there:
            shown = [_one(copy, directory, now, say) for copy in there[:NAMED]]
            lines.append(labelled(heading, _listed(shown, len(there) - NAMED, say), say.language))
    return lines


def _listed(shown: Sequence[str], more: int, say: Phrases) -> str:
    words = series(list(shown), say.language)
    return words if more <= 0 else sign(", ", say.language).join([words, say("and {n} more", n=more)])


def _one(copy: Copy, directory: Directory, now: datetime, say: Phrases) -> str:
    name = told_name(copy, directory, say)
    if copy.seen_by is not None and copy.group is not None:
        # TRANSLATORS: Who saw an alert in a group's chat: “Ana in Duty managers”.
        name = say("{name} in {group}", name=name_of(copy.seen_by, directory), group=name)
    if copy.standing is Standing.FAILED:
        # TRANSLATORS: Somebody whom an alert cannot get to, and why: “Kit (blocked the bot)”.
        return say("{name} ({why})", name=name, why=why_words(copy.why, say)) if copy.why is not None else name
    at = copy.seen_at or copy.accepted_at
    words = name if at is None else f"{name} {clock_time(at, directory, now, say.language)}"
    late = copy.late
    if copy.standing is not Standing.DELIVERED or late is None or late <= LATE:
        return words
    # TRANSLATORS: After a name and a time: the alert got there, but only after {time} (“7 minutes”).
    return words + " " + say("({time} late)", time=duration(late, say.language))


def told_name(copy: Copy, directory: Directory, say: Phrases) -> str:
    """What the person, group or channel is called."""
    if copy.staff is not None:
        return name_of(copy.staff, directory)
    group = directory.group_by_id.get(copy.group or "")
    if group is not None:
        return group.name.text(say.language)
    # TRANSLATORS: Instead of the name of a group whose chat is no longer known.
    return copy.outside.upper() if copy.outside else say("a former chat")


def why_words(why: Why, say: Phrases) -> str:
    """Why somebody could not be reached, in words for people."""
    return {
        # TRANSLATORS: In brackets after a name, why an alert cannot get to somebody: they stopped the bot.
        Why.BLOCKED: say("blocked the bot"),
        Why.NEVER_STARTED: say("never started the bot"),
        # TRANSLATORS: In brackets after the name of a group or person: their chat or account is no more.
        Why.GONE: say("chat is gone"),
        Why.NO_ACCOUNT: say("no account"),
        # TRANSLATORS: In brackets after a name: no longer works here.
        Why.LEFT: say("has left"),
        # TRANSLATORS: In brackets after a name: the chat platform would not take the message.
        Why.REFUSED: say("refused"),
        Why.GIVEN_UP: say("given up"),
    }[why]
