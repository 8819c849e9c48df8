"""The sections of a review: each a function from what was found to a section, or None where it has nothing to say."""

from __future__ import annotations

from handlers.actions import Action
from handlers.actions.wording import owner_name, standing
from handlers.alerts.cards import name_of
from handlers.drills.evaluation import Observation, Rating
from handlers.drills.expecting import Verdict
from handlers.drills.paces import Pace
from handlers.drills.score import Mark, Part, by_team
from handlers.drills.wording import (
    PLAIN_SIGNS,
    percent_words,
    rating_name,
    slip_name,
    team_name,
    took_words,
    verdict_name,
)
from handlers.reports.drill.chart import chart_of
from handlers.reports.drill.findings import Finding, strengths, to_improve
from handlers.reports.drill.found import Cure, Review
from handlers.reports.paper import Cell, Facts, Listing, Photo, Photos, Section, Table, Text, Tone
from playbooks.locale_format import clock, day, duration, labelled
from playbooks.model.scenario import DrillRole

_TONES: dict[Verdict, Tone] = {Verdict.MET: "good", Verdict.LATE: "watch", Verdict.MISSED: "bad"}
_RATED: dict[Rating, Tone] = {
    Rating.PERFORMED: "good",
    Rating.SOME: "",
    Rating.MAJOR: "watch",
    Rating.UNABLE: "bad",
}


def facts(review: Review) -> Section:
    """What was played, where, when, by how many; the whole in a few figures."""
    run, say, score = review.run, review.say, review.score
    site = review.found.directory.site_by_id.get(run.site or "")
    began = run.clock.stretches[0].since if run.clock.stretches else None
    rows = [
        (say("Playbook"), _playbook(review)),
        (say("Place"), site.name.text(review.language) if site else say("every site")),
        (say("When"), review.dated(began) if began else "–"),
        (say("Length"), duration(run.scenario.length + run.extended, review.language)),
        (say("Players"), str(len(run.with_role(DrillRole.PLAYER, DrillRole.ACTOR)))),
        (say("Score"), percent_words(score.percent)),
        (say("Until the alarm"), took_words(score.to_alarm, None, say)),
        (say("Until somebody took it"), took_words(score.to_acknowledge, None, say)),
    ]
    summary = Text(run.scenario.summary.text(review.language))
    return Section("", (summary, Facts(tuple((label, Cell(value)) for label, value in rows))))


def _playbook(review: Review) -> str:
    playbook = review.found.playbook
    if playbook is None:
        return review.run.scenario.playbook
    return f"{playbook.title.text(review.language)} · {review.say('version {n}', n=playbook.version)}"


def objectives(review: Review) -> Section:
    """Every objective: what evaluators said of it, and how much of what served it was done in time."""
    say = review.say
    head = (say("Objective"), say("Ratings"), say("In time"))
    rows = tuple(
        _objective_row(review, one.id, one.text.text(review.language)) for one in review.run.scenario.objectives
    )
    legend = " · ".join(f"{one.value} = {rating_name(one, say)}" for one in Rating)
    return Section(say("Objectives"), (Table(head, (5, 4, 2), rows), Text(legend, "muted")))


def _objective_row(review: Review, name: str, text: str) -> tuple[Cell, ...]:
    marks = [m for m in review.score.marks if m.counts and m.judged.expectation.objective == name]
    met = sum(mark.verdict is Verdict.MET for mark in marks)
    seen = [*review.run.evaluation.rating_of(name).values()]
    return Cell(text), _rating_cell(review, seen), Cell(f"{met} / {len(marks)}" if marks else "–")


def _rating_cell(review: Review, seen: list[Observation]) -> Cell:
    if not seen:
        return Cell("–", "muted")
    words = [one.rating.value + (f" — {one.reason}" if one.reason else "") for one in seen]
    worst = max(seen, key=lambda one: tuple(Rating).index(one.rating))
    return Cell("\n".join(words), _RATED[worst.rating])


def timeline(review: Review) -> Section | None:
    """Planned against done, as a chart."""
    chart = chart_of(review)
    return None if chart is None else Section(review.say("Planned and done"), (chart,))


def expectations(review: Review) -> Section | None:
    """Every expectation against its window."""
    say = review.say
    rows = tuple(_mark_row(review, mark) for mark in review.score.marks if mark.verdict is not Verdict.WAITING)
    head = (say("Expected"), say("Window"), say("Took"), say("Result"))
    return Section(say("What was expected"), (Table(head, (5, 2, 2, 3), rows),)) if rows else None


def _mark_row(review: Review, mark: Mark) -> tuple[Cell, ...]:
    expectation, say = mark.judged.expectation, review.say
    text = expectation.text.text(review.language)
    # TRANSLATORS: Something expected in an exercise that matters most.
    text = say("{text} (critical)", text=text) if expectation.critical else text
    took = mark.judged.took
    result = verdict_name(mark.verdict, say)
    if mark.override is not None:
        by = name_of(mark.override.by, review.found.directory)
        result += "\n✎ " + labelled(by, mark.override.reason, review.language)
    seen = [one.rating.value for one in review.run.evaluation.rating_of(expectation.id).values()]
    result += f" ({', '.join(seen)})" if seen else ""
    return (
        Cell(text),
        Cell(duration(expectation.within, review.language)),
        Cell("–" if took is None else duration(took, review.language)),
        Cell(f"{PLAIN_SIGNS[mark.verdict]} {result}", _TONES.get(mark.verdict, "muted")),
    )


