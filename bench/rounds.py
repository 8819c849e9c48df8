"""One program measured once, and all of them in interleaved rounds."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.measuring import Watched, percentile
from bench.programs import Program, redis_server, running
from bench.staff import CONVERSATION, Crowd, Pace, Stuck
from tests.fakes.bot_api import BotApi, Person

SETTLE = 0.5  # seconds in which work that was put off is done; it counts


@dataclass(frozen=True, slots=True)
class Load:
    """How much is asked of each program in one round."""

    staff: int
    messages: int
    pace: Callable[[int], Pace]

    @property
    def conversations(self) -> int:
        """How many each of the staff holds: at least `messages` in all."""
        return -(-self.messages // (self.staff * len(CONVERSATION)))


@dataclass(frozen=True, slots=True)
class Result:
    """What one program took in one round. Times in ms unless the name says otherwise, memory in MB."""

    program: str
    round: int
    messages: int
    cpu_ms: float  # per staff message; with Redis, its share included
    redis_cpu_ms: float
    p50_ms: float
    p99_ms: float
    per_second: float
    peak_mb: float
    redis_peak_mb: float
    first_reply_s: float

    def as_dict(self) -> dict[str, float | int | str]:
        """For JSON, rounded to what is meaningful."""
        return {k: round(v, 3) if isinstance(v, float) else v for k, v in asdict(self).items()}


async def measure(program: Program, number: int, load: Load) -> Result:
    """Starts a program, lets the staff at it, looks at its processes, stops it. Raises Stuck."""
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        more, redis = {}, None
        if program.redis:
            pid, address = stack.enter_context(redis_server(folder))
            more, redis = {"REDIS_URL": address}, Watched(pid)
        async with BotApi(seed=number) as api:
            api.calls.keep, api.world.keep_posts = False, 6
            probe = api.person(6999, "Probe")
            await probe.says("/start")
            begun = time.perf_counter()
            async with running(program, folder, api.base_url, **more) as process:
                try:
                    first = await _first_reply(probe, process) - begun
                    return await _measured(program, number, load, api, Watched(process.pid), redis, first)
                except* Stuck as stuck:
                    said = (folder / "output.txt").read_text()[-2000:]
                    raise Stuck(f"{program.name}: {stuck.exceptions[0]}\n{said}") from None


async def _first_reply(probe: Person, process: asyncio.subprocess.Process) -> float:
    ended = asyncio.ensure_future(process.wait())
    heard = asyncio.ensure_future(probe.hears(within=30, ever=True))
    await asyncio.wait({ended, heard}, return_when=asyncio.FIRST_COMPLETED)
    if not heard.done():
        heard.cancel()
        raise Stuck(f"it ended with {process.returncode} before its first reply")
    ended.cancel()
    try:
        heard.result()
    except AssertionError as error:
        raise Stuck(str(error)) from None
    return time.perf_counter()


async def _measured(
    program: Program, number: int, load: Load, api: BotApi, watched: Watched, redis: Watched | None, first: float
) -> Result:
    crowd = Crowd(api, load.staff, strict=program.asks)
    await crowd.greet()
    await crowd.report(1, load.pace(number))  # warms caches, here and there; not measured
    await asyncio.sleep(SETTLE)
    own, other, begun = watched.cpu(), redis.cpu() if redis else 0.0, time.perf_counter()
    latencies = await crowd.report(load.conversations, load.pace(number))
    took = time.perf_counter() - begun
    await asyncio.sleep(SETTLE)
    own, other = watched.cpu() - own, (redis.cpu() if redis else 0.0) - other
    count = len(latencies)
    return Result(
        program=program.name,
        round=number,
        messages=count,
        cpu_ms=(own + other) * 1000 / count,
        redis_cpu_ms=other * 1000 / count,
        p50_ms=percentile(latencies, 0.5) * 1000,
        p99_ms=percentile(latencies, 0.99) * 1000,
        per_second=count / took,
        peak_mb=watched.peak_mb(),
        redis_peak_mb=redis.peak_mb() if redis else 0.0,
        first_reply_s=first,
    )


async def interleave(programs: list[Program], rounds: int, load: Load, tell: Callable[[str], None]) -> list[Result]:
    """Every program once in every round, each round starting with the next one, so that none has the best place.

    A program that gets stuck is told of and left out from then on.
    """
    results: list[Result] = []
    stuck: set[str] = set()
    for number in range(rounds):
        shift = number % len(programs)
        for program in programs[shift:] + programs[:shift]:
            if program.name in stuck:
                continue
            try:
                results.append(await measure(program, number, load))
                tell(f"round {number + 1}: {program.name}: {results[-1].cpu_ms:.2f} ms")
            except Stuck as error:
                stuck.add(program.name)
                tell(str(error))
    return results
