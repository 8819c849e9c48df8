"""The chart of a run: for every expectation its window, and when it was done; on one axis of exercise time."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.drills.expecting import Verdict
from handlers.drills.score import Mark
from handlers.drills.wording import PLAIN_SIGNS, verdict_name
from handlers.reports.drill.found import Review
from handlers.reports.paper import Bar, Chart, Tone
from playbooks.locale_format import clock

_TONES: dict[Verdict, Tone] = {Verdict.MET: "good", Verdict.LATE: "watch", Verdict.MISSED: "bad"}
_TICKS = 5


def chart_of(review: Review) -> Chart | None:
    """None where the run never began, or nothing came up in it."""
    began = review.run.clock.began
    marks = [mark for mark in review.score.marks if mark.judged.since is not None]
    if began is None or not marks:
        return None
    ends = _end(review, began)
    length = max(ends - began, timedelta(minutes=1))
    bars = tuple(_bar(review, mark, began, length) for mark in marks)
    ticks = tuple(
        (n / _TICKS, clock(began + length * n / _TICKS, review.language, review.zone)) for n in range(_TICKS + 1)
    )
    # TRANSLATORS: Under a chart of an exercise: what the bars and the dots are.
    note = review.say("Bar: its window. Dot: when it was done. Times are those of the exercise clock.")
    return Chart(bars, ticks, note)


def _end(review: Review, began: datetime) -> datetime:
    """The end of the run, or of the last thing that was done in it."""
    shown = review.run.clock.shows(review.found.now)
    done = [mark.judged.met_at for mark in review.score.marks if mark.judged.met_at is not None]
    return max([shown, *done, began])


def _bar(review: Review, mark: Mark, began: datetime, length: timedelta) -> Bar:
    judged = mark.judged
    assert judged.since is not None
    assert judged.until is not None
    done = None if judged.met_at is None else _share(judged.met_at - began, length)
    words = f"{PLAIN_SIGNS[mark.verdict]} {verdict_name(mark.verdict, review.say)}"
    if judged.met_at is not None:
        words = f"{PLAIN_SIGNS[mark.verdict]} {clock(judged.met_at, review.language, review.zone)}"
    return Bar(
        judged.expectation.text.text(review.language),
        _share(judged.since - began, length),
        _share(judged.until - began, length),
        done,
        words,
        _TONES.get(mark.verdict, "muted"),
    )


def _share(part: timedelta, whole: timedelta) -> float:
    return round(min(1.0, max(0.0, part / whole)), 4)
