"""`muster run` as a process of its own, beside the Bot API fake in this one."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.fakes.bot_api import STAFF_TOKEN
from tests.stories.service.serving import FORM, ORGANISATION, House

START = (sys.executable, "-c", "from bot.cli import main; main()", "run")


@dataclass
class Program:
    """The process, and where its output goes."""

    process: asyncio.subprocess.Process
    log: Path

    @property
    def output(self) -> str:
        """All it wrote."""
        return self.log.read_text()

    async def ends(self, within: float = 30.0) -> int:
        """Waits for its end; gives the exit code."""
        async with asyncio.timeout(within):
            return await self.process.wait()

    async def terminated(self) -> int:
        """SIGTERM, and the exit code."""
        self.process.terminate()
        return await self.ends()


def environment(house: House, **more: str) -> dict[str, str]:
    """As an operator would set it up."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MUSTER_")}
    settings = {
        "STAFF_BOT__TOKEN": STAFF_TOKEN,
        "STAFF_BOT__API_BASE": house.api.base_url,
        "STAFF_BOT__LIBRARY": house.library,
        "DATABASE_URL": house.url,
        "PLAYBOOKS": str(FORM),
        "ORG": str(ORGANISATION),
        "LOG_FORMAT": "json",
    }
    given = {f"MUSTER_{name}": value for name, value in {**settings, **more}.items()}
    return {**plain, **given, "PYTHONPATH": str(Path(__file__).parents[3])}


@contextlib.asynccontextmanager
async def program(
    house: House, folder: Path, name: str = "muster", *, command: Sequence[str] = START, **more: str
) -> AsyncIterator[Program]:
    """`muster run`, started and at the end killed if it still runs. `more` are settings without their prefix."""
    log = folder / f"{name}.log"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *command, env=environment(house, **more), stdout=output, stderr=output, cwd=folder
        )
    try:
        yield Program(process, log)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def polls(house: House, times: int = 1) -> None:
    """Until somebody has polled so many times in all."""
    await house.api.called("getUpdates", times, within=30)
