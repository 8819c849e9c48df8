"""The live message of whoever leads a run: pinned, edited as it goes on, with the buttons that rule over it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.delivery import LIVE
from handlers.desk.drills.board import board_spans, state_name, upcoming
from handlers.desk.drills.hinting import practice_panel
from handlers.desk.drills.steps import Play
from handlers.drills.run import Drill
from handlers.drills.standing import State
from handlers.messages import Button, Message, Row, plain
from handlers.taps import Tap
from playbooks.phrases import Phrases

SPEEDS = (1, 2, 5)
MORE = timedelta(minutes=10)


def show_panels(play: Play) -> None:
    """Brings everybody who leads the run their panel as it stands; an edit that still waits gives way to it."""
    for lead in play.run.leads:
        show_panel(play, lead)


def show_panel(play: Play, lead: str, edits: int | None = None, *, anew: bool = False) -> None:
    """One of them; `edits` the message that was tapped; `anew`: below everything else that was said."""
    say = play.say_to(lead)
    alone = play.run.practice
    words = practice_panel(play, say) if alone else Message(board_spans(play, say), lead_rows(play.run, say))
    board = play.run.evaluation.boards.get(lead)
    if edits is not None:
        play.tell(lead, words, key=f"panel:{lead}", edits=edits)
    elif board is not None and not anew:
        pin = words if play.run.standing.is_live else replace(words, pin="unpin")
        play.tell(lead, pin, key=LIVE + board, of=board)
    else:
        _pin_anew(play, lead, words, board)


def _pin_anew(play: Play, lead: str, words: Message, before: str | None) -> None:
    if before is not None:
        say = play.say_to(lead)
        gone = plain("↓ " + say("How it stands is further down now."))
        play.tell(lead, replace(gone, pin="unpin"), key=LIVE + before, of=before)
    board = play.uow.new_id()
    words = replace(words, pin="pin") if play.run.standing.is_live else words
    play.tell(lead, words, as_notice=board)  # without a key: no edit may take its place
    play.log("board", None, lead=lead, notice=board)


def lead_rows(run: Drill, say: Phrases) -> tuple[Row, ...]:
    """What can be ruled as it stands."""

    def button(label: str, action: str) -> Button:
        return Button(label, Tap("x", run.id, 0, action).data)

    # TRANSLATORS: Button: write down how well things are done in an exercise, as an evaluator does.
    observe = button("👁 " + say("Observe"), "sheet")
    # TRANSLATORS: Button: put somebody on the list of an exercise that goes on.
    more = button("👥 " + say("Somebody comes"), "late")

    if run.state is State.RUNNING:
        speeds = tuple(button(f"×{speed}", f"speed={speed}") for speed in SPEEDS if speed != run.clock.speed)
        return (
            (button("⏸ " + say("Pause"), "pause"), button("⏭ " + say("Skip the next"), "skip")),
            (button("▶ " + say("Play one now"), "list"), button("✎ " + say("Add one"), "add")),
            (button("＋ " + say("10 more minutes"), "more"), button("⏩ " + say("To the next one"), "jump")),
            speeds,
            (observe, more, button("↻", "panel")),
            (button("⏹ " + say("End the exercise"), "end"),),
        )
    if run.state in (State.PAUSED, State.FROZEN):
        return (
            (button("▶ " + say("Go on"), "resume"), button("⏹ " + say("End the exercise"), "end")),
            (observe, more, button("↻", "panel")),
        )
    if run.state is State.ENDED:
        # TRANSLATORS: Button for trainers after an exercise: how it went, in numbers.
        score, remarks = button("🏁 " + say("Score"), "score"), button("💬 " + say("Hot debrief"), "remarks")
        # TRANSLATORS: Button: the after-action review of an exercise, as a document.
        review, act = button("📄 " + say("Review (PDF)"), "review"), button("＋ " + say("Corrective action"), "act")
        again = button("🔁 " + say("Plan the re-drill"), "again")
        return ((score, observe), (remarks, review), (act, again))
    return ()


__all__ = ["MORE", "SPEEDS", "lead_rows", "show_panel", "show_panels", "state_name", "upcoming"]
