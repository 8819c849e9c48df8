"""Whatever people and platforms send, in whatever order: nothing breaks, and what always holds holds."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

import pytest

from handlers.cases import Status
from handlers.events import (
    ChatMoved,
    Commanded,
    ContactGiven,
    Elapsed,
    Event,
    Inbound,
    Located,
    Reachable,
    Said,
    Sender,
    Shared,
    Tapped,
    Unsupported,
)
from handlers.media import Media
from handlers.taps import LIMIT
from tests.handlers.desk.world import ANA, BO, CHI, DUTY_CHAT, EVE, FIRE_CHAT, World

_COMMANDS = (
    *("start", "complaint", "incident", "emergency", "cases", "duty", "drill", "language", "help", "invite"),
    *("back", "skip", "cancel", "pause", "review", "done", "nonsense"),
)
_TEXTS = ("Overcharged", "yes", "1", "", "\x00\u202e<b>", "x" * 25_000, "Kitchen\n\nfloor", "🔥" * 300, "/emergency")
_FORGED = ("", "c.x.1.ack", "s..0.m.kinds", "c." + "9" * 26 + ".999999999.done", "s.a.b.c", "🔥")
_PEOPLE = (BO, ANA, CHI, 3001, EVE)


def _event(world: World, chat: int, chance: random.Random) -> Event:
    makers: list[Callable[[], Event]] = [
        lambda: Said(chance.choice(_TEXTS)),
        lambda: Commanded(chance.choice(_COMMANDS), chance.choice(["", "tok-1", "admin t1", "fay"])),
        lambda: Shared(Media("photo", "r", str(chance.randrange(9))), "", chance.choice([None, "a"])),
        lambda: chance.choice([Located(22.2, 113.5), ContactGiven("Jo", "+853"), Unsupported("sticker")]),
        lambda: chance.choice([Reachable(True), Reachable(False), Elapsed("idle", "idle", {})]),
    ]
    often = [lambda: _tap(world, chat, chance)] * 10 + [
        lambda: Commanded("emergency"),
        lambda: Commanded("complaint"),
    ]
    return chance.choice([*makers, *makers[:2], *often])()


def _tap(world: World, chat: int, chance: random.Random) -> Tapped:
    """Mostly a button the chat shows, sometimes one from elsewhere or long ago, sometimes one that never was."""
    shown = [b.data for n in world.heard.get(chat, [])[-3:] for row in n.message.rows for b in row]
    drawn = [b.data for n in world.uow.queued.values() for row in n.message.rows for b in row]
    data = chance.choice(shown or [""]) if chance.random() < 0.8 else chance.choice([*drawn, *_FORGED])
    return Tapped(f"tap{chance.random()}", data)


def _arrive(world: World, chance: random.Random) -> None:
    who = chance.choice((BO, BO, BO, *_PEOPLE))
    chat = chance.choice([who] * 6 + [DUTY_CHAT, FIRE_CHAT])
    event = _event(world, chat, chance)
    references = [None] * 4 + list(world.uow.references.values())[-9:]
    sender = None if isinstance(event, Elapsed) else Sender(who, f"N{who}", "en")
    reply_to = None if isinstance(event, Tapped | Elapsed) else chance.choice(references)
    inbound = Inbound("staff", chat, event, world.uow.now, chat > 0, sender, 5, reply_to, chance.random() < 0.03)
    for _ in range(2 if chance.random() < 0.1 else 1):  # some input comes twice
        world.arrives(inbound)
        assert len(world.answers) == isinstance(event, Tapped), f"{event} got {world.answers}"


def _holds(world: World) -> None:
    numbers = [case.number for case in world.uow.cases.values()]
    assert len(numbers) == len(set(numbers))
    for case in world.uow.cases.values():
        entries = [entry.kind for entry in world.uow.entries[case.id]]
        assert entries[0] == "opened"
        assert entries.count("opened") == 1
        taking = [kind for kind in entries if kind in ("acknowledged", "assigned", "unacknowledged", "reopened")]
        again = ("reopened", "assigned")  # a manager may give to somebody else what somebody has
        assert all(one != other or one in again for one, other in pairwise(taking)), "nobody takes what is taken"
        assert (taking[-1:] in (["acknowledged"], ["assigned"])) == (case.acknowledged_by is not None)
        assert (case.status is Status.WITHDRAWN) == ("withdrawn" in entries)
        assert world.uow.cards(case.id), "no report falls into a void"
        chats = [copy.chat for copy in world.uow.cards(case.id)]
        assert len(chats) == len(set(chats)), "nobody gets the card twice"
    for notice in world.uow.queued.values():
        assert notice.message.text.strip() or notice.message.media
        for row in notice.message.rows:
            assert all(len(button.data.encode()) <= LIMIT and button.label for button in row)
    for session in world.uow.sessions.values():
        assert len(session.drafts) <= 6
    assert "Bo " not in world.texts(EVE) or EVE in world.uow.directory.staff_by_account


@pytest.mark.parametrize("seed", range(16))
def test_nothing_breaks(seed: int) -> None:
    chance = random.Random(seed)
    world = World.of()
    world.finds("complaint/fees", "spill", "fire")
    for _ in range(100):
        world.offline = chance.random() < 0.2
        _arrive(world, chance)
        world.passes(seconds=chance.choice([0, 1, 60, 5000]))
    _holds(world)


def test_a_group_may_move_in_the_middle() -> None:
    world = World.of()
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    world.does(ANA, ChatMoved(-100777), chat=DUTY_CHAT)
    world.says(BO, "The kitchen")
    assert world.uow.directory.group_by_chat[-100777].id == "duty"
