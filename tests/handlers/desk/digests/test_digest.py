"""Digests: who gets one, where, what stands in it, and who may turn its pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.cases import Run, Status
from handlers.deadlines import Pause, Terms
from handlers.delivery import Lane, Notice
from handlers.digests.watching import first_digests
from handlers.events import Elapsed, Inbound
from handlers.taps import Tap, mark
from playbooks.packs import packs
from tests.handlers.desk.test_reporting import complain
from tests.handlers.desk.world import ANA, BO, CHI, DUTY_CHAT, FIRE_CHAT, ORGANISATION, World

DEE = 3001
WITH_DIGEST = ORGANISATION.replace("members: [ana, chi]}", "members: [ana, chi], digest: {at: '15:00'}}")


@pytest.fixture
def world() -> World:
    """It is 14:00 in Macau; the digest of the duty managers comes at 15:00."""
    assert WITH_DIGEST != ORGANISATION
    return imported(WITH_DIGEST)


def imported(organisation: str) -> World:
    world = World.of(organisation=organisation)
    for timer in first_digests(world.uow.directory, world.uow.now):
        world.uow.set_timer(timer)
    fires(world)
    assert not world.heard
    return world


def fires(world: World) -> None:
    """Whatever is due by now has its turn, once."""
    for timer in list(world.uow.timers.values()):
        if timer.kind == "digest" and timer.due <= world.uow.now:
            world.uow.cancel_timer(timer.key)
            event = Elapsed(timer.key, timer.kind, timer.data)
            world.arrives(Inbound("staff", 0, event, world.uow.now, private=False))


def many(world: World, count: int) -> None:
    """Complaints by the dozen, one a minute; but for the first nothing is on their timelines."""
    complain(world)
    (first,) = world.uow.cases.values()
    for number in range(2, count + 1):
        opened = first.opened_at + timedelta(minutes=number)
        world.puts(replace(first, id=f"case-{number}", number=f"C-2026-{number:06}", opened_at=opened))


def test_the_group_is_told_at_its_time_what_is_open(world: World) -> None:
    complain(world)
    world.forget()
    world.passes(minutes=59)
    fires(world)
    assert not world.heard
    world.passes(minutes=1)
    fires(world)
    assert world.texts(DUTY_CHAT) == (
        "Duty managers · Sun 1 Mar 15:00\nOpen: 1 · not taken: 1\n\nNot taken yet\n"
        "🟡 C-2026-000001 · 60 min · Overcharged at the desk".replace("60 min", "1 h")
    )
    assert world.buttons(DUTY_CHAT) == ["C-2026-000001"]
    (notice,) = world.heard[DUTY_CHAT]
    assert notice.lane is Lane.ROUTINE
    world.taps(CHI, "C-2026-000001", chat=DUTY_CHAT)
    assert "What is it about?" in world.last(DUTY_CHAT)


def test_with_nothing_open_it_says_so_in_a_line(world: World) -> None:
    world.passes(hours=1)
    fires(world)
    assert world.texts(DUTY_CHAT) == "Duty managers · Sun 1 Mar 15:00\nNo open cases."


def test_a_machine_that_slept_for_days_tells_it_once(world: World) -> None:
    world.passes(days=3)
    fires(world)
    fires(world)
    assert len(world.heard[DUTY_CHAT]) == 1
    assert world.uow.timers["digest:duty"].due == world.uow.now + timedelta(hours=1)


def test_an_import_promises_anew_and_tells_nothing(world: World) -> None:
    (timer,) = first_digests(world.uow.directory, world.uow.now)
    kept = world.uow.timers["digest:duty"]
    world.uow.set_timer(replace(kept, due=timer.due))  # as an import hastens it
    later = replace(world.uow.directory.groups[0], digest=replace(world.uow.directory.groups[0].digest, days=(2,)))  # type: ignore[type-var]
    world.uow.directory = replace(world.uow.directory, groups=(later,))
    fires(world)
    assert not world.heard
    assert world.uow.timers["digest:duty"].due == world.uow.now + timedelta(days=3, hours=1)


def test_an_import_after_a_missed_one_still_tells_it(world: World) -> None:
    world.passes(hours=2)
    world.uow.set_timer(replace(world.uow.timers["digest:duty"], due=world.uow.now))
    fires(world)
    assert len(world.heard[DUTY_CHAT]) == 1


def test_a_group_that_wants_none_any_more_gets_none(world: World) -> None:
    (timer,) = world.uow.timers.values()
    event = Elapsed(timer.key, timer.kind, timer.data | {"group": "fire"})
    world.passes(hours=1)
    world.uow.cancel_timer(timer.key)
    world.arrives(Inbound("staff", 0, event, world.uow.now, private=False))
    assert not world.heard
    assert not world.uow.timers


def test_the_gravest_comes_first_and_each_case_once(world: World) -> None:
    many(world, 3)
    first, second, third = world.uow.cases.values()
    pack = packs()["macau-bank"]
    since = {"acknowledged_by": "ana", "acknowledged_at": world.uow.now}
    world.taps(ANA, "Acknowledge", chat=ANA)
    paused = Terms(pack, (Pause(world.uow.now, "complainant", "ana"),))
    world.puts(replace(second, status=Status.ACKNOWLEDGED, **since, terms=paused))
    long_ago = world.uow.now - timedelta(days=30)
    world.puts(fourth := replace(third, id="case-4", number="C-2026-000004", terms=Terms(pack), opened_at=long_ago))
    world.says(ANA, "/digest")
    told = world.last(ANA)
    parts = ["Overdue", fourth.number, "Acknowledgement: overdue since", "\n\nNot taken yet", third.number]
    parts += ["Waiting for others", second.number, "Clock stopped: The complainant must answer first"]
    parts += ["Somebody has it", first.number]
    places = [told.index(part) for part in parts]
    assert places == sorted(places)
    assert "Open: 4 · overdue: 1 · not taken: 2 · waiting: 1" in told


def test_help_that_was_asked_for_is_waited_for(world: World) -> None:
    complain(world)
    world.taps(ANA, "Acknowledge")
    world.passes(minutes=5)
    world.taps(ANA, "Need help")
    world.says(ANA, "/digest")
    assert "Waiting for others" in world.last(ANA)
    assert "More people were called" in world.last(ANA)


def test_a_long_list_has_pages_that_replace_each_other(world: World) -> None:
    many(world, 23)
    world.says(ANA, "/digest")
    assert world.last(ANA).endswith("and 13 more")
    assert world.buttons(ANA)[-2:] == ["C-2026-000010", "▶"]
    shown = world.reference_of(world.heard[ANA][-1])
    world.taps(ANA, "▶")
    assert world.heard[ANA][-1].edits_message == shown
    assert world.buttons(ANA)[-2:] == ["◀", "▶"]
    world.taps(ANA, "▶")
    assert world.buttons(ANA) == ["C-2026-000021", "C-2026-000022", "C-2026-000023", "◀"]
    assert "more" not in world.last(ANA)


def test_a_page_beyond_the_end_is_empty_and_no_error(world: World) -> None:
    complain(world)
    world.taps_data(ANA, Tap("g", "mine", 999, "list").data)
    assert "Open: 1" in world.last(ANA)


def test_drills_and_closed_cases_are_not_in_it(world: World) -> None:
    many(world, 2)
    _, second = world.uow.cases.values()
    world.puts(replace(second, run=Run.DRILL))
    world.taps(ANA, "Acknowledge")
    world.taps(ANA, "Resolve")
    world.says(ANA, "/digest")
    assert world.last(ANA).endswith("No open cases.")


def test_members_see_their_groups_managers_everything_and_others_nothing(world: World) -> None:
    complain(world)
    case = world.case
    world.puts(replace(case, groups=("fire",)))
    for person, seen in ((ANA, True), (DEE, True), (CHI, False)):
        world.says(person, "/digest")
        assert (case.number in world.last(person)) is seen
    world.says(BO, "/digest")
    assert "You are in no group" in world.last(BO)


@pytest.mark.parametrize("target", ["mine", mark("duty"), mark("fire"), "nothing"])
def test_made_up_pages_are_refused(world: World, target: str) -> None:
    complain(world)
    world.forget()
    data = Tap("g", target, 0, "list").data
    assert world.taps_data(BO, data) == "This is not for you to open."
    assert not world.heard


def test_a_groups_chat_turns_its_own_pages_only(world: World) -> None:
    many(world, 12)
    world.says(CHI, "/digest", chat=DUTY_CHAT)
    world.taps(CHI, "▶", chat=DUTY_CHAT)
    assert "C-2026-000012" in world.last(DUTY_CHAT)
    world.forget()
    data = Tap("g", mark("duty"), 0, "list").data
    assert world.taps_data(CHI, data, chat=FIRE_CHAT) == "This is not for you to open."
    assert world.taps_data(CHI, Tap("g", "mine", 0, "list").data, chat=DUTY_CHAT)
    assert not world.heard


def test_a_group_without_a_chat_gets_it_by_its_outside_channel() -> None:
    world = imported(WITH_DIGEST.replace("chat: -1001, ", "outside: [mail], "))
    world.house = replace(world.house, outside=frozenset({"mail"}))
    complain(world)
    world.forget()
    world.passes(hours=1)
    fires(world)
    (notice,) = _by(world, "outside-mail")[1:]  # after the card
    assert notice.message.text.startswith("Duty managers · Sun 1 Mar 15:00\nOpen: 1")
    assert notice.message.rows == ()
    assert not world.heard.keys() & {ANA, CHI, DUTY_CHAT}


def test_a_group_without_either_tells_whoever_is_on_duty() -> None:
    roster = "digest: {at: '15:00'}, roster: {weekly: [{from: 07:00, to: 07:00, staff: chi}]}"
    world = imported(WITH_DIGEST.replace("chat: -1001, ", "").replace("digest: {at: '15:00'}", roster))
    world.passes(hours=1)
    fires(world)
    assert list(world.heard) == [CHI]


def test_the_list_of_duties_leads_to_it(world: World) -> None:
    complain(world)
    world.says(ANA, "/duty")
    world.taps(ANA, "What is open")
    assert "C-2026-000001" in world.last(ANA)
    world.says(BO, "/duty")
    assert "What is open" not in world.buttons(BO)


def _by(world: World, bot: str) -> list[Notice]:
    return [notice for notice in world.uow.queued.values() if notice.bot == bot]
