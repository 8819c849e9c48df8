"""What came of a run, in words: for the chat and for the review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from handlers.drills.evaluation import Rating
from handlers.drills.expecting import Verdict
from handlers.drills.paces import Pace, Slip
from handlers.drills.score import Mark, Part
from handlers.people import Directory, Group, Site
from playbooks.locale_format import duration, labelled
from playbooks.model import Playbook
from playbooks.phrases import Phrases
from playbooks.variables import filled

#: In documents, whose font has no coloured signs.
PLAIN_SIGNS = {
    Verdict.MET: "✓",
    Verdict.LATE: "!",
    Verdict.MISSED: "×",
    Verdict.DROPPED: "–",
    Verdict.OPEN: "…",
    Verdict.WAITING: "…",
}
SIGNS = {
    Verdict.MET: "✓",
    Verdict.LATE: "🟠",
    Verdict.MISSED: "🔴",
    Verdict.DROPPED: "–",
    Verdict.OPEN: "⏳",
    Verdict.WAITING: "…",
}


def rating_name(rating: Rating, say: Phrases) -> str:
    """What a rating means, after HSEEP."""
    return {
        # TRANSLATORS: How well something was done in an exercise: the ratings P, S, M and U of HSEEP.
        Rating.PERFORMED: say("done without problems"),
        Rating.SOME: say("done, with some problems"),
        Rating.MAJOR: say("done, with great problems"),
        Rating.UNABLE: say("not done"),
    }[rating]


def verdict_name(verdict: Verdict, say: Phrases) -> str:
    """How an expectation ended."""
    return {
        Verdict.WAITING: say("not played yet"),
        Verdict.OPEN: say("the window was not over"),
        # TRANSLATORS: Something expected in an exercise was done within its window.
        Verdict.MET: say("in time"),
        Verdict.LATE: say("done late"),
        Verdict.MISSED: say("not done"),
        # TRANSLATORS: Something in an exercise was left out, and counts for nobody.
        Verdict.DROPPED: say("does not count"),
    }[verdict]


def took_words(took: timedelta | None, within: timedelta | None, say: Phrases) -> str:
    """How long it took, against how long it might."""
    if took is None:
        return say("not done")
    length = duration(took, say.language)
    # TRANSLATORS: How long something took, and how long it might take: “50 seconds of 2 minutes”.
    return length if within is None else say("{time} of {limit}", time=length, limit=duration(within, say.language))


def mark_line(mark: Mark, say: Phrases) -> str:
    """One expectation: what, how long it took, its points; and the word that stands above the log's."""
    expectation, took = mark.judged.expectation, mark.judged.took
    parts = [took_words(took, expectation.within, say) if took is not None else verdict_name(mark.verdict, say)]
    parts += [f"{mark.points}/{mark.most}"] if mark.counts else []
    if mark.override is not None:
        parts.append(f"✎ {verdict_name(mark.verdict, say)}: {mark.override.reason}")
    text = labelled(expectation.text.text(say.language), " · ".join(parts), say.language)
    return f"{SIGNS[mark.verdict]} {text}"


#: From a step's text as it is written to the text as it is read at the run's site.
Fill = Callable[[str], str]


def filler(playbook: Playbook | None, site: Site | None, language: str) -> Fill:
    """Fills in what differs from site to site, and leaves the full stop out: the text stands inside a line."""
    values = site.variables if site is not None else {}

    def fill(text: str) -> str:
        read = filled(text, language, playbook.variables, values) if playbook is not None else text
        return read.rstrip(".。")

    return fill


def pace_line(pace: Pace, say: Phrases, fill: Fill) -> str:
    """One critical step of the checklist against its limit."""
    sign = "🔴" if pace.at is None or pace.failed else "🟠" if pace.is_late else "✓"
    words = say("said that it cannot be done") if pace.failed else took_words(pace.took, pace.step.within, say)
    return f"{sign} {labelled(fill(pace.step.text.text(say.language)), words, say.language)}"


def slip_name(slip: Slip, playbook: Playbook | None, say: Phrases, fill: Fill) -> str:
    """What was tapped wrongly."""
    words = {
        "withdrawn": say("an alarm was called off"),
        "corrected": say("an answer was changed"),
        "let go": say("taken, and let go again"),
        "taken back": say("a step was ticked, and taken back"),
        "other": say("another playbook was opened"),
    }[slip.what]
    step = playbook.step_by_id.get(slip.of) if playbook is not None else None
    return words if step is None else labelled(words, fill(step.text.text(say.language)), say.language)


def percent_words(percent: int | None) -> str:
    """A share. Never points: three digits look like a number to be called, and would be masked."""
    return "–" if percent is None else f"{percent} %"


def part_line(part: Part, say: Phrases) -> str:
    """What a team or person did, in numbers."""
    words = say(
        "{met} in time, {late} late, {missed} not done",
        met=part.count(Verdict.MET),
        late=part.count(Verdict.LATE),
        missed=part.count(Verdict.MISSED),
    )
    points = percent_words(part.percent)
    slips = say.many("{n} wrong tap", "{n} wrong taps", n=len(part.slips)) if part.slips else ""
    return " · ".join(piece for piece in (points, words, slips) if piece)


def team_name(team: str, directory: Directory, say: Phrases) -> str:
    """What a group is called; its id, where it is no more."""
    group: Group | None = directory.group_by_id.get(team)
    return team if group is None else group.name.text(say.language)
