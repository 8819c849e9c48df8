"""Everybody answers within a minute, some twice, some needing help."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.onlooking import looking
from bench.programs import running
from bench.rollcall.setting import FIRST, GROUP, program
from handlers.rollcall.calls import Said, tally
from tests.fakes.bot_api import BotApi, Group, Person, Post
from tests.fakes.bot_api import Tap as Given
from tests.fakes.bot_api.calls import Call

ASKING = 180.0  # seconds that it may take until everybody was asked
SETTLING = 60.0
LINGERS = 15.0  # for the last edits of the answers
LOOK = 0.25
AGAIN = 0.1  # of the answers are tapped twice
HELP = 0.02  # of the people need help
TOLERATED = 0.01  # calls over the limits for each answer: several calls for help reach one chat in one second


@dataclass(slots=True)
class Verdict:
    """`asked_s`: until everybody had the question; `shown_s`: from the last answer until every count showed it."""

    people: int
    taps: int = 0
    asked_s: float = 0.0
    taps_s: float = 0.0
    answer_ms_p50: float = 0.0  # from the tap to the line on the button, at the platform
    answer_ms_p99: float = 0.0
    shown_s: float = 0.0
    entries: int = 0  # of the timeline
    board_edits: int = 0
    refused: int = 0  # calls over the platform's limits
    wrong: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Crowd:
    """`said` is what each person answered at last."""

    api: BotApi
    people: list[Person]
    chance: random.Random
    group: Group
    given: list[tuple[Given, float]] = field(default_factory=list)  # with the moment of the tap
    said: dict[str, Said] = field(default_factory=dict)

    async def is_asked(self) -> None:
        """The first raises the alarm, takes command and calls the roll."""
        leader = self.people[0]
        await leader.says("/emergency")
        await leader.taps("Blaze", message=await leader.hears("Which one?", within=30))
        await leader.taps("Team", message=await leader.hears("The alarm is out", within=30))
        team = await leader.hears("Team of", within=30)
        await leader.taps("I take command", message=team)
        await leader.taps("Roll call", message=team)
        await leader.taps("Ask everybody: Here", message=await leader.hears("Ask everybody whether", within=30))
        await asyncio.gather(*(person.hears("Are you safe?", within=ASKING) for person in self.people[1:]))

    async def answers(self, seconds: float) -> None:
        """Each of them, evenly over the time, in no particular order."""
        order = self.people[1:]
        self.chance.shuffle(order)
        begun = time.perf_counter()
        for number, person in enumerate(order):
            self._answer(person)
            ahead = begun + seconds * (number + 1) / len(order) - time.perf_counter()
            if ahead > 0:
                await asyncio.sleep(ahead)

    def _answer(self, person: Person) -> None:
        question = next(post for post in reversed(person.sees) if "Are you safe?" in post.text)
        said = Said.HELP if self.chance.random() < HELP else Said.SAFE
        label = "I need help" if said is Said.HELP else "I am safe"
        data = (question.button(label) or {})["callback_data"]
        for _ in range(2 if self.chance.random() < AGAIN else 1):
            self.given.append((person.taps_data(question, data), time.time()))
        self.said[f"p{person.id - FIRST}"] = said


async def storm(
    people: int, seconds: float, *, seed: int = 0, shown_within: float = 15.0, lingers: float = LINGERS
) -> Verdict:
    """Asks `people`, lets them answer within `seconds`, and judges."""
    with tempfile.TemporaryDirectory(prefix="muster-rollcall-") as name:
        folder = Path(name)
        async with BotApi(limits=True, seed=seed) as api:
            everybody = [api.person(FIRST + number, f"Person {number}") for number in range(people)]
            crowd = Crowd(api, everybody, random.Random(seed), api.group(GROUP, "Team", members=everybody[:1]))
            async with running(program(people), folder, api.base_url):
                return await _judged(crowd, folder, seconds, shown_within, lingers)


async def _judged(crowd: Crowd, folder: Path, seconds: float, shown_within: float, lingers: float) -> Verdict:
    verdict, begun = Verdict(len(crowd.people)), time.perf_counter()
    await crowd.is_asked()
    verdict.asked_s = round(time.perf_counter() - begun, 1)
    calls, begun = len(crowd.api.calls), time.perf_counter()
    await crowd.answers(seconds)
    verdict.taps, verdict.taps_s = len(crowd.given), round(time.perf_counter() - begun, 1)
    last = time.perf_counter()
    shown = await _settled(crowd)
    verdict.shown_s = round(time.perf_counter() - last, 1)
    await asyncio.sleep(lingers)
    since = list(crowd.api.calls)[calls:]
    verdict.refused = sum(call.outcome.startswith("Too Many Requests") for call in since)
    verdict.board_edits = sum(_is_board(call) for call in since)
    waits = sorted(_waits(crowd))
    verdict.answer_ms_p50, verdict.answer_ms_p99 = _at(waits, 0.5), _at(waits, 0.99)
    verdict.wrong = list(_wrongs(crowd, folder, verdict))
    verdict.wrong += [] if shown else ["not every count shows every answer"]
    verdict.wrong += [f"the counts took {verdict.shown_s} s"] if verdict.shown_s > shown_within else []
    return verdict


def _is_board(call: Call) -> bool:
    return call.method == "editMessageText" and "Roll call: Here" in str(call.parameters.get("text"))


def _boards(crowd: Crowd) -> list[Post]:
    """The newest board of whoever leads, and of the group: one that a refused send brought twice stands above it."""
    boards = ([post for post in chat if _is_count(post)][-1:] for chat in (crowd.people[0].sees, crowd.group.sees))
    return [post for newest in boards for post in newest]


def _is_count(post: Post) -> bool:
    return bool(post.bot) and post.text.startswith("📋 Roll call: Here")


def _waits(crowd: Crowd) -> Iterator[float]:
    """From each tap to its answer, in milliseconds."""
    answered = {call.parameters["callback_query_id"]: call.at for call in crowd.api.calls.of("answerCallbackQuery")}
    for given, tapped_at in crowd.given:
        if given.query.id in answered:
            yield (answered[given.query.id] - tapped_at) * 1000


def _at(sorted_: list[float], part: float) -> float:
    return round(sorted_[min(len(sorted_) - 1, int(len(sorted_) * part))], 1) if sorted_ else 0.0


async def _settled(crowd: Crowd) -> bool:
    safe = sum(said is Said.SAFE for said in crowd.said.values()) + 1
    wanted = f"✓ safe {safe}\n🆘 need help {len(crowd.people) - safe}\n… no answer 0"
    for _ in range(round(SETTLING / LOOK)):
        boards = _boards(crowd)
        if boards and all(wanted in post.text for post in boards):
            return True
        await asyncio.sleep(LOOK)
    return False


def _wrongs(crowd: Crowd, folder: Path, verdict: Verdict) -> Iterator[str]:
    with looking(folder) as store:
        (case,) = store.cases()
        if store.verify(case.number) is not None:
            yield "the timeline's chain is broken"
        verdict.entries = len(store.timeline(case.id))
        counted = tally(store.roll(case.id, 1))
        for line in (*counted.safe, *counted.help, *counted.missing):
            if line.staff != "p0" and line.said is not crowd.said.get(line.staff):
                yield f"{line.staff} said {crowd.said.get(line.staff)}, and it is {line.said}"
        on_timeline = {who for entry in store.timeline(case.id) for who in entry.data.get("safe", ())}
        on_timeline |= {entry.data["who"] for entry in store.timeline(case.id) if entry.kind == "roll_help"}
        if missing := set(crowd.said) - on_timeline:
            yield f"the timeline does not know of {len(missing)} answers"
    unanswered = sum(given.answer is None for given, _ in crowd.given)
    yield from [f"{unanswered} taps were not answered"] if unanswered else []
    too_many = verdict.refused > TOLERATED * verdict.taps
    yield from [f"{verdict.refused} calls were over the limits"] if too_many else []
