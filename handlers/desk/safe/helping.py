"""Somebody needs help: whoever leads hears it at once, with where they are, and somebody says that they go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from handlers.alerts.addressing import Recipient
from handlers.cases import Case, Happening
from handlers.desk.safe.calls import ROLL, ask, count_soon, people_of, scene_of, send, those_who_lead
from handlers.desk.visit import Visit
from handlers.messages import Message, Row, Span
from handlers.rollcall.board import help_line, whereabouts
from handlers.rollcall.calls import Call, RollLine, Said, call_of
from handlers.rollcall.scene import CallScene
from handlers.taps import mark
from playbooks.phrases import phrases


def call_for_help(visit: Visit, case_id: str, number: int, line: RollLine, *, more: bool = False) -> None:
    """Tells everybody who leads; with `more`, what they added since. On the timeline at once."""
    case = visit.uow.case(case_id)
    call = call_of(case.calls, number) if case is not None else None
    if case is None or call is None:
        return
    data: dict[str, Any] = {"call": number, "who": line.staff}
    data |= {"place": line.place} if line.place else {}
    data |= {"words": line.words} if line.words else {}
    visit.uow.record(case.id, Happening("roll_help", visit.staff.id, data))
    visit.uow.note_roll(case.id, number, [line])

    def words(scene: CallScene) -> tuple[str, str]:
        say, name = scene.say, scene.name(line.staff)
        head = say("{name} needs help and says more", name=name) if more else say("{name} needs help", name=name)
        phone = scene.phone(line.staff)
        return f"🆘 {head} · {case.number}", whereabouts(scene, line) + (f"\n📞 {phone}" if phone else "")

    tell_leaders(visit, case, call, words, lambda scene: go_button(scene, line))


def no_help_needed(visit: Visit, case_id: str, number: int, line: RollLine) -> None:
    """They are safe now."""
    case = visit.uow.case(case_id)
    call = call_of(case.calls, number) if case is not None else None
    if case is None or call is None:
        return
    visit.uow.record(case.id, Happening("roll_answers", None, {"call": number, "safe": [line.staff]}))
    visit.uow.note_roll(case.id, number, [line])
    tell_safe_now(visit, case, call, line)


def tell_safe_now(visit: Visit, case: Case, call: Call, line: RollLine) -> None:
    """Whoever leads hears that somebody who needed help is safe."""

    def words(scene: CallScene) -> tuple[str, str]:
        return "✓ " + scene.say("{name} is safe now", name=scene.name(line.staff)) + f" · {case.number}", ""

    tell_leaders(visit, case, call, words)


def tell_leaders(
    visit: Visit,
    case: Case,
    call: Call,
    words: Callable[[CallScene], tuple[str, str]],
    rows: Callable[[CallScene], tuple[Row, ...]] | None = None,
    besides: Iterable[Recipient] = (),
) -> None:
    """Aloud, to everybody who leads but whoever does it: a line, what is known, and the way to do something."""
    leading = {one.chat: one for one in (*those_who_lead(visit, case, call), *besides)}
    for recipient in leading.values():
        if recipient.staff == visit.staff.id and recipient.staff:
            continue
        scene = scene_of(visit, case, call, recipient.language, recipient.staff)
        head, body = words(scene)
        spans = (Span(head, "bold"), *([Span("\n" + body)] if body else []))
        send(visit, case, call, recipient, Message(spans, (*(rows(scene) if rows else ()), *_to_the_count(scene))))


def _to_the_count(scene: CallScene) -> tuple[Row, ...]:
    # TRANSLATORS: Button: show the count of a roll call.
    return ((scene.button("📋 " + scene.say("Roll call"), "show"),),)


def go_button(scene: CallScene, line: RollLine) -> tuple[Row, ...]:
    """The way to say that one goes to somebody."""
    # TRANSLATORS: Button under “Kit needs help”: I am on my way to them.
    return ((scene.button(scene.say("I go there"), f"g={mark(line.staff)}", "primary"),),)


def go_there(visit: Visit, case: Case, call: Call, line: RollLine) -> None:
    """Somebody is on the way: whoever needs help hears it, and whoever leads."""
    if line.said is not Said.HELP:
        visit.toast(visit.say("They do not need help any more."))
        return
    if line.helper == visit.staff.id:
        visit.toast(visit.say("They know that you are coming."))
        return
    changed = replace(line, helper=visit.staff.id)
    visit.uow.keep_roll(case.id, call.number, [changed])
    data = {"call": call.number, "who": line.staff}
    visit.uow.record(case.id, Happening("roll_helper", visit.staff.id, data))
    for _, person in people_of(visit, [line]):
        say = phrases(person.language)
        coming = say("{name} is coming to you.", name=visit.staff.name)
        ask(visit, case, person, Message((Span("➡️ " + coming, "bold"),)), f"{ROLL}coming:{case.id}:{person.id}")

    def words(scene: CallScene) -> tuple[str, str]:
        return help_line(scene, changed), ""

    tell_leaders(visit, case, call, words)
    count_soon(visit, case.id, call.number)
    visit.toast(visit.say("They know that you are coming."))
