"""Status updates: who is asked, who hears it, and what a tap that comes late or from the wrong person does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.cases import Status
from handlers.delivery import Lane
from handlers.events import Elapsed, Inbound, Said
from handlers.ports import Timer
from handlers.taps import Tap
from handlers.team import take
from tests.handlers.desk.test_reporting import complain
from tests.handlers.desk.world import ANA, BO, CHI, DUTY_CHAT, ORGANISATION, World

DEE = 3001


@pytest.fixture
def world() -> World:
    return burning(World.of())


def burning(world: World) -> World:
    """Bo reports a fire at 14:00, and Ana takes it."""
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    world.taps(ANA, "Acknowledge")
    world.forget()
    return world


def asks(world: World, late: Timer | None = None) -> None:
    """The case's timer comes due; or one that was on its way."""
    timer = late or world.uow.timers.pop(f"update:{world.case.id}")
    world.uow.now = max(world.uow.now, timer.due)
    world.arrives(Inbound("staff", 0, Elapsed(timer.key, timer.kind, timer.data), world.uow.now, private=False))


def waits(world: World) -> bool:
    return f"update:{world.case.id}" in world.uow.timers


def test_whoever_has_it_is_asked_and_only_they(world: World) -> None:
    asks(world)
    assert list(world.heard) == [ANA]
    assert "how does it stand? The others expect an update by 14:15." in world.last(ANA)
    assert world.buttons(ANA) == ["🟢 Better", "🟡 Stable", "🔴 Worse", "In words"]
    asks(world)
    assert "the others wait for an update since 14:15" in world.last(ANA)
    asks(world)
    assert not waits(world)


def test_a_tap_tells_everybody_once_and_promises_the_next(world: World) -> None:
    asks(world)
    world.forget()
    world.uow.now = world.uow.now.replace(minute=12)
    assert world.taps_data(ANA, Tap("c", world.case.id, world.case.version, "is-better").data) == "Sent."
    for chat in (DUTY_CHAT, BO):
        assert world.texts(chat).endswith("Better\nAna 14:12\nNext update by 14:42")
    assert set(world.heard) == {ANA, DUTY_CHAT, BO}  # Chi is in the group whose chat has heard it
    assert "Next update by 14:42" in world.last(ANA)
    assert world.kinds()[-1] == "status"
    assert {n.lane for n in world.heard[DUTY_CHAT]} == {Lane.ALERT}
    assert not any(notice.critical for notice in world.heard[DUTY_CHAT])


def test_members_of_a_group_without_a_chat_are_told_themselves() -> None:
    world = burning(World.of(organisation=ORGANISATION.replace("chat: -1001, ", "")))
    asks(world)
    world.taps(ANA, "🟡 Stable")
    assert "Stable" in world.last(CHI)


def test_of_two_taps_on_one_question_the_first_counts(world: World) -> None:
    asks(world)
    case = world.case
    world.taps(ANA, "🟡 Stable")
    world.forget()
    answer = world.taps_data(ANA, Tap("c", case.id, case.version, "is-worse").data)
    assert answer == "An update has been sent since. Please use the newest message."
    assert not world.heard


def test_the_newest_message_can_be_used_again_when_things_change(world: World) -> None:
    asks(world)
    world.taps(ANA, "🟡 Stable")
    world.forget()
    world.taps_data(ANA, Tap("c", world.case.id, world.case.version, "is-worse").data)
    assert "Worse" in world.last(DUTY_CHAT)
    assert "Need help" in world.buttons(ANA)


@pytest.mark.parametrize("who", [BO, CHI])
@pytest.mark.parametrize("action", ["is", "is-better", "is-words"])
def test_others_cannot_say_how_it_stands(world: World, who: int, action: str) -> None:
    case = world.case
    world.taps_data(who, Tap("c", case.id, case.version, action).data)
    assert world.answers[0].alert
    assert world.case == case
    assert not world.heard


def test_a_manager_can_and_that_counts(world: World) -> None:
    world.taps_data(DEE, Tap("c", world.case.id, world.case.version, "is").data)
    world.taps(DEE, "🟢 Better")
    assert "Dee 14:00" in world.last(DUTY_CHAT)
    updates = world.case.updates
    assert updates is not None
    assert updates.given == 1


def test_words_are_asked_for_and_passed_on(world: World) -> None:
    asks(world)
    world.taps(ANA, "In words")
    world.says(ANA, "All out, brigade is here")
    assert "Update on E-2026-000001" in world.last(DUTY_CHAT)
    assert "All out, brigade is here\nAna 14:11" in world.last(DUTY_CHAT)
    assert "Update on E-2026-000001 sent." in world.last(ANA)
    (entry,) = [e for e in world.uow.timeline(world.case.id) if e.kind == "status"]
    assert entry.data["words"] == "All out, brigade is here"


