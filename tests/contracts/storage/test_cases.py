"""Cases, numbers, timelines and attachments."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from handlers.cases import Happening, Run, Status
from handlers.checklist.board import board_of
from handlers.checklist.live import Checklist, Copy
from handlers.checklist.marks import Mark
from handlers.deadlines import Pause, Terms
from handlers.escalation.policy import Escalation, Policy, Step
from handlers.incidents.category import About
from handlers.incidents.grade import Grade
from handlers.incidents.joint import Asked, Decision, JointReview, Verdict, View
from handlers.media import Media
from handlers.team import COMMANDER, NOBODY, join, offer, take
from handlers.updates.cadence import Updates
from handlers.updates.choosing import BUILT_IN
from playbooks.model import Area, Kind, Node, Severity
from playbooks.model.deadlines import Milestone
from playbooks.packs import packs
from storage import CaseFilter
from storage.errors import StorageError
from storage.store import Store
from tests.contracts.storage.vault import Vault

POLICY = Policy(
    (Step(timedelta(seconds=90), ("group", "on-duty")), Step(timedelta(hours=2), ("group:duty",))),
    2,
    (time(22), time(7, 30)),
    timedelta(hours=1),
    timedelta(minutes=10),
)
ESCALATION = Escalation(POLICY, 2, 5, 6, 3, over=True, reminded=1)
PHOTO = Media("photo", "file-1", "unique-1", 1234, "image/jpeg", "gate.jpg", "the gate")


AT = datetime(2026, 3, 2, 1, 0, 0, 7, tzinfo=UTC)
CHECKLIST = Checklist(
    AT,
    board_of(
        [
            Mark("call", "done", "ana", AT, "tap-1"),
            Mark("call", "done", "kit", AT, "tap-2"),
            Mark("aed", "cannot", "kit", AT, "tap-3", "nul \x00, 找不到"),
            Mark("out", "done", "kit", AT, "tap-4", "", "e" * 64),
            Mark("out", "mine", "bo", AT, "tap-5"),
            Mark("out", "proof", "bo", AT, "tap-6", "22.19000,113.54000"),
        ]
    ),
    (Copy("n1", "staff", 1001, "bo", "l2", "abc", AT, questions=True), Copy("n2", "duty", -1001, None)),
    {"call": 2},
    AT,
    AT,
    AT,
    over=True,
    carded="1/3",
    carded_at=AT,
)

OPEN_REVIEW = JointReview(
    2,
    "Nul \x00, 换门?",
    ("duty", "safety"),
    AT.date(),
    "ana",
    AT,
    asked=(Asked("duty", "n1", "duty", -1001), Asked("safety", "n2", "staff", 1001, "kit")),
    views=(View("duty", Verdict.CONDITIONS, "kit", AT, "if …"),),
)
REVIEWED = replace(
    OPEN_REVIEW, number=1, standing="cause", question="", decision=Decision(False, "Not yet.", "ana", AT), off=True
)


def test_a_case_comes_back_as_it_was_kept(vault: Vault) -> None:
    store = vault.open()
    case = vault.case(
        kind=Kind.EMERGENCY,
        run=Run.DRILL,
        severity=Severity.CRITICAL,
        site="t1",
        place={"place": "gate-12", "site": "t1"},
        headline="Nul \x00, half a pair \ud800, 一號客運大樓, 🔥, \u202eright to left, <b>&amp;'; DROP TABLE cases",
        groups=("duty", "medics"),
        answers={"n": 3, "f": 1.5, "who": {"name": "\x00"}, "media": [PHOTO], "none": None},
        acknowledged_by="ana",
        acknowledged_at=vault.now + timedelta(microseconds=1),
        status=Status.ACKNOWLEDGED,
        version=7,
        escalation=replace(ESCALATION, asked_at=vault.now + timedelta(microseconds=3), next=4, due=vault.now),
        team=offer(
            take(join(NOBODY, "bo", vault.now), COMMANDER, "ana", vault.now), COMMANDER, "ana", "kit", vault.now
        ),
        level="amber",
        level_by="ana",
        doubted_by="bo",
        advised="red",
        reported=("owner",),
        also=("kit", "sam"),
        lent={"n": "kit"},
        part_of="E-2026-000001",
        linked=("C-2026-000001", "C-2026-000002"),
        parent="C-2026-000001",
        checklist=CHECKLIST,
        about=About(Area.TECHNOLOGY, Node.DISPATCH, "ana"),
        grade=Grade("likely", "major", "extreme", AT, "ana"),
        reviews=(REVIEWED, OPEN_REVIEW),
    )
    with vault.turn(store) as uow:
        uow.keep_case(case)
    assert store.case(case.number) == case
    with vault.turn(store) as uow:
        assert uow.case(case.id) == case
        assert uow.case_by_number(case.number) == case
        assert uow.case("\x00") is None
        assert uow.case_by_number("\ud800") is None
    assert store.case("\x00") is None


def test_cases_are_found_by_what_they_are_about_and_by_their_risk(vault: Vault) -> None:
    store = vault.open()
    lift = vault.case("I-2026-000001", about=About(Area.TECHNOLOGY, Node.EXECUTION))
    order = vault.case("I-2026-000002", about=About(node=Node.INTAKE), grade=Grade("rare", "minor", "low", AT))
    bare = vault.case("I-2026-000003")
    with vault.turn(store) as uow:
        for case in (lift, order, bare):
            uow.keep_case(case)
    assert store.cases(CaseFilter(area=Area.TECHNOLOGY)) == [lift]
    assert store.cases(CaseFilter(node=Node.INTAKE)) == [order]
    assert store.cases(CaseFilter(risk="low")) == [order]
    assert store.cases(CaseFilter(risk="low", area=Area.TECHNOLOGY)) == []
    with vault.turn(store) as uow:
        uow.keep_case(replace(order, grade=Grade("likely", "minor", "high", AT), version=2))
    assert store.cases(CaseFilter(risk="low")) == []
    assert [case.number for case in store.cases(CaseFilter(risk="high"))] == [order.number]


def test_fresh_cases_are_open_ones_of_a_playbook_and_not_too_old(vault: Vault) -> None:
    store = vault.open()
    old = vault.case("C-2026-000001", opened_at=vault.now - timedelta(minutes=11))
    over = vault.case("C-2026-000002", status=Status.RESOLVED)
    other = vault.case("C-2026-000003", playbook="something-else")
    mine = [vault.case(f"C-2026-00001{n}", opened_at=vault.now - timedelta(minutes=n)) for n in (5, 4)]
    with vault.turn(store) as uow:
        for case in (old, over, other, *mine):
            uow.keep_case(case)
        newest = vault.case("C-2026-000006")
        uow.keep_case(newest)
        since = vault.now - timedelta(minutes=10)
        assert [case.id for case in uow.fresh_cases(mine[0].playbook, since)] == [newest.id, mine[1].id, mine[0].id]
    with vault.turn(store) as uow:
        assert [case.id for case in uow.fresh_cases(mine[0].playbook, since)] == [newest.id, mine[1].id, mine[0].id]
        uow.keep_case(replace(newest, status=Status.WITHDRAWN))
        assert newest.id not in [case.id for case in uow.fresh_cases(mine[0].playbook, since)]


def test_a_case_keeps_the_deadlines_it_was_promised(vault: Vault) -> None:
    store = vault.open()
    later = vault.now + timedelta(microseconds=1)
    pauses = (Pause(vault.now, "authority", "ana", later), Pause(later, "agreed", "ana"))
    terms = Terms(packs()["uk-fca-disp"], pauses, ((Milestone.PROGRESS, later),), ("final.remind",))
    case = vault.case(terms=terms)
    with vault.turn(store) as uow:
        uow.keep_case(case)
    assert store.case(case.number) == case
    with vault.turn(store) as uow:
        assert uow.case(case.id) == case


def test_a_case_keeps_the_updates_that_are_owed(vault: Vault) -> None:
    store = vault.open()
    cadence = replace(BUILT_IN[Severity.CRITICAL], quiet=(time(22, 30), time(7)))
    later = vault.now + timedelta(minutes=7, microseconds=1)
    updates = Updates(cadence, vault.now, cadence.every, later, given=2, given_at=vault.now, asked=1, drawn=4)
    case = vault.case(updates=updates)
    with vault.turn(store) as uow:
        uow.keep_case(case)
    assert store.case(case.number) == case
    with vault.turn(store) as uow:
        uow.keep_case(replace(case, updates=None, version=2))
    assert store.case(case.number) == replace(case, updates=None, version=2)


def test_later_turns_of_a_batch_see_what_earlier_ones_wrote(vault: Vault) -> None:
    store = vault.open()
    vault.says(store, "first", "second")
    case = vault.case()
    with store.turns() as batch:
        with batch.turn(batch.items[0]) as uow:
            uow.keep_case(case)
            uow.record(case.id, Happening("opened", "bo"))
            uow.attach(case.id, PHOTO, "bo")
        with batch.turn(batch.items[1]) as uow:
            assert uow.case_by_number(case.number) == case
            assert [entry.kind for entry in uow.timeline(case.id)] == ["opened"]
            assert not uow.attach(case.id, PHOTO, "bo")
            assert uow.open_cases("bo") == [case]
            uow.keep_case(replace(case, version=2))
            uow.record(case.id, Happening("noted", "bo"))
    kept = store.case(case.number)
    assert kept is not None
    assert kept.version == 2
    assert [entry.kind for entry in store.timeline(case.id)] == ["opened", "noted"]
    assert store.verify(case.number) is None


def test_numbers_have_no_gaps_even_when_a_turn_is_given_up(vault: Vault) -> None:
    store = vault.open()
    vault.says(store, "one", "two", "three")
    given = []
    with store.turns() as batch:
        for item in batch.items:
            try:
                with batch.turn(item) as uow:
                    given.append(uow.next_number("C", 2026))
                    if item.raw == "two":
                        raise ZeroDivisionError
            except ZeroDivisionError:
                batch.quarantine(item, "gave up")
    with vault.turn(store) as uow:
        assert uow.next_number("C", 2026) == 3
        assert uow.next_number("C", 2026) == 4
        assert uow.next_number("C", 2027) == 1
        assert uow.next_number("DC", 2026) == 1
    assert given == [1, 2, 2]


def test_two_cases_cannot_have_one_number(vault: Vault) -> None:
    store = vault.open()
    with vault.turn(store) as uow:
        uow.keep_case(vault.case())
    with pytest.raises(StorageError, match="number"), vault.turn(store) as uow:
        uow.keep_case(vault.case())
    assert len(store.cases()) == 1


def test_open_cases_are_ones_own_newest_first(vault: Vault) -> None:
    store = vault.open()
    for number, reporter, status in (
        ("C-1", "bo", Status.OPEN),
        ("C-2", "bo", Status.RESOLVED),
        ("C-3", "cy", Status.OPEN),
        ("C-4", "bo", Status.OPEN),
    ):
        vault.passes(minutes=1)
        with vault.turn(store) as uow:
            uow.keep_case(vault.case(number, reporter=reporter, status=status))
    with vault.turn(store) as uow:
        assert [case.number for case in uow.open_cases("bo")] == ["C-4", "C-1"]


def test_cases_are_found_by_what_they_are(vault: Vault) -> None:
    store = vault.open()
    with vault.turn(store) as uow:
        uow.keep_case(vault.case("C-1", site="t1"))
        uow.keep_case(vault.case("DI-1", kind=Kind.INCIDENT, run=Run.DRILL, opened_at=vault.now + timedelta(hours=1)))
    assert [case.number for case in store.cases()] == ["DI-1", "C-1"]
    assert [case.number for case in store.cases(CaseFilter(run=Run.DRILL))] == ["DI-1"]
    assert [case.number for case in store.cases(CaseFilter(kind=Kind.COMPLAINT, site="t1"))] == ["C-1"]
    assert [case.number for case in store.cases(CaseFilter(since=vault.now + timedelta(minutes=1)))] == ["DI-1"]
    assert [case.number for case in store.cases(limit=1)] == ["DI-1"]


def test_a_timeline_grows_across_batches_and_holds_together(vault: Vault) -> None:
    store = vault.open()
    case = _case_with_timeline(vault, store)
    entries = store.timeline(case)
    assert [entry.sequence for entry in entries] == [1, 2, 3]
    assert [entry.previous for entry in entries] == ["", entries[0].hash, entries[1].hash]
    assert entries[2].data == {"text": "nul \x00 and half a pair \ud800"}
    assert store.verify("C-2026-000001") is None


@pytest.mark.parametrize("statement", ["UPDATE timeline SET actor = 'eve'", "DELETE FROM timeline"])
def test_the_database_itself_refuses_to_change_a_timeline(vault: Vault, statement: str) -> None:
    store = vault.open()
    _case_with_timeline(vault, store)
    with pytest.raises(Exception, match="append-only"):
        store._database.execute(statement)
    assert store.verify("C-2026-000001") is None


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        ("UPDATE timeline SET actor = 'eve' WHERE sequence = 2", 2),
        ("UPDATE timeline SET data = '{}' WHERE sequence = 1", 1),
        ("UPDATE timeline SET at = at + 1 WHERE sequence = 3", 3),
        ("DELETE FROM timeline WHERE sequence = 2", 2),
        ("DELETE FROM timeline WHERE sequence = 3", 3),
        ("UPDATE cases SET entries = 2", 3),
    ],
)
def test_a_timeline_changed_behind_our_back_is_found_out(vault: Vault, tampering: str, broken: int) -> None:
    store = vault.open()
    _case_with_timeline(vault, store)
    for statement in _guards_down(vault):
        store._database.execute(statement)
    store._database.execute(tampering)
    assert store.verify("C-2026-000001") == broken
    with vault.turn(store) as uow:
        case = uow.case_by_number("C-2026-000001")
        assert case is not None
        assert uow.broken_at(case.id) == broken


def test_a_turn_sees_that_a_timeline_is_whole_its_own_entries_too(vault: Vault) -> None:
    store = vault.open()
    case_id = _case_with_timeline(vault, store)
    with vault.turn(store) as uow:
        assert uow.broken_at(case_id) is None
        uow.record(case_id, Happening("noted", "bo", {"text": "now"}))
        assert uow.broken_at(case_id) is None


def test_recording_on_a_case_that_is_not_there_fails_its_turn(vault: Vault) -> None:
    store = vault.open()
    with pytest.raises(LookupError, match="nowhere"), vault.turn(store) as uow:
        uow.record("nowhere", Happening("noted", "bo"))
    with pytest.raises(LookupError, match="no case"):
        store.verify("C-7")


def test_what_is_not_json_fails_its_turn_alone(vault: Vault) -> None:
    store = vault.open()
    vault.says(store, "bad", "good")
    with store.turns() as batch:
        with pytest.raises(TypeError), batch.turn(batch.items[0]) as uow:
            uow.keep_case(vault.case("C-1", answers={"x": object()}))
        with batch.turn(batch.items[1]) as uow:
            uow.keep_case(vault.case("C-2"))
    assert [case.number for case in store.cases()] == ["C-2"]


def test_an_attachment_is_kept_once(vault: Vault) -> None:
    store = vault.open()
    case = vault.case()
    with vault.turn(store) as uow:
        uow.keep_case(case)
        assert uow.attach(case.id, PHOTO, "bo")
        assert not uow.attach(case.id, replace(PHOTO, reference="other"), "bo")
    with vault.turn(store) as uow:
        assert not uow.attach(case.id, PHOTO, "ana")
    assert [(found.media, found.by, found.at) for found in store.attachments(case.id)] == [(PHOTO, "bo", vault.now)]


def _case_with_timeline(vault: Vault, store: Store) -> str:
    case = vault.case()
    with vault.turn(store) as uow:
        uow.keep_case(case)
        uow.record(case.id, Happening("opened", "bo", {"answers": {"a": 1}}))
        uow.record(case.id, Happening("notified", None))
    vault.passes(minutes=1, microseconds=7)
    with vault.turn(store) as uow:
        uow.record(case.id, Happening("noted", "bo", {"text": "nul \x00 and half a pair \ud800"}))
    return case.id


def _guards_down(vault: Vault) -> tuple[str, ...]:
    if vault.on_sqlite:
        return ("DROP TRIGGER timeline_no_UPDATE", "DROP TRIGGER timeline_no_DELETE")
    return ("DROP TRIGGER timeline_no_change ON timeline",)


def test_the_open_cases_of_a_group_are_found_however_they_were_left(vault: Vault) -> None:
    store = vault.open()
    kept = [
        vault.case("C-2026-000001", groups=("duty", "medics")),
        vault.case("C-2026-000002", groups=("medics",)),
        vault.case("C-2026-000003", groups=("duty",), opened_at=vault.now + timedelta(minutes=1)),
        vault.case("C-2026-000004", groups=("duty",), status=Status.RESOLVED),
    ]
    with vault.turn(store) as uow:
        for case in kept:
            uow.keep_case(case)
        assert [case.number for case in uow.cases_of_group("duty")] == ["C-2026-000003", "C-2026-000001"]
    with vault.turn(store) as uow:
        uow.keep_case(replace(kept[2], status=Status.WITHDRAWN, version=2))
        assert [case.number for case in uow.cases_of_group("duty")] == ["C-2026-000001"]
        assert uow.cases_of_group("all") == []
        assert uow.cases_of_group("dut_") == []
        everywhere = [case.number for case in uow.cases_of_group(None)]
        assert everywhere == ["C-2026-000002", "C-2026-000001"]


def test_how_often_each_emergency_was_raised_in_earnest_at_a_site(vault: Vault) -> None:
    store, since = vault.open(), vault.now
    fields = {"kind": Kind.EMERGENCY, "site": "t1", "playbook": "fire"}
    other = [{"site": "t2"}, {"run": Run.DRILL}, {"status": Status.WITHDRAWN}, {"kind": Kind.INCIDENT}, {}, {}]
    other += [{"playbook": "flood"}, {"opened_at": since - timedelta(seconds=1)}]
    with vault.turn(store) as uow:
        for number, changes in enumerate(other):
            uow.keep_case(vault.case(number=f"E-2026-{number:06d}", **fields | changes))
    with vault.turn(store) as uow:
        assert uow.raised_at("t1", since) == {"fire": 2, "flood": 1}
        assert uow.raised_at("t3", since) == {}


def test_open_cases_that_were_shown_to_somebody_are_found_the_newest_first(vault: Vault) -> None:
    store = vault.open()
    first, second, closed, other = (vault.case(f"I-2026-00000{n}", id=f"case-{n}") for n in range(1, 5))
    with vault.turn(store) as uow:
        for case in (first, second, replace(closed, status=Status.RESOLVED), other):
            uow.keep_case(replace(case, opened_at=uow.now + timedelta(seconds=int(case.id[-1]))))
        for case in (first, second, closed):
            uow.queue(vault.notice(case=case.id, card=True, staff="ana"))
        uow.queue(vault.notice(case=other.id, card=True, staff="kit"))
        uow.queue(vault.notice(case=other.id, staff="ana"))
    with vault.turn(store) as uow:
        assert list(uow.shown_to("ana")) == [second.id, first.id]
        assert list(uow.shown_to("nobody")) == []


def test_in_the_batch_in_which_a_group_moves_its_cards_are_where_it_is_now(vault: Vault) -> None:
    store, case = vault.open(), vault.case()
    with vault.turn(store) as uow:
        uow.keep_case(case)
        uow.queue(vault.notice(case=case.id, card=True, chat=-1001))
    vault.says(store, "…", "…", chat=9)
    with store.turns() as batch:
        first, second = batch.items
        with batch.turn(first) as uow:
            uow.move_group(-1001, -1009)
        with batch.turn(second) as uow:
            assert [copy.chat for copy in uow.cards(case.id)] == [-1009]
    with vault.turn(store) as uow:
        assert [copy.chat for copy in uow.cards(case.id)] == [-1009]
