"""Corrective actions in chat: who may, what proves that one is done, and what taps from elsewhere come to."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from handlers.actions import Action, ActionState
from handlers.events import Elapsed, Inbound
from handlers.taps import Tap
from tests.handlers.desk.after.setting import burning
from tests.handlers.desk.after.setting import tap as tap_case
from tests.handlers.desk.test_reporting import complain
from tests.handlers.desk.world import ANA, BO, CHI, DUTY_CHAT, EVE, ORGANISATION, World

DEE = 3001
MACAU = ZoneInfo("Asia/Macau")


def agreed(owner: str = "Chi", due: str = "in 1 week", organisation: str = ORGANISATION) -> World:
    """Ana has taken a complaint and agreed an action with somebody."""
    world = World.of(organisation=organisation)
    complain(world)
    world.taps(ANA, "Acknowledge", chat=DUTY_CHAT)
    case = next(iter(world.uow.cases.values()))
    world.taps_data(ANA, Tap("c", case.id, case.version, "act").data)
    for said in ("Write the fees on the wall", owner, due, "no"):
        world.says(ANA, said)
    world.taps(ANA, "✓ Submit")
    return world


def only(world: World) -> Action:
    (action,) = world.uow.actions.values()
    return action


def tap(world: World, who: int, verb: str) -> str:
    action = only(world)
    return world.taps_data(who, Tap("a", action.id, action.version, verb).data)


def test_its_owner_hears_and_the_case_notes_it() -> None:
    world = agreed()
    assert only(world).number == "A-2026-000001"
    assert (only(world).owner.staff, only(world).made_by) == ("chi", "ana")
    assert "Ana asks you to put something right by 8 Mar." in world.last(CHI)
    assert world.kinds()[-1] == "action"
    assert "Noted. Chi is told, and reminded." in world.last(ANA)


def test_a_group_hears_in_its_chat() -> None:
    world = agreed("Duty managers")
    assert only(world).owner.group == "duty"
    assert "Write the fees on the wall" in world.last(DUTY_CHAT)


def test_who_is_not_in_charge_cannot_add_one() -> None:
    world = World.of()
    complain(world)
    world.taps(ANA, "Acknowledge", chat=DUTY_CHAT)
    case = next(iter(world.uow.cases.values()))
    for who in (BO, CHI, EVE):
        world.taps_data(who, Tap("c", case.id, case.version, "act").data, chat=DUTY_CHAT)
        assert world.answers[0].alert
    assert not world.uow.actions


def test_who_lost_the_right_meanwhile_adds_nothing() -> None:
    world = World.of()
    complain(world)
    world.taps(CHI, "Acknowledge", chat=DUTY_CHAT)
    case = next(iter(world.uow.cases.values()))
    world.taps_data(CHI, Tap("c", case.id, case.version, "act").data)
    for said in ("Write the fees on the wall", "me", "tomorrow", "no"):
        world.says(CHI, said)
    world.taps(CHI, "Give back", chat=DUTY_CHAT)
    world.says(CHI, "/review")
    world.taps(CHI, "✓ Submit")
    assert "Only the people in charge of C-2026-000001 can do that." in world.texts(CHI)
    assert not world.uow.actions


def test_a_photo_shows_that_it_is_done() -> None:
    world = agreed()
    tap(world, CHI, "done")
    world.sends(CHI, "wall", caption="It hangs by the door")
    action = only(world)
    assert (action.state, action.words, action.proof) == (ActionState.DONE, "It hangs by the door", "wall")
    assert [file.media.unique for file in world.uow.files(action.case or "")] == ["wall"]
    assert world.kinds()[-2:] == ["evidence", "action done"]
    assert "✓ Chi has put this right." in world.last(ANA)


def test_nothing_is_done_without_a_proof_or_dropped_without_a_reason() -> None:
    world = agreed()
    tap(world, CHI, "done")
    world.says(CHI, "   ")
    assert only(world).is_open
    tap(world, ANA, "drop")
    world.sends(ANA, "a-photo")
    assert world.last(ANA) == "Please say it in words."
    world.says(ANA, "They are on the wall already")
    assert (only(world).state, only(world).words) == (ActionState.DROPPED, "They are on the wall already")
    assert "Ana says that this will not be done." in world.last(CHI)


@pytest.mark.parametrize("turn", ["/cancel", "/help"])
def test_a_command_in_between_leaves_it(turn: str) -> None:
    world = agreed()
    tap(world, CHI, "done")
    world.says(CHI, turn)
    world.says(CHI, "Something else")
    assert only(world).is_open


def test_what_is_written_long_after_is_no_proof() -> None:
    world = agreed()
    tap(world, CHI, "done")
    world.passes(minutes=31)
    world.says(CHI, "Good morning")
    assert only(world).is_open


def test_of_two_people_the_first_settles_it() -> None:
    world = agreed("Duty managers")
    tap(world, CHI, "done")
    tap(world, ANA, "done")
    world.says(CHI, "Painted")
    world.says(ANA, "Printed")
    assert (only(world).settled_by, only(world).words) == ("chi", "Painted")
    assert "✓ done" in world.last(ANA)
    assert tap(world, ANA, "done") == "That is settled already."


@pytest.mark.parametrize("verb", ["show", "done", "drop", "day", "day=2026-03-20", "to", "to=s-abc", "what"])
def test_strangers_and_colleagues_get_nothing_from_made_up_taps(verb: str) -> None:
    world = agreed()
    before = only(world)
    action = Tap("a", before.id, before.version, verb).data
    world.taps_data(1001 if verb != "show" else CHI, action)
    world.taps_data(CHI, Tap("a", "nothing", 1, verb).data)
    assert world.answers[0].alert
    assert only(world) == before


@pytest.mark.parametrize("verb", ["day=2020-01-01", "day=2099-01-01", "day=x", "to=s-abc", "to=x", "to=pp"])
def test_a_manager_s_made_up_taps_change_nothing_either(verb: str) -> None:
    world = agreed()
    before = only(world)
    assert tap(world, ANA, verb) == "That button does nothing here."
    assert only(world) == before


def test_it_is_given_to_somebody_else_who_hears_of_it() -> None:
    world = agreed()
    tap(world, ANA, "to")
    world.taps(ANA, "Fay")
    assert only(world).owner.staff == "fay"
    tap(world, DEE, "to")
    world.taps(DEE, "👥 Fire team")
    assert only(world).owner.group == "fire"
    assert "Dee asks you to put something right by 8 Mar." in world.last(-1002)


def test_another_day_moves_the_reminders() -> None:
    world = agreed()
    late = world.uow.timers[f"action:{only(world).id}"]
    tap(world, ANA, "day")
    world.taps(ANA, "31 Mar")
    assert str(only(world).due) == "2026-03-31"
    assert "Ana has agreed another day: 31 Mar." in world.last(CHI)
    heard = len(world.heard[CHI])
    world.passes(days=9)
    world.arrives(Inbound("staff", 0, Elapsed(late.key, late.kind, late.data), world.uow.now, private=False))
    assert len(world.heard[CHI]) == heard, "a reminder that was on its way"


def test_an_owner_who_is_off_shift_is_reminded_when_they_are_back() -> None:
    evenings = "members: [ana, chi], roster: {weekly: [{from: 18:00, to: 23:00, staff: chi}]}"
    world = agreed("Chi", "in 4 days", ORGANISATION.replace("members: [ana, chi]", evenings))
    reminded(world)
    assert "This is to be put right by 5 Mar." not in world.texts(CHI)
    reminded(world)
    assert world.uow.now.astimezone(MACAU).hour == 18
    assert "This is to be put right by 5 Mar." in world.last(CHI)


def reminded(world: World) -> None:
    """The action's timer comes due."""
    timer = world.uow.timers.pop(f"action:{only(world).id}")
    world.uow.now = max(world.uow.now, timer.due)
    world.arrives(Inbound("staff", 0, Elapsed(timer.key, timer.kind, timer.data), world.uow.now, private=False))


