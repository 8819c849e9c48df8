"""The page of one row, and the page that asks why it cannot be done."""

from __future__ import annotations

from typing import Final

from handlers.checklist.sheet import Row
from handlers.checklist.showing.instruction import at_it_button, instruction, ways_to_settle
from handlers.checklist.showing.lines import head, line, outcome_label
from handlers.checklist.showing.scene import Scene
from handlers.messages import Message, Span
from handlers.messages import Row as Buttons
from playbooks.locale_format import labelled
from playbooks.phrases import Phrases

#: The reasons that are one tap away, by the word their button carries.
REASONS: Final = ("people", "safe", "missing", "closed")


def row_page(scene: Scene, row: Row) -> Message:
    """One row with all that is known of it."""
    spans = [*head(scene), Span("\n"), *instruction(scene, row)]
    if row.waits_for:
        names = [scene.text(scene.sheet.by_id[name]) for name in row.waits_for if name in scene.sheet.by_id]
        spans += [Span(scene.say("First:") + "\n", "italic"), *(Span(f"○ {name}\n") for name in names)]
    if row.outcome is not None and row.settled is not None:
        spans.append(Span("\n" + line(scene, row, 20) + "\n", "bold"))
        if row.settled.reason:
            spans.append(
                Span(labelled(outcome_label(scene, row), reason_words(row.settled.reason, scene.say), scene.language))
            )
    return Message(tuple(spans), () if scene.over else _rows(scene, row))


def _rows(scene: Scene, row: Row) -> tuple[Buttons, ...]:
    say = scene.say
    back = scene.button(say("◀ Back"), "m")
    if row.heading:
        return ((back,),)
    if not row.is_open and not row.step.decide:
        return ((scene.row_button("↶ " + say("Undo"), "u", row), back),)
    undo = () if row.settled is None else (scene.row_button("↶ " + say("Undo"), "u", row),)
    return (*ways_to_settle(scene, row), (at_it_button(scene, row), *undo, back))


def why_page(scene: Scene, row: Row) -> Message:
    """Asks for the reason: one tap, or a few words."""
    say = scene.say
    spans = (
        *head(scene),
        Span("\n" + scene.text(row) + "\n", "bold"),
        Span(say("What is in the way? Tap, or write it in a few words.") + "\n", "bold"),
    )
    choices = [scene.row_button(reason_words(word, say), "x", row, f"={word}") for word in REASONS]
    return Message(spans, ((choices[0], choices[1]), (choices[2], choices[3]), (scene.button(say("◀ Back"), "m"),)))


def reason_words(reason: str, say: Phrases) -> str:
    """A reason that was tapped, in the reader's language; one that was written, as it was."""
    return {
        # TRANSLATORS: Why a step of a checklist cannot be done. Buttons.
        "people": say("Nobody free"),
        "safe": say("Not safe"),
        "missing": say("Not there"),
        "closed": say("No way in"),
    }.get(reason, reason)


def waiver_words(reason: str, say: Phrases) -> str:
    """A reason that was tapped, in the reader's language; one that was written, as it was."""
    return {
        # TRANSLATORS: Why a critical step need not be done. Buttons, short: “not needed”, “others did it”.
        "needless": say("not needed"),
        "others": say("by others"),
    }.get(reason, reason)
