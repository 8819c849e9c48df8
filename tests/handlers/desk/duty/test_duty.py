"""/duty: who has it, taking over, handing over with a note of what is open, and swapping."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.desk.duty.showing import minute_of
from handlers.events import Elapsed, Inbound, Reachable
from handlers.rosters import on_duty
from handlers.rosters.watching import first_looks
from handlers.taps import Tap, mark
from tests.handlers.desk.test_reporting import complain
from tests.handlers.desk.world import ANA, BO, CHI, DUTY_CHAT, ORGANISATION, World

ROSTER = """
  - id: duty
    name: {en: Duty managers}
    chat: -1001
    members: [ana, chi, gil]
    roster:
      weekly:
        - {from: 07:00, to: 15:00, staff: ana}
        - {from: 15:00, to: 23:00, staff: chi}
"""
GIL, DEE = 2003, 3001
PLAIN = "  - {id: duty, name: {en: Duty managers}, chat: -1001, members: [ana, chi]}\n"
STAFFED = ORGANISATION.replace(PLAIN, ROSTER).replace(
    "groups:", "  - {id: gil, name: Gil, telegram: 2003, language: en}\ngroups:"
)


@pytest.fixture
def world() -> World:
    """Two shifts a day; it is 14:00 on a Sunday in Macau."""
    assert PLAIN in ORGANISATION
    return World.of(organisation=STAFFED)


def who(world: World, **later: int) -> list[str]:
    world.passes(**later)
    return [person.id for person in on_duty(world.uow.directory, "duty", world.uow.now)]


def test_everybody_sees_who_is_on_duty_until_when_and_who_is_next(world: World) -> None:
    world.says(BO, "/duty")
    assert "Duty managers\nOn duty until 15:00: Ana\nFrom 15:00: Chi" in world.last(BO)
    assert "Fire team: Fay (cannot be reached)" in world.last(BO)
    assert world.buttons(BO) == ["Send me a test alert"]
    world.says(ANA, "/duty", chat=DUTY_CHAT)
    assert "On duty until 15:00: Ana" in world.last(DUTY_CHAT)


def test_a_gap_is_seen(world: World) -> None:
    world.passes(hours=10)
    world.says(BO, "/duty")
    assert "Nobody is on duty until 07:00.\nFrom 07:00: Ana" in world.last(BO)


def test_only_members_get_buttons_and_only_those_that_do_something(world: World) -> None:
    world.says(ANA, "/duty")
    assert world.buttons(ANA) == ["Hand over", "Swap a shift", "What is open", "Send me a test alert"]
    world.says(CHI, "/duty")
    assert world.buttons(CHI) == ["Take over from Ana", "Swap a shift", "What is open", "Send me a test alert"]
    world.says(DEE, "/duty")
    assert world.buttons(DEE) == ["What is open", "Send me a test alert"]


def test_whoever_takes_over_is_told_what_is_open_and_the_others_are_told_who(world: World) -> None:
    complain(world)
    world.says(CHI, "/duty")
    assert world.taps(CHI, "Take over from Ana") == "Done."
    assert "You are on duty for Duty managers until 15:00.\nOpen cases:\n" in world.last(CHI)
    assert "C-2026-000001" in world.last(CHI)
    assert world.buttons(CHI) == ["C-2026-000001"]
    assert "Chi has taken over Duty managers until 15:00." in world.last(ANA)
    assert "Chi has taken over" in world.last(DUTY_CHAT)
    assert who(world) == ["chi"]
    assert who(world, hours=1) == ["chi"]  # her own shift
    assert who(world, hours=16) == ["ana"]  # tomorrow is as written


def test_of_two_who_take_over_the_first_has_it(world: World) -> None:
    world.says(CHI, "/duty")
    world.says(GIL, "/duty")
    world.taps(GIL, "Take over from Ana")
    assert world.taps(CHI, "Take over from Ana") == "This has changed. On duty for Duty managers: Gil"
    assert who(world) == ["gil"]
    assert world.taps(GIL, "Take over from Ana") == "You are on duty already."


def test_a_button_from_an_earlier_shift_does_nothing(world: World) -> None:
    world.says(GIL, "/duty")
    world.passes(hours=1)
    assert world.taps(GIL, "Take over from Ana") == "This has changed. On duty for Duty managers: Chi"
    world.passes(hours=17)  # Ana again, but that is another shift
    world.taps(GIL, "Take over from Ana")
    assert who(world) == ["ana"]


def test_a_gap_can_be_filled(world: World) -> None:
    world.passes(hours=10)
    world.says(GIL, "/duty")
    assert world.taps(GIL, "Take over") == "Done."
    assert who(world) == ["gil"]
    assert who(world, hours=7) == ["ana"]


def test_a_handover_is_only_done_when_the_other_agrees(world: World) -> None:
    world.says(ANA, "/duty")
    world.taps(ANA, "Hand over")
    assert world.buttons(ANA) == ["Chi", "Gil"]
    world.taps(ANA, "Gil")
    assert "Until they agree it stays with you." in world.last(ANA)
    assert "Ana asks you to take over Duty managers, until 15:00." in world.last(GIL)
    assert who(world) == ["ana"]
    world.taps(GIL, "Take over")
    assert who(world) == ["gil"]
    assert "Gil has taken over" in world.last(ANA)


def test_two_people_swap_shifts(world: World) -> None:
    world.passes(hours=-13)  # 01:00
    world.says(ANA, "/duty")
    world.taps(ANA, "Swap a shift")
    assert world.buttons(ANA)[:2] == ["07:00–15:00", "2 Mar 07:00–15:00"]
    world.taps(ANA, "2 Mar 07:00–15:00")
    world.taps(ANA, "Chi 3 Mar 15:00–23:00")
    assert "Yours becomes: 2 Mar 07:00–15:00. You give: 3 Mar 15:00–23:00." in world.last(CHI)
    world.taps(CHI, "Swap")
    assert "Shifts of Duty managers swapped:\nChi: 2 Mar 07:00–15:00\nAna: 3 Mar 15:00–23:00" in world.last(ANA)
    times = {"2 08": "chi", "2 16": "chi", "3 08": "ana", "3 16": "ana", "4 08": "ana", "4 16": "chi"}
    for written, person in times.items():
        day, hour = map(int, written.split())
        world.uow.now = datetime(2026, 3, day, hour - 8, tzinfo=UTC)
        assert who(world) == [person]
    before = world.uow.directory
    world.taps(CHI, "Swap")  # once more, when it is over
    assert world.uow.directory == before


def test_a_swap_that_would_have_one_person_twice_is_refused(world: World) -> None:
    world.says(GIL, "/duty")
    world.taps(GIL, "Take over from Ana")  # until 15:00
    world.says(GIL, "/duty")
    world.taps(GIL, "Swap a shift")
    (row, *_) = world.heard[GIL][-1].message.rows
    assert row[0].label == "14:00–15:00"
    world.taps(GIL, "14:00–15:00")
    world.taps(GIL, "Ana 2 Mar 07:00–15:00")
    world.says(CHI, "/duty")
    world.taps(CHI, "Take over from Gil")
    before = world.uow.directory
    assert world.taps(ANA, "Swap") == "This has changed. On duty for Duty managers: Chi"
    assert world.uow.directory == before


def test_every_tap_is_checked_afresh(world: World) -> None:
    take = Tap("d", mark("duty"), minute_of(world.uow.now), f"take={mark('ana')}").data
    assert world.taps_data(BO, take) == "Only members of the group can do this."
    assert world.taps_data(DEE, take) == "Only members of the group can do this."
    assert who(world) == ["ana"]


@pytest.mark.parametrize(
    "action", ["take=none", "give=none", "for", "for=x.99999999999", "swap=x", "", "take=.", "mine=.1", "for=.5"]
)
def test_made_up_buttons_do_nothing(world: World, action: str) -> None:
    before = world.uow.directory
    world.taps_data(CHI, Tap("d", mark("duty"), 0, action).data)
    world.taps_data(CHI, Tap("d", mark("fire"), 999_999_999, action).data)
    assert world.uow.directory == before


# shifts that begin and end


def looks(world: World, group: str = "duty") -> None:
    """The roster's timer comes due."""
    timer = world.uow.timers[f"duty:{group}"]
    assert timer.due > world.uow.now or timer.due == world.uow.now
    world.uow.now = timer.due
    bot, _, chat = timer.conversation.partition(":")
    world.arrives(Inbound(bot, int(chat), Elapsed(timer.key, timer.kind, timer.data), world.uow.now, False))


