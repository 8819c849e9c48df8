"""Commands and menus: they always work, in the middle of anything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.events import Commanded, Elapsed, Inbound, Located, Said, Sender, Tapped, Unsupported
from tests.handlers.desk.world import ANA, BO, COMPLAINT, DUTY_CHAT, FIRE, World


@pytest.mark.parametrize("command", ["/help", "/cases", "/duty", "/language", "/start", "/drill", "/nonsense"])
def test_what_only_looks_draws_the_live_question_again(command: str) -> None:
    world = World.of()
    world.says(BO, "/complaint")
    world.says(BO, command)
    assert "What is the complaint?" in world.last(BO)
    world.says(BO, "Overcharged")
    assert "What is it about?" in world.last(BO)


@pytest.mark.parametrize("command", ["/back", "/skip", "/cancel", "/pause", "/review", "/done", "/nonsense"])
def test_with_nothing_going_on_every_command_has_an_answer(command: str) -> None:
    world = World.of()
    world.says(BO, command)
    assert world.heard[BO]


def test_plain_words_find_the_playbook() -> None:
    world = World.of()
    world.finds("complaint/fees", "spill", "gone", "fire")
    world.says(BO, "they charged me twice")
    assert world.buttons(BO) == ["Complaint: Fees", "Something spilled", "Fire", "Something else"]
    world.taps(BO, "Complaint: Fees")
    assert "What is the complaint?" in world.last(BO)
    world.says(BO, "Twice charged")
    assert "What is it about?: Fees" in world.last(BO)


def test_something_else_offers_the_kinds() -> None:
    world = World.of()
    world.finds("complaint")
    world.says(BO, "hm")
    world.taps(BO, "Something else")
    assert world.buttons(BO) == ["🚨 Emergency", "Take a complaint", "Report an incident"]
    world.taps(BO, "Report an incident")
    assert "What was spilled?" in world.last(BO)


def test_words_nobody_understands_get_help() -> None:
    world = World.of()
    world.says(BO, "asdf")
    assert "not sure" in world.last(BO)
    assert "Take a complaint" in world.buttons(BO)


def test_a_second_tap_on_start_starts_nothing_twice() -> None:
    world = World.of()
    world.says(BO, "/emergency")
    data = world.heard[BO][-1].message.rows[0][0].data
    world.taps_data(BO, data)
    world.taps_data(BO, data)
    assert len(world.uow.cases) == 1


def test_an_old_menu_does_nothing_and_shows_where_we_are() -> None:
    other = COMPLAINT.replace("id: complaint", "id: complaint-2", 1).replace("en: Complaint", "en: Lost bag")
    world = World.of(COMPLAINT, other, FIRE)
    world.says(BO, "/complaint")
    data = world.heard[BO][-1].message.rows[0][0].data
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    assert "earlier message" in world.taps_data(BO, data)
    assert "What is burning?" in world.last(BO)


def test_an_old_alarm_button_raises_nothing_by_itself_and_is_one_tap_from_it() -> None:
    world = World.of()
    world.says(BO, "/emergency")
    data = world.heard[BO][-1].message.rows[0][0].data
    world.says(BO, "/complaint")
    assert "earlier message" in world.taps_data(BO, data)
    assert not world.uow.cases
    assert "The alarm goes out as soon as you tap." in world.last(BO)
    world.taps(BO, "Fire")
    assert [case.number for case in world.uow.cases.values()] == ["E-2026-000001"]


def test_several_of_a_kind_are_offered() -> None:
    other = COMPLAINT.replace("id: complaint", "id: complaint-2", 1).replace("en: Complaint", "en: Lost bag")
    world = World.of(COMPLAINT, other)
    world.says(BO, "/complaint")
    assert world.buttons(BO) == ["Complaint", "Lost bag"]


def test_a_draft_is_offered_before_a_new_one_is_begun() -> None:
    world = World.of()
    world.says(BO, "/complaint")
    world.says(BO, "Overcharged")
    world.says(BO, "/pause")
    world.says(BO, "/complaint")
    assert world.buttons(BO) == ["Continue it", "Start a new one"]
    world.taps(BO, "Continue it")
    assert "What is it about?" in world.last(BO)


def test_a_draft_stands_among_my_cases() -> None:
    world = World.of()
    world.says(BO, "/complaint")
    world.says(BO, "Overcharged")
    world.says(BO, "/pause")
    world.says(BO, "/cases")
    world.taps(BO, "Continue: Complaint")
    assert "What is it about?" in world.last(BO)


def test_choosing_a_language_keeps_the_question() -> None:
    world = World.of()
    world.says(BO, "/complaint")
    world.says(BO, "/language")
    world.taps(BO, "Português")
    assert world.uow.directory.staff_by_id["bo"].language == "pt"
    assert "What is the complaint?" in world.last(BO)


def test_duty_names_the_groups_and_their_members() -> None:
    world = World.of()
    world.says(BO, "/duty")
    assert "Duty managers: Ana, Chi" in world.last(BO)
    world.says(ANA, "/duty", chat=DUTY_CHAT)
    assert "Duty managers: Ana, Chi" in world.last(DUTY_CHAT)


def test_reports_are_not_made_in_a_group() -> None:
    world = World.of()
    world.says(ANA, "/emergency", chat=DUTY_CHAT)
    assert "private chat" in world.last(DUTY_CHAT)
    assert not world.uow.cases


def test_the_alert_bot_takes_no_reports() -> None:
    world = World.of()
    world.house = replace(world.house, alert_bot="duty", bot_username="harbour_bot")
    made_up = [
        Tapped("tap", f"s.{tag}.{n}.m.{what}")
        for tag in ("", "s")
        for n in (0, 1)
        for what in ("kinds", "start=fire")
    ]
    for event in (
        Commanded("start"),
        Commanded("help"),
        Commanded("emergency"),
        Commanded("x"),
        Said("fire"),
        *made_up,
    ):
        world.forget()
        world.arrives(Inbound("duty", ANA, event, world.uow.now, True, Sender(ANA, "Ana"), 5))
        assert "@harbour_bot" in world.last(ANA) or world.answers
        assert set(world.buttons(ANA) if world.heard.get(ANA) else ()) <= {"Send me a test alert"}
    assert not world.uow.cases


def test_a_place_or_sticker_with_nothing_going_on_is_answered_kindly() -> None:
    world = World.of()
    world.does(BO, Located(22.2, 113.5))
    world.does(BO, Unsupported("sticker"))
    assert "/cases" in world.last(BO)


def test_silence_is_noticed_and_then_set_aside() -> None:
    world = World.of()
    world.says(BO, "/complaint")
    for _ in range(3):
        timer = world.uow.timers[f"idle:staff:{BO}"]
        world.uow.now = max(world.uow.now, timer.due)
        elapsed = Inbound("staff", BO, Elapsed(timer.key, timer.kind, timer.data), world.uow.now)
        world.arrives(elapsed)
    session = world.uow.sessions[f"staff:{BO}"]
    assert session.live is None
    assert len(session.drafts) == 1


def test_an_edited_message_is_no_new_answer() -> None:
    world = World.of()
    world.says(BO, "/complaint")
    world.says(BO, "Overcharged")
    edited = Inbound("staff", BO, Said("Undercharged"), world.uow.now, True, Sender(BO, "Bo"), 5, edited=True)
    world.arrives(edited)
    assert "/review" in world.last(BO)
    live = world.uow.sessions[f"staff:{BO}"].live
    assert live is not None
    assert live.answers["what"].value == "Overcharged"
