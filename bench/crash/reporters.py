"""People who report while the service dies under their hands."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from bench.staff import Member, closed_loop, conversation

PATIENCE = 5.0  # seconds after which people ask where they are
NUDGES = 12  # in a row, before they give up


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
