"""Twenty who play, the one who leads, somebody who is not on the list, and the service between them."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bench.alerts.ground import Ground
from bench.programs import MUSTER, Program, muster_environment, running
from handlers.drills.folding import read_run
from handlers.drills.run import Drill
from handlers.taps import mark
from playbooks.loading import LIBRARY
from playbooks.model import Playbook
from storage import Store
from tests.fakes.bot_api import BotApi, Person

FIRST = 20_000  # account of the first player; the director is one before
OUTSIDER = 19_000
SCENARIO = "Medical emergency at a gate"
PATIENCE = 30.0  # seconds


def organisation(players: int, on_duty: int) -> dict[str, Any]:
    """So many players are on duty, beside Sam; everybody reads English; every alarm is one of its own."""
    names = [f"p{number}" for number in range(players)]
    staff = [{"id": n, "name": n.upper(), "role": "staff", "telegram": FIRST + at} for at, n in enumerate(names)]
    staff[0]["role"] = "duty-manager" if on_duty else "staff"
    staff.append({"id": "tess", "name": "Tess", "role": "trainer", "telegram": FIRST - 1})
    staff.append({"id": "sam", "name": "Sam", "role": "duty-manager", "telegram": OUTSIDER})
    return {
        "name": "Bench",
        "timezone": "Asia/Macau",
        "languages": ["en"],
        "sites": [{"id": "here", "name": {"en": "Here"}}],
        "reports": {"same": {"emergency": "0s"}},
        "staff": staff,
        "groups": [{"id": "duty", "name": {"en": "Duty"}, "members": [*names[:on_duty], "sam"]}],
        "routing": [{"notify": ["duty"]}],
    }


@dataclass
class Place:
    """The platform, its people, the ground with the database, and an eye on that."""

    api: BotApi
    ground: Ground
    store: Store
    people: list[Person]
    director: Person
    on_duty: int = 5  # players
    since: int = 0  # calls before there was a run

    @contextlib.asynccontextmanager
    async def service(self, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """One life of it, polling."""
        folder = self.ground.folder
        (folder / "organisation.yaml").write_text(
            json.dumps(organisation(len(self.people), self.on_duty))
        )  # YAML as well
        more |= {"MUSTER_ORG": str(folder / "organisation.yaml"), "MUSTER_PLAYBOOKS": str(LIBRARY)}
        more |= {"MUSTER_DATABASE_URL": self.ground.url}
        program = Program("muster", "aiogram", [str(MUSTER), "run"], muster_environment("aiogram"), asks=True)
        polls = len(self.api.calls.of("getUpdates"))
        async with running(program, folder, self.api.base_url, **more) as process:
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

    async def rules(self, action: str) -> None:
        """The director taps a button of the run."""
        tap = self.director.taps_data(self.director.last, f"x.{self.run().id}.0.{action}")
        await tap.answered(within=PATIENCE)

    def run(self) -> Drill:
        """The run as its log tells it now."""
        drill_id = self.store.drills()[0][0]
        found = read_run(drill_id, self.store.drill_log(drill_id))
        assert found is not None
        return found

    def playbook(self) -> Playbook:
        """What is drilled, in the edition that the run was planned with."""
        run = self.run()
        edition = self.store.editions.by_digest(run.editions[run.scenario.playbook])
        assert edition is not None
        return edition.playbook


@contextlib.asynccontextmanager
async def place(ground: Ground, players: int, seed: int) -> AsyncIterator[Place]:
    """A platform with these people on it."""
    async with BotApi(limits=True, seed=seed) as api:
        people = [api.person(FIRST + number, f"P{number}") for number in range(players)]
        api.person(OUTSIDER, "Sam")
        with ground.looking() as store:
            yield Place(api, ground, store, people, api.person(FIRST - 1, "Tess"))


def now() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)
