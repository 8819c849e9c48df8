"""The organisation: imported from a file again and again, and changed in chat in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from handlers.aliases import Alias, AliasState
from handlers.cases import Run, Status
from handlers.deadlines import Calendar, Terms
from handlers.deadlines.looking import clock_look
from handlers.delivery import NoticeState
from handlers.digests.schedule import DigestTimes
from handlers.escalation.policy import Policy, Rule, RuleWhen, Step
from handlers.people import DeadlineChoice, Directory, Group, OrganisationRoute, Place, Role, RouteWhen, Site, Staff
from handlers.ports import Invitation, Timer
from handlers.shifts import Override, Roster, Shift
from playbooks.model import Compare, Kind
from playbooks.packs import packs
from playbooks.words import Words
from tests.contracts.storage.vault import Vault

ANA = Staff("ana", "Ana", Role.DUTY_MANAGER, telegram=2001)
BO = Staff("bo", "Bo \x00", Role.STAFF, "zh-Hant", 1001, ("t1",))
CY = Staff("cy", "Cy", Role.STAFF)
ROSTER = Roster((Shift((0, 6), time(22), time(6, 30), ("ana",)),))
TOWN = Calendar("Asia/Macau", (6,), (date(2026, 12, 25),), (time(7, 30), time(22)))
HARBOUR = Directory(
    name="Harbour Terminal",
    timezone="Asia/Macau",
    languages=("zh-Hant", "en"),
    sites=(
        Site("t1", Words({"en": "Terminal 1"}), (Place("gates", Words("Gates"), (Place("g1", Words("1")),)),), TOWN),
    ),
    staff=(ANA, BO),
    groups=(
        Group("duty", Words("Duty managers"), -1001, ("ana",), "pt", ROSTER, "ana", ("mail", "sms")),
        Group("all", Words("All")),
    ),
    routing=(
        OrganisationRoute(
            ("duty",), RouteWhen("emergency", ("fire",), ("t1",), "high", Compare(question="q", equals=1))
        ),
        OrganisationRoute(("all",)),
    ),
    deadlines=(DeadlineChoice(packs()["us-airlines"], RouteWhen(answers=Compare(question="q", equals="late"))),),
    calendar=Calendar("Europe/Lisbon"),
    escalation=(
        Rule(
            Policy((Step(timedelta(minutes=5), ("group", "group:all")),), 2, (time(22), time(7)), timedelta(hours=1)),
            RuleWhen("emergency", ("duty",), "high"),
        ),
    ),
)


def test_an_empty_database_has_an_empty_organisation(vault: Vault) -> None:
    assert vault.open().directory == Directory()


def test_an_organisation_comes_back_as_it_was_imported(vault: Vault) -> None:
    store = vault.open()
    store.import_organisation(HARBOUR)
    assert store.directory == HARBOUR
    assert store.directory is store.directory  # kept until it changes
    store.import_organisation(HARBOUR)
    assert store.directory == HARBOUR


def test_somebody_enrolled_in_chat_is_known_from_the_next_turn_on(vault: Vault) -> None:
    store = vault.open()
    store.import_organisation(HARBOUR)
    vault.says(store, "start", "hello")
    with store.turns() as batch:
        with batch.turn(batch.items[0]) as uow:
            uow.keep_staff(replace(CY, telegram=3001))
        with batch.turn(batch.items[1]) as uow:
            assert uow.directory.staff_by_account[3001].name == "Cy"
    assert store.directory.staff_by_id["cy"].telegram == 3001
    other = vault.open("visitor", serving=False)
    assert other.directory == store.directory


def test_importing_again_keeps_people_enrolled_in_chat(vault: Vault) -> None:
    store = vault.open()
    store.import_organisation(HARBOUR)
    with vault.turn(store) as uow:
        uow.keep_staff(replace(CY, telegram=3001))
    store.import_organisation(replace(HARBOUR, name="New name"))
    assert store.directory.name == "New name"
    assert store.directory.staff_by_account[3001].id == "cy"


def test_importing_again_keeps_what_people_chose_and_what_we_learned(vault: Vault) -> None:
    store = vault.open()
    store.import_organisation(replace(HARBOUR, staff=(ANA, BO, CY)))
    with vault.turn(store) as uow:
        uow.keep_staff(replace(BO, language="pt", reachable=False))
        uow.keep_staff(replace(CY, telegram=3001))
    renamed = (replace(ANA, language="pt", name="Ana Maria"), BO, CY)
    store.import_organisation(replace(HARBOUR, staff=renamed))
    people = store.directory.staff_by_id
    assert (people["ana"].language, people["ana"].name) == ("pt", "Ana Maria")  # she chose nothing: the file's
    assert (people["bo"].language, people["bo"].reachable) == ("pt", False)  # his own choice
    assert people["cy"].telegram == 3001  # the file does not say


def test_who_vanishes_from_the_file_loses_access_at_once(vault: Vault) -> None:
    store = vault.open()
    store.import_organisation(HARBOUR)
    store.import_organisation(replace(HARBOUR, staff=(ANA,)))
    assert not store.directory.staff_by_id["bo"].active
    assert 1001 not in store.directory.staff_by_account
    store.import_organisation(HARBOUR)
    assert store.directory.staff_by_id["bo"].active


def test_what_waits_for_somebody_who_left_is_not_sent(vault: Vault) -> None:
    store = vault.open()
    store.import_organisation(HARBOUR)
    with vault.turn(store) as uow:
        uow.queue(vault.notice("a card", chat=1001, staff="bo"))
        uow.queue(vault.notice("her card", chat=2001, staff="ana"))
    store.import_organisation(replace(HARBOUR, staff=(ANA,)))
    waiting = store.outbox([NoticeState.QUEUED])
    assert [item.notice.message.text for item in waiting] == ["her card"]
    assert [item.why for item in store.outbox([NoticeState.DROPPED])] == ["no longer on the list"]


def test_an_account_that_changes_hands_belongs_to_whom_the_file_says(vault: Vault) -> None:
    store = vault.open()
    store.import_organisation(HARBOUR)
    with vault.turn(store) as uow:
        uow.keep_staff(replace(CY, telegram=3001))
    store.import_organisation(replace(HARBOUR, staff=(ANA, BO, Staff("di", "Di", Role.STAFF, telegram=3001))))
    assert store.directory.staff_by_account[3001].id == "di"
    swapped = (replace(ANA, telegram=1001), replace(BO, telegram=2001))
    store.import_organisation(replace(HARBOUR, staff=swapped))
    assert store.directory.staff_by_account[1001].id == "ana"
    assert store.directory.staff_by_account[2001].id == "bo"


def test_two_people_cannot_have_one_account(vault: Vault) -> None:
    store = vault.open()
    store.import_organisation(HARBOUR)
    with pytest.raises(ValueError, match="1001"), vault.turn(store) as uow:
        uow.keep_staff(replace(CY, telegram=1001))


def test_a_group_that_moved_is_found_even_by_an_old_file(vault: Vault) -> None:
    store = vault.open()
    store.import_organisation(HARBOUR)
    with vault.turn(store) as uow:
        uow.queue(vault.notice("before", chat=-1001))
    vault.says(store, "moved", "later")
    with store.turns() as batch:
        with batch.turn(batch.items[0]) as uow:
            uow.queue(vault.notice("in between", chat=-1001))
            uow.move_group(-1001, -1_009_999_999_999)
        with batch.turn(batch.items[1]) as uow:
            assert uow.directory.group_by_id["duty"].chat == -1_009_999_999_999
    assert {item.notice.chat for item in store.claim(10, vault.now)} == {-1_009_999_999_999}
    store.import_organisation(HARBOUR)
    assert store.directory.group_by_id["duty"].chat == -1_009_999_999_999


def test_an_invitation_is_kept_and_used(vault: Vault) -> None:
    store = vault.open()
    invitation = Invitation("hash", Role.TRAINER, "t1", vault.now + timedelta(days=1), None)
    store.keep_invitation(invitation)
    used = replace(invitation, used_by="cy", used_at=vault.now)
    with vault.turn(store) as uow:
        assert uow.invitation("nobody's") is None
        assert uow.invitation("hash") == invitation
        uow.keep_invitation(used)
        assert uow.invitation("hash") == used
    with vault.turn(store) as uow:
        assert uow.invitation("hash") == used


def test_what_was_agreed_about_a_roster_is_known_from_the_next_turn_on_and_outlives_an_import(vault: Vault) -> None:
    store = vault.open()
    store.import_organisation(HARBOUR)
    until = vault.now + timedelta(hours=8)
    handed = Override("1", "duty", "bo", "ana", vault.now, until, "ana")
    back = Override("0", "duty", "ana", "bo", vault.now + timedelta(hours=1), until, "ana")
    vault.says(store, "take it", "thanks")
    with store.turns() as batch:
        with batch.turn(batch.items[0]) as uow:
            uow.keep_override(handed)
        with batch.turn(batch.items[1]) as uow:
            assert uow.directory.overrides == (handed,)
    with vault.turn(store) as uow:
        uow.keep_override(back)
    assert store.directory.overrides == (handed, back)
    store.import_organisation(HARBOUR)
    assert vault.open("visitor", serving=False).directory.overrides == (handed, back)


def test_an_alias_is_known_from_the_next_turn_on_and_outlives_an_import(vault: Vault) -> None:
    store = vault.open()
    store.import_organisation(HARBOUR)
    proposed = Alias("冧咗低", "medical-emergency", vault.now)
    accepted = replace(proposed, state=AliasState.ACCEPTED, settled_by="cy")
    vault.says(store, "one", "two")
    with store.turns() as batch:
        with batch.turn(batch.items[0]) as uow:
            uow.keep_alias(proposed)
        with batch.turn(batch.items[1]) as uow:
            assert (uow.directory.aliases, uow.directory.taught) == ((proposed,), ())
            uow.keep_alias(accepted)
    store.import_organisation(HARBOUR)
    assert store.directory.aliases == (accepted,)
    assert vault.open("visitor", serving=False).directory.taught == (("冧咗低", "medical-emergency"),)


def test_what_was_agreed_is_forgotten_a_week_after_it_is_over(vault: Vault) -> None:
    store = vault.open()
    store.import_organisation(HARBOUR)
    with vault.turn(store) as uow:
        uow.keep_override(Override("1", "duty", "bo", None, vault.now, vault.now + timedelta(hours=1), "ana"))
    store.tidy(vault.now + timedelta(days=7))
    assert vault.open("two", serving=False).directory.overrides
    store.tidy(vault.now + timedelta(days=8))
    assert not vault.open("three", serving=False).directory.overrides


def test_an_import_has_rosters_looked_at_and_keeps_what_was_told(vault: Vault) -> None:
    store = vault.open()
    store.import_organisation(HARBOUR)
    assert store.next_timer() == vault.now
    told = {"group": "duty", "told": vault.now.isoformat()}
    with vault.turn(store) as uow:
        uow.set_timer(Timer("duty:duty", "staff:0", vault.now + timedelta(hours=8), "duty", told))
    vault.passes(minutes=5)
    store.import_organisation(HARBOUR)
    assert store.next_timer() == vault.now
    assert store.fire_timers(vault.now) == 1
    with store.turns() as batch:
        assert [told["told"] in item.raw for item in batch.items] == [True]


def test_without_a_roster_there_is_nothing_to_look_at(vault: Vault) -> None:
    store = vault.open()
    store.import_organisation(replace(HARBOUR, groups=HARBOUR.groups[1:]))
    assert store.next_timer() is None


def test_a_digest_is_kept_and_an_import_has_it_looked_at(vault: Vault) -> None:
    store = vault.open()
    group = replace(HARBOUR.groups[1], digest=DigestTimes((time(7, 30), time(19, 30)), (0, 4)))
    store.import_organisation(replace(HARBOUR, groups=(group,)))
    assert vault.open("other", serving=False).directory.groups == (group,)
    assert store.next_timer() == vault.now


def test_other_calendars_have_the_clocks_of_every_open_case_looked_at_and_the_same_ones_none(vault: Vault) -> None:
    store = vault.open()
    plain = replace(HARBOUR, groups=())
    store.import_organisation(plain)
    later = vault.now + timedelta(days=5)
    promised = vault.case("C-2026-000001", terms=Terms(packs()["macau-bank"]))
    with vault.turn(store) as uow:
        uow.keep_case(promised)
        uow.keep_case(replace(promised, id="other", number="C-2026-000002"))
        uow.keep_case(vault.case("C-2026-000003"))
        uow.keep_case(replace(promised, id="over", number="C-2026-000004", status=Status.RESOLVED))
        uow.set_timer(clock_look(promised.id, later, "staff:1001"))
    store.import_organisation(plain)
    assert store.next_timer() == later
    store.import_organisation(replace(plain, calendar=Calendar("Asia/Macau", (6,))))
    assert store.fire_timers(vault.now) == 2
    with store.turns() as batch:
        assert {item.conversation for item in batch.items} == {"staff:1001", "staff:0"}
    assert store.next_timer() is None


def test_who_left_is_sent_nothing_and_sees_nothing_change(vault: Vault) -> None:
    store = vault.open()
    store.import_organisation(HARBOUR)
    with vault.turn(store) as uow:
        uow.queue(vault.notice(id="asked", staff="bo"))
    [asked] = store.claim(10, vault.now)
    store.import_organisation(replace(HARBOUR, staff=(ANA,)))
    with vault.turn(store) as uow:
        uow.queue(vault.notice(id="edit", edits=asked.notice.id, staff="bo"))
        uow.queue(vault.notice(id="again", staff="bo"))
        uow.queue(vault.notice(id="other", staff="ana"))
        uow.keep_staff(BO)
        uow.queue(vault.notice(id="welcome", staff="bo"))
    assert [claimed.notice.id for claimed in store.claim(10, vault.now)] == ["other", "welcome"]


def test_an_import_has_it_looked_who_leads_open_emergencies(vault: Vault) -> None:
    store = vault.open()
    with vault.turn(store) as uow:
        uow.keep_case(vault.case("E-2026-000001", id="E", kind=Kind.EMERGENCY))
        uow.keep_case(vault.case("DE-2026-000001", id="D", kind=Kind.EMERGENCY, run=Run.DRILL))
        uow.keep_case(vault.case("C-2026-000001", id="C"))
    store.import_organisation(HARBOUR)
    store.fire_timers(vault.now)
    with store.turns() as batch:
        looks = [item.raw for item in batch.items if "in charge" in item.raw]
    assert len(looks) == 1
    assert '"E"' in looks[0]
