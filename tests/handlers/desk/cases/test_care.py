"""What the responsible people do with a case, and what everybody hears of it."""

from __future__ import annotations

from handlers.cases import Status
from handlers.delivery import NoticeState
from handlers.taps import Tap
from tests.handlers.desk.test_reporting import complain
from tests.handlers.desk.world import ANA, BO, CHI, DUTY_CHAT, EVE, FIRE_CHAT, World

DEE = 3001


def reported() -> World:
    world = World.of()
    complain(world)
    return world


def test_ana_takes_it_every_copy_says_so_and_bo_hears_it() -> None:
    world = reported()
    assert world.taps(ANA, "Acknowledge", chat=DUTY_CHAT) == "You have taken C-2026-000001."
    for chat in (DUTY_CHAT, ANA, CHI):
        assert "Taken by Ana 14:00" in world.last(chat)
        assert world.heard[chat][-1].edits == world.card(chat).id
    assert world.last(BO) == "Ana has taken C-2026-000001.\nOvercharged at the desk"
    assert world.kinds()[-1] == "acknowledged"


def test_of_two_people_the_first_has_it() -> None:
    world = reported()
    data = world.card(CHI).message.rows[0][0].data
    world.taps(ANA, "Acknowledge", chat=DUTY_CHAT)
    world.forget()
    assert world.taps_data(CHI, data) == "Already taken by Ana 14:00"
    assert world.taps_data(ANA, data) == "You have taken it already."
    assert not world.heard


def test_who_is_not_responsible_cannot_take_it() -> None:
    world = reported()
    case = world.case
    for who in (BO, EVE):
        world.taps_data(who, Tap("c", case.id, case.version, "ack").data, chat=DUTY_CHAT)
        assert world.answers[0].alert
    assert world.uow.cases[case.id].status is Status.OPEN


def test_an_admin_may_take_it_though_in_no_group() -> None:
    world = reported()
    case = world.case
    world.taps_data(DEE, Tap("c", case.id, 1, "ack").data)
    assert world.uow.cases[case.id].acknowledged_by == "dee"


def test_a_button_of_a_case_that_never_was_is_refused() -> None:
    world = reported()
    for data in ("c.nothing.1.ack", "c.x.1.delete", "garbage", "s..1.m.start=fire", "c..0."):
        world.taps_data(ANA, data)
    case = world.case
    assert case.status is Status.OPEN


def test_a_card_that_waits_goes_out_as_things_are_by_then() -> None:
    world = World.of()
    world.offline = False
    world.says(BO, "/complaint")
    world.says(BO, "Overcharged")
    world.taps(BO, "Fees")
    submit = next(label for label in world.buttons(BO) if "ubmit" in label or "Send" in label)
    world.offline = True
    world.taps(BO, submit)
    case = world.case
    world.taps_data(ANA, Tap("c", case.id, 1, "ack").data)
    world.send()
    assert "Taken by Ana" in world.last(CHI)
    assert len(world.heard[CHI]) == 1


def test_resolving_needs_taking_first_and_is_told_to_the_reporter() -> None:
    world = reported()
    case = world.case
    assert world.taps_data(ANA, Tap("c", case.id, 1, "done").data) == "Take it first."
    world.taps(CHI, "Acknowledge")
    assert world.taps(CHI, "Resolve") == "C-2026-000001 is resolved."
    assert "is resolved (Chi)" in world.last(BO)
    assert world.buttons(CHI) == ["Details"]
    assert not world.uow.open_cases("bo")


def test_details_show_every_answer_to_who_may_see_them() -> None:
    world = reported()
    world.taps(ANA, "Details", chat=DUTY_CHAT)
    assert "What is the complaint?: Overcharged\nat the desk" in world.last(DUTY_CHAT)
    assert "What is it about?: Fees" in world.last(DUTY_CHAT)
    assert world.heard[DUTY_CHAT][-1].reply_to == world.card(DUTY_CHAT).id
    case = world.case
    world.forget()
    world.taps_data(EVE, Tap("c", case.id, 1, "show").data)
    assert "Overcharged" not in world.texts(EVE)


def test_details_never_go_into_a_group_that_is_not_told_of_the_case() -> None:
    world = reported()
    case = world.case
    for chat in (-4040, FIRE_CHAT):  # a group of strangers, and one of ours that is told of other things
        world.forget()
        assert world.taps_data(ANA, Tap("c", case.id, 1, "show").data, chat=chat)
        assert not world.heard


def test_a_reply_of_the_group_reaches_the_reporter() -> None:
    world = reported()
    card = world.reference_of(world.card(DUTY_CHAT))
    world.says(ANA, "I am coming.", chat=DUTY_CHAT, reply_to=card or 0)
    assert world.last(BO) == "Ana on C-2026-000001: I am coming."
    assert world.last(DUTY_CHAT) == "Added to C-2026-000001."
    (entries,) = world.uow.entries.values()
    assert (entries[-1].kind, entries[-1].actor, entries[-1].data) == ("noted", "ana", {"text": "I am coming."})


