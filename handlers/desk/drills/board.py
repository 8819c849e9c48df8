"""What the live message of whoever leads a run says: what is late, who did what, what comes next."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.alerts.cards import name_of
from handlers.desk.drills.steps import Play
from handlers.drills.expecting import Judged, Verdict, judged
from handlers.drills.run import Drill
from handlers.drills.standing import State
from handlers.messages import Span
from handlers.ports import NEVER
from playbooks.locale_format import clock, duration, labelled, series
from playbooks.model.scenario import DrillRole, Inject
from playbooks.phrases import Phrases

_SHOWN = 5  # lines of each sort
_LONGEST = 60  # characters of an inject


def board_spans(play: Play, say: Phrases) -> tuple[Span, ...]:
    """The message, as it stands now."""
    run, zone = play.run, ZoneInfo(play.uow.directory.timezone)
    marks = judged(run, play.uow.now)
    title = Span(f"{run.number} · {run.scenario.title.text(say.language)}\n", "bold")
    spans = [title, Span(_standing_line(play, marks, say, zone))]
    live = play.run.standing.is_live
    for lines in (
        _late_lines(play, marks, say) if live else [],
        _open_lines(marks, say, zone) if live else [],
        _done_lines(play, marks, say, zone),
        _next_lines(run, say, zone),
        _people_lines(play, say),
    ):
        spans += [Span("\n" + "\n".join(lines))] if lines else []
    return tuple(spans)


def state_name(state: State, say: Phrases) -> str:
    """How a run stands, in a word or two."""
    return {
        State.PLANNED: say("planned"),
        State.RUNNING: say("running"),
        State.PAUSED: say("paused"),
        State.FROZEN: say("stopped by a real emergency"),
        State.ENDED: say("over"),
        State.CANCELLED: say("called off"),
    }[state]


def upcoming(run: Drill) -> list[tuple[Inject, datetime | None]]:
    """The injects that are still to come, in their order, each with when, where that is known."""
    began = run.clock.began
    left = [inject for inject in (*run.scenario.injects, *run.added) if not run.is_settled(inject.id)]
    timed = [(inject, began + inject.at if began is not None else None) for inject in left if inject.at is not None]
    timed.sort(key=lambda pair: pair[0].at or timedelta())
    return [*timed, *((inject, None) for inject in left if inject.at is None)]


def _standing_line(play: Play, marks: tuple[Judged, ...], say: Phrases, zone: ZoneInfo) -> str:
    run, now = play.run, play.exercise.now
    parts = [state_name(run.state, say)]
    if run.standing.is_live and run.clock.began is not None and run.ends is not None:
        parts.append(say("exercise time {time}", time=clock(now, say.language, zone)))
        if run.clock.speed not in (0.0, 1.0):
            parts.append(f"×{run.clock.speed:g}")
        left = run.ends - now
        if left > timedelta():
            parts.append(say("{time} left", time=duration(_in_minutes(left), say.language)))
    met = sum(one.verdict is Verdict.MET for one in marks)
    parts.append(say.many("{n} expectation met", "{n} expectations met", n=met))
    return " · ".join(parts)


def _in_minutes(left: timedelta) -> timedelta:
    """Begun minutes count as whole ones."""
    return timedelta(minutes=-(-left // timedelta(minutes=1)))


def _late_lines(play: Play, marks: tuple[Judged, ...], say: Phrases) -> list[str]:
    """What nobody did in its window: critical things first, then the oldest."""
    late = [one for one in marks if one.verdict is Verdict.MISSED and one.until is not None]
    late.sort(key=lambda one: (not one.expectation.critical, one.until))
    return [_late_line(play, one, say) for one in late[:_SHOWN]]


def _late_line(play: Play, one: Judged, say: Phrases) -> str:
    assert one.until is not None
    text = one.expectation.text.text(say.language)
    # TRANSLATORS: On the trainer’s live message: something expected of the players is late by so much.
    return f"🔴 {text} · " + say("late by {time}", time=duration(play.exercise.now - one.until, say.language))


def _open_lines(marks: tuple[Judged, ...], say: Phrases, zone: ZoneInfo) -> list[str]:
    waiting = [one for one in marks if one.verdict is Verdict.OPEN and one.until is not None]
    waiting.sort(key=lambda one: one.until or NEVER)
    return [
        f"⏳ {clock(one.until, say.language, zone)} {one.expectation.text.text(say.language)}"
        for one in waiting[:_SHOWN]
        if one.until is not None
    ]


def _done_lines(play: Play, marks: tuple[Judged, ...], say: Phrases, zone: ZoneInfo) -> list[str]:
    """Who did what, the latest last; what came after its window says so."""
    done = sorted((one for one in marks if one.met_at is not None), key=lambda one: one.met_at or NEVER)
    return [_done_line(play, one, say, zone) for one in done[-_SHOWN:]]


def _done_line(play: Play, one: Judged, say: Phrases, zone: ZoneInfo) -> str:
    assert one.met_at is not None
    sign = "✓" if one.verdict is Verdict.MET else "🟠"
    line = f"{sign} {clock(one.met_at, say.language, zone)} {one.expectation.text.text(say.language)}"
    return line if one.met_by is None else f"{line} · {name_of(one.met_by, play.uow.directory)}"


def _next_lines(run: Drill, say: Phrases, zone: ZoneInfo) -> list[str]:
    if not run.standing.is_live:
        return []
    lines = []
    for inject, due in upcoming(run)[:_SHOWN]:
        what = inject.text.text(say.language).split("\n")[0][:_LONGEST]
        when = clock(due, say.language, zone) if due is not None else "…"
        lines.append(f"⏭ {when} {labelled(inject.sender.text(say.language), what, say.language)}")
    return lines


def _people_lines(play: Play, say: Phrases) -> list[str]:
    """Players who have not shown that they know of it, and how much was observed."""
    run, lines = play.run, []
    away = [staff for staff in run.with_role(DrillRole.PLAYER) if staff not in run.playing]
    if away and run.standing.is_live:
        names = series([name_of(staff, play.uow.directory) for staff in away], say.language)
        lines.append("👥 " + say("not taking part yet: {names}", names=names))
    if count := len(run.evaluation.observations):
        # TRANSLATORS: So many ratings by evaluators of an exercise.
        lines.append("👁 " + say.many("{n} observation", "{n} observations", n=count))
    return lines
