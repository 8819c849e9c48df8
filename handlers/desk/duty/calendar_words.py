"""What is wrong with a group's duty calendar, in words: for its lead and for `muster doctor`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from handlers.alerts.cards import clock_time
from handlers.people import Directory, Group
from handlers.rosters.names import folded
from handlers.shifts import Finding, Plan, Trouble, Wrong
from playbooks.locale_format import sign
from playbooks.phrases import Phrases

SHOWN = 5  # events with something wrong, in one message


def trouble_words(group: Group, plan: Plan, directory: Directory, now: datetime, say: Phrases) -> str:
    """Since when it cannot be read and why, and who counts as on duty meanwhile."""
    assert plan.failing_since is not None
    assert plan.trouble is not None
    words = since_words(group, plan.failing_since, directory, now, say)
    if plan.shifts is None:
        meanwhile = say("Until it can, everybody in the group counts as on duty.")
    else:
        meanwhile = say("Until it can, the roster that was read last counts.")
    return "\n".join((words, _why(plan.trouble, say), meanwhile))


def since_words(group: Group, since: datetime, directory: Directory, now: datetime, say: Phrases) -> str:
    """That the calendar cannot be read."""
    time = clock_time(since, directory, now, say.language)
    # TRANSLATORS: A group's roster is read from a calendar kept elsewhere.
    return say(
        "The duty calendar of {group} cannot be read since {time}.", group=group.name.text(say.language), time=time
    )


def finding_words(
    group: Group, findings: Iterable[Finding], directory: Directory, now: datetime, say: Phrases
) -> str:
    """The events with something wrong, each with what to do about it."""
    head = say("In the duty calendar of {group} this puts nobody on duty:", group=group.name.text(say.language))
    lines = finding_lines(findings, directory, now, say)
    if len(lines) > SHOWN:
        lines[SHOWN:] = [say("and {n} more", n=len(lines) - SHOWN)]
    return "\n• ".join((head, *lines))


def finding_lines(findings: Iterable[Finding], directory: Directory, now: datetime, say: Phrases) -> list[str]:
    """Each event with something wrong, and what to do about it."""
    return [_finding(finding, directory, now, say) for finding in findings]


def _finding(finding: Finding, directory: Directory, now: datetime, say: Phrases) -> str:
    time = clock_time(finding.since, directory, now, say.language)
    which = say("“{title}”, {time}", title=finding.title, time=time) if finding.title else time
    return f"{which}{sign(': ', say.language)}{_wrong(finding, directory, say)}"


def _wrong(finding: Finding, directory: Directory, say: Phrases) -> str:
    match finding.wrong:
        case Wrong.UNKNOWN if _is_somebody_else(finding.name, directory):
            return say("{name} is not in this group. Add them to its members.", name=finding.name)
        case Wrong.UNKNOWN:
            return say("nobody is called “{name}”. Correct it, or add it to known_as of a member.", name=finding.name)
        case Wrong.SEVERAL:
            return say("several people are called “{name}”. Write who is meant.", name=finding.name)
        case Wrong.EMPTY:
            return say("it ends before it begins. Give it a length.")
        case Wrong.OFTEN:
            return say("it comes back more often than daily. Write longer shifts.")
        case _:
            return say("it names nobody. Write who is on duty in its title.")


def _is_somebody_else(name: str, directory: Directory) -> bool:
    return any(folded(name) in (folded(person.id), folded(person.name)) for person in directory.staff)


def _why(trouble: Trouble, say: Phrases) -> str:
    match trouble:
        case Trouble.UNREACHABLE:
            return say("Its server does not answer. Is it running, and the address right?")
        case Trouble.FAILING:
            return say("Its server says that it has a fault.")
        case Trouble.GONE:
            return say("It is not there any more. Share it again, or correct where it is.")
        case Trouble.REFUSED:
            return say("We are not let in. Share it again with a secret address.")
        case Trouble.TOO_LARGE:
            return say("It is too large. Share only the duty calendar.")
        case Trouble.NO_SETTING:
            return say("Where it is has not been set. Ask whoever runs Muster.")
        case _:
            return say("What is there is no iCalendar file. Share it as iCalendar (.ics).")