def begun(world: World) -> World:
    """The organisation has just been read, and looked at."""
    for timer in first_looks(world.uow.directory, world.uow.now):
        world.uow.set_timer(timer)
    looks(world)
    return world


def test_whoever_comes_on_duty_hears_what_is_open_and_whoever_goes_who_has_it(world: World) -> None:
    complain(world)
    begun(world)
    world.forget()
    looks(world)
    assert "You are on duty for Duty managers until 23:00.\nOpen cases:" in world.texts(CHI)
    assert world.texts(ANA) == "Your duty for Duty managers is over. On duty now: Chi"
    assert not world.heard.get(DUTY_CHAT)


def test_a_look_that_comes_late_tells_what_is_so_now_once(world: World) -> None:
    begun(world)
    world.forget()
    world.uow.timers["duty:duty"] = replace(world.uow.timers["duty:duty"], due=world.uow.now + timedelta(hours=26))
    looks(world)  # 16:00 on the next day
    assert "Your duty for Duty managers is over. On duty now: Chi" in world.texts(ANA)
    assert world.texts(CHI).count("You are on duty") == 1
    world.forget()
    looks(world)
    assert "You are on duty" not in world.texts(CHI)


def test_somebody_on_duty_who_cannot_be_reached_is_told_to_the_lead(world: World) -> None:
    world.arrives(Inbound("staff", CHI, Reachable(False), world.uow.now))
    begun(world)
    looks(world)
    assert "Chi is on duty for Duty managers now, but cannot be reached here." in world.texts(DEE)
    assert "cannot be reached here" not in world.texts(GIL)


