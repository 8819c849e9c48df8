"""A tap, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.fakes.bot_api.bots import Query
from tests.fakes.bot_api.world import World

PATIENCE = 10.0  # real seconds


@dataclass(slots=True)
class Tap:
    """A button that was tapped."""

    world: World
    query: Query

    @property
    def answer(self) -> str | None:
        """The line the person saw on the button; None while nobody answered, empty when answered silently."""
        return self.query.answer

    async def answered(self, within: float = PATIENCE) -> str:
        """Waits for the answer."""
        found = await self.world.bell.until(lambda: self.query.answer, within)
        assert found is not None, "the tap was never answered"
        return found
