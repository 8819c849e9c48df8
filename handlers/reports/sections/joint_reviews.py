"""What several groups together said of an incident, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.incidents.joint import JointReview, Verdict
from handlers.incidents.review_words import group_name, question_words, verdict_words
from handlers.reports.paper import Block, Cell, Facts, Section, Table, Tone
from handlers.reports.record import Reading
from playbooks.locale_format import day

_TONES: dict[Verdict, Tone] = {Verdict.AGREE: "good", Verdict.CONDITIONS: "watch", Verdict.DISAGREE: "bad"}


def joint_reviews(reading: Reading) -> Section | None:
    """Every one there was, the first first; None if there was none."""
    blocks = tuple(block for review in reading.case.reviews for block in _blocks(reading, review))
    # TRANSLATORS: Heading in the report of an incident: what several departments said of it together.
    return Section(reading.say("Joint review"), blocks) if blocks else None


def _blocks(reading: Reading, review: JointReview) -> Iterator[Block]:
    say = reading.say
    # TRANSLATORS: Columns of a table: a department, what it says to what it was asked, who said it for them.
    head = (say("Group"), say("What it says"), say("Said by"))
    yield Facts(tuple(_facts(reading, review)))
    yield Table(head, (3, 7, 3), tuple(_row(reading, review, group) for group in review.groups))


def _facts(reading: Reading, review: JointReview) -> Iterator[tuple[str, Cell]]:
    say = reading.say
    called = f"{reading.name(review.lead)} · {reading.date_and_time(review.called_at)}"
    # TRANSLATORS: Label: who called several departments together, and when.
    yield say("Called by"), Cell(called)
    yield say("Question"), Cell(reading.text(question_words(review, say)))
    # TRANSLATORS: Label: the day by which something is to be done or answered.
    yield say("Due"), Cell(day(review.due, reading.language))
    decision = review.decision
    if decision is not None:
        result = say("agreed") if decision.agreed else say("not agreed")
        by = f"{result} · {reading.name(decision.by)} · {reading.date_and_time(decision.at)}"
        yield say("Decision"), Cell(f"{by}\n{reading.text(decision.words)}", "accent")
    else:
        yield say("Decision"), Cell(say("Called off.") if review.off else say("Not decided yet"), "muted")


def _row(reading: Reading, review: JointReview, group: str) -> tuple[Cell, ...]:
    say, view = reading.say, review.view_of(group)
    name = Cell(group_name(group, reading.directory, say))
    if view is None:
        return name, Cell(say("no answer yet") if review.is_open else say("no answer"), "muted"), Cell("")
    words = [verdict_words(view.verdict, say), *([reading.text(view.words)] if view.words else [])]
    by = f"{reading.name(view.by)}\n{reading.time(view.at)}"
    return name, Cell("\n".join(words), _TONES.get(view.verdict, "")), Cell(by, "muted")
