"""Who may give a case to whom, what they hear, and what was done first stands."""

from __future__ import annotations

from handlers.cases import Status
from handlers.delivery import NoticeState
from handlers.events import Elapsed, Inbound
from handlers.taps import Tap, mark
from tests.handlers.desk.test_reporting import complain
from tests.handlers.desk.world import ANA, BO, CHI, DUTY_CHAT, ORGANISATION, World

DEE = 3001


def reported() -> World:
    world = World.of()
    complain(world)
    return world


def status_and_holder(world: World) -> tuple[Status, str | None]:
    case = world.case
    return case.status, case.acknowledged_by


def data(world: World, who: str, how: str = "to") -> str:
    case = world.case
    return Tap("c", case.id, case.version, f"{how}={mark(who)}").data


def test_two_taps_give_it_to_a_member_who_hears_it() -> None:
    world = reported()
    world.taps(ANA, "Assign", chat=DUTY_CHAT)
    world.taps(ANA, "● Chi", chat=DUTY_CHAT)
    assert status_and_holder(world) == (Status.ACKNOWLEDGED, "chi")
    assert world.last(CHI) == "Ana gives you C-2026-000001.\nOvercharged at the desk"
    assert world.buttons(CHI) == ["I have it", "Give back"]
    assert world.last(BO) == "Ana has given C-2026-000001 to Chi.\nOvercharged at the desk"
    assert "✓ Chi has C-2026-000001 now." in world.texts(DUTY_CHAT)
    world.taps(CHI, "Give back")
    assert status_and_holder(world) == (Status.OPEN, None)


def test_only_managers_and_leads_may_and_only_to_members() -> None:
    world = reported()
    assert "Only a manager" in world.taps_data(CHI, data(world, "chi"))
    for nobody in ("bo", "dee", "nobody"):
        assert "has changed" in world.taps_data(ANA, data(world, nobody))
    assert status_and_holder(world) == (Status.OPEN, None)


def test_the_lead_of_the_group_may() -> None:
    world = World.of(organisation=ORGANISATION.replace("members: [ana, chi]}", "members: [ana, chi], lead: chi}"))
    complain(world)
    world.taps_data(CHI, data(world, "ana"))
    assert status_and_holder(world) == (Status.ACKNOWLEDGED, "ana")


def test_who_took_it_meanwhile_keeps_it_until_it_is_given_on_knowingly() -> None:
    world = reported()
    old = data(world, "ana")
    world.taps(CHI, "Acknowledge")
    assert world.taps_data(DEE, old) == "Already taken by Chi 14:00"
    world.taps_data(DEE, data(world, "ana", "re"))
    assert status_and_holder(world) == (Status.ACKNOWLEDGED, "ana")
    assert "Dee has given C-2026-000001 to Ana." in world.texts(CHI)
    assert world.taps_data(CHI, data(world, "chi", "re")).startswith("Only a manager")


def test_who_is_given_it_and_cannot_be_reached_does_not_have_it() -> None:
    world = reported()
    world.closed = frozenset({("staff", CHI)})
    world.taps(ANA, "Assign")
    world.taps(ANA, "● Chi")
    case = world.case
    lost = [n for n in world.uow.queued.values() if n.chat == CHI and world.uow.states[n.id] is NoticeState.DEAD]
    assert lost
    event = Elapsed("x", "undelivered", {"case": case.id, "why": "blocked: Forbidden: bot was blocked by the user"})
    world.arrives(Inbound("staff", CHI, event, world.uow.now))
    assert status_and_holder(world) == (Status.OPEN, None)
    assert "Chi cannot be reached about" in world.texts(ANA)


def test_one_can_give_it_to_oneself_which_is_taking_it() -> None:
    world = reported()
    world.taps(ANA, "Assign")
    world.taps(ANA, "● Ana")
    case = world.case
    assert case.acknowledged_by == "ana"
    assert case.escalation is not None
    assert case.escalation.due is None, "nothing to confirm"


def test_in_a_groups_chat_the_names_come_in_the_groups_language_and_the_button_answers_in_ones_own() -> None:
    world = World.of(organisation=ORGANISATION.replace("chat: -1001,", "chat: -1001, language: pt,"))
    complain(world)
    world.taps(ANA, "Atribuir", chat=DUTY_CHAT)
    assert "Quem fica com C-2026-000001?" in world.last(DUTY_CHAT)
    assert world.taps(ANA, "● Chi", chat=DUTY_CHAT) == "Chi has C-2026-000001 now."
    assert "✓ Chi fica agora com C-2026-000001." in world.texts(DUTY_CHAT)
