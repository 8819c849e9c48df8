"""Who may come in, and who may not any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.desk.people.enrolment import language_for, seen_name, token_hash
from handlers.events import ChatMoved, Inbound, Reachable, Said, Sender, Tapped
from handlers.people import Directory, Role
from handlers.ports import Invitation
from playbooks.phrases import phrases
from tests.handlers.desk.test_reporting import complain
from tests.handlers.desk.world import ANA, BO, CHI, DUTY_CHAT, EVE, ORGANISATION, World

DEE = 3001
NEUTRAL = (
    "In danger? Call for help yourself: nobody reads what you write here.\n"
    "Please ask your manager for an invitation link, then open it here."
)


def test_a_stranger_learns_nothing_and_is_answered_once_an_hour() -> None:
    world = World.of()
    world.says(EVE, "hello")
    world.says(EVE, "/cases")
    assert [n.message.text for n in world.heard[EVE]] == [NEUTRAL]
    assert "Harbour" not in world.texts(EVE)
    world.passes(minutes=61)
    world.says(EVE, "hello?")
    assert len(world.heard[EVE]) == 2


def test_a_stranger_who_wants_to_raise_an_alarm_is_told_each_time_that_nobody_hears_it() -> None:
    world = World.of()
    world.says(EVE, "hello")
    for wait, said in ((0, "/emergency"), (1, "/start emergency"), (1, "/emergency fire at gate 12")):
        world.passes(minutes=wait, seconds=1)
        world.says(EVE, said)
    world.says(EVE, "/emergency")
    assert [n.message.text for n in world.heard[EVE]] == [NEUTRAL] * 3, "at most one a minute"
    assert not world.uow.cases


def test_a_strangers_tap_is_answered_and_does_nothing() -> None:
    world = World.of()
    world.taps_data(EVE, "s.x.1.m.start=fire")
    assert not world.uow.cases


def test_a_stranger_in_a_group_is_refused_in_the_language_of_their_app() -> None:
    world = World.of()
    tap = Tapped("tap", "c.x.1.show")
    world.arrives(Inbound("staff", DUTY_CHAT, tap, world.uow.now, False, Sender(EVE, "Eve", "zh-TW"), 5))
    assert world.answers[0].text == phrases("zh-Hant")("This is not for you to open.")


def test_an_admin_is_told_the_number_of_a_chat_that_is_no_group_yet() -> None:
    world = World.of()
    world.says(ANA, "/start", chat=-777)
    world.says(DEE, "hello", chat=-777)
    assert not world.heard.get(-777)
    world.says(DEE, "/start", chat=-777)
    assert "chat: -777" in world.last(-777)


def test_an_admin_invites_and_the_link_works_once() -> None:
    world = World.of()
    world.house = replace(world.house, bot_username="harbour_bot")
    world.says(DEE, "/invite duty-manager t1")
    assert "https://t.me/harbour_bot?start=tok-1" in world.last(DEE)
    assert "tok-1" not in str(world.uow.invitations)
    world.says(EVE, "/start tok-1")
    enrolled = world.uow.directory.staff_by_account[EVE]
    assert (enrolled.role, enrolled.sites) == (Role.DUTY_MANAGER, ("t1",))
    assert "Welcome" in world.texts(EVE)
    world.says(4444, "/start tok-1")
    assert 4444 not in world.uow.directory.staff_by_account
    assert "does not work" in world.last(4444)


def test_a_link_that_is_too_old_lets_nobody_in() -> None:
    world = World.of()
    until = world.uow.now + timedelta(hours=1)
    world.invites(Invitation(token_hash("t"), Role.STAFF, None, until, None))
    world.passes(hours=1)
    world.says(EVE, "/start t")
    assert EVE not in world.uow.directory.staff_by_account


@pytest.mark.parametrize("who", [BO, ANA])
def test_only_admins_invite(who: int) -> None:
    world = World.of()
    world.says(who, "/invite staff")
    assert not world.uow.invitations


def test_open_enrolment_serves_at_once() -> None:
    world = World.of()
    world.house = replace(world.house, enrolment="open")
    world.says(EVE, "/complaint")
    assert "What is the complaint?" in world.last(EVE)
    assert world.uow.directory.staff_by_account[EVE].role is Role.STAFF
    world.says(EVE, "Overcharged")
    assert "What is it about?" in world.last(EVE)


def test_who_leaves_loses_access_at_once_even_where_enrolment_is_open() -> None:
    world = World.of()
    world.house = replace(world.house, enrolment="open")
    world.says(BO, "/complaint")
    world.changes(replace(world.uow.directory.staff_by_id["bo"], active=False))
    world.forget()
    world.says(BO, "Overcharged")
    assert "invitation" in world.last(BO)
    live = world.uow.sessions[f"staff:{BO}"].live
    assert live is None or live.answers == {}


def test_who_left_hears_nothing_more_of_their_cases() -> None:
    world = World.of()
    complain(world)
    card = world.reference_of(world.card(DUTY_CHAT))
    data = world.card(ANA).message.rows[0][0].data
    world.changes(replace(world.uow.directory.staff_by_id["ana"], active=False))
    world.forget()
    world.taps_data(CHI, data)
    world.says(CHI, "He is back.", chat=DUTY_CHAT, reply_to=card or 0)
    assert "Taken by Chi" in world.last(CHI)
    assert ANA not in world.heard
    world.taps_data(ANA, data)
    world.says(ANA, "still here", reply_to=1)
    assert "C-2026" not in world.texts(ANA)


def test_without_a_group_chat_too_who_left_hears_nothing_more() -> None:
    world = World.of(organisation=ORGANISATION.replace("chat: -1001, ", ""))
    complain(world)
    closing = next(n for n in world.heard[BO] if "The number is" in n.message.text)
    world.changes(replace(world.uow.directory.staff_by_id["ana"], active=False))
    world.forget()
    world.says(BO, "He is back.", reply_to=world.reference_of(closing) or 0)
    assert "He is back." in world.texts(CHI)
    assert ANA not in world.heard


def test_blocking_and_coming_back() -> None:
    world = World.of()
    world.does(BO, Reachable(False))
    assert not world.uow.directory.staff_by_id["bo"].reachable
    world.says(BO, "/start")
    assert world.uow.directory.staff_by_id["bo"].reachable


def test_a_group_that_moves_takes_its_cards_along() -> None:
    world = World.of()
    world.does(ANA, ChatMoved(-100777), chat=DUTY_CHAT)
    assert world.uow.directory.group_by_id["duty"].chat == -100777


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zh-hans", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh_HK", "zh-Hant"),
        ("zh", "zh-Hans"),
        ("pt-br", "pt"),
        ("en-GB", "en"),
        ("fil", "en"),
        (None, "zh-Hant"),
    ],
)
def test_the_language_of_somebodys_app(code: str | None, language: str) -> None:
    assert language_for(code, Directory(languages=("zh-Hant", "en"))) == language


def test_who_never_started_the_alert_bot_is_alerted_by_the_one_they_talk_to() -> None:
    world = World.of()
    world.house = replace(world.house, alert_bot="duty")
    blocked = Inbound("duty", ANA, Reachable(False), world.uow.now)
    world.arrives(blocked)
    world.says(ANA, "/start")
    complain(world)
    assert world.card(ANA).bot == "staff"
    assert world.card(DUTY_CHAT).bot == "duty"
    world.arrives(replace(blocked, event=Reachable(True)))
    complain(world)
    assert world.heard[ANA][-1].bot == "duty"


def test_what_the_alert_bot_could_not_bring_comes_by_the_other_once() -> None:
    world = World.of()
    world.house = replace(world.house, alert_bot="duty")
    world.closed = frozenset({("duty", ANA)})
    complain(world)
    assert ANA not in world.heard
    world.forget()
    for _ in range(2):
        world.arrives(Inbound("duty", ANA, Reachable(False), world.uow.now))
    assert [(n.bot, n.critical) for n in world.heard[ANA]] == [("staff", True)]
    assert "Overcharged" in world.last(ANA)
    assert world.kinds()[-1] == "notified"
    assert CHI not in world.heard


def test_somebody_of_the_list_gets_an_account_and_stays_who_they_are() -> None:
    world = World.of()
    world.says(DEE, "/invite fay")
    world.says(EVE, "/start tok-1")
    assert world.uow.directory.staff_by_account[EVE].id == "fay"
    assert "Welcome, Fay." in world.texts(EVE)
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    world.says(BO, "The kitchen")
    world.taps(BO, "Yes")
    assert "The kitchen" in world.card(EVE).message.text


def test_a_link_made_by_an_admin_who_left_lets_nobody_in_not_even_them() -> None:
    world = World.of()
    world.says(DEE, "/invite admin")
    world.changes(replace(world.uow.directory.staff_by_id["dee"], active=False))
    for who in (EVE, DEE):
        world.says(who, "/start tok-1")
        assert "does not work" in world.last(who)
        assert who not in world.uow.directory.staff_by_account


def test_an_invitation_for_somebody_who_left_lets_nobody_in() -> None:
    world = World.of()
    world.says(DEE, "/invite fay")
    world.changes(replace(world.uow.directory.staff_by_id["fay"], active=False))
    world.says(EVE, "/start tok-1")
    assert EVE not in world.uow.directory.staff_by_account


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Ana", "Ana"),
        ("  Ana\n Lee ", "Ana Lee"),
        ("陳大文", "陳大文"),
        ("مريم", "مريم"),
        ("\u202e01:41 Ana\u202c", "01:41 Ana"),
        ("An\u200ba\u2060", "Ana"),
        ("👩\u200d🚒 Lee", "👩\u200d🚒 Lee"),
        ("\u200b\u2060", ""),
        ("\u3164", ""),
        ("\u2800\u200d", ""),
        ("x\x00y", "xy"),
    ],
)
def test_a_newcomers_name_is_what_others_can_see_of_it(name: str, seen: str) -> None:
    assert seen_name(name) == seen


def test_whoever_has_a_name_that_nobody_can_see_is_called_by_their_number() -> None:
    world = World.of()
    world.house = replace(world.house, enrolment="open")
    world.arrives(Inbound("staff", EVE, Said("hello"), world.uow.now, True, Sender(EVE, "\u200b\u3164")))
    assert f"Welcome, {EVE}." in world.texts(EVE)