def test_a_reply_of_the_reporter_reaches_the_group_as_a_reply_to_its_card() -> None:
    world = reported()
    closing = next(n for n in world.heard[BO] if "The number is" in n.message.text)
    world.sends(BO, "receipt", "the receipt", reply_to=world.reference_of(closing) or 0)
    assert world.last(DUTY_CHAT) == "Bo on C-2026-000001: the receipt"
    assert world.heard[DUTY_CHAT][-1].reply_to == world.card(DUTY_CHAT).id
    assert world.kinds()[-2:] == ["evidence", "noted"]
    case = world.case
    assert "receipt" in world.uow.attachments[case.id]


def test_a_reply_to_a_case_is_no_answer_to_the_question_that_is_live() -> None:
    world = reported()
    closing = next(n for n in world.heard[BO] if "The number is" in n.message.text)
    world.says(BO, "/complaint")
    world.says(BO, "He is back.", reply_to=world.reference_of(closing) or 0)
    assert world.kinds()[-1] == "noted"
    live = world.uow.sessions[f"staff:{BO}"].live
    assert live is not None
    assert live.answers == {}


def test_chatter_in_the_group_is_left_alone() -> None:
    world = reported()
    world.forget()
    world.says(ANA, "lunch?", chat=DUTY_CHAT)
    world.says(EVE, "who are you", chat=DUTY_CHAT)
    world.says(ANA, "/unknown", chat=DUTY_CHAT)
    assert not world.heard


def test_a_stranger_in_the_group_cannot_add_notes() -> None:
    world = reported()
    card = world.reference_of(world.card(DUTY_CHAT))
    world.forget()
    world.says(EVE, "fake", chat=DUTY_CHAT, reply_to=card or 0)
    assert not world.heard
    assert "noted" not in world.kinds()


def test_an_album_gets_one_yes() -> None:
    world = reported()
    closing = next(n for n in world.heard[BO] if "The number is" in n.message.text)
    world.offline = True
    for number in range(4):
        world.sends(BO, f"photo{number}", album="a1", reply_to=world.reference_of(closing) or 0)
    world.offline = False
    world.forget()
    world.send()
    assert [n.message.text for n in world.heard[BO]] == ["Added to C-2026-000001."]
    assert [len(n.message.media) for n in world.heard[DUTY_CHAT]] == [1, 1, 1, 1], "the group sees every photo"
    assert world.kinds().count("evidence") == 4


def test_the_rest_of_an_album_that_comes_after_the_report_belongs_to_it() -> None:
    world = reported()
    world.sends(BO, "late", album="a1")
    assert world.kinds()[-1] == "evidence"
    world.passes(minutes=10)
    world.sends(BO, "later", album="a2")
    assert world.kinds().count("evidence") == 1


def test_my_cases_and_a_note_from_there() -> None:
    world = reported()
    world.passes(hours=3)
    world.says(BO, "/cases")
    assert "C-2026-000001 · 3 h\nOvercharged at the desk\nNot taken yet" in world.last(BO)
    world.taps(BO, "C-2026-000001")
    world.taps(BO, "Add a note")
    world.says(BO, "She will call again.")
    assert world.last(DUTY_CHAT) == "Bo on C-2026-000001: She will call again."
    world.says(BO, "what now")
    assert world.kinds().count("noted") == 1


def test_a_moved_group_keeps_its_card() -> None:
    world = reported()
    copies = world.uow.cards(next(iter(world.uow.cases)))
    assert {copy.state for copy in copies} == {NoticeState.SENT}


def test_details_tell_what_happened_since() -> None:
    world = reported()
    world.taps(ANA, "Acknowledge", chat=DUTY_CHAT)
    card = world.reference_of(world.card(DUTY_CHAT))
    world.says(ANA, "I am coming.", chat=DUTY_CHAT, reply_to=card or 0)
    world.says(BO, "/cases")
    world.taps(BO, "C-2026-000001")
    assert "14:00 Ana took it\n14:00 Ana: I am coming." in world.last(BO)


def test_a_colleague_in_the_groups_chat_may_add_a_note_there() -> None:
    world = reported()
    card = world.reference_of(world.card(DUTY_CHAT))
    world.says(BO, "It was at gate 12.", chat=DUTY_CHAT, reply_to=card or 0)
    assert world.kinds()[-1] == "noted"


def test_a_note_that_was_asked_for_is_forgotten_when_something_else_is_begun() -> None:
    world = reported()
    world.says(BO, "/cases")
    world.taps(BO, "C-2026-000001")
    world.taps(BO, "Add a note")
    world.taps(BO, "C-2026-000001")
    world.says(BO, "/complaint")
    world.says(BO, "Another one")
    assert "noted" not in world.kinds()


def test_a_note_that_was_asked_for_long_ago_is_not_waited_for() -> None:
    world = reported()
    world.says(BO, "/cases")
    world.taps(BO, "C-2026-000001")
    world.taps(BO, "Add a note")
    world.passes(hours=1)
    world.says(BO, "good morning")
    assert "noted" not in world.kinds()
