"""The response is ended by whoever leads, everybody who was told hears it, and it can turn out not to be over."""

from __future__ import annotations

from handlers.cases import Status
from handlers.events import Elapsed, Inbound
from tests.handlers.desk.after.setting import burning, over, settles, tap
from tests.handlers.desk.world import ANA, BO, CHI, DUTY_CHAT, World

DEE = 3001


def test_it_takes_two_taps_and_shows_what_is_critical_and_open() -> None:
    world = burning()
    tap(world, ANA, "end")
    assert world.case.stood_down is None
    assert "⚠️ 4 critical steps are open:" in world.last(ANA)
    assert "Call the fire brigade." in world.last(ANA)
    world.taps(ANA, "Yes, it is over")
    assert world.case.stood_down is not None


def test_everybody_who_was_told_hears_it_and_the_timeline_says_who() -> None:
    world = over()
    for chat in (BO, CHI, DUTY_CHAT):
        assert "✅ E-2026-000001: the response is over, says Ana. Thank you." in world.texts(chat)
    entry = next(entry for entry in world.uow.timeline(world.case.id) if entry.kind == "stood down")
    assert entry.actor == "ana"
    assert entry.data["groups"] == ["duty"]
    assert entry.data["people"] == ["chi", "bo"]
    assert entry.data["open"] == ["brigade", "out", "count", "insurer"]
    assert "✅ Response over 14:10 (Ana)" in world.texts(DUTY_CHAT)


def test_nobody_but_whoever_leads_and_managers_ends_it() -> None:
    world = burning()
    for who in (BO, CHI):
        for action in ("end", "end-yes"):
            tap(world, who, action)
            assert world.answers[0].alert
    assert world.case.stood_down is None
    tap(world, DEE, "end-yes")
    assert world.case.stood_down is not None


def test_it_is_ended_once_and_in_private() -> None:
    world = burning()
    assert tap(world, ANA, "end", chat=DUTY_CHAT) == "I have written to you in our private chat."
    assert "End the response" not in world.texts(DUTY_CHAT)
    world.taps(ANA, "Yes, it is over")
    assert tap(world, DEE, "end-yes") == "It is over already."
    assert [kind for kind in world.kinds() if kind == "stood down"] == ["stood down"]


def test_whoever_ends_what_nobody_took_has_it() -> None:
    world = burning()
    world.taps(ANA, "Give back", chat=DUTY_CHAT)
    tap(world, DEE, "end-yes")
    assert (world.case.status, world.case.acknowledged_by) == (Status.ACKNOWLEDGED, "dee")


def test_what_was_not_critical_lapses_and_what_comes_afterwards_counts_from_now() -> None:
    world = burning()
    world.passes(minutes=10)
    tap(world, ANA, "k.l=0")
    assert "Sweep up · by" not in world.texts(ANA)
    tap(world, ANA, "end-yes")
    tap(world, ANA, "k.l=0")
    assert "– Close the doors" in world.last(ANA)
    assert "Sweep up · by 15:10" in world.last(ANA)
    assert "✅ response over" in world.last(ANA)
    settles(world, CHI, "doors", "d")
    tap(world, ANA, "k.l=0")
    assert "✓ Close the doors · Chi" in world.last(ANA), "a late word from a bad connection counts"


def test_nobody_is_asked_for_reports_or_told_what_is_late_any_more() -> None:
    world = over()
    world.forget()
    for _ in range(60):
        due = [timer for timer in world.uow.timers.values() if timer.kind in ("live", "update", "case")]
        if not due:
            break
        comes(world, min(due, key=lambda timer: timer.due).key)
    assert "situation report" not in world.texts(ANA)
    assert "how does it stand" not in world.texts(ANA)
    assert "Are you still on it?" not in world.texts(ANA)
    assert "Call the fire brigade. · due" not in world.texts(ANA)


def test_it_was_not_over_and_everybody_hears_that_at_once() -> None:
    world = over()
    world.taps(ANA, "Not over: it goes on")
    assert world.case.stood_down is None
    for chat in (BO, CHI, DUTY_CHAT):
        assert "🚨 E-2026-000001 is not over: it goes on, says Ana." in world.texts(chat)
    assert world.case.updates is not None
    assert world.kinds()[-1] == "resumed"
    assert tap(world, ANA, "end-not") == "That is decided already."


def test_an_alarm_after_that_is_another_one() -> None:
    world = over()
    world.says(CHI, "/emergency")
    world.taps(CHI, "Fire")
    assert len(world.uow.cases) == 2


def test_once_all_that_was_urgent_is_settled_whoever_leads_is_offered_to_end_it() -> None:
    world = burning()
    for step in ("brigade", "out", "doors"):
        settles(world, CHI, step, "d")
    assert "everything that was to be done at once is settled" not in world.texts(ANA)
    settles(world, CHI, "count", "d")
    assert "everything that was to be done at once is settled" in world.texts(ANA)
    world.taps(ANA, "End the response")
    world.taps(ANA, "Yes, it is over")
    assert world.case.stood_down is not None


def comes(world: World, key: str) -> None:
    """A timer comes due."""
    timer = world.uow.timers.pop(key)
    world.uow.now = max(world.uow.now, timer.due)
    world.arrives(Inbound("staff", 0, Elapsed(timer.key, timer.kind, timer.data), world.uow.now, private=False))


def test_every_morning_until_it_is_closed_and_later_those_above_hear_it() -> None:
    world = over()
    review = f"review:{world.case.id}"
    for morning in range(3):
        world.forget()
        comes(world, review)
        assert "E-2026-000001 is over, but it is not closed yet." in world.texts(ANA)
        assert ("not closed yet" in world.texts(DEE)) == (morning == 2)
