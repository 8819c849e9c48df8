"""Taps about duties: take over, hand over, swap. Each is checked afresh against the roster and who tapped.

Whoever will be on duty taps last: a handover or a swap is only asked for until the other person agrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.alerts.cards import clock_time
from handlers.desk.duty.handover import ask, span_words, swap, take_over
from handlers.desk.duty.showing import MINUTE, duty_button, minute_of, moment_of, names_of
from handlers.desk.visit import Visit
from handlers.messages import Message, plain
from handlers.people import Directory, Group, Staff
from handlers.rights import may_stand_in
from handlers.rosters import Period, on_duty, period_at, stretch_of, stretches
from handlers.taps import Tap, mark
from playbooks.phrases import Phrases

SHIFTS = 10  # on one menu
SWAPS_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a button asks: of `group`, about the duty at `at`, to `do` something with `whom` (and a second time)."""

    group: Group
    at: datetime
    do: str
    whom: Staff | None
    other: datetime | None


def duty_tapped(visit: Visit, tap: Tap) -> None:
    """Does what a button about a duty says, if that can still be done and the person may."""
    asked = _read(tap, visit.directory)
    if asked is None:
        visit.toast(visit.say("That button does nothing here."))
    elif not may_stand_in(visit.staff, asked.group):
        visit.toast(visit.say("Only members of the group can do this."), alert=True)
    else:
        _do(visit, asked)
        visit.toast()


def _read(tap: Tap, directory: Directory) -> Asked | None:
    do, _, argument = tap.action.partition("=")
    who, _, minute = argument.partition(".")
    group = next((g for g in directory.groups if g.roster is not None and mark(g.id) == tap.target), None)
    whom = next((person for person in directory.staff if person.active and mark(person.id) == who), None)
    if group is None or (who and whom is None) or (minute and not (minute.isdecimal() and len(minute) < 10)):
        return None
    return Asked(group, moment_of(tap.render), do, whom, moment_of(int(minute)) if minute else None)


def _do(visit: Visit, asked: Asked) -> None:
    match asked.do, asked.whom, asked.other:
        case "take", _, _:
            _take(visit, asked)
        case "give", None, _:
            _offer_whom(visit, asked)
        case "give", Staff() as whom, _:
            _ask_to_take(visit, asked, whom)
        case "swap", None, _:
            _offer_mine(visit, asked)
        case "mine", None, _:
            _offer_theirs(visit, asked)
        case "for", Staff() as whom, datetime() as theirs:
            _ask_to_swap(visit, asked, whom, theirs)
        case "swap", Staff() as whom, datetime() as mine:
            _swap(visit, asked, whom, mine)


def _take(visit: Visit, asked: Asked) -> None:
    group, since = asked.group, _from(visit, asked.at)
    stretch = _rest(visit, group, asked.whom.id, asked.at) if asked.whom is not None else _gap(visit, group, since)
    if visit.staff.id in {person.id for person in on_duty(visit.directory, group.id, since)}:
        visit.toast(visit.say("You are on duty already."))
    elif stretch is None:
        _too_late(visit, asked)
    else:
        take_over(visit, group, asked.whom, stretch)
        visit.toast(visit.say("Done."))


def _from(visit: Visit, at: datetime) -> datetime:
    """Buttons know whole minutes only; the one that has begun is now."""
    return at if at > visit.uow.now + MINUTE else visit.uow.now


def _rest(visit: Visit, group: Group, staff: str, at: datetime) -> Period | None:
    """What is left of somebody's time on duty that a button was about; None when it is over or another's."""
    since = _from(visit, at)
    whole = stretch_of(visit.directory, group.id, staff, min(at, since))
    return stretch_of(visit.directory, group.id, staff, since) if whole and since < whole.until else None


def _gap(visit: Visit, group: Group, since: datetime) -> Period | None:
    found = period_at(visit.directory, group.id, since)
    return found if found is not None and not found.staff else None


def _too_late(visit: Visit, asked: Asked) -> None:
    say, people = visit.say, on_duty(visit.directory, asked.group.id, _from(visit, asked.at))
    name = asked.group.name.text(say.language)
    if people:
        words = say("This has changed. On duty for {group}: {names}", group=name, names=names_of(people, say))
    else:
        words = say("That shift is over.")
    visit.toast(words, alert=True)