def test_a_gap_is_told_a_day_ahead(world: World) -> None:
    begun(world)
    assert world.texts(GIL) == ""
    assert "Nobody is on duty for Duty managers from 23:00 until 2 Mar 07:00." in world.texts(DEE)
    world.forget()
    for _ in range(2):
        looks(world)  # 15:00, and 23:00: a day before the next gap, as this one begins
    assert world.texts(DEE) == "Nobody is on duty for Duty managers from 2 Mar 23:00 until 3 Mar 07:00."
    assert "Your duty for Duty managers is over. Nobody is on duty now." in world.texts(CHI)


def test_whoever_took_over_is_not_told_a_second_time(world: World) -> None:
    begun(world)
    world.says(GIL, "/duty")
    world.taps(GIL, "Take over from Ana")
    world.forget()
    looks(world)
    assert not world.heard
    looks(world)
    assert "Your duty for Duty managers is over. On duty now: Chi" in world.texts(GIL)
    assert not world.heard.get(ANA)


def test_a_shift_that_was_swapped_begins_for_the_other(world: World) -> None:
    begun(world)
    world.says(GIL, "/duty")
    world.taps(GIL, "Take over from Ana")
    world.passes(minutes=5)
    world.says(GIL, "/duty")
    world.taps(GIL, "Swap a shift")
    world.taps(GIL, "14:05–15:00")
    world.taps(GIL, "Ana 2 Mar 07:00–15:00")
    world.taps(ANA, "Swap")
    world.forget()
    looks(world)
    assert "You are on duty for Duty managers until 15:00." in world.texts(ANA)
    assert "is over. On duty now: Ana" in world.texts(GIL)


def test_a_group_that_has_no_roster_any_more_is_not_looked_at(world: World) -> None:
    timer = next(iter(first_looks(world.uow.directory, world.uow.now)))
    gone = replace(timer, key="duty:fire", data={"group": "fire"})
    world.uow.set_timer(gone)
    bot_chat = Inbound("staff", 0, Elapsed(gone.key, gone.kind, gone.data), world.uow.now, False)
    world.arrives(bot_chat)
    assert not world.heard