def test_actions_lists_one_s_own_and_a_manager_s_groups() -> None:
    world = agreed()
    world.says(CHI, "/actions")
    assert "To be put right by you" in world.last(CHI)
    world.says(ANA, "/actions")
    assert "You have nothing to put right." in world.last(ANA)
    assert "To be put right by others" in world.last(ANA)
    world.says(BO, "/actions")
    assert world.last(BO) == "You have nothing to put right."
    world.says(CHI, "/actions", chat=DUTY_CHAT)
    assert "Please write to me in a private chat" in world.last(DUTY_CHAT)


def test_a_digest_says_how_much_is_to_be_put_right() -> None:
    world = agreed()
    world.says(CHI, "/digest")
    assert "🔧 To be put right: 1" in world.last(CHI)
    world.passes(days=30)
    world.says(CHI, "/digest", chat=DUTY_CHAT)
    assert "🔧 To be put right: 1 · overdue: 1" in world.last(DUTY_CHAT)
    world.says(DEE, "/digest")
    assert "🔧 To be put right: 1 · overdue: 1" in world.last(DEE)


def test_an_action_that_changes_a_playbook_names_its_step() -> None:
    world = burning()
    tap_case(world, ANA, "act")
    for said in ("Say who stays at the door", "Chi", "tomorrow", "yes"):
        world.says(ANA, said)
    world.taps(ANA, "✓ Submit")
    world.taps(CHI, "Which step?")
    assert world.answers[0].alert
    world.taps(ANA, "Which step?")
    assert "3. Close the doors" in world.last(ANA)
    world.taps(ANA, "3")
    target = only(world).target
    assert target is not None
    assert (target.playbook, target.step) == ("fire", "doors")
    assert "Changes the playbook: Fire: Close the doors" in world.last(ANA)
    assert tap(world, ANA, "step=12345678") == "That button does nothing here."
