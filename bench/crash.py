"""Kills the service again and again while people report, and looks at what became of it: `python -m bench.crash`.

Random moments and each named point (`bot.crash`) take turns.  At the end every report must be one case with the
answers that were given, every case must have reached its group, and whatever was said twice must have been cut off by
a kill and say that it may be a repeat.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.programs import MUSTER, Program, muster_environment, running
from bench.staff import Member, Stuck, closed_loop, conversation
from bot.clock import RealClock
from bot.ids import id_maker
from handlers.delivery import NoticeState
from storage import OutboxItem, Store
from tests.fakes.bot_api import BotApi, Group, Person, Post

POINTS = (None, "after-commit", "after-send", "before-status")
PATIENCE = 5.0  # seconds after which people ask where they are
NUDGES = 12  # in a row, before they give up
STARTING = 60  # seconds, on a busy machine
FINISHING = 90  # seconds for what waits at the end to be sent
SETTLED = 5.0  # seconds after which the result of a send is on disk whatever happens
MARK = "Possibly a repeat\n"
ORGANISATION = """\
name: Harbour Terminal
timezone: Asia/Macau
languages: [en]
sites: []
staff:
  - {id: ana, name: Ana, role: duty-manager, telegram: 2001, language: en}
groups:
  - {id: duty, name: {en: Duty managers}, chat: -1001, members: [ana]}
routing:
  - {notify: [duty]}
