"""The platform's limits hold over everything that is sent, edits included, by however many processes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from itertools import count

import pytest

from handlers.delivery import Lane, Notice
from handlers.messages import plain
from storage import Received
from tests.fakes.bot_api import Quota
from tests.fakes.bot_api.calls import Call
from tests.stories.alerting.conftest import Night
from tests.stories.world.world import World

PEOPLE = range(3000, 3060)
GROUP = -1001
ANSWERED = ("ok", "cut-after")


def notices(chat: int, lane: Lane, ids: Iterator[int], edits: int) -> list[Notice]:
    """A message and so many edits of it."""
    first, *more = (f"{next(ids):026d}" for _ in range(1 + edits))
    message = Notice(first, "staff", chat, plain(f"{chat} as it was"), lane)
    changes = [Notice(id_, "staff", chat, plain(f"{chat} edit {n}"), lane, edits=first) for n, id_ in enumerate(more)]
    return [message, *changes]


def queue(world: World, wanted: Sequence[Notice]) -> None:
    """Queues them all in one commit, as a turn would."""
    store, now = world.store, world.clock.now()
    update = Received(-next(_updates), "muster:0", "{}", now)
    with store.turns(1, received={"muster": [update]}) as batch, batch.turn(batch.items[0]) as uow:
        for notice in wanted:
            uow.queue(notice)
    world.work()


_updates = count(1)


def most(calls: Sequence[Call], window: float) -> int:
    """The most calls in any stretch of so many seconds."""
    times = sorted(call.at for call in calls)
    return max((sum(at <= other < at + window for other in times[i:]) for i, at in enumerate(times)), default=0)


def sendings(world: World, chat: int | None = None) -> list[Call]:
    return world.api.calls.of("sendMessage", "editMessageText", chat=chat)


def refusals(world: World) -> list[str]:
    """What the platform did not take, and when."""
    return [f"{call.at:.2f} {call.chat} {call.outcome}" for call in sendings(world) if call.outcome != "ok"]


def stale(world: World) -> list[str]:
    """Messages that do not say what was last to be said in their place."""
    chats = [world.api.world.private_chat(world.api.bot(), world.api.world.people[account]) for account in PEOPLE]
    posts = [post for chat in (*chats, world.api.world.groups[GROUP]) for post in chat.visible]
    return [repr(post) for post in posts if not post.text.endswith("edit 1")]


def look_away(world: World) -> None:
    """This story is about how many and when, not about the words."""
    for chat in (*PEOPLE, GROUP):
        world.listening.take(chat)


def crowd(world: World) -> None:
    for account in PEOPLE:
        world.api.person(account)


@pytest.mark.parametrize("lane", [Lane.ALERT, Lane.ROUTINE])
def test_one_process_keeps_every_limit_to_the_letter(night: Night, lane: Lane) -> None:
    world = night(limits=True)
    world.api.quota = Quota(chat_burst=1)
    crowd(world)
    ids = count(1)
    everything = [notice for chat in (*PEOPLE, GROUP) for notice in notices(chat, lane, ids, 2)]
    queue(world, [*everything, *(n for _ in range(7) for n in notices(GROUP, lane, ids, 2))])
    assert refusals(world) == []
    assert stale(world) == []
    assert most(sendings(world), 1.0) <= 30
    assert most(sendings(world, GROUP), 60.0) <= 20
    assert {most(sendings(world, chat), 1.0) for chat in PEOPLE} == {1}
    assert sendings(world)[-1].at - sendings(world)[0].at < 3 * len(PEOPLE) / 24 + 60
    look_away(world)


def known_to_each_other(world: World) -> None:
    """Every process has heard of every other, and none is new any more."""
    world.does(asyncio.sleep(80))


@pytest.mark.parametrize("processes", [2, 3])
def test_several_processes_keep_them_together(shared_night: Night, processes: int) -> None:
    world = shared_night(limits=True, processes=processes)
    crowd(world)
    known_to_each_other(world)
    ids = count(1)
    queue(world, [notice for chat in (*PEOPLE, GROUP) for notice in notices(chat, Lane.ALERT, ids, 2)])
    assert refusals(world) == []
    assert stale(world) == []
    assert most(sendings(world), 1.0) <= 30
    assert most(sendings(world), 1.0) > 30 / processes  # all of them send
    queue(world, [n for _ in range(7) for n in notices(GROUP, Lane.ALERT, ids, 2)])
    assert most(sendings(world, GROUP), 60.0) <= 20
    assert refusals(world) == []
    look_away(world)


def test_a_process_that_joins_takes_what_the_others_leave(shared_night: Night) -> None:
    """It starts while the first is sending as much as it may, and has not been heard of yet."""
    world = shared_night(limits=True)
    crowd(world)
    known_to_each_other(world)
    world.starts()
    ids = count(1)
    for _ in range(3):
        queue(world, [notice for chat in (*PEOPLE, GROUP) for notice in notices(chat, Lane.ALERT, ids, 1)])
    assert most(sendings(world), 1.0) <= 30
    assert most(sendings(world, GROUP), 60.0) <= 20
    assert refusals(world) == []
    look_away(world)


def test_an_alarm_uses_all_of_it_by_two_processes(shared_night: Night) -> None:
    world = shared_night(limits=True, processes=2)
    crowd(world)
    known_to_each_other(world)
    ids = count(1)
    queue(world, [notice for _ in range(4) for chat in PEOPLE for notice in notices(chat, Lane.URGENT, ids, 0)])
    taken = [call.at for call in sendings(world) if call.outcome in ANSWERED]
    assert most(sendings(world), 1.0) <= 30
    assert len(taken) / (taken[-1] - taken[0]) >= 0.95 * 30
    look_away(world)
