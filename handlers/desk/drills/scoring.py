"""The score in chat: for trainers all of it, for everybody else their own part; and marks that evaluators change."""

from __future__ import annotations

from handlers.alerts.cards import name_of
from handlers.desk.drills.awaiting import await_words
from handlers.desk.drills.observing import may_observe
from handlers.desk.drills.steps import Play
from handlers.drills.expecting import Verdict
from handlers.drills.paces import Slip
from handlers.drills.score import Score, by_team, of_person, score_of
from handlers.drills.wording import (
    SIGNS,
    Fill,
    filler,
    mark_line,
    pace_line,
    part_line,
    percent_words,
    slip_name,
    team_name,
    took_words,
    verdict_name,
)
from handlers.events import Inbound, Said
from handlers.messages import Button, Message, Row, Span, plain
from handlers.people import Staff
from handlers.taps import Tap, mark
from playbooks.locale_format import labelled
from playbooks.model import Playbook
from playbooks.phrases import Phrases, phrases

#: What somebody's next message is for: why a mark is changed.
MARK = "mark"
_SETTABLE = (Verdict.MET, Verdict.LATE, Verdict.MISSED, Verdict.DROPPED)


def playbook_of(play: Play) -> Playbook | None:
    """What was drilled, in the edition that the run was planned with."""
    edition = play.exercise.editions.current(play.run.scenario.playbook)
    return None if edition is None else edition.playbook


def fill_for(play: Play, language: str) -> Fill:
    """Fills the texts of steps with what holds at the run's site."""
    site = play.uow.directory.site_by_id.get(play.run.site or "")
    return filler(playbook_of(play), site, language)


def score_now(play: Play) -> Score:
    """The score as it stands."""
    return score_of(play.run, play.uow.now, playbook_of(play))


def show_score(play: Play, person: Staff) -> str:
    """The whole score to those who watched or led; gives back what the button answers."""
    say = phrases(person.language)
    if not may_observe(play.run, person.id):
        return say("Only those who lead the exercise can do that.")
    # TRANSLATORS: Button under the score of an exercise: a trainer knows better than the log.
    change = Button("✎ " + say("Change a mark"), Tap("x", play.run.id, 0, "marks").data)
    play.tell(person.id, Message(_score_spans(play, say), ((change,),)), key=f"score:{person.id}")
    return ""


def _score_spans(play: Play, say: Phrases) -> tuple[Span, ...]:
    run, score, playbook = play.run, score_now(play), playbook_of(play)
    fill = fill_for(play, say.language)
    spans = [Span(f"🏁 {run.number} · {_total(score, say)}", "bold"), Span("\n" + "\n".join(_times(score, say)))]
    played = [one for one in score.marks if one.verdict is not Verdict.WAITING]
    spans.append(Span("\n" + "\n".join(mark_line(one, say) for one in played)))
    if unplayed := len(score.marks) - len(played):
        # TRANSLATORS: So many things that were expected did not come up in the exercise.
        spans.append(Span("\n… " + say("{n} not played", n=unplayed)))
    if score.steps:
        spans.append(Span("\n\n" + say("Critical steps") + "\n", "bold"))
        spans.append(Span("\n".join(pace_line(pace, say, fill) for pace in score.steps)))
    spans += [Span("\n" + line) for line in _order_lines(score, say, fill)]
    spans += [Span("\n✗ " + _slip_line(play, one, playbook, say, fill)) for one in score.slips]
    spans += _part_spans(play, score, say)
    return tuple(spans)


def _slip_line(play: Play, slip: Slip, playbook: Playbook | None, say: Phrases, fill: Fill) -> str:
    return labelled(name_of(slip.by, play.uow.directory), slip_name(slip, playbook, say, fill), say.language)


def _total(score: Score, say: Phrases) -> str:
    return say("{share} of the points", share=percent_words(score.percent))


def _times(score: Score, say: Phrases) -> list[str]:
    return [
        labelled(say("Until the alarm"), took_words(score.to_alarm, None, say), say.language),
        labelled(say("Until somebody took it"), took_words(score.to_acknowledge, None, say), say.language),
    ]


def _order_lines(score: Score, say: Phrases, fill: Fill) -> list[str]:
    def text(early: str, late: str) -> str:
        # TRANSLATORS: Two steps of a checklist were done the wrong way round.
        return "⇅ " + say("“{early}” was done before “{late}”", early=early, late=late)

    return [
        text(fill(one.early.text.text(say.language)), fill(one.late.text.text(say.language))) for one in score.swapped
    ]


