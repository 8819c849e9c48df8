"""Players who do what is expected of them as soon as it is, without waiting to hear that it was taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bench.drills.setting import PATIENCE, Place
from handlers.cases import Case
from handlers.drills.expecting import Judged, Verdict, judged
from handlers.drills.run import Drill
from handlers.taps import mark
from tests.fakes.bot_api import Post

_BUTTONS = {"taken": "Acknowledge", "command": "I take command"}
#: What they can do; the case is left open.
CAN = frozenset({"alarm", "step", *_BUTTONS})


@dataclass
class Cast:
    """Each thing is done once: what was tapped must not be lost, whatever becomes of the process."""

    there: Place
    did: set[str] = field(default_factory=set)

    async def looks(self, run: Drill, real: datetime) -> bool:
        """They look at what is expected and do it; whether something is still to be done."""
        waiting = [one for one in judged(run, real) if one.verdict is Verdict.OPEN and one.expectation.deed in CAN]
        for one in waiting:
            if one.expectation.id not in self.did and await self._does(one):
                self.did.add(one.expectation.id)
        return bool(waiting)

    async def _does(self, one: Judged) -> bool:
        """False where there is nothing to tap yet."""
        if one.expectation.deed == "alarm":
            await self._raises_the_alarm()
            return True
        case = self._case()
        if case is None:
            return False
        if one.expectation.deed == "step":
            return self._taps(f"c.{case.id}.{case.version}.{self._step(one)}")
        label = _BUTTONS[one.expectation.deed]
        post = next((post for post in reversed(self.there.people[0].sees) if post.button(label)), None)
        return post is not None and self._taps(str((post.button(label) or {})["callback_data"]), post)

    def _step(self, one: Judged) -> str:
        """Done; where it is a decision, the one that is wanted, or the first."""
        wanted, step = one.expectation, self.there.playbook().step_by_id[one.expectation.of or ""]
        if not step.decide:
            return f"k.d={mark(step.id)}"
        return f"k.c={mark(step.id)}={mark(wanted.outcome or step.decide[0].id)}"

    async def _raises_the_alarm(self) -> None:
        reporter = self.there.people[-1]
        await reporter.says("/emergency")
        await reporter.taps("Medical emergency", message=await reporter.hears("Which one?", within=PATIENCE))

    def _taps(self, data: str, post: Post | None = None) -> bool:
        manager = self.there.people[0]
        manager.taps_data(post or manager.last, data)
        return True

    def _case(self) -> Case | None:
        return next((case for case in self.there.store.cases() if case.drill is not None), None)