def test_words_can_be_left(world: World) -> None:
    asks(world)
    world.taps(ANA, "In words")
    world.says(ANA, "/cancel")
    world.says(ANA, "hello")
    assert "status" not in world.kinds()


def test_a_reply_to_the_question_is_the_update_and_to_anything_else_a_note(world: World) -> None:
    world.says(BO, "Nothing")
    world.taps_data(ANA, Tap("c", world.case.id, world.case.version, "show").data)
    details = world.reference_of(world.heard[ANA][-1])
    asks(world)
    question = world.reference_of(world.heard[ANA][-1])
    world.does(ANA, Said("The key is in the drawer"), reply_to=details)
    assert world.kinds()[-1] == "noted"
    world.does(ANA, Said("Smoke only"), reply_to=question)
    assert world.kinds()[-1] == "status"
    world.does(ANA, Said("Nothing new"), reply_to=question)
    assert world.kinds()[-1] == "noted"


def test_nobody_is_asked_about_what_is_over(world: World) -> None:
    world.taps_data(ANA, Tap("c", world.case.id, world.case.version, "done").data)
    world.forget()
    asks(world)
    assert not world.heard
    assert not waits(world)
    world.taps_data(ANA, Tap("c", world.case.id, world.case.version, "is-better").data)
    assert world.answers[0].text == "Nobody has it now."


def test_given_back_nobody_is_asked_until_somebody_takes_it_again(world: World) -> None:
    late = world.uow.timers[f"update:{world.case.id}"]
    world.taps_data(ANA, Tap("c", world.case.id, world.case.version, "back").data)
    world.passes(minutes=20)
    world.taps(CHI, "Acknowledge")
    world.forget()
    asks(world, late)  # it was on its way
    assert not world.heard
    asks(world)
    assert list(world.heard) == [CHI]
    assert "by 14:35" in world.last(CHI)


def test_worse_means_sooner(world: World) -> None:
    world.says(BO, "The kitchen")
    world.taps(BO, "Yes")
    updates = world.case.updates
    assert updates is not None
    assert updates.due is not None
    assert (updates.due - world.uow.now).seconds == 300


def test_a_case_from_before_there_were_updates_goes_on_without(world: World) -> None:
    world.puts(replace(world.case, updates=None))
    asks(world)
    assert not world.heard
    world.taps_data(ANA, Tap("c", world.case.id, world.case.version, "is-better").data)
    assert world.last(DUTY_CHAT).endswith("Better\nAna 14:11")


def test_complaints_have_deadlines_and_no_updates_but_one_can_be_given() -> None:
    world = World.of()
    complain(world)
    world.taps(ANA, "Acknowledge")
    assert not waits(world)
    assert world.case.status is Status.ACKNOWLEDGED
    world.says(ANA, "/digest")
    world.taps(ANA, "C-2026-000001")
    world.taps(ANA, "Give an update")
    world.taps(ANA, "🟡 Stable")
    assert world.last(DUTY_CHAT) == "🟡 C-2026-000001: Stable\nOvercharged at the desk\nAna 14:00"
    assert world.heard[DUTY_CHAT][-1].lane is Lane.ROUTINE


def test_an_organisation_can_want_none() -> None:
    assert not waits(burning(World.of(organisation=ORGANISATION + "updates:\n  - {off: true}\n")))


def test_or_its_own() -> None:
    world = burning(World.of(organisation=ORGANISATION + "updates:\n  - {every: 45min}\n"))
    updates = world.case.updates
    assert updates is not None
    assert updates.due is not None
    assert (updates.due - world.uow.now).seconds == 45 * 60


def test_an_update_that_is_owed_is_in_the_details_and_the_digest(world: World) -> None:
    world.passes(minutes=20)
    world.says(ANA, "/digest")
    assert "Update due since 14:15" in world.last(ANA)
    world.taps(ANA, "E-2026-000001")
    assert "Update due since 14:15" in world.last(ANA)


def test_whoever_speaks_for_the_team_is_asked_instead(world: World) -> None:
    case = world.case
    world.puts(replace(case, team=take(case.team, "communicator", "chi", world.uow.now)))
    asks(world)
    assert list(world.heard) == [CHI]
    world.taps(CHI, "🟡 Stable")
    assert "Chi 14:11" in world.last(DUTY_CHAT)
    assert ANA not in world.heard  # is in the group whose chat has heard it