def _offer_whom(visit: Visit, asked: Asked) -> None:
    """Everybody else of the group who can be asked."""
    if _rest(visit, asked.group, visit.staff.id, asked.at) is None:
        _too_late(visit, asked)
        return
    others = _others(visit, asked.group)
    rows = [duty_button(asked.group, asked.at, f"give={mark(person.id)}", person.name) for person in others]
    say = visit.say
    visit.tell(plain(say("Who shall take over from you?") if rows else say("Nobody else here can be asked."), *rows))


def _ask_to_take(visit: Visit, asked: Asked, whom: Staff) -> None:
    stretch = _rest(visit, asked.group, visit.staff.id, asked.at)
    if stretch is None or whom not in _others(visit, asked.group):
        _too_late(visit, asked)
        return

    def words(say: Phrases) -> Message:
        text = say(
            "{name} asks you to take over {group}, until {time}.",
            name=visit.staff.name,
            group=asked.group.name.text(say.language),
            time=clock_time(stretch.until, visit.directory, visit.uow.now, say.language),
        )
        return plain(text, duty_button(asked.group, asked.at, f"take={mark(visit.staff.id)}", say("Take over")))

    ask(visit, whom, words)


def _offer_mine(visit: Visit, asked: Asked) -> None:
    now = visit.uow.now
    mine = list(stretches(visit.directory, asked.group.id, visit.staff.id, now, now + SWAPS_AHEAD))
    rows = [duty_button(asked.group, shift.since, "mine", span_words(visit, shift, visit.say)) for shift in mine]
    say = visit.say
    words = say("Which of your shifts?") if rows else say("You have no shift here to swap.")
    visit.tell(plain(words, *rows[:SHIFTS]))


def _offer_theirs(visit: Visit, asked: Asked) -> None:
    """The shifts of others that somebody could take in return."""
    now, group = visit.uow.now, asked.group
    found = [
        (shift, person)
        for person in _others(visit, group)
        for shift in stretches(visit.directory, group.id, person.id, now, now + SWAPS_AHEAD)
    ]
    found.sort(key=lambda pair: pair[0].since)
    rows = [
        duty_button(
            group,
            asked.at,
            f"for={mark(person.id)}.{minute_of(shift.since)}",
            f"{person.name} {span_words(visit, shift, visit.say)}",
        )
        for shift, person in found[:SHIFTS]
    ]
    say = visit.say
    visit.tell(plain(say("For which shift in return?") if rows else say("Nobody else here can be asked."), *rows))


def _ask_to_swap(visit: Visit, asked: Asked, whom: Staff, theirs: datetime) -> None:
    given = _rest(visit, asked.group, visit.staff.id, asked.at)
    returned = _rest(visit, asked.group, whom.id, theirs)
    if given is None or returned is None or whom not in _others(visit, asked.group):
        _too_late(visit, asked)
        return

    def words(say: Phrases) -> Message:
        text = say(
            "{name} asks you to swap shifts of {group}. Yours becomes: {theirs}. You give: {yours}.",
            name=visit.staff.name,
            group=asked.group.name.text(say.language),
            theirs=span_words(visit, given, say),
            yours=span_words(visit, returned, say),
        )
        action = f"swap={mark(visit.staff.id)}.{minute_of(theirs)}"
        return plain(text, duty_button(asked.group, asked.at, action, say("Swap")))

    ask(visit, whom, words)


def _swap(visit: Visit, asked: Asked, whom: Staff, mine: datetime) -> None:
    """`whom` asked; the tap of the other agrees. Nobody can be on duty twice at once."""
    given = _rest(visit, asked.group, whom.id, asked.at)
    returned = _rest(visit, asked.group, visit.staff.id, mine)
    if given is None or returned is None or not may_stand_in(whom, asked.group):
        _too_late(visit, asked)
    elif _busy(visit, asked.group, visit.staff, given) or _busy(visit, asked.group, whom, returned):
        visit.toast(visit.say("One of you is on duty then already."), alert=True)
    else:
        swap(visit, asked.group, whom, given, returned)
        visit.toast(visit.say("Done."))


def _busy(visit: Visit, group: Group, person: Staff, then: Period) -> bool:
    return any(stretches(visit.directory, group.id, person.id, then.since, then.until))


def _others(visit: Visit, group: Group) -> list[Staff]:
    """Members of the group who can be asked now."""
    people = (visit.directory.staff_by_id.get(member) for member in group.members)
    return [p for p in people if p and p.active and p.reachable and p.telegram is not None and p.id != visit.staff.id]
