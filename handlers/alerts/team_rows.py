"""An emergency's card ends with its team: who leads sees what only they can do."""

from __future__ import annotations

from handlers.cases import Case, Status
from handlers.messages import Button, ButtonStyle, Row
from handlers.taps import Tap
from playbooks.model import Kind, Playbook
from playbooks.phrases import Phrases


def team_rows(case: Case, playbook: Playbook, say: Phrases, *, leads: bool) -> tuple[Row, ...]:
    """Taking command while nobody has it; the team; for whoever leads the level, a message to all, calling off."""
    if case.kind is not Kind.EMERGENCY or case.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        return ()
    # TRANSLATORS: Button on an emergency: who does what, and what I could do.
    team = _button(case, say("Team"), "team")
    if case.team.commander is None:
        # TRANSLATORS: Button on an emergency that nobody leads: I am in charge from now on.
        return ((_button(case, say("I take command"), "take=0", "primary"), team),)
    if not leads:
        return ((team,),)
    if case.stood_down is not None:
        return ((team, _button(case, say("Not over: it goes on"), "end-not")),)
    # TRANSLATORS: Button for whoever leads: write something that everybody who was told reads.
    loud = _button(case, say("Message to all"), "shout")
    # TRANSLATORS: Button for whoever leads: choose how far the emergency has grown.
    level = (_button(case, say("Level"), "lvl"),) if playbook.levels else ()
    # TRANSLATORS: Button for whoever leads: it was nothing, call it off.
    off = _button(case, say("False alarm"), "oops")
    over = (_button(case, say("End the response"), "end"),)
    return ((team, loud), (*level, off), everybody_row(case, say), over)


def everybody_row(case: Case, say: Phrases) -> Row:
    """For whoever leads: is everybody safe, and something that everybody at the site reads."""
    # TRANSLATORS: Button for whoever leads: ask everybody at the site whether they are safe.
    roll = _button(case, "📋 " + say("Roll call"), "roll")
    # TRANSLATORS: Button for whoever leads: write to everybody at the site, not only to those who were told.
    return (roll, _button(case, say("Message to the site"), "word"))


def _button(case: Case, label: str, action: str, style: ButtonStyle = "plain") -> Button:
    return Button(label, Tap("c", case.id, case.version, action).data, style)
