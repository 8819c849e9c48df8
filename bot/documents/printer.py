"""The printer: has files made beside the event loop, and makes what many readers get but once."""

from __future__ import annotations

import asyncio
import hashlib
import importlib
import json
import os
import subprocess
import sys
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

from bot.channels.port import Load
from bot.documents.press import Format, Job, NotMade, dump_job
from handlers.messages import Document, Picture

AT_ONCE = 2  # presses under way; each is a process that takes about a hundred megabytes for a tenth of a second
SECONDS = 20.0  # that one may take
REMEMBERED = 16 * 1024 * 1024  # bytes of files that were made
_PROGRAM = (sys.executable, "-I", "-m", "bot.documents.press")
#: Nothing of our own environment, where the secrets are; threads take address space, which is limited.
_ENVIRONMENT = {"RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2", "PYTHONUTF8": "1"}
_KEPT = ("LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")


class Printer:
    """Makes files; equal ones are made once. Use it in one event loop."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="printer")
        self._made: OrderedDict[str, bytes] = OrderedDict()
        self._under_way: dict[str, asyncio.Task[bytes]] = {}

    async def make(self, file: Document | Picture, load: Load) -> bytes:
        """The finished PDF or PNG; `load` gives the images in it. Raises NotMade, or NotLoaded for an image."""
        key = _key(file)
        if (known := self._made.get(key)) is not None:
            self._made.move_to_end(key)
            return known
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = asyncio.get_running_loop().create_task(self._print(key, file, load))
            task.add_done_callback(lambda done: self._over(key, done))
        return await asyncio.shield(task)  # whoever no longer waits for it leaves it to the others

    async def _print(self, key: str, file: Document | Picture, load: Load) -> bytes:
        images = {digest: await load(digest) for digest in file.images}
        job = Job(file.template, format_of(file), file.language, file.data, images)
        make = _page if job.format == "html" else run_press
        content = await asyncio.get_running_loop().run_in_executor(self._pool, make, job)
        self._remember(key, content)
        return content

    def _over(self, key: str, task: asyncio.Task[bytes]) -> None:
        del self._under_way[key]
        if not task.cancelled():
            task.exception()  # whoever waited has it

    def _remember(self, key: str, content: bytes) -> None:
        self._made[key] = content
        while sum(map(len, self._made.values())) > REMEMBERED:
            self._made.popitem(last=False)


def format_of(file: Document | Picture) -> Format:
    """Documents are PDF, or a web page where they are called so; pictures PNG."""
    if isinstance(file, Picture):
        return "png"
    return "html" if file.name.endswith(".html") else "pdf"


def _page(job: Job) -> bytes:
    """As one web page; jinja2 is loaded only where somebody wants one."""
    page: str = importlib.import_module("bot.documents.html").page_of(job.data, job.language, job.images)
    return page.encode()


def run_press(job: Job) -> bytes:
    """Presses in a process of its own; blocks. Raises NotMade."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and the job goes by its standard input
            _PROGRAM, input=dump_job(job), capture_output=True, timeout=SECONDS, env=_ENVIRONMENT | kept, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotMade(f"template {job.template} took more than {SECONDS:.0f} s") from None
    except OSError as error:
        raise NotMade(f"the press cannot be started ({error})") from None
    if done.returncode:
        raise NotMade(_why(job, done))
    return done.stdout


def _why(job: Job, done: subprocess.CompletedProcess[bytes]) -> str:
    last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
    return last[0][:500] if last else f"template {job.template}: the press ended with {done.returncode}"


def _key(file: Document | Picture) -> str:
    """The same for files that look the same; what they are called does not matter."""
    parts = [file.template, format_of(file), file.language, file.data, file.images]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
