"""What may go out when: the room of a bot, the line of a chat."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.budget import Window
from bot.dispatcher.line import Line, Work
from bot.dispatcher.lines import Lines
from bot.dispatcher.room import STORM, Room
from handlers.bundling import MOST, PAUSE
from handlers.delivery import Brief, Lane, Notice
from handlers.messages import plain

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
ALL = (Lane.URGENT, Lane.ALERT, Lane.PROMPT, Lane.ROUTINE)


def room_after(sends: int, lane: Lane = Lane.ROUTINE) -> Room:
    """A bot's room of thirty a second, so many of them sent at 10.0."""
    room = Room(["staff"], 30)
    for _ in range(sends):
        room.note("staff", 10.0, lane)
    return room


@pytest.mark.parametrize(
    ("sent", "left", "urgent_left"), [(0, 24, 30), (20, 4, 10), (24, 0, 6), (29, -5, 3), (30, -6, 3), (60, -6, 3)]
)
def test_a_part_of_the_room_is_kept_for_what_is_urgent(sent: int, left: int, urgent_left: int) -> None:
    room = room_after(sent)
    assert room.left("staff", 10.1, Lane.ROUTINE) == left
    assert room.left("staff", 10.1, Lane.URGENT) == urgent_left
    assert room.left("nobody", 10.1, Lane.URGENT) == 0


@pytest.mark.parametrize(
    ("sent", "waits"), [(23, ()), (24, (Lane.ALERT, Lane.ROUTINE)), (90, (Lane.ALERT, Lane.ROUTINE))]
)
def test_who_waits_for_the_others(sent: int, waits: tuple[Lane, ...]) -> None:
    room = room_after(sent)
    assert tuple(lane for lane in ALL if room.wait("staff", 10.1, lane) > 0) == waits


@pytest.mark.parametrize(("people", "left"), [(0, 24), (4, 20), (18, 6), (21, 6), (400, 6)])
def test_while_an_exercise_goes_on_there_is_room_to_tell_all_of_it_what_is_real(people: int, left: int) -> None:
    room = room_after(0)
    room.expect(people)
    assert room.left("staff", 10.0, Lane.ALERT) == left
    assert room.left("staff", 10.0, Lane.URGENT) == 30
    room.expect(0)
    assert room.left("staff", 10.0, Lane.ALERT) == 24


def test_what_is_urgent_keeps_to_the_limit_as_well() -> None:
    room = room_after(30, Lane.URGENT)
    assert room.wait("staff", 10.1, Lane.URGENT) == pytest.approx(0.93)
    assert room.wait("staff", 11.1, Lane.URGENT) == 0.0


def test_what_is_claimed_in_memory_makes_way_for_what_is_urgent() -> None:
    room = room_after(0)
    for _ in range(24):
        room.reserve("staff", Lane.ROUTINE)
    assert room.left("staff", 10.0, Lane.URGENT) == 30
    for _ in range(30):
        room.reserve("staff", Lane.URGENT)
    assert room.left("staff", 10.0, Lane.URGENT) == 0
    assert room.wait("staff", 10.0, Lane.ROUTINE) > 1.0
    for _ in range(30):
        room.release("staff", Lane.URGENT)
    assert room.wait("staff", 10.0, Lane.ROUTINE) == 0.0


def test_what_was_refused_does_not_count() -> None:
    room = room_after(24)
    room.refused("staff", 10.0, 1001, until=None)
    assert room.wait("staff", 10.1, Lane.ROUTINE) == 0.0


def test_a_storm_of_429_holds_the_whole_bot_and_no_other() -> None:
    room = Room(["staff", "duty"], 30)
    for chat in range(STORM):
        assert room.wait("staff", 10.0, Lane.URGENT) == 0.0
        room.refused("staff", 9.0, chat, until=15.0)
    assert {room.wait("staff", 10.0, lane) for lane in ALL} == {5.0}
    assert room.left("staff", 10.0, Lane.URGENT) == 0
    assert room.wait("duty", 10.0, Lane.ROUTINE) == 0.0
    assert room.first_wait(10.0, Lane.ROUTINE) == 0.0


def test_one_chat_that_is_told_to_wait_again_and_again_is_no_storm() -> None:
    room = Room(["staff"], 30)
    for _ in range(2 * STORM):
        room.refused("staff", 9.0, 1001, until=15.0)
    for chat in range(2 * STORM):
        room.refused("staff", 9.0, chat, until=15.0)
        room.taken("staff")
    assert room.wait("staff", 10.0, Lane.ROUTINE) == 0.0


def group_after(sends: int) -> Line:
    """A group's line, so many of twenty a minute sent at 10.0."""
    line = Line(True, Window(20, 60.0), reserve=2)
    for _ in range(sends):
        line.window.note(10.0)
    return line


