"""Notices: claimed once, sent once, accounted for always."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.delivery import Brief, Copy, Lane, Notice, NoticeState
from handlers.media import Media
from handlers.messages import Button, Document, Message, Picture, Pin, Span, plain
from storage.outbox import Settled
from storage.store import Store
from tests.contracts.storage.vault import Vault

SENT, DEAD, QUEUED, SENDING = NoticeState.SENT, NoticeState.DEAD, NoticeState.QUEUED, NoticeState.SENDING


def test_a_notice_comes_back_as_it_was_queued(vault: Vault) -> None:
    store = vault.open()
    message = Message(
        (Span("bold \x00", "bold"), Span("plain \ud800"), Span("<b>&", "code")),
        ((Button("Yes", "s.a.1.yes", "success"), Button("No", "s.a.1.no")), (Button("Back", "s.a.1.back"),)),
        (Media("photo", "f", "u", 5, "image/jpeg", "n", "caption"),),
    )
    notice = vault.notice(
        message=message,
        lane=Lane.URGENT,
        chat=-1_001_234_567_890,
        edits_message=12,
        edits="earlier",
        reply_to="earlier",
        case="C",
        card=True,
        staff="ana",
        key="k",
        critical=True,
        not_before=vault.now,
        language="pt",
        brief=Brief("small \x00 \ud800", Button("I-1", "c.C.1.show")),
    )
    queue(vault, store, notice)
    [claimed] = store.claim(10, vault.now)
    assert claimed.notice == notice
    assert claimed.queued_at == vault.now


def test_the_urgent_lane_goes_first_and_the_oldest_first_in_it(vault: Vault) -> None:
    store = vault.open()
    names = {"routine": Lane.ROUTINE, "urgent 1": Lane.URGENT, "prompt": Lane.PROMPT, "urgent 2": Lane.URGENT}
    queue(vault, store, *(vault.notice(words, lane=lane) for words, lane in names.items()))
    assert words(store.claim(3, vault.now)) == ["urgent 1", "urgent 2", "prompt"]
    assert words(store.claim(3, vault.now)) == ["routine"]
    assert store.claim(3, vault.now) == []


def test_a_notice_waits_for_its_time(vault: Vault) -> None:
    store = vault.open()
    assert store.next_notice() is None
    queue(vault, store, vault.notice(not_before=vault.now + timedelta(minutes=5)))
    assert store.next_notice() == vault.now + timedelta(minutes=5)
    assert store.claim(10, vault.now) == []
    vault.passes(minutes=5)
    assert len(store.claim(10, vault.now)) == 1


def test_notices_can_be_born_claimed(vault: Vault) -> None:
    store = vault.open()
    later = vault.notice("later", not_before=vault.now + timedelta(hours=1))
    with vault.turn(store, claim=lambda notice: notice.lane == Lane.URGENT) as uow:
        uow.queue(vault.notice("now", lane=Lane.URGENT))
        uow.queue(vault.notice("waits"))
        uow.queue(later)
    states = {item.notice.message.text: item.state for item in store.outbox(list(NoticeState))}
    assert states == {"now": SENDING, "waits": QUEUED, "later": QUEUED}
    assert words(store.claim(10, vault.now)) == ["waits"]


def test_a_batch_tells_what_it_queued_in_order(vault: Vault) -> None:
    store = vault.open()
    vault.says(store, "one", "two")
    with store.turns(claim=lambda notice: notice.message.text == "b") as batch:
        for item, letters in zip(batch.items, ("ab", "c"), strict=True):
            with batch.turn(item) as uow:
                for letter in letters:
                    uow.queue(vault.notice(letter))
    told = [(queued.notice.message.text, queued.claimed) for queued in batch.notices]
    assert told == [("a", False), ("b", True), ("c", False)]


def test_what_came_of_sending_is_kept(vault: Vault) -> None:
    store = vault.open()
    sent, dead, again, other = (vault.notice() for _ in range(4))
    queue(vault, store, sent, dead, again, other)
    store.claim(3, vault.now)
    later = vault.now + timedelta(seconds=30)
    results = [
        Settled(sent.id, SENT, reference=77),
        Settled(dead.id, DEAD, why="blocked \x00", attempts=3),
        Settled(again.id, QUEUED, why="429", attempts=1, not_before=later),
        Settled(other.id, SENT, reference=78),  # not ours: nobody claimed it
    ]
    assert store.settle(results) == 3
    assert store.reference_of([sent.id, dead.id, other.id]) == {sent.id: 77}
    assert store.reference_of([]) == {}
    [gone] = store.outbox([DEAD])
    assert (gone.notice.id, gone.why, gone.attempts) == (dead.id, "blocked \x00", 3)
    assert [item.notice.id for item in store.claim(10, vault.now)] == [other.id]
    assert [(item.notice.id, item.attempts) for item in store.claim(10, later)] == [(again.id, 1)]


def test_a_dead_notice_can_be_given_another_chance(vault: Vault) -> None:
    store = vault.open()
    notice = vault.notice()
    queue(vault, store, notice)
    assert not store.retry(notice.id)
    store.claim(1, vault.now)
    store.settle([Settled(notice.id, DEAD, why="blocked", attempts=4)])
    assert store.retry(notice.id)
    assert [(item.notice.id, item.attempts) for item in store.claim(1, vault.now)] == [(notice.id, 0)]
    assert not store.retry("\x00")


def test_a_later_notice_overtakes_a_queued_one_with_its_key(vault: Vault) -> None:
    store = vault.open()
    first, second, third, apart = (
        vault.notice(words, key=key) for words, key in (("1", "k"), ("2", "k"), ("3", "k"), ("4", "other"))
    )
    queue(vault, store, first, apart)
    vault.says(store, "x", "y")
    with store.turns() as batch:
        for item, notice in zip(batch.items, (second, third), strict=True):
            with batch.turn(item) as uow:
                uow.queue(notice)
    assert batch.dropped == [first.id]
    assert [queued.notice.id for queued in batch.notices] == [third.id]
    assert words(store.claim(10, vault.now)) == ["4", "3"]
    assert len(store.outbox([NoticeState.DROPPED])) == 2  # nothing is deleted


def test_a_notice_on_its_way_is_not_overtaken(vault: Vault) -> None:
    store = vault.open()
    queue(vault, store, vault.notice("1", key="k"))
    store.claim(1, vault.now)
    queue(vault, store, vault.notice("2", key="k"))
    assert [item.state for item in store.outbox([SENDING, QUEUED])] == [SENDING, QUEUED]


def test_a_queued_notice_can_be_reworded_until_somebody_takes_it(vault: Vault) -> None:
    store = vault.open()
    notice = vault.notice("before")
    vault.says(store, "x", "y")
    with store.turns() as batch:
        with batch.turn(batch.items[0]) as uow:
            uow.queue(notice)
        with batch.turn(batch.items[1]) as uow:
            assert uow.reword(notice.id, plain("in the same batch"))
    assert [queued.notice.message.text for queued in batch.notices] == ["in the same batch"]
    with vault.turn(store) as uow:
        assert uow.reword(notice.id, plain("after"))
    assert words(store.claim(1, vault.now)) == ["after"]
    with vault.turn(store) as uow:
        assert not uow.reword(notice.id, plain("too late"))
        assert not uow.reword("nobody", plain("nothing"))


def test_cards_are_the_copies_of_a_case_and_their_replies_lead_to_it(vault: Vault) -> None:
    store = vault.open()
    case = vault.case()
    card = vault.notice(case=case.id, card=True, chat=-5, staff="ana", key="card:5")
    edit = vault.notice(case=case.id, edits=card.id, chat=-5)
    with vault.turn(store) as uow:
        uow.keep_case(case)
        uow.queue(card)
        uow.queue(edit)
        assert uow.cards(case.id) == [Copy(card.id, "staff", -5, "ana", QUEUED, None)]
        assert uow.cases_of_message("staff", -5, 77) == []
    store.claim(2, vault.now)
    store.settle([Settled(card.id, SENT, reference=77)])
    with vault.turn(store) as uow:
        assert uow.cards(case.id) == [Copy(card.id, "staff", -5, "ana", SENT, 77)]
        assert uow.cases_of_message("staff", -5, 77) == [case.id]
        assert uow.cases_of_message("duty", -5, 77) == []
        assert uow.key_of_message("staff", -5, 77) == "card:5"
        assert uow.key_of_message("duty", -5, 77) is None
        assert uow.cases_of_message("staff", -6, 77) == []


def test_small_news_of_a_chat_are_claimed_together(vault: Vault) -> None:
    store = vault.open()
    queue(
        vault,
        store,
        *(vault.notice(f"news {n}", lane=Lane.ROUTINE, brief=Brief(str(n))) for n in range(3)),
        vault.notice("no news", lane=Lane.ROUTINE),
        vault.notice("elsewhere", lane=Lane.ROUTINE, chat=1002, brief=Brief("x")),
        vault.notice("later", lane=Lane.ROUTINE, brief=Brief("x"), not_before=vault.now + timedelta(minutes=1)),
    )
    assert words(store.claim(1, vault.now)) == ["news 0", "news 1", "news 2"]
    assert sorted(words(store.claim(2, vault.now))) == ["elsewhere", "no news"]


def test_what_shared_a_message_is_known_to_have(vault: Vault) -> None:
    store = vault.open()
    cases = [vault.case(), vault.case(number="I-2026-000099")]
    together = [vault.notice(case=case.id, lane=Lane.ROUTINE, brief=Brief("x")) for case in cases]
    alone, refused = vault.notice(case=cases[0].id), vault.notice("bad", lane=Lane.ROUTINE, brief=Brief("x"))
    with vault.turn(store) as uow:
        for case in cases:
            uow.keep_case(case)
    queue(vault, store, *together, alone, refused)
    store.claim(9, vault.now)
    store.settle([Settled(notice.id, SENT, reference=8, bundle=together[0].id) for notice in together])
    store.settle([Settled(alone.id, SENT, reference=9), Settled(refused.id, QUEUED, alone=True)])
    ids = [alone.id, *(notice.id for notice in together)]
    assert store.reference_of(ids) == {alone.id: 9, together[0].id: 8, together[1].id: 8}
    assert store.reference_of(ids, alone=True) == {alone.id: 9}
    assert [item.notice.brief for item in store.claim(9, vault.now)] == [None]
    with vault.turn(store) as uow:
        assert set(uow.cases_of_message("staff", together[0].chat, 8)) == {case.id for case in cases}
        assert uow.cases_of_message("staff", alone.chat, 9) == [cases[0].id]


def test_what_a_dead_process_was_sending_is_taken_over_once(vault: Vault) -> None:
    dead = vault.open("dead")
    queue(vault, dead, vault.notice("unknown"))
    dead.claim(1, vault.now)
    dead.close()
    vault.passes(minutes=1)
    heir = vault.open("heir")
    assert words(heir.orphans(vault.now)) == ["unknown"]
    assert heir.orphans(vault.now) == []
    assert dead.settle([Settled("1", SENT)]) == 0


def test_who_only_looks_takes_nothing_over(vault: Vault) -> None:
    visitor = vault.open("visitor", serving=False)
    with pytest.raises(RuntimeError, match="serving"):
        visitor.orphans(vault.now)


def queue(vault: Vault, store: Store, *notices: Notice) -> None:
    with vault.turn(store) as uow:
        for notice in notices:
            uow.queue(notice)


def words(items: list[object]) -> list[str]:
    return [item.notice.message.text for item in items]  # type: ignore[attr-defined]


def test_a_chat_with_many_waiting_keeps_no_other_waiting(vault: Vault) -> None:
    store = vault.open()
    queue(vault, store, *(vault.notice(f"long {n}", lane=Lane.ROUTINE, chat=7) for n in range(4)))
    vault.passes(seconds=1.5)
    queue(vault, store, *(vault.notice(f"short {n}", lane=Lane.ROUTINE, chat=8) for n in range(2)))
    queue(vault, store, vault.notice("alarm", lane=Lane.URGENT, chat=7))
    assert words(store.claim(3, vault.now)) == ["alarm", "long 0", "long 1"]
    assert words(store.claim(9, vault.now, lanes=(Lane.ROUTINE,))) == ["short 0", "long 2", "short 1", "long 3"]


def test_only_the_asked_for_lanes_are_claimed(vault: Vault) -> None:
    store = vault.open()
    queue(vault, store, vault.notice("routine", lane=Lane.ROUTINE), vault.notice("urgent", lane=Lane.URGENT))
    assert words(store.claim(9, vault.now, lanes=(Lane.URGENT,))) == ["urgent"]
    assert words(store.claim(9, vault.now, without=[("staff", 1001)])) == []
    assert words(store.claim(9, vault.now, lanes=(Lane.ALERT, Lane.ROUTINE))) == ["routine"]


def test_what_was_put_off_keeps_its_place_before_what_came_later(vault: Vault) -> None:
    store = vault.open()
    first, second = vault.notice("first", lane=Lane.ROUTINE), vault.notice("second", lane=Lane.ROUTINE)
    queue(vault, store, first)
    store.claim(1, vault.now)
    store.settle([Settled(first.id, QUEUED, why="429", attempts=1, not_before=vault.now + timedelta(seconds=30))])
    queue(vault, store, second)
    vault.passes(seconds=29)
    assert words(store.claim(0, vault.now)) == []
    vault.passes(seconds=1)
    assert words(store.claim(2, vault.now)) == ["first", "second"]


def test_a_card_follows_its_group_to_the_new_number_where_no_message_has_the_old_one(vault: Vault) -> None:
    store = vault.open()
    case = vault.case()
    card = vault.notice(case=case.id, card=True, chat=-5)
    with vault.turn(store) as uow:
        uow.keep_case(case)
        uow.queue(card)
    store.claim(1, vault.now)
    store.settle([Settled(card.id, SENT, reference=77)])
    with vault.turn(store) as uow:
        uow.move_group(-5, -1_001_234_567_890)
    with vault.turn(store) as uow:
        assert uow.cards(case.id) == [Copy(card.id, "staff", -1_001_234_567_890, None, SENT, None)]
    assert store.reference_of([card.id]) == {}


def test_alerts_and_messages_to_outside_channels_that_were_given_up_are_counted(vault: Vault) -> None:
    store = vault.open()
    alert = vault.notice("alert", critical=True)
    mail, prompt = vault.notice("mail", bot="outside-mail"), vault.notice("prompt")
    queue(vault, store, alert, mail, prompt)
    store.claim(9, vault.now, ["staff", "outside-mail"])
    assert store.given_up() == 0
    store.settle([Settled(notice.id, DEAD, why="blocked") for notice in (alert, mail, prompt)])
    assert store.given_up() == 2
    with vault.turn(store) as uow:
        assert uow.given_up() == 2


def test_it_can_be_asked_whether_one_notice_was_sent(vault: Vault) -> None:
    store = vault.open()
    sent, waiting = vault.notice("sent"), vault.notice("waiting")
    queue(vault, store, sent, waiting)
    store.claim(1, vault.now)
    store.settle([Settled(sent.id, SENT, reference=1)])
    with vault.turn(store) as uow:
        assert [uow.was_sent(notice) for notice in (sent.id, waiting.id, "no such")] == [True, False, False]


def test_an_edit_that_has_to_wait_does_not_put_back_what_a_later_one_has_changed(vault: Vault) -> None:
    store = vault.open()
    case = vault.case()
    card = vault.notice(case=case.id, card=True, chat=-5)
    first, second, third = (vault.notice(words, case=case.id, edits=card.id, chat=-5) for words in ("1", "2", "3"))
    with vault.turn(store) as uow:
        uow.keep_case(case)
        uow.queue(card)
    store.claim(1, vault.now)
    store.settle([Settled(card.id, SENT, reference=77)])
    for edit in (first, second, third):
        with vault.turn(store, claim=lambda notice: True) as uow:
            uow.queue(edit)
    store.settle([Settled(second.id, SENT, reference=77)])
    store.settle([Settled(first.id, QUEUED, why="429"), Settled(third.id, QUEUED, why="429")])
    assert words(store.claim(3, vault.now)) == ["3"]
    assert [item.notice.id for item in store.outbox([NoticeState.DROPPED])] == [first.id]


def test_who_was_told_of_a_case_is_kept_with_what_came_of_it(vault: Vault) -> None:
    store = vault.open()
    case = vault.case()
    card = vault.notice("card", case=case.id, card=True, staff="ana")
    lost = vault.notice("card", case=case.id, card=True, chat=1002)
    mail = vault.notice("mail", case=case.id, bot="outside-mail", chat=0)
    others = [
        vault.notice("news", case=case.id),
        vault.notice("edit", case=case.id, edits=card.id),
        vault.notice("alone", bot="outside-mail"),
    ]
    with vault.turn(store) as uow:
        uow.keep_case(case)
        for notice in (card, lost, mail, *others):
            uow.queue(notice)
        assert [one.notice for one in uow.told(case.id)] == [card.id, lost.id, mail.id]
    began = vault.now
    store.claim(10, vault.now, ["staff", "outside-mail"])
    vault.passes(seconds=90)
    store.settle([Settled(card.id, SENT, 7), Settled(lost.id, DEAD, why="blocked: \x00")])
    expected = [(card.id, "ana", SENT, vault.now, ""), (lost.id, None, DEAD, vault.now, "blocked: \x00")]
    with vault.turn(store) as uow:
        told = uow.told(case.id)
        assert uow.told("\x00") == []
    assert told == store.told(case.id)
    assert [(t.notice, t.staff, t.state, t.settled_at, t.why) for t in told[:2]] == expected
    assert (told[2].state, told[2].settled_at, told[2].bot) == (SENDING, None, "outside-mail")
    assert {one.queued_at for one in told} == {began}


def test_a_card_that_is_sent_anew_is_told_twice(vault: Vault) -> None:
    store = vault.open()
    case = vault.case()
    card = vault.notice("card", case=case.id, card=True)
    edit = vault.notice("edit", case=case.id, edits=card.id)
    with vault.turn(store) as uow:
        uow.keep_case(case)
        uow.queue(card)
    store.claim(10, vault.now)
    store.settle([Settled(card.id, SENT, 7)])
    queue(vault, store, edit)
    store.claim(10, vault.now)
    store.settle([Settled(edit.id, QUEUED, anew=True)])
    assert [one.notice for one in store.told(case.id)] == [card.id, edit.id]


@pytest.mark.parametrize("pin", ["", "pin"])
@pytest.mark.parametrize(
    "file",
    [
        Document("x.pdf", "paper", {"title": "ü 骨 \x00", "rows": [["a", 1, None, True]]}, "zh-Hant", ("d1", "d2")),
        Picture("rows", {"title": "x"}),
    ],
)
def test_what_is_attached_comes_back_as_it_was_given(vault: Vault, file: Document | Picture, pin: Pin) -> None:
    store = vault.open()
    queue(vault, store, vault.notice(message=replace(plain("The report"), attached=file, pin=pin)))
    [item] = store.claim(1, vault.now)
    assert (item.notice.message.attached, item.notice.message.pin) == (file, pin)


def test_a_file_that_is_given_up_is_kept_among_the_dead_once_and_its_words_go_on(vault: Vault) -> None:
    store = vault.open()
    notice = vault.notice(message=replace(plain("The report"), attached=Document("x.pdf", "paper", {})))
    queue(vault, store, notice)
    for _ in range(2):
        store.claim(1, vault.now)
        lost = replace(notice, id=f"{notice.id}:file")
        alone = Settled(notice.id, QUEUED, why="wrong \x00", attempts=1, message=plain("The words"), lost=lost)
        assert store.settle([alone, alone]) == 1
    [kept] = store.outbox([DEAD])
    assert (kept.notice, kept.why) == (lost, "wrong \x00")
    assert words(store.claim(9, vault.now)) == ["The words"]
    assert store.retry(lost.id)
    assert [item.notice for item in store.claim(9, vault.now)] == [lost]
