"""Which part of the platform's limits a process takes, as others come and go."""

from __future__ import annotations

import pytest

from bot.budget import Window
from bot.dispatcher.lines import MINUTE, Lines
from bot.dispatcher.room import SECOND, Room
from bot.dispatcher.shares import ALL, HEARD_WITHIN, Share, Shares
from handlers.delivery import Lane


@pytest.mark.parametrize(("among", "of_thirty", "of_two"), [(1, 30, 2), (2, 15, 1), (4, 7, 1), (40, 1, 1)])
def test_each_takes_an_equal_part(among: int, of_thirty: int, of_two: int) -> None:
    assert (Share(among).of(30), Share(among).of(2)) == (of_thirty, of_two)


def test_a_process_that_cannot_have_company_has_all() -> None:
    shares = Shares(100.0, shared=False)
    shares.hear(1, 100.1)
    assert shares.share(100.2, SECOND) == shares.share(100.2, MINUTE) == ALL


def test_who_might_have_company_is_careful_until_it_has_heard() -> None:
    shares = Shares(100.0, shared=True)
    assert shares.share(100.0, SECOND) == Share(2, joining=True)
    shares.hear(1, 100.1)
    assert shares.share(100.1, SECOND) == shares.share(100.1, MINUTE) == ALL


def test_who_joins_waits_until_the_others_have_made_room() -> None:
    shares = Shares(100.0, shared=True)
    shares.hear(3, 100.1)
    heard = 100.0 + HEARD_WITHIN
    assert shares.share(heard, SECOND) == Share(3, joining=True)
    assert shares.share(heard + SECOND, SECOND) == Share(3)
    assert shares.share(heard + SECOND, MINUTE) == Share(3, joining=True)
    assert shares.share(heard + MINUTE, MINUTE) == Share(3)


def test_a_part_shrinks_at_once_and_grows_when_it_has_lain_unused() -> None:
    shares = Shares(0.0, shared=True)
    shares.hear(1, 0.1)
    shares.hear(2, 500.0)
    assert shares.share(500.0, MINUTE).among == 2
    shares.hear(1, 600.0)
    assert [shares.share(600.0 + later, SECOND).among for later in (0.0, 0.5, 1.5)] == [2, 2, 1]
    assert [shares.share(600.0 + later, MINUTE).among for later in (0.0, 59.0, 61.0)] == [2, 2, 1]


@pytest.mark.parametrize(
    ("share", "ordinary", "urgent"),
    [(ALL, 24, 30), (Share(2), 13, 15), (Share(2, joining=True), 3, 15), (Share(30), 1, 1)],
)
def test_the_part_of_a_bot(share: Share, ordinary: int, urgent: int) -> None:
    room = Room(["staff"], 30)
    room.share(share)
    assert room.left("staff", 1.0, Lane.ROUTINE) == ordinary
    assert room.left("staff", 1.0, Lane.URGENT) == urgent


@pytest.mark.parametrize(
    ("share", "ordinary", "urgent"),
    [(ALL, 18, 20), (Share(2), 9, 10), (Share(2, joining=True), 2, 10), (Share(30), 1, 1)],
)
def test_the_part_of_a_groups_minute(share: Share, ordinary: int, urgent: int) -> None:
    lines = Lines(20)
    known = lines.of(("staff", -5))
    lines.share(share)
    for line in (known, lines.of(("staff", -6))):
        assert _fits(line.window, line.reserve) == ordinary
        assert _fits(line.window, 0, after=ordinary) == urgent - ordinary


def test_of_a_private_chats_second_each_takes_turns() -> None:
    lines = Lines(20)
    lines.share(Share(3))
    window = lines.of(("staff", 5)).window
    window.note(10.0)
    assert window.wait(12.0) > 0.0
    assert window.wait(13.2) == 0.0


def _fits(window: Window, leaving: int, after: int = 0) -> int:
    """How many more go out at once."""
    for sent in range(after, 100):
        if window.wait(1.0, leaving) > 0.0:
            return sent - after
        window.note(1.0)
    raise AssertionError("no end")
