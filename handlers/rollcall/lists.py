"""Who is missing and who needs help, a page at a time, and what can be said of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.alerts.cards import place_name
from handlers.messages import Button, Message, Row, Span
from handlers.rollcall.board import help_line
from handlers.rollcall.calls import NOT_ASKED, CallKind, RollLine, Said, Tally
from handlers.rollcall.scene import CallScene
from handlers.taps import mark
from playbooks.locale_format import labelled

PAGE = 8  # people; with their buttons this is what a phone shows without scrolling


@dataclass(frozen=True, slots=True)
class Trace:
    """When somebody was last heard of here, and where they were then, as far as that is known."""

    at: datetime | None = None
    place: Mapping[str, Any] | None = None


Traces = Mapping[str, Trace]


def missing_page(scene: CallScene, tally: Tally, number: int, traces: Traces) -> Message:
    """Those of whom nothing is known, with where and when they were seen last."""
    say, people = scene.say, tally.missing
    head = say("Missing ({n})", n=len(people))
    if scene.call.kind is CallKind.WORD:
        head = say("Not read by ({n})", n=len(people))
    page = _page(people, number)
    lines = [missing_line(scene, line, traces.get(line.staff, Trace())) for line in page]
    spans = (Span(f"{head}\n", "bold"), Span(scene.head() + "\n\n" + "\n".join(lines)))
    if not people:
        spans = (Span("✓ " + say("Nobody is missing.") + "\n", "bold"), Span(scene.head()))
    return Message(spans, _buttons(scene, people, number, "m"))


def help_page(scene: CallScene, tally: Tally, number: int) -> Message:
    """Those who need help, in the order in which they said so."""
    page = _page(tally.help, number)
    lines = [with_phone(scene, help_line(scene, line), line) for line in page] or [
        scene.say("Nobody needs help now.")
    ]
    spans = (Span(scene.head() + "\n\n"), Span("\n".join(lines), "bold"))
    return Message(spans, _buttons(scene, tally.help, number, "n"))


def missing_line(scene: CallScene, line: RollLine, trace: Trace) -> str:
    """Somebody of whom nothing is known, on one line."""
    say, parts = scene.say, [scene.name(line.staff)]
    if line.off_shift:
        # TRANSLATORS: Of somebody in a list: they are not at work now.
        parts.append(say("off shift"))
    if not line.is_reachable:
        parts.append(say("not reachable here"))
    if trace.place is not None:
        parts.append(place_name(trace.place, trace.place.get("site"), scene.directory, scene.language))
    if trace.at is not None:
        # TRANSLATORS: When somebody who is missing was last heard of.
        parts.append(say("last heard {time}", time=scene.time(trace.at)))
    return with_phone(scene, ("✕ " if not line.is_reachable else "… ") + " · ".join(filter(None, parts)), line)


def with_phone(scene: CallScene, words: str, line: RollLine) -> str:
    """A line, with the number to ring where one is known: phones make it a link."""
    phone = scene.phone(line.staff)
    return f"{words} 📞 {phone}" if phone else words


def person_page(scene: CallScene, line: RollLine, trace: Trace) -> Message:
    """One person, and what a warden can say of them."""
    say = scene.say
    lines = [how_they_stand(scene, line)]
    if line.said is None:
        lines = [missing_line(scene, line, trace)]
    who = mark(line.staff)
    # TRANSLATORS: Buttons for a warden, about one person of a roll call.
    rows: list[Row] = [(scene.button("✓ " + say("Seen, safe"), f"s={who}", "success"),)]
    rows.append((scene.button("🆘 " + say("Needs help"), f"h={who}", "danger"),))
    # TRANSLATORS: Button: this person is not at the site today.
    rows.append((scene.button("– " + say("Not at the site"), f"a={who}"),))
    if line.said is Said.HELP and line.helper != scene.viewer:
        rows.insert(0, (scene.button(say("I go there"), f"g={who}", "primary"),))
    back: Row = (scene.button(say("◀ Back"), "b"),)
    spans = (Span(scene.name(line.staff) + "\n", "bold"), Span("\n".join(lines)))
    return Message(spans, (*rows, back))


def how_they_stand(scene: CallScene, line: RollLine) -> str:
    """What is known of somebody, who said it and when."""
    say = scene.say
    if line.position == NOT_ASKED:
        # TRANSLATORS: Of somebody who works elsewhere, and was not asked in a roll call.
        return "– " + say("not on the list")
    if line.said is Said.HELP:
        return with_phone(scene, help_line(scene, line), line)
    words = {
        Said.SAFE: "✓ " + say("safe"),
        Said.AWAY: "– " + say("not at the site"),
        Said.READ: "✓ " + say("read"),
    }.get(line.said or Said.HELP, "… " + say("no answer"))
    parts = [words, scene.time(line.at) if line.at else "", scene.place(line)]
    if line.by is not None and line.by != line.staff:
        parts.append(scene.name(line.by))
    return with_phone(scene, " · ".join(filter(None, parts)), line) + (f" “{line.words}”" if line.words else "")


def found_page(scene: CallScene, found: Sequence[RollLine]) -> Message:
    """Those whom a typed name may mean."""
    lines = [labelled(scene.name(line.staff), how_they_stand(scene, line), scene.language) for line in found]
    rows = _people_rows(scene, found)
    return Message((Span("\n".join(lines) or scene.say("Nobody has that name.")),), rows)


def _page(people: Sequence[RollLine], number: int) -> Sequence[RollLine]:
    first = _number(people, number) * PAGE
    return people[first : first + PAGE]


def _number(people: Sequence[RollLine], number: int) -> int:
    return min(number, max(0, -(-len(people) // PAGE) - 1))


def _buttons(scene: CallScene, people: Sequence[RollLine], number: int, word: str) -> tuple[Row, ...]:
    number, pages = _number(people, number), -(-len(people) // PAGE)
    turning: list[Button] = [scene.button("◀", f"{word}={number - 1}")] if number > 0 else []
    if number + 1 < pages:
        turning.append(scene.button(f"{number + 1}/{pages} ▶", f"{word}={number + 1}"))
    markable = scene.viewer is not None and scene.call.kind is CallKind.ROLL
    named = _people_rows(scene, _page(people, number)) if markable else ()
    return (*named, (*turning, scene.button(scene.say("◀ Back"), "b")))


def _people_rows(scene: CallScene, people: Sequence[RollLine]) -> tuple[Row, ...]:
    keys = [scene.button(scene.name(line.staff), f"p={mark(line.staff)}") for line in people]
    return tuple(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2))
