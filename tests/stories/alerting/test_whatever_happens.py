"""Whatever people, the platform and the power supply do: in the end every card says how its case stands."""

from __future__ import annotations

import random

import pytest

from handlers.cases import Status
from tests.stories.alerting.conftest import Night
from tests.stories.world.people import Chat, Person
from tests.stories.world.world import World

ORGANISATION = """
groups: [{id: duty, members: [ana, ming]}]
escalation:
  - {steps: [{wait: 5min, notify: [group, managers]}, {wait: 5min, notify: admins}], remind: 20min, release: 10min}
"""
CASE = "E-2026-000001"
SAYS = {
    Status.OPEN: ("Not taken yet", "Nobody has taken it"),
    Status.ACKNOWLEDGED: ("Taken by",),
    Status.RESOLVED: ("Resolved",),
}


@pytest.mark.parametrize("seed", range(12))
def test_on_one_machine(night: Night, seed: int) -> None:
    _tell(night(ORGANISATION), random.Random(seed))


@pytest.mark.parametrize("seed", range(12, 16))
def test_on_two_machines(shared_night: Night, seed: int) -> None:
    _tell(shared_night(ORGANISATION, processes=2), random.Random(seed))


def _tell(world: World, chance: random.Random) -> None:
    managers = [*world.people("ana", "ming", "wai")]
    world.person("bo").raises("gas")
    for _ in range(14):
        chance.choice([_tap, _tap, _tap, _trouble, _trouble, _time, _death, _restart])(world, chance)
    world.api.faults.clear()
    world.passes(minutes=4)
    for chat in (world.group("duty"), *managers):
        _tells_the_truth(world, chat)
    for chat in (world.group("duty"), world.person("bo"), *managers):
        chat.heard()


def _tap(world: World, chance: random.Random) -> None:
    """Somebody taps whatever they like, also what is not on the card just now."""
    who = world.person(chance.choice(["ana", "ming", "wai"]))
    action = chance.choice(["ack", "ack", "back", "help", "done", "still", "more", "reopen"])
    if who.on_platform.sees:
        who.forges(f"c.{world.case(CASE).id}.{world.case(CASE).version}.{action}")


def _trouble(world: World, chance: random.Random) -> None:
    """The platform has a bad minute."""
    world.api.faults.add(
        chance.choice(["429", "502", "500", "cut-after", "cut-before"]),
        method=chance.choice(["sendMessage", "editMessageText"]),
        times=chance.randint(1, 6),
        seconds=chance.choice([1, 5, 20]),
    )


def _time(world: World, chance: random.Random) -> None:
    world.passes(seconds=chance.choice([1, 10, 61, 400]))


def _death(world: World, _: random.Random) -> None:
    world.dies()
    world.starts()
    world.work()


def _restart(world: World, _: random.Random) -> None:
    world.restarts()


def _tells_the_truth(world: World, chat: Chat) -> None:
    posts = chat.on_platform.sees if isinstance(chat, Person) else world.group(chat.name).on_platform.sees
    cards = [post for post in posts if post.bot and "Reported by Bo" in post.text]
    if cards:
        newest = max(cards, key=lambda post: post.tick)
        assert any(words in newest.text for words in SAYS[world.case(CASE).status]), f"{chat.name}: {newest!r}"
