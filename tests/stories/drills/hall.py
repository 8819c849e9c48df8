"""The world of stories about drills: the terminal at night, a trainer who plans, and every call that left."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from handlers.cases import Entry
from handlers.drills.folding import read_run
from handlers.drills.run import Drill
from playbooks.loading import LIBRARY
from tests.stories.drills.marked import is_marked
from tests.stories.world.people import Person
from tests.stories.world.world import World

HERE = """
staff: [{id: tess, name: Tess, role: trainer, telegram: 3001}]
groups: [{id: duty, members: [ana, ming]}, {id: safety, members: [sam]}]
"""


class Hall(World):
    """A world with the bundled playbooks and scenarios."""

    def __init__(self, folder: Path, changes: str = "", **more: Any) -> None:
        super().__init__(folder, changes or HERE, **{"playbooks": LIBRARY} | more)
        self._from = 0  # what was called before does not count

    @property
    def tess(self) -> Person:
        """The trainer."""
        return self.person("tess")

    # planning

    def plans(self, scenario: str = "Medical emergency at a gate", by: str = "tess") -> None:
        """The trainer picks a scenario."""
        trainer = self.person(by)
        trainer.says("/drill")
        trainer.taps(scenario)

    def casts(self, role: str, *names: str, by: str = "tess") -> None:
        """The trainer gives people a role."""
        trainer = self.person(by)
        trainer.taps("👥 People")
        trainer.taps(f"{role} (")
        for name in names:
            while not any(label.startswith("☐ " + name) for label in trainer.on_platform.last.buttons):
                trainer.taps("▶")
            trainer.taps("☐ " + name)
        trainer.taps("◀ Roles")
        trainer.taps("◀ Back")

    def begins(self, *players: str, evaluators: Iterable[str] = (), scenario: str = "Medical emergency") -> None:
        """Planned, cast and started, with everybody taking part."""
        self.plans(scenario)
        self.casts("player", *(name.capitalize() for name in players))
        for name in evaluators:
            self.casts("evaluator", name.capitalize())
        self.tess.taps("Start it now")
        for name in players:
            self.person(name).taps("I take part").told("You take part.")
        self.forgets()

    def forgets(self) -> None:
        """Nobody has to look at what was said so far."""
        for person in self._people.values():
            person.heard()
        for group in self._groups.values():
            group.heard()

    # looking at it

    def run(self, number: str = "D-2026-000001") -> Drill:
        """A run as its log tells it."""
        drill_id = next(id_ for id_, known, _ in self.store.drills() if known == number)
        found = read_run(drill_id, self.store.drill_log(drill_id))
        assert found is not None
        return found

    def log(self, number: str = "D-2026-000001") -> list[Entry]:
        """Its log."""
        return list(self.store.drill_log(self.run(number).id))

    def only_the_run_from_here(self) -> None:
        """Whatever leaves from now on belongs to the run."""
        self._from = len(self.api.calls)

    def everything_is_marked(self) -> int:
        """Every call since then carries the mark; gives back how many there were."""
        calls = list(self.api.calls)[self._from :]
        unmarked = [call for call in calls if not is_marked(call)]
        assert not unmarked, "without the mark:\n" + "\n".join(map(repr, unmarked))
        return len(calls)

    def nobody_else_heard(self, *chats: int) -> None:
        """Nothing since then went to anybody but these chats."""
        calls = list(self.api.calls)[self._from :]
        others = [call for call in calls if call.chat is not None and call.chat not in chats]
        assert not others, "off the list:\n" + "\n".join(map(repr, others))

    def has_kept_its_logs(self) -> None:
        """The logs of all runs are what was once written."""
        broken = [number for id_, number, _ in self.store.drills() if self.store.verify_drill(id_) is not None]
        assert not broken, f"the log of {broken} is not what was once written"