@pytest.mark.parametrize(("sent", "open_to"), [(17, ALL), (18, (Lane.URGENT,)), (19, (Lane.URGENT,)), (20, ())])
def test_a_group_keeps_some_of_its_minute_for_what_is_urgent(sent: int, open_to: tuple[Lane, ...]) -> None:
    line = group_after(sent)
    assert tuple(lane for lane in ALL if line.takes(11.0, lane)) == open_to


@pytest.mark.parametrize(
    ("lane", "taken"), [(Lane.URGENT, True), (Lane.ALERT, False), (Lane.PROMPT, False), (Lane.ROUTINE, False)]
)
def test_only_what_is_urgent_overtakes_what_is_being_sent(lane: Lane, taken: bool) -> None:
    line = group_after(0)
    line.serving, line.sending = True, Lane.ROUTINE
    assert line.takes(11.0, lane) is taken


def test_a_line_serves_the_urgent_first_and_the_others_as_they_came() -> None:
    line = group_after(0)
    for words, lane in (("a", Lane.ROUTINE), ("b", Lane.ALERT), ("c", Lane.ROUTINE), ("d", Lane.URGENT)):
        line.add(Work(Notice(words, "staff", -1, plain(words), lane), NOW))
    line.serving, line.sending = True, Lane.ROUTINE
    assert line.needs_express
    line.sending = Lane.URGENT
    assert not line.needs_express
    assert [work.notice.id for work in line.give_up()] == ["d", "b", "a", "c"]
    assert not line.next_is_urgent


def test_a_held_line_holds_everything() -> None:
    line = group_after(0)
    line.held_until = 20.0
    assert [line.wait(15.0, lane) for lane in ALL] == [5.0] * 4
    assert not line.forgettable(15.0)


def notice(lane: Lane, *, small: bool = False) -> Notice:
    line = Brief("x") if small else None
    return Notice(f"n{lane}", "staff", 1001, plain("x"), lane, brief=line)


SMALL = notice(Lane.ROUTINE, small=True)


def line_with(*notices: Notice) -> Line:
    line = Line(False, Window(1, 1.0))
    for one in notices:
        line.add(Work(one, NOW))
    return line


def test_small_news_leave_together_and_everything_else_alone_and_before() -> None:
    line = line_with(SMALL, notice(Lane.ROUTINE), SMALL, notice(Lane.PROMPT), SMALL)
    taken = [[work.notice for work in line.take()] for _ in range(4)]
    assert taken == [[notice(Lane.PROMPT)], [SMALL] * 3, [notice(Lane.ROUTINE)], []]


def test_a_message_has_no_more_lines_than_are_read() -> None:
    line = line_with(*[SMALL] * (MOST + 1))
    assert [len(line.take()), len(line.take())] == [MOST, 1]


def test_small_news_after_small_news_wait_to_gather_and_nothing_waits_for_them() -> None:
    line = line_with(SMALL)
    line.note(10.0, SMALL)
    assert line.news_wait(11.0) == PAUSE - 1
    assert line.would_overtake(11.0, SMALL)
    assert not line.would_overtake(11.0, notice(Lane.ALERT))
    line.add(Work(notice(Lane.ALERT), NOW))
    assert line.news_wait(11.0) == 0.0
    assert line_with(SMALL).news_wait(11.0) == 0.0


def test_what_was_put_off_goes_before_what_came_later() -> None:
    line = line_with()
    line.note(10.0, SMALL)
    line.put_off()
    assert line.would_overtake(10.0 + PAUSE, SMALL)
    assert not line.forgettable(10.0 + PAUSE)
    line.note(10.0 + PAUSE, SMALL)
    assert not line.would_overtake(10.0 + 2 * PAUSE, SMALL)
    assert line.forgettable(10.0 + 2 * PAUSE)


@pytest.mark.parametrize(
    ("behind", "waits"),
    [
        (Lane.URGENT, (Lane.URGENT, Lane.ALERT, Lane.ROUTINE)),
        (Lane.ALERT, (Lane.ALERT, Lane.ROUTINE)),
        (Lane.PROMPT, (Lane.PROMPT, Lane.ROUTINE)),
        (Lane.ROUTINE, (Lane.ROUTINE,)),
    ],
)
def test_nothing_overtakes_what_waits_in_the_outbox_but_what_is_more_urgent(
    behind: Lane, waits: tuple[Lane, ...]
) -> None:
    lines = Lines(20)
    line = lines.of(("staff", 1001))
    line.left_behind(Lane.ROUTINE)
    line.left_behind(behind)
    assert tuple(lane for lane in ALL if line.would_overtake(0.0, notice(lane))) == waits
    assert lines.take_up(ALL, {("staff", 1001)}) == []
    assert lines.take_up(ALL, set()) == [(line, behind)]
    assert not any(line.would_overtake(0.0, notice(lane)) for lane in ALL)