def _part_spans(play: Play, score: Score, say: Phrases) -> list[Span]:
    """By team; then by name, as this is only for those who train them."""
    run, directory, spans = play.run, play.uow.directory, []
    if teams := by_team(score, run):
        named = [(team_name(team, directory, say), part) for team, part in teams.items()]
        lines = [labelled(name, part_line(part, say), say.language) for name, part in named]
        spans += [Span("\n\n" + say("By team") + "\n", "bold"), Span("\n".join(lines))]
    people = [(name_of(staff, directory), of_person(score, staff)) for staff in run.playing]
    lines = [labelled(name, part_line(part, say), say.language) for name, part in people if part.marks or part.slips]
    if lines:
        spans += [Span("\n\n" + say("By name (for trainers only)") + "\n", "bold"), Span("\n".join(lines))]
    return spans


def show_mine(play: Play, person: Staff) -> str:
    """What somebody did themselves, to them alone, and how the whole went."""
    run, say = play.run, phrases(person.language)
    score = score_now(play)
    part, playbook = of_person(score, person.id), playbook_of(play)
    fill = fill_for(play, say.language)
    spans = [Span(f"🏁 {run.number} · {run.scenario.title.text(say.language)}\n", "bold")]
    spans.append(Span(labelled(say("All of you"), _total(score, say), say.language) + "\n"))
    spans.append(Span(labelled(say("You yourself"), part_line(part, say), say.language)))
    spans += [Span("\n" + mark_line(one, say)) for one in part.marks]
    spans += [Span("\n✗ " + slip_name(one, playbook, say, fill)) for one in part.slips]
    spans.append(Span("\n\n" + say("Only you and your trainers see this part.")))
    play.tell(person.id, Message(tuple(spans)), key=f"mine:{person.id}")
    return ""


# changing a mark


def show_marks(play: Play, person: Staff, edits: int | None = None) -> str:
    """Which mark is to be changed?"""
    run, say = play.run, phrases(person.language)
    if not may_observe(run, person.id):
        return say("Only those who lead the exercise can do that.")
    rows: list[Row] = []
    for one in score_now(play).marks:
        label = f"{SIGNS[one.verdict]} {one.judged.expectation.text.text(say.language)}"
        rows.append((Button(label[:60], _data(run.id, f"mark={mark(one.judged.expectation.id)}")),))
    play.tell(person.id, plain(say("Which mark is to be changed?"), *rows), edits=edits)
    return ""


def show_mark(play: Play, person: Staff, which: str, edits: int | None) -> str:
    """How it stands, and what it can be set to."""
    say = phrases(person.language)
    found = [one for one in score_now(play).marks if mark(one.judged.expectation.id) == which]
    if not found or not may_observe(play.run, person.id):
        return say("That button does nothing here.")
    others = [verdict for verdict in _SETTABLE if verdict is not found[0].verdict]
    rows: list[Row] = [
        (Button(f"{SIGNS[v]} {verdict_name(v, say)}", _data(play.run.id, f"set={v.value}.{which}")),) for v in others
    ]
    back: Row = (Button("◀ " + say("Back"), _data(play.run.id, "marks=back")),)
    play.tell(person.id, plain(mark_line(found[0], say), *rows, back), edits=edits)
    return ""


def set_mark(play: Play, inbound: Inbound, person: Staff, argument: str) -> str:
    """Nothing changes without a reason: that is what is said next."""
    say = phrases(person.language)
    if not may_observe(play.run, person.id):
        return say("Only those who lead the exercise can do that.")
    await_words(play, inbound, f"{MARK}.{argument}")
    play.tell(person.id, plain(say("Why is the mark to be changed? Write the reason; it stays beside the mark.")))
    return ""


def take_mark(play: Play, inbound: Inbound, person: Staff, argument: str) -> None:
    """The reason came: the mark is changed, and the log says by whom and why."""
    name, _, which = argument.partition(".")
    every = [one.judged.expectation.id for one in score_now(play).marks]
    found = next((expectation for expectation in every if mark(expectation) == which), None)
    known = name in [verdict.value for verdict in _SETTABLE]
    event = inbound.event
    if found is None or not known or not isinstance(event, Said) or not may_observe(play.run, person.id):
        return
    play.log("overridden", person.id, expectation=found, verdict=name, reason=event.text.strip())
    show_score(play, person)


def _data(drill_id: str, action: str) -> str:
    return Tap("x", drill_id, 0, action).data