"""


@dataclass(frozen=True, slots=True)
class Said:
    """One new message of the bot, as it first was."""

    at: float
    chat: int
    text: str

    @property
    def marked(self) -> bool:
        return self.text.startswith(MARK)

    @property
    def words(self) -> str:
        return self.text.removeprefix(MARK)


@dataclass(slots=True)
class Reported:
    """One report as its author remembers it, and how often they had to ask where they were."""

    what: str
    where: str
    begun: float
    nudges: int = 0


@dataclass(slots=True)
class Reporter(Member):
    """Somebody who asks where they are when nothing comes, and goes on from there."""

    reports_made: list[Reported] = field(default_factory=list)

    async def replied(self, to: str) -> float:
        """Waits for what is expected, and asks again and again."""
        for _ in range(NUDGES):
            if await self.hears(PATIENCE):
                return time.perf_counter()
            self.reports_made[-1].nudges += 1
            await self.person.says("/start")
        return await Member.replied(self, to)

    async def report(self, number: int, think: float) -> None:
        """One report with words that no other has."""
        mark = f"[{self.person.id}-{number}]"
        made = Reported(f"Water <drips> & runs {mark}", f"Stairs {mark}", time.perf_counter())
        self.reports_made.append(made)
        *questions, last = conversation(made.what, made.where)
        await self.reports(closed_loop(think, number), tuple(questions))
        await self._submit(last.what)

    async def _submit(self, labels: tuple[str, ...]) -> None:
        assert self.screen is not None
        button = next(found for label in labels if (found := self.screen.button(label)))
        self.expect(("Thank you", "Hello"))
        self.person.taps_data(self.screen, button["callback_data"])
        await self.replied(labels[0])


@dataclass(slots=True)
class Verdict:
    """What came of it. `wrong` is empty when every promise was kept."""

    kills: dict[str, int] = field(default_factory=dict)
    reports: int = 0
    cases: int = 0
    messages: int = 0
    marked_repeats: int = 0
    nudges: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Trial:
    """One run of kills in one folder."""

    api: BotApi
    folder: Path
    library: str
    chance: random.Random
    verdict: Verdict = field(default_factory=Verdict)
    said: list[Said] = field(default_factory=list)
    killed_at: list[float] = field(default_factory=list)
    _seen: set[tuple[int, int]] = field(default_factory=set)

    def listen(self) -> None:
        """From now on remembers every new message of the bot."""
        self.api.world.on_post.append(self._note)

    def _note(self, post: Post) -> None:
        key = (post.chat.id, post.id)
        if post.bot is not None and key not in self._seen:
            self._seen.add(key)
            self.said.append(Said(time.perf_counter(), post.chat.id, post.text))

    # killing

    @contextlib.asynccontextmanager
    async def service(self, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """The service on this trial's folder, polling."""
        program = Program("muster", "aiogram", [str(MUSTER), "run"], muster_environment(self.library), asks=True)
        organisation = self.folder / "organisation.yaml"
        organisation.write_text(ORGANISATION)
        more |= {"MUSTER_ORG": str(organisation), "MUSTER_SENDING__PER_GROUP_MINUTE": "10000"}
        polls = len(self.api.calls.of("getUpdates"))
        async with running(program, self.folder, self.api.base_url, **more) as process:
            await self._up(process, polls)
            yield process

    async def _up(self, process: asyncio.subprocess.Process, polls: int) -> None:
        """Waits until the process polls, or died at a point that start-up passes."""
        ended = asyncio.ensure_future(process.wait())
        polled = asyncio.ensure_future(self.api.called("getUpdates", polls + 1, within=STARTING))
        await asyncio.wait({ended, polled}, return_when=asyncio.FIRST_COMPLETED)
        failed = polled.done() and polled.exception() is not None
        polled.cancel()
        ended.cancel()
        if failed or process.returncode not in (None, -signal.SIGKILL):
            raise Stuck(f"the service does not come up: {(self.folder / 'output.txt').read_text()[-3000:]}")

    async def kill_once(self, point: str | None) -> None:
        """One life of the service, ended at a named point or at a random moment."""
        more = {"MUSTER_CRASH_POINT": f"{point}:{self.chance.randint(1, 12)}"} if point else {}
        async with self.service(**more) as process:
            wait = 15.0 if point else self.chance.uniform(0.05, 1.5)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await process.wait()
                    name = point or "by itself"
            if process.returncode is None:
                process.kill()
                await process.wait()
                name = "random"
            self.killed_at.append(time.perf_counter())
            self.verdict.kills[name] = self.verdict.kills.get(name, 0) + 1

    # looking

    def judge(self, reporters: list[Reporter], group: Group, manager: Person) -> None:
        """Writes down everything that is not as promised."""
        reports = [made for reporter in reporters for made in reporter.reports_made]
        self.verdict.reports, self.verdict.messages = len(reports), len(self.said)
        self.verdict.nudges = sum(made.nudges for made in reports)
        self.verdict.marked_repeats = sum(one.marked for one in self.said)
        self.verdict.wrong += [*self._cases_wrong(reports), *self._alerts_wrong(reports, group, manager)]
        self.verdict.wrong += [*self._repeats_wrong(reporters), *self._given_up_wrong()]

    @contextlib.contextmanager
    def looking(self) -> Iterator[Store]:
        """The database, to look at beside the service."""
        clock = RealClock()
        url = f"sqlite:///{self.folder / 'muster.db'}"
        store = Store.open(url, clock=clock.now, new_id=id_maker(clock.now), owner="onlooker", serving=False)
        with contextlib.closing(store):
            yield store

    def unsent(self) -> list[OutboxItem]:
        """What still waits to be sent or to be written down as sent."""
        with self.looking() as store:
            return store.outbox([NoticeState.QUEUED, NoticeState.SENDING])

    def _cases_wrong(self, reports: list[Reported]) -> Iterator[str]:
        with self.looking() as store:
            stored = store.cases(limit=1_000_000)
            yield from (f"the timeline of {c.number} is broken" for c in stored if store.verify(c.number) is not None)
        cases = [case.answers for case in stored]
        self.verdict.cases = len(cases)
        for made in reports:
            mine = [case for case in cases if case.get("what") == made.what]
            if len(mine) != 1:
                yield f"{len(mine)} cases for {made}"
            expected = {"kind": "water", "hurt": "no", "people": 12, "where": made.where, "urgency": "now"}
            for case in mine:
                if lost := {k: case.get(k) for k, v in expected.items() if case.get(k) != v}:
                    yield f"answers lost or changed in {made}: {lost}"
        if len(cases) != len(reports):
            yield f"{len(cases)} cases, but {len(reports)} reports"

    def _alerts_wrong(self, reports: list[Reported], group: Group, manager: Person) -> Iterator[str]:
        for made in reports:
            for chat in (group.id, manager.id):
                told = [one for one in self.said if one.chat == chat and made.what in one.text]
                if not told:
                    yield f"no alert in {chat} for {made}"
                if sum(not one.marked for one in told) > 1:
                    yield f"an alert twice in {chat} without a mark: {told}"
        yield from (wrong for one in self.said if one.marked and (wrong := self._not_cut_off(one)))

    def _not_cut_off(self, repeat: Said) -> str | None:
        """A repeat is right only if a kill came between it and the send it repeats, or kept that from arriving."""
        if not any(killed < repeat.at for killed in self.killed_at):
            return f"marked as a repeat before anything was killed: {repeat}"
        before = [s for s in self.said if s.at < repeat.at and (s.chat, s.words) == (repeat.chat, repeat.words)]
        if before and not any(before[-1].at - 0.1 <= k <= before[-1].at + SETTLED for k in self.killed_at):
            return f"repeated although nothing was cut off: {repeat}"
        return None

    def _repeats_wrong(self, reporters: list[Reporter]) -> Iterator[str]:
        """Within one report nothing is said twice without a mark, unless its author asked where they were."""
        for reporter in reporters:
            ends = [made.begun for made in reporter.reports_made[1:]] + [float("inf")]
            for made, end in zip(reporter.reports_made, ends, strict=True):
                heard = [s for s in self.said if s.chat == reporter.person.id and made.begun <= s.at < end]
                words = [one.words for one in heard if not one.marked]
                for twice in {w for w in words if words.count(w) > 1 + made.nudges}:
                    yield f"{reporter.person.name} read {twice!r} {words.count(twice)} times, unmarked"

    def _given_up_wrong(self) -> Iterator[str]:
        """What was cut off is given up only after a second, marked try."""
        with self.looking() as store:
            for dead in store.outbox([NoticeState.DEAD], limit=100_000):
                if dead.notice.critical or not dead.notice.message.text.startswith(MARK):
                    yield f"given up too early: {dead.notice.message.text!r} to {dead.notice.chat}"


