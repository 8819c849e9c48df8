"""A case that nobody takes, or that somebody took and forgot: who is asked, who may ask, what a late timer does."""

from __future__ import annotations

from dataclasses import replace

from handlers.cases import Status
from handlers.taps import Tap
from tests.handlers.desk.test_reporting import complain
from tests.handlers.desk.world import ANA, BO, CHI, DUTY_CHAT, EVE, FIRE_CHAT, ORGANISATION, World

DEE = 3001
POLICY = """
escalation:
  - when: {kind: complaint}
    steps:
      - {wait: 5min, notify: [group, on-duty]}
      - {wait: 5min, notify: "group:fire"}
      - {wait: 5min, notify: admins}
    repeat: 0
    remind: 1h
    release: 10min
"""


def reported(policy: str = POLICY) -> World:
    world = World.of(organisation=ORGANISATION + policy)
    complain(world)
    return world


def test_those_who_have_the_card_are_asked_again_in_reply_to_it() -> None:
    world = reported()
    world.comes_due(world.case.id)
    for chat in (DUTY_CHAT, ANA, CHI):
        assert world.last(chat) == "C-2026-000001 is not taken yet. Please take it."
        assert world.heard[chat][-1].reply_to == world.card(chat).id
    assert world.buttons(CHI) == ["Acknowledge"]
    assert world.kinds()[-1] == "escalated"


def test_a_group_that_is_called_in_gets_the_card_and_may_take_the_case() -> None:
    world = reported()
    for _ in range(2):
        world.comes_due(world.case.id)
    assert world.card(FIRE_CHAT)
    assert world.case.groups == ("duty", "fire")
    world.comes_due(world.case.id)
    assert "C-2026-000001" in world.card(DEE).message.text
    assert "asked again" in world.card(DEE).message.text


def test_in_the_end_it_is_said_once_that_nobody_came() -> None:
    world = reported()
    for _ in range(4):
        world.comes_due(world.case.id)
    assert "Nobody has taken C-2026-000001 yet" in world.last(BO)
    assert "Nobody has taken it, though everybody was asked" in world.last(DEE)
    assert f"case:{world.case.id}" not in world.uow.timers
    entries = world.uow.entries[world.case.id]
    assert [e.data.get("over", False) for e in entries if e.kind == "escalated"] == [False, False, False, True]


def test_a_timer_that_was_on_its_way_when_somebody_took_it_does_nothing() -> None:
    world = reported()
    late = world.uow.timers[f"case:{world.case.id}"]
    world.taps(ANA, "Acknowledge", chat=DUTY_CHAT)
    world.forget()
    world.comes_due(world.case.id, late)
    assert not world.heard
    assert "escalated" not in world.kinds()


def test_the_same_timer_twice_asks_once() -> None:
    world = reported()
    timer = world.uow.timers[f"case:{world.case.id}"]
    world.comes_due(world.case.id)
    world.comes_due(world.case.id, timer)
    assert world.kinds().count("escalated") == 1


def test_an_answer_or_a_note_touches_no_timer() -> None:
    world = reported()
    timers = dict(world.uow.timers)
    closing = next(n for n in world.heard[BO] if "The number is" in n.message.text)
    world.says(BO, "She is waiting.", reply_to=world.reference_of(closing) or 0)
    assert world.uow.timers == timers


def test_an_emergency_that_gets_worse_is_escalated_as_what_it_is_now() -> None:
    world = World.of()
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    before = world.case.escalation
    world.says(BO, "The kitchen")
    assert world.case.escalation == before, "a plain answer changes nothing"
    world.taps(BO, "Yes")
    after = world.case.escalation
    assert before is not None
    assert after is not None
    assert after.policy.steps[0].wait < before.policy.steps[0].wait
    assert world.uow.timers[f"case:{world.case.id}"].due == world.uow.now + after.policy.steps[0].wait


def test_a_resolved_case_asks_nobody_any_more() -> None:
    world = reported()
    world.taps(ANA, "Acknowledge", chat=DUTY_CHAT)
    world.taps(ANA, "Resolve", chat=DUTY_CHAT)
    assert f"case:{world.case.id}" not in world.uow.timers


def test_who_took_it_and_left_does_not_keep_it() -> None:
    world = reported()
    world.taps(CHI, "Acknowledge")
    chi = world.uow.directory.staff_by_id["chi"]
    world.changes(replace(chi, active=False))
    world.comes_due(world.case.id)
    assert world.case.status is Status.OPEN
    assert world.kinds()[-1] == "unacknowledged"


def test_strangers_and_bystanders_can_neither_call_give_back_nor_open_again() -> None:
    world = reported()
    case = world.case
    world.taps_data(EVE, Tap("c", case.id, case.version, "more").data)
    world.taps(ANA, "Acknowledge", chat=DUTY_CHAT)
    case = world.case
    for who in (BO, CHI, EVE):
        world.taps_data(who, Tap("c", case.id, case.version, "back").data)
        assert world.answers[0].alert or who == EVE
    world.taps_data(CHI, Tap("c", case.id, case.version, "still").data)
    assert world.case == case
    world.taps(ANA, "Resolve", chat=DUTY_CHAT)
    case = world.case
    for who in (BO, EVE):
        world.taps_data(who, Tap("c", case.id, case.version, "reopen").data)
    assert world.case == case


def test_the_reporter_need_not_wait() -> None:
    world = reported()
    world.says(BO, "/cases")
    world.taps(BO, "C-2026-000001")
    assert world.taps(BO, "Call more people") == "More people are being called."
    assert world.last(DUTY_CHAT) == "Bo asks: please take C-2026-000001."


def test_an_old_button_neither_opens_again_nor_closes_what_was_opened_again() -> None:
    world = reported()
    world.taps(ANA, "Acknowledge", chat=DUTY_CHAT)
    old = world.case
    world.taps(ANA, "Resolve", chat=DUTY_CHAT)
    world.taps_data(ANA, Tap("c", old.id, old.version, "reopen").data)
    assert world.case.status is Status.RESOLVED
    world.taps_data(ANA, Tap("c", old.id, world.case.version, "reopen").data)
    world.taps(CHI, "Acknowledge")
    world.taps_data(ANA, Tap("c", old.id, old.version, "done").data)
    assert world.case.status is Status.ACKNOWLEDGED
    assert world.case.acknowledged_by == "chi"