def steps(review: Review) -> Section | None:
    """Critical steps of the checklist against their limits, their order, and wrong taps (nobody's by name)."""
    score, say = review.score, review.say
    lines = [
        say(
            "“{early}” was done before “{late}”",
            early=review.fill(s.early.text.text(review.language)),
            late=review.fill(s.late.text.text(review.language)),
        )
        for s in score.swapped
    ]
    lines += [
        f"{clock(slip.at, review.language, review.zone)} {slip_name(slip, review.found.playbook, say, review.fill)}"
        for slip in score.slips
    ]
    head = (say("Step"), say("Limit"), say("Took"))
    table = Table(head, (6, 2, 3), tuple(_pace_row(review, pace) for pace in score.steps))
    blocks = (*((table,) if score.steps else ()), *((Listing(tuple(map(Cell, lines))),) if lines else ()))
    return Section(say("Critical steps"), blocks) if blocks else None


def _pace_row(review: Review, pace: Pace) -> tuple[Cell, ...]:
    say, limit = review.say, pace.step.within
    tone: Tone = "bad" if pace.at is None or pace.failed else "watch" if pace.is_late else "good"
    took = say("said that it cannot be done") if pace.failed else took_words(pace.took, None, say)
    within = "–" if limit is None else duration(limit, review.language)
    return Cell(review.fill(pace.step.text.text(review.language))), Cell(within), Cell(took, tone)


def teams(review: Review) -> Section | None:
    """By team; people are not compared."""
    say = review.say
    parts = by_team(review.score, review.run)
    head = (say("Team"), say("Score"), say("In time"), say("Late"), say("Not done"))
    rows = tuple(_team_row(review, team, part) for team, part in parts.items())
    return Section(say("By team"), (Table(head, (4, 2, 2, 2, 2), rows),)) if rows else None


def _team_row(review: Review, team: str, part: Part) -> tuple[Cell, ...]:
    counts = [part.count(one) for one in (Verdict.MET, Verdict.LATE, Verdict.MISSED)]
    name = team_name(team, review.found.directory, review.say)
    return Cell(name), Cell(percent_words(part.percent)), *(Cell(str(n)) for n in counts)


def strong(review: Review) -> Section | None:
    """What to keep."""
    found = strengths(review.run, review.score)
    return _listed(review, review.say("Strengths"), found)


def weak(review: Review) -> Section | None:
    """What to improve, whatever went wrong first."""
    found = to_improve(review.run, review.score)
    return _listed(review, review.say("Areas to improve"), found)


def _listed(review: Review, heading: str, found: list[Finding]) -> Section | None:
    lines = tuple(Cell(one.text(review.say, review.fill)) for one in found)
    return Section(heading, (Listing(lines),)) if lines else None


def remarks(review: Review) -> Section | None:
    """What people said right after it; without names, even of those who gave theirs."""
    blocks: list[Text | Listing] = []
    for query in review.run.scenario.questionnaire:
        said = sorted(one.text for one in review.run.evaluation.remarks if one.question == query.id)
        if said:
            blocks += [Text(query.ask.text(review.language), "muted"), Listing(tuple(map(Cell, said)))]
    return Section(review.say("Hot debrief"), tuple(blocks)) if blocks else None


def actions(review: Review) -> Section | None:
    """What was agreed: by whom, by when, and its way from the finding to a new edition and a new run."""
    say = review.say
    head = (say("Action"), say("Owner"), say("Due"), say("From finding to cure"))
    rows = tuple(_action_row(review, action) for action in review.found.actions)
    if not rows:
        return Section(say("Corrective actions"), (Text(say("None was agreed yet."), "muted"),))
    return Section(say("Corrective actions"), (Table(head, (5, 2, 2, 4), rows),))


def _action_row(review: Review, action: Action) -> tuple[Cell, ...]:
    today = review.found.now.astimezone(review.zone).date()
    owner = owner_name(action.owner, review.found.directory, review.language)
    due = day(action.due, review.language, today)
    how = standing(action, today, review.say)
    chain = chain_words(review, action)
    return Cell(f"{action.number}\n{action.what}"), Cell(owner), Cell(due), Cell(f"{how}\n{chain}".strip())


def chain_words(review: Review, action: Action) -> str:
    """Finding → edition → re-drill, as far as it has come."""
    say, cure, parts = review.say, review.found.cures.get(action.number, Cure()), []
    target, playbook = action.target, review.found.playbook
    if target is None:
        return ""
    step = playbook.step_by_id.get(target.step or "") if playbook is not None else None
    if step is not None:
        parts.append(review.fill(step.text.text(review.language)))
    parts.append(say("version {n}", n=cure.version) if cure.version is not None else say("new edition: not yet"))
    if cure.redrill is None:
        parts.append(say("re-drill: not yet"))
    else:
        parts.append(f"{cure.redrill} ({_result(review, cure)})")
    return " → ".join(parts)


def _result(review: Review, cure: Cure) -> str:
    if cure.planned:
        return review.say("planned")
    if cure.verdict is not None:
        return f"{PLAIN_SIGNS[cure.verdict]} {verdict_name(cure.verdict, review.say)}"
    return percent_words(cure.percent)


def evidence(review: Review) -> Section | None:
    """Photos that evaluators took."""
    photos = tuple(
        Photo(digest, f"{one.rating.value} · {one.reason}"[:120])
        for one in review.run.evaluation.observations
        for file in one.files
        if file["kind"] == "photo" and (digest := review.found.photos.get(str(file["unique"])))
    )
    return Section(review.say("Photos"), (Photos(photos),)) if photos else None


def photo_digests(review: Review) -> tuple[str, ...]:
    """The contents that the document shows."""
    return tuple(dict.fromkeys(review.found.photos.values()))


def integrity(review: Review) -> Section:
    """By what it can be checked against the log."""
    words = review.say(
        "Everything here follows from the run's log of {n} entries; its last hash is {hash}.",
        n=review.found.entries,
        hash=review.found.head,
    )
    return Section(review.say("Record"), (Text(words, "muted"),))
