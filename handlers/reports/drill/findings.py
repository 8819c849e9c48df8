"""What went well in a run, and what is to be improved: from its marks, its checklist and its evaluators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.drills.evaluation import Observation, Rating
from handlers.drills.expecting import Verdict
from handlers.drills.paces import Pace
from handlers.drills.run import Drill
from handlers.drills.score import Score
from handlers.drills.wording import Fill, rating_name, took_words, verdict_name
from playbooks.locale_format import labelled
from playbooks.phrases import Phrases
from playbooks.words import Words

_GOOD = (Rating.PERFORMED,)
_BAD = (Rating.MAJOR, Rating.UNABLE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One of them; `name` is the expectation's, step's or objective's id, `step` the step of the playbook, if any."""

    name: str
    words: Words
    step: str | None = None
    verdict: Verdict | None = None
    pace: Pace | None = None
    seen: Observation | None = None

    def text(self, say: Phrases, fill: Fill) -> str:
        """In a line: what, and how it went."""
        what = fill(self.words.text(say.language))
        if self.seen is not None:
            rating = f"{self.seen.rating.value} ({rating_name(self.seen.rating, say)})"
            return labelled(what, " — ".join(filter(None, [rating, self.seen.reason])), say.language)
        if self.pace is not None:
            return labelled(what, took_words(self.pace.took, self.pace.step.within, say), say.language)
        assert self.verdict is not None
        return labelled(what, verdict_name(self.verdict, say), say.language)


def strengths(run: Drill, score: Score) -> list[Finding]:
    """What evaluators saw done without problems, and critical things that were done in time."""
    return [*_seen(run, _GOOD), *_marked(score, (Verdict.MET,), critical=True)]


def to_improve(run: Drill, score: Score) -> list[Finding]:
    """What evaluators saw go wrong, and what was late, not done or could not be done; each thing once."""
    found = [*_seen(run, _BAD), *_marked(score, (Verdict.MISSED, Verdict.LATE)), *_slow(score)]
    known: set[str] = set()
    fresh = []
    for one in found:
        names = {one.name, one.step or one.name}
        if not names & known:
            fresh.append(one)
        known |= names
    return fresh


def _seen(run: Drill, ratings: tuple[Rating, ...]) -> Iterator[Finding]:
    """The last word of each evaluator about each thing."""
    steps = {one.id: one.of for i in run.injects.values() for one in i.expects if one.deed == "step"}
    texts = {one.id: one.text for one in run.scenario.objectives}
    texts |= {one.id: one.text for i in run.injects.values() for one in i.expects}
    last = {(one.by, one.of): one for one in run.evaluation.observations}
    for seen in last.values():
        if seen.rating in ratings and seen.of in texts:
            yield Finding(seen.of, texts[seen.of], steps.get(seen.of), seen=seen)


def _marked(score: Score, verdicts: tuple[Verdict, ...], *, critical: bool = False) -> Iterator[Finding]:
    marks = score.with_verdict(*verdicts)
    for mark in sorted(marks, key=lambda mark: not mark.judged.expectation.critical):
        expectation = mark.judged.expectation
        if expectation.critical or not critical:
            step = expectation.of if expectation.deed == "step" else None
            yield Finding(expectation.id, expectation.text, step, verdict=mark.verdict)


def _slow(score: Score) -> Iterator[Finding]:
    for pace in score.steps:
        if pace.at is None or pace.is_late or pace.failed:
            yield Finding(pace.step.id, pace.step.text, pace.step.id, pace=pace)
