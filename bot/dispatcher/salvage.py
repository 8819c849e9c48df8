"""What was claimed and is in nobody's hands any more: by a process that died, or in a commit that was cut off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import structlog

from bot.clock import Clock
from bot.dispatcher.ledger import Ledger
from bot.dispatcher.sender import for_next_try
from bot.storage_thread import StorageThread
from handlers.delivery import Notice, NoticeState, Uncertain
from handlers.retry import Decision, decide
from storage import OutboxItem, Settled, Store

log = structlog.get_logger()

EVERY_SECONDS = 10.0


@dataclass(slots=True)
class Salvage:
    """`in_hand` holds the ids of the notices that we are about to send; `report` hears of what is given up."""

    store: Store
    storage: StorageThread
    clock: Clock
    ledger: Ledger
    in_hand: set[str]
    report: Callable[[Notice, Decision], None]
    _look_at: float = 0.0
    _unknown: set[str] = field(default_factory=set)  # ours as of the last look, and not in hand

    async def look(self) -> None:
        """Puts back into the queue what it finds, now and then. Raises StorageUnavailable."""
        now = self.clock.elapsed()
        if now < self._look_at:
            return
        self._look_at = now + EVERY_SECONDS
        await self._adopt_orphans()
        await self._free_stranded()

    async def _adopt_orphans(self) -> None:
        """What a dead process had under way may or may not have arrived."""
        orphans: Sequence[OutboxItem] = await self.storage.run(self.store.orphans, self.clock.now())
        for orphan in orphans:
            log.warning("send was cut off", notice=orphan.notice.id, attempts=orphan.attempts)
            result = Uncertain("the process was stopped while sending")
            decision = decide(result, orphan.notice, orphan.attempts + 1, orphan.queued_at, self.clock.now())
            # The platform has done nothing wrong, so there is nothing to wait for and no attempt to count.
            decision = replace(decision, not_before=None)
            self.ledger.note(for_next_try(orphan.notice, decision), orphan.attempts, decision)
            if decision.state is NoticeState.DEAD:
                log.error("notice given up", notice=orphan.notice.id, bot=orphan.notice.bot, why=decision.why)
                self.report(orphan.notice, decision)
        await self.ledger.flush()

    async def _free_stranded(self) -> None:
        """A commit that was cut off may have stood, and claimed notices for us that we never heard of.

        They were not sent.  Two looks in a row, because one may fall between a commit and our hearing of it.
        """
        mine = set(await self.storage.run(self.store.under_way))
        unknown = mine - self.in_hand - self.ledger.waiting
        stranded, self._unknown = unknown & self._unknown, unknown
        if stranded:
            log.warning("notices of a commit that was cut off go on", count=len(stranded))
            again = [Settled(notice, NoticeState.QUEUED) for notice in stranded]
            await self.storage.run(self.store.settle, again)