async def crash(
    kills: int, *, library: str = "python-telegram-bot", people: int = 4, think: float = 0.3, seed: int = 0
) -> Verdict:
    """Kills the service so many times under `people` who report, then lets it finish, and judges."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="muster-crash-") as name:
        async with BotApi(seed=seed) as api:
            trial = Trial(api, Path(name), library, random.Random(seed))
            trial.listen()
            manager = api.person(2001, "Ana")
            group = api.group(-1001, "Duty managers", members=[manager])
            reporters = [Reporter(api.person(7000 + n, f"Staff {n}"), strict=True) for n in range(people)]
            _hear(api, reporters)
            await _under_fire(trial, kills, reporters, think)
            trial.judge(reporters, group, manager)
            trial.verdict.seconds = round(time.perf_counter() - begun, 1)
            return trial.verdict


def _hear(api: BotApi, reporters: list[Reporter]) -> None:
    by_chat = {reporter.person.id: reporter for reporter in reporters}

    def notice(post: Post) -> None:
        if (reporter := by_chat.get(post.chat.id)) is not None:
            reporter.notices(post)

    api.world.on_post.append(notice)


async def _under_fire(trial: Trial, kills: int, reporters: list[Reporter], think: float) -> None:
    enough = asyncio.Event()

    async def busy(reporter: Reporter) -> None:
        number = 0
        while not enough.is_set():
            number += 1
            await reporter.report(number, think)

    async with asyncio.TaskGroup() as group:
        working = [group.create_task(busy(reporter)) for reporter in reporters]
        for number in range(kills):
            await trial.kill_once(POINTS[number % len(POINTS)])
        enough.set()
        async with trial.service():
            await asyncio.wait(working)
            await _sent(trial)


async def _sent(trial: Trial) -> None:
    """Waits until nothing waits to be sent any more, as long as it moves."""
    for _ in range(FINISHING):
        if not (left := trial.unsent()):
            return
        await asyncio.sleep(1)
    trial.verdict.wrong.append(f"never sent: {[(one.notice.chat, one.notice.message.text) for one in left]}")


def main() -> int:
    """Runs and prints the verdict as JSON; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m bench.crash", description="Kill the service and look.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--people", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--library", default="python-telegram-bot", choices=["aiogram", "python-telegram-bot"])
    given = parser.parse_args()
    verdict = asyncio.run(crash(given.kills, library=given.library, people=given.people, seed=given.seed))
    print(json.dumps(asdict(verdict), indent=1))
    return 1 if verdict.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
