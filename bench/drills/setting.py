"""Twenty who play, the one who leads, somebody who is not on the list, and the service between them."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.programs import MUSTER, Program, muster_environment, running
from handlers.drills.folding import read_run
from handlers.drills.run import Drill
from handlers.taps import mark
from playbooks.loading import LIBRARY
from storage import Store
from tests.fakes.bot_api import BotApi, Person

FIRST = 20_000  # account of the first player; the director is one before
OUTSIDER = 19_000
SCENARIO = "Medical emergency at a gate"
PATIENCE = 30.0  # seconds


def organisation(players: int) -> dict[str, Any]:
    """The first five are on duty; everybody reads English."""
    names = [f"p{number}" for number in range(players)]
    staff = [{"id": n, "name": n.upper(), "role": "staff", "telegram": FIRST + at} for at, n in enumerate(names)]
    staff[0]["role"] = "duty-manager"
    staff.append({"id": "tess", "name": "Tess", "role": "trainer", "telegram": FIRST - 1})
    staff.append({"id": "sam", "name": "Sam", "role": "duty-manager", "telegram": OUTSIDER})
    return {
        "name": "Bench",
        "timezone": "Asia/Macau",
        "languages": ["en"],
        "sites": [{"id": "here", "name": {"en": "Here"}}],
        "staff": staff,
        "groups": [{"id": "duty", "name": {"en": "Duty"}, "members": [*names[:5], "sam"]}],
        "routing": [{"notify": ["duty"]}],
    }


@dataclass
class Ground:
    """The platform, its people, and the folder with the database."""

    api: BotApi
    folder: Path
    people: list[Person]
    director: Person
    since: int = 0  # calls before there was a run

    @contextlib.asynccontextmanager
    async def service(self, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """One life of it, polling."""
        environment = muster_environment("aiogram")
        (self.folder / "organisation.yaml").write_text(json.dumps(organisation(len(self.people))))  # YAML as well
        more |= {"MUSTER_ORG": str(self.folder / "organisation.yaml"), "MUSTER_PLAYBOOKS": str(LIBRARY)}
        program = Program("muster", "aiogram", [str(MUSTER), "run"], environment, asks=True)
        polls = len(self.api.calls.of("getUpdates"))
        async with running(program, self.folder, self.api.base_url, **more) as process:
            await self.api.called("getUpdates", polls + 1, within=PATIENCE)
            yield process

    async def begun(self) -> None:
        """Planned, cast and started, with everybody taking part."""
        await self.director.says("/drill")
        menu = await self.director.hears("Which scenario?", within=PATIENCE)
        self.since = len(self.api.calls)
        await self.director.taps(SCENARIO, message=menu)
        plan = await self.director.hears("D-20", within=PATIENCE)
        drill = self.run().id
        for number in range(len(self.people)):
            tap = self.director.taps_data(plan, f"x.{drill}.0.plan=put.player.0.{mark(f'p{number}')}")
            await tap.answered(within=PATIENCE)
        await self.director.taps_data(plan, f"x.{drill}.0.start").answered(within=PATIENCE)
        for person in self.people:
            await person.taps("I take part", message=await person.hears("The exercise has begun", within=PATIENCE))
        for person in self.people:
            await person.hears("You take part", within=PATIENCE, ever=True)

    def run(self) -> Drill:
        """The run as its log tells it now."""
        with self.looking() as store:
            drill_id = store.drills()[0][0]
            found = read_run(drill_id, store.drill_log(drill_id))
        assert found is not None
        return found

    @contextlib.contextmanager
    def looking(self) -> Iterator[Store]:
        """The database, beside the service."""
        url = f"sqlite:///{self.folder / 'muster.db'}"
        store = Store.open(url, clock=now, new_id=lambda: "unused", owner="onlooker", serving=False)
        with contextlib.closing(store):
            yield store


@contextlib.asynccontextmanager
async def ground(folder: Path, players: int, seed: int) -> AsyncIterator[Ground]:
    """A platform with these people on it."""
    async with BotApi(limits=True, seed=seed) as api:
        people = [api.person(FIRST + number, f"P{number}") for number in range(players)]
        api.person(OUTSIDER, "Sam")
        yield Ground(api, folder, people, api.person(FIRST - 1, "Tess"))


def now() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)
