"""An emergency closes only with its critical steps settled, or waived by whoever leads with a reason."""

from __future__ import annotations

from handlers.cases import Status
from handlers.taps import mark
from tests.handlers.desk.after.setting import burning, over, settles, tap
from tests.handlers.desk.world import ANA, BO, CHI, DUTY_CHAT, World


def outcome(world: World, step: str) -> tuple[str, str] | None:
    checklist = world.case.checklist
    assert checklist is not None
    latest = checklist.board.of(step).latest
    return None if latest is None else (latest.outcome, latest.reason)


def test_resolving_brings_the_one_list_and_closes_nothing() -> None:
    world = over()
    tap(world, ANA, "done")
    assert world.case.status is Status.ACKNOWLEDGED
    assert "E-2026-000001 cannot be closed yet.\n4 critical steps are open:\n1. Call the fire" in world.last(ANA)
    assert world.buttons(ANA)[:4] == ["1 ✓", "1 not needed", "1 by others", "1 ✎"]


def test_one_tap_each_then_it_closes() -> None:
    world = over()
    tap(world, ANA, "done")
    world.taps(ANA, "1 ✓")
    world.taps(ANA, "1 by others")
    world.taps(ANA, "1 not needed")
    assert "1 critical step is open:" in world.last(ANA)
    world.taps(ANA, "1 ✎")
    assert "Why need it not be done?" in world.last(ANA)
    world.says(ANA, "We are our own insurer")
    assert world.buttons(ANA) == ["Resolve"]
    world.taps(ANA, "Resolve")
    assert world.case.status is Status.RESOLVED
    assert outcome(world, "brigade") == ("done", "")
    assert outcome(world, "out") == ("waived", "others")
    assert outcome(world, "insurer") == ("waived", "We are our own insurer")


def test_what_cannot_be_done_was_said_with_a_reason_and_is_settled() -> None:
    world = over()
    for step in ("brigade", "out", "count", "insurer"):
        tap(world, ANA, f"k.x={mark(step)}=safe")
    tap(world, ANA, "done")
    assert world.case.status is Status.RESOLVED


def test_what_was_done_and_is_to_be_done_again_keeps_nothing_open() -> None:
    world = burning()
    for step in ("brigade", "out", "count", "insurer"):
        settles(world, ANA, step, "d")
    world.passes(minutes=30)
    tap(world, ANA, "done")
    assert world.case.status is Status.RESOLVED


def test_nobody_else_waives_but_they_may_say_what_is_done() -> None:
    world = over()
    for who in (BO, CHI):
        for how in ("n", "o", "w"):
            tap(world, who, f"wv={mark('out')}{how}")
            assert world.answers[0].alert
    assert outcome(world, "out") is None
    tap(world, CHI, f"wv={mark('out')}d")
    assert outcome(world, "out") == ("done", "")


def test_made_up_and_old_taps_settle_nothing() -> None:
    world = over()
    assert tap(world, ANA, "wv=12345678n") == "That is settled already."
    assert tap(world, ANA, f"wv={mark('doors')}n") == "That is settled already.", "it is not critical"
    assert tap(world, ANA, f"wv={mark('out')}z") == "That button does nothing here."
    tap(world, ANA, f"wv={mark('out')}n")
    assert tap(world, ANA, f"wv={mark('out')}o") == "That is settled already."
    assert outcome(world, "out") == ("waived", "needless")


def test_a_later_word_overrules_a_waiver() -> None:
    world = over()
    tap(world, ANA, f"wv={mark('out')}n")
    world.passes(seconds=1)
    settles(world, CHI, "out", "d")
    assert outcome(world, "out") == ("done", "")


def test_from_the_group_the_list_comes_in_private() -> None:
    world = over()
    words = tap(world, ANA, "done", chat=DUTY_CHAT)
    assert words == "Critical steps are open. They are listed in our private chat."
    assert "cannot be closed yet" in world.last(ANA)
    assert "cannot be closed yet" not in world.texts(DUTY_CHAT)


def test_an_empty_reason_is_none() -> None:
    world = over()
    tap(world, ANA, f"wv={mark('out')}w")
    world.says(ANA, "   ")
    assert outcome(world, "out") is None
    world.says(ANA, "x" * 501)
    assert outcome(world, "out") is None
    world.says(ANA, "Nobody was in")
    assert outcome(world, "out") == ("waived", "Nobody was in")


def test_a_false_alarm_needs_no_settling() -> None:
    world = burning()
    world.taps(ANA, "False alarm")
    tap(world, ANA, "sure")
    assert world.case.status is Status.WITHDRAWN
