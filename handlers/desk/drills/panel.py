"""The panel of whoever leads a run: how it stands, what comes next, and the buttons that rule over it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.desk.drills.steps import Play
from handlers.drills.expecting import Judged, Verdict, judged
from handlers.drills.run import Drill
from handlers.drills.standing import State
from handlers.messages import Button, Message, Row, Span
from handlers.taps import Tap
from playbooks.locale_format import clock, duration
from playbooks.model.scenario import Inject
from playbooks.phrases import Phrases

SPEEDS = (1, 2, 5)
MORE = timedelta(minutes=10)
_SHOWN = 5


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


def show_panels(play: Play) -> None:
    """Brings everybody who leads the run their panel as it stands; one that still waits gives way to it."""
    for lead in play.run.leads:
        show_panel(play, lead)


def show_panel(play: Play, lead: str, edits: int | None = None) -> None:
    """One of them; `edits` the message that was tapped."""
    say = play.say_to(lead)
    words = Message(tuple(_lines(play, say)), lead_rows(play.run, say))
    play.tell(lead, words, key=f"panel:{lead}", edits=edits)


def _lines(play: Play, say: Phrases) -> list[Span]:
    run, zone = play.run, ZoneInfo(play.uow.directory.timezone)
    title = run.scenario.title.text(say.language)
    spans = [Span(f"{run.number} · {title}\n", "bold"), Span(_standing_line(play, say, zone))]
    for inject, due in upcoming(run)[:_SHOWN]:
        what = inject.text.text(say.language).split("\n")[0][:60]
        when = clock(due, say.language, zone) if due is not None else "…"
        spans.append(Span(f"\n⏭ {when} {inject.sender.text(say.language)}: {what}"))
    late = [one for one in judged(run, play.uow.now) if one.verdict in (Verdict.MISSED, Verdict.OPEN)]
    spans += [Span("\n" + _expected_line(one, say, zone)) for one in late[:_SHOWN]]
    return spans


def _standing_line(play: Play, say: Phrases, zone: ZoneInfo) -> str:
    run, now = play.run, play.exercise.now
    parts = [state_name(run.state, say)]
    if run.clock.began is not None and run.ends is not None:
        parts.append(say("exercise time {time}", time=clock(now, say.language, zone)))
        if run.clock.speed not in (0.0, 1.0):
            parts.append(f"×{run.clock.speed:g}")
        left = run.ends - now
        if left > timedelta():
            parts.append(say("{time} left", time=duration(left, say.language)))
    met = [one for one in judged(run, play.uow.now) if one.verdict is Verdict.MET]
    parts.append(say.many("{n} expectation met", "{n} expectations met", n=len(met)))
    return " · ".join(parts)


def _expected_line(one: Judged, say: Phrases, zone: ZoneInfo) -> str:
    sign = "⏳" if one.verdict is Verdict.OPEN else "🔴"
    until = clock(one.until, say.language, zone) if one.until is not None else ""
    return f"{sign} {until} {one.expectation.text.text(say.language)}"


def upcoming(run: Drill) -> list[tuple[Inject, datetime | None]]:
    """The injects that are still to come, in their order, each with when, where that is known."""
    began = run.clock.began
    left = [inject for inject in (*run.scenario.injects, *run.added) if not run.is_settled(inject.id)]
    timed = [(inject, began + inject.at if began is not None else None) for inject in left if inject.at is not None]
    timed.sort(key=lambda pair: pair[0].at or timedelta())
    return [*timed, *((inject, None) for inject in left if inject.at is None)]


def lead_rows(run: Drill, say: Phrases) -> tuple[Row, ...]:
    """What can be ruled as it stands."""

    def button(label: str, action: str) -> Button:
        return Button(label, Tap("x", run.id, 0, action).data)

    if run.state is State.RUNNING:
        speeds = tuple(button(f"×{speed}", f"speed={speed}") for speed in SPEEDS if speed != run.clock.speed)
        return (
            (button("⏸ " + say("Pause"), "pause"), button("⏭ " + say("Skip the next"), "skip")),
            (button("▶ " + say("Play one now"), "list"), button("✎ " + say("Add one"), "add")),
            (button("＋ " + say("10 more minutes"), "more"), *speeds),
            (button("⏹ " + say("End the exercise"), "end"), button("↻", "panel")),
        )
    if run.state in (State.PAUSED, State.FROZEN):
        return (
            (button("▶ " + say("Go on"), "resume"), button("⏹ " + say("End the exercise"), "end")),
            (button("↻", "panel"),),
        )
    return ()
