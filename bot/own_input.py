"""What this process learns by itself is input like any other: it goes through the inbox, and has its turn."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from bot.channels.port import RawUpdate
from bot.clock import Clock
from bot.intake import Intake
from handlers.delivery import Notice, NoticeState
from handlers.desk.health import probing
from handlers.desk.telling.outside import FAILING, bot_of
from handlers.desk.telling.undelivered import UNDELIVERED
from handlers.retry import Decision
from storage import StorageUnavailable

log = structlog.get_logger()

AGAIN_SECONDS = 1.0  # between tries to write down what was learnt
SYSTEM = "muster"  # the inbox's name for input that we give ourselves


@dataclass(slots=True)
class OwnInput:
    """`intake` gives the way in, once there is one."""

    intake: Callable[[], Intake]
    clock: Clock
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def busy(self) -> bool:
        """Whether something is not written down yet."""
        return bool(self._under_way)

    async def quiet(self, seconds: float | None = None) -> None:
        """Returns once everything is written down, or after so many seconds."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)

    def of_send(self, notice: Notice, decision: Decision) -> None:
        """A chat has moved or cannot be reached; whoever was to be told of a case was not."""
        chat, now = f"{notice.bot}:{notice.chat}", self.clock.now().isoformat()
        if decision.moved_to is not None:
            self._hand_in_soon(chat, "moved", now, {"to": str(decision.moved_to)})
        elif decision.unreachable:
            self._hand_in_soon(chat, "unreachable", now, {})
        if decision.state is NoticeState.DEAD and notice.case is not None and notice.edits is None:
            data = {"case": notice.case, "why": decision.why[:200]}
            self._hand_in_soon(chat, UNDELIVERED, f"{notice.id}:{now}", data)

    def of_outside(self, name: str) -> None:
        """Of several processes that find an outside channel failing, one is heard, and not more often than hourly."""
        hour = f"{self.clock.now():%Y-%m-%dT%H}"
        self._hand_in_soon(f"{bot_of(name)}:0", FAILING, hour, {"name": name})

    def of_start(self, probe: str) -> None:
        """The service begins: test alerts do, too, in the conversation `probe`."""
        self._hand_in_soon(probe, probing.KIND, self.clock.now().isoformat(), probing.BEGIN)

    def _hand_in_soon(self, conversation: str, kind: str, when: str, data: dict[str, str]) -> None:
        task = asyncio.get_running_loop().create_task(self._hand_in(conversation, kind, when, data))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _hand_in(self, conversation: str, kind: str, when: str, data: dict[str, str]) -> None:
        key = f"{kind}:{conversation}:{when}"
        raw = json.dumps({"timer": key, "kind": kind, "data": data})
        number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:7])
        intake = self.intake()
        while not intake.closed:
            try:
                await intake.receive(SYSTEM, [RawUpdate(number, conversation, raw)])
            except StorageUnavailable as error:
                log.warning("what was learnt waits for the database", kind=kind, why=str(error))
                await asyncio.sleep(AGAIN_SECONDS)
            else:
                return
