"""Rows and times in a line of words."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.checklist.marks import CANNOT, DONE, NOT_APPLICABLE, WAIVED
from handlers.checklist.sheet import Row
from handlers.checklist.showing.scene import Scene
from handlers.engine.questions.base import shortened
from handlers.messages import Span
from playbooks.phrases import Phrases

_HOUR = timedelta(hours=1)
_SIGNS = {NOT_APPLICABLE: "↷", CANNOT: "✗", WAIVED: "⊘"}


def sign_of(scene: Scene, row: Row) -> str:
    """How it stands, in one character."""
    if row.outcome is not None:
        return _SIGNS.get(row.outcome, "✓")
    if row.lapsed:
        return "–"
    if row.overdue(scene.now):
        return "⏰"
    return "◔" if row.confirmed_by else "…" if row.waits_for else "○"


def line(scene: Scene, row: Row, length: int = 60) -> str:
    """One row in a line: how it stands, what it is, whose, since or until when."""
    critical = "❗" if row.step.critical and row.is_open else ""
    parts = [f"{sign_of(scene, row)}{critical} {shortened(scene.text(row), length)}", *_about(scene, row)]
    return " · ".join(part for part in parts if part)


def _about(scene: Scene, row: Row) -> list[str]:
    if row.settled is not None and row.outcome is not None and not row.heading:
        label = outcome_label(scene, row)
        named = row.step.decide or row.outcome == WAIVED
        return [*([label] if named else []), scene.name(row.settled.by), scene.time(row.settled.at)]
    return [] if row.heading or row.lapsed else [scene.who(row), due_words(scene, row)]


def outcome_label(scene: Scene, row: Row) -> str:
    """How it ended, in words."""
    say = scene.say
    chosen = next((option.label for option in row.step.decide if option.id == row.outcome), None)
    if chosen is not None:
        return chosen.text(scene.language)
    words = {DONE: say("Done"), NOT_APPLICABLE: say("Not applicable"), CANNOT: say("Cannot do")}
    # TRANSLATORS: A critical step that was not done: whoever leads said, with a reason, that it need not be.
    words[WAIVED] = say("Waived")
    return words.get(row.outcome or "", row.outcome or "")


def due_words(scene: Scene, row: Row) -> str:
    """By when, or since when it should have been done; empty without a limit."""
    if row.due is None:
        return ""
    if row.overdue(scene.now):
        # TRANSLATORS: Of a step that is late: it should have been done by {time}, such as “14:02”.
        return scene.say("due {time}", time=scene.time(row.due))
    # TRANSLATORS: Of a step: it is to be done by {time}, such as “14:02”.
    return scene.say("by {time}", time=scene.time(row.due))


def elapsed(since: datetime, now: datetime, say: Phrases) -> str:
    """How long it has been going on: “12 min”, “1 h 05 min”."""
    length = max(timedelta(), now - since)
    minutes = int(length.total_seconds() // 60)
    if length < _HOUR:
        # TRANSLATORS: How long an emergency has been going on.
        return say("{n} min", n=minutes)
    # TRANSLATORS: How long an emergency has been going on, such as “1 h 05 min”.
    return say("{h} h {n} min", h=minutes // 60, n=f"{minutes % 60:02d}")


def head(scene: Scene) -> tuple[Span, ...]:
    """What it is, how far it has grown, how long it has been going on, and how much of it is done."""
    case, say, sheet = scene.case, scene.say, scene.sheet
    title = scene.playbook.title.text(scene.language)
    level = scene.playbook.level_by_id.get(case.level or "")
    began = case.checklist.began if case.checklist is not None else case.opened_at
    parts = [level.name.text(scene.language)] if level is not None else []
    until = case.stood_down.at if case.stood_down is not None else scene.now
    parts.append("⏱ " + elapsed(began, until, say))
    parts.append(say("{done} of {total} done", done=sheet.done, total=sheet.total))
    parts += ["✅ " + say("response over")] if case.stood_down is not None else []
    return (Span(f"☑ {case.number} · {title}\n", "bold"), Span(" · ".join(parts) + "\n"))


def overdue_lines(scene: Scene, most: int, besides: Row | None = None) -> tuple[Span, ...]:
    """What is late, in front of everything else."""
    late = [row for row in scene.sheet.overdue if besides is None or row.id != besides.id]
    if not late:
        return ()
    lines = [line(scene, row, 40) for row in late[:most]]
    if len(late) > most:
        lines.append("… " + scene.say.many("{n} more", "{n} more", n=len(late) - most))
    # TRANSLATORS: Heading over the steps of a checklist that are late.
    return (Span("\n" + scene.say("Late") + "\n", "bold"), Span("\n".join(lines) + "\n"))
