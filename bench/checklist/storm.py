"""People tap, all at once, as fast as they can; perhaps the service is killed meanwhile."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench.checklist.judge import final_state_is_shown, wrongs
from bench.checklist.setting import FIRST, GROUP, playbook, program
from bench.checklist.verdict import Verdict
from bench.programs import running
from handlers.taps import Tap, mark
from tests.fakes.bot_api import BotApi, Group, Person, Post
from tests.fakes.bot_api import Tap as Given

JOINING = 120.0  # seconds that it may take until everybody has a message
SETTLING = 60.0
LOOK = 0.25
AGAIN = 0.08  # of the taps are made twice
LATE = 0.05  # of the taps wait in a bad connection until others have gone before them


@dataclass(frozen=True, slots=True)
class Load:
    """So many people give so many taps on so many rows within so many seconds."""

    people: int
    rows: int
    taps: int
    seconds: float
    shown_within: float  # seconds after the last tap


@dataclass(slots=True)
class Team:
    """`given` are the taps that reached the platform, with the row's id and what was said of it."""

    api: BotApi
    people: list[Person]
    group: Group
    chance: random.Random
    case: str = ""
    given: list[tuple[Given, str, str]] = field(default_factory=list)
    held: list[Callable[[], None]] = field(default_factory=list)
    calls: int = 0  # before the first of them

    async def gathers(self) -> None:
        """One raises the alarm; then everybody has the checklist."""
        bo = self.people[0]
        await bo.says("/emergency")
        await bo.taps("Blaze", message=await bo.hears("Which one?", within=30))
        await bo.taps("Skip", message=await bo.hears("Flames?", within=30))
        await bo.hears("Do this now", within=30)
        overview = await self.group.hears("To do", within=30)
        data = (overview.button("My checklist") or {})["callback_data"]
        self.case = data.split(".")[1]
        for person in self.people[1:]:
            person.taps_data(overview, data)
        for person in self.people:
            await person.hears("of", "done", "Do this now", within=JOINING, ever=True)
        self.calls = len(self.api.calls)

    def taps(self, rows: list[dict[str, object]]) -> None:
        """One tap of somebody on some row, perhaps twice, perhaps late."""
        person, row = self.chance.choice(self.people), self.chance.choice(rows)
        verb, outcome = self._something(row)
        data = Tap("c", self.case, 0, f"k.{verb[0]}={mark(str(row['id']))}{verb[1:]}").data
        for _ in range(2 if self.chance.random() < AGAIN else 1):
            self._sends(person, data, str(row["id"]), outcome)

    def _something(self, row: dict[str, object]) -> tuple[str, str]:
        kinds = [("n", "not_applicable"), ("x=safe", "cannot"), ("u", "open")]
        if "decide" in row:
            kinds += [(f"c={mark(way)}", way) for way in ("left", "right")] * 3
        else:
            kinds += [("d", "done")] * 7
        return self.chance.choice(kinds)

    def _sends(self, person: Person, data: str, row: str, outcome: str) -> None:
        def send() -> None:
            self.given.append((person.taps_data(_live(person), data), row, outcome))

        if self.chance.random() < LATE:
            self.held.append(send)
            return
        send()
        if self.held and self.chance.random() < LATE:
            self.connection_is_back()

    def connection_is_back(self) -> None:
        """What was held up arrives, in no particular order."""
        late, self.held = self.held, []
        self.chance.shuffle(late)
        for send in late:
            send()


def _live(person: Person) -> Post:
    return next(post for post in reversed(person.sees) if post.text.startswith("☑ "))


async def storm(
    people: int, rows: int, taps: int, seconds: float, *, kills: int = 0, seed: int = 0, shown_within: float = 10.0
) -> Verdict:
    """Lets `people` give `taps` taps on `rows` rows within `seconds`, and judges."""
    with tempfile.TemporaryDirectory(prefix="muster-checklist-") as name:
        folder = Path(name)
        async with BotApi(limits=True, seed=seed) as api:
            everybody = [api.person(FIRST + number, f"Person {number}") for number in range(people)]
            team = Team(api, everybody, api.group(GROUP, "Team", members=everybody), random.Random(seed))
            return await _judged(team, folder, Load(people, rows, taps, seconds, shown_within), kills)


async def _judged(team: Team, folder: Path, load: Load, kills: int) -> Verdict:
    """With a kill, the second half of the taps meets another process on the same database."""
    started, base, begun = program(load.people, load.rows), team.api.base_url, time.perf_counter()
    async with running(started, folder, base) as process:
        await team.gathers()
        begun = time.perf_counter()
        await _tapping(team, load, 0.5 if kills else 1.0)
        if not kills:
            return await _verdict(team, folder, load, kills, time.perf_counter() - begun)
        process.kill()
        await process.wait()
    async with running(started, folder, base):
        await _tapping(team, load, 0.5)
        return await _verdict(team, folder, load, kills, time.perf_counter() - begun)


async def _tapping(team: Team, load: Load, part: float) -> None:
    """Evenly over the time, whatever comes back."""
    steps, taps = playbook(load.rows)["steps"], round(load.taps * part)
    begun, before = time.perf_counter(), len(team.given) + len(team.held)
    while (done := len(team.given) + len(team.held) - before) < taps:
        team.taps(steps)
        ahead = begun + load.seconds * part * done / taps - time.perf_counter()
        if ahead > 0:
            await asyncio.sleep(ahead)
    team.connection_is_back()


async def _settled(team: Team, folder: Path) -> bool:
    """Waits until every message shows the final state; False if that takes too long."""
    for _ in range(round(SETTLING / LOOK)):
        if final_state_is_shown(team.api, folder, team.given):
            return True
        await asyncio.sleep(LOOK)
    return False


async def _verdict(team: Team, folder: Path, load: Load, kills: int, took: float) -> Verdict:
    last = time.perf_counter()
    shown = await _settled(team, folder)
    settled = time.perf_counter() - last
    calls = team.api.calls.of("editMessageText")
    unanswered = sum(given.answer is None for given, _, _ in team.given)
    verdict = Verdict(
        people=load.people,
        rows=load.rows,
        taps=len(team.given),
        kills=kills,
        taps_s=round(took, 1),
        settled_s=round(settled, 1),
        edits=sum(call.outcome == "ok" for call in calls),
        refused=sum(call.outcome.startswith("Too Many Requests") for call in list(team.api.calls)[team.calls :]),
        unanswered=unanswered,
    )
    verdict.wrong += wrongs(folder, team.given, load.people)
    verdict.wrong += [] if shown else ["not every message shows the final state"]
    verdict.wrong += [f"the final state took {settled:.1f} s to show"] if settled > load.shown_within else []
    verdict.wrong += [f"{verdict.refused} calls were over the limits"] if verdict.refused else []
    verdict.wrong += [f"{unanswered} taps were not answered"] if unanswered and not kills else []
    return verdict
