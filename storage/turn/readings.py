"""Reading what is new, in a turn: who was asked, and who has read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from handlers.readings.reading import Reading
from storage import readings
from storage.turn.part import Part


class ReadingPart(Part):
    """The readings of `handlers.ports.UnitOfWork`."""

    def readings(self, staff: str) -> Sequence[Reading]:
        return self._readings_as_left(readings.of_person(self._database, staff), lambda each: each.staff == staff)

    def readings_about(self, playbooks: Collection[str]) -> Sequence[Reading]:
        return self._readings_as_left(
            readings.about(self._database, playbooks), lambda each: each.playbook in playbooks
        )

    def keep_reading(self, reading: Reading) -> None:
        self._view.readings[reading.key] = reading

    def _readings_as_left(self, stored: list[Reading], wanted: Callable[[Reading], bool]) -> list[Reading]:
        """What is stored, as this turn and those before it in the batch left it, and what they added."""
        found = {reading.key: reading for reading in stored}
        for view in self._oldest_first:
            found.update({key: reading for key, reading in view.readings.items() if wanted(reading)})
        return [found[key] for key in sorted(found)]
