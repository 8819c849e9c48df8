"""What publishing a file or folder would change: which editions, what differs in them, and what is in flight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.engine.carrying import homeless, may_carry
from handlers.engine.session import Frame
from handlers.readings.asking import known
from handlers.readings.audience import audience
from playbooks.difference import differences
from playbooks.edition import Edition
from playbooks.model import Playbook, StepMap
from playbooks.renaming import renamed, renames
from storage import Store

SHORT = 12  # characters of a digest that are shown
_IN_THE_TITLE = ("playbook/version",)  # parts of a playbook that need no line of their own
SIGNS = {"more": "+", "less": "−", "other": "~"}


@dataclass(frozen=True, slots=True)
class InFlight:
    """Conversations under way or set aside: how many go on with the new edition, and how many stay on theirs.

    `homeless` are the questions that some of those hold answers to that are to be carried over, and that neither the
    new edition nor its map knows, with how many they are.
    """

    carried: int = 0
    staying: int = 0
    homeless: tuple[tuple[str, int], ...] = ()

    def lines(self) -> Iterator[str]:
        """In words."""
        if self.carried == 1:
            yield "1 conversation in flight is carried over to it"
        elif self.carried:
            yield f"{self.carried} conversations in flight are carried over to it"
        if self.staying == 1:
            yield "1 conversation in flight stays on the edition it began with"
        elif self.staying:
            yield f"{self.staying} conversations in flight stay on the editions they began with"


@dataclass(frozen=True, slots=True)
class Change:
    """An edition that is to take the place of `before` (None: the playbook is new)."""

    edition: Edition
    before: Edition | None
    lines: Sequence[str]
    in_flight: InFlight
    asked: int = 0  # people who will be asked to read what is new

    @property
    def title(self) -> str:
        """The playbook, its versions and its editions."""
        playbook = self.edition.playbook
        if self.before is None:
            return f"{playbook.id}: new, version {playbook.version} ({self.edition.digest[:SHORT]})"
        was = self.before.playbook.version
        versions = f"version {was} → {playbook.version}" if was != playbook.version else f"version {was}, as before"
        return f"{playbook.id}: {versions} ({self.before.digest[:SHORT]} → {self.edition.digest[:SHORT]})"

    def objections(self) -> Iterator[str]:
        """Why it had better not be published like this."""
        for question, count in self.in_flight.homeless:
            where = "1 conversation" if count == 1 else f"{count} conversations"
            yield (
                f"{self.edition.playbook.id}: `{question}` is answered in {where} in flight, and neither asked any"
                " more nor in `map`; say there what became of it, or let them stay with --anyway"
            )

    def remarks(self) -> Iterator[str]:
        """What the author may not have meant."""
        before, now = self.before, self.edition.playbook
        if before is None:
            return
        if now.map is not None and now.map.from_ != before.playbook.version:
            yield f"`map` leads from version {now.map.from_}, and version {before.playbook.version} is published"
        if now.version < before.playbook.version:
            yield f"version {before.playbook.version} is published, a later one than {now.version}"
        if now.changes and before.playbook.changes:
            yield from _remarks_on_changes(before.playbook, now)

    def as_json(self) -> dict[str, Any]:
        """For scripts."""
        return {
            "playbook": self.edition.playbook.id,
            "edition": self.edition.digest,
            "version": self.edition.playbook.version,
            "before": self.before.digest if self.before is not None else None,
            "version_before": self.before.playbook.version if self.before is not None else None,
            "differences": list(self.lines),
            "in_flight": self.in_flight.carried + self.in_flight.staying,
            "carried": self.in_flight.carried,
            "asked": self.asked,
            "objections": list(self.objections()),
        }


def _remarks_on_changes(before: Playbook, now: Playbook) -> Iterator[str]:
    """Each version is read once."""
    if now.version == before.version and now.changes != before.changes:
        yield f"`changes` are others, but whoever has read version {now.version} is not asked again; raise `version`"
    elif now.version != before.version and now.changes == before.changes:
        yield f"`changes` are those of version {before.version}; write what is new, or take them out"


def changes(store: Store, editions: Sequence[Edition]) -> list[Change]:
    """What of `editions` is not current."""
    found = []
    for edition in editions:
        before = store.editions.current(edition.playbook.id)
        if before is None or before.digest != edition.digest:
            lines = _lines(before.playbook, edition.playbook) if before is not None else ()
            asked = _to_be_asked(store, edition)
            found.append(Change(edition, before, lines, _in_flight(store, edition, before), asked))
    return found


def _lines(before: Playbook, after: Playbook) -> list[str]:
    """What differs, with what was only renamed said apart."""
    moved = after.map
    if moved is None or moved.from_ != before.version:
        moved = StepMap.model_validate({"from": 1})
    found = [each for each in differences(renamed(before, moved), after, "en") if each.part not in _IN_THE_TITLE]
    return [*(f"~ {line}" for line in renames(moved)), *(f"{SIGNS[each.sort]} {each.text}" for each in found)]


def _to_be_asked(store: Store, edition: Edition) -> int:
    """How many people will be asked to read what is new."""
    playbook = edition.playbook
    readings = known(store.readings([playbook.id]))
    keys = ((person.id, playbook.id, playbook.version) for person in audience(playbook, store.directory))
    found = [readings.get(key) for key in keys]
    return sum(reading is None or (reading.asked_at is None and reading.read_at is None) for reading in found)


def _in_flight(store: Store, edition: Edition, before: Edition | None) -> InFlight:
    sessions = [session for _, session in store.in_flight(edition.playbook.id)]
    frames = [f for s in sessions for f in (*s.frames, *s.drafts) if f.playbook == edition.playbook.id]
    others = [frame for frame in frames if frame.edition != edition.digest]
    carried = [frame for frame in others if may_carry(frame, store.editions.by_digest(frame.edition), edition)]
    lost = Counter(name for frame in others if _is_meant(frame, edition, before) for name in homeless(frame, edition))
    return InFlight(len(carried), len(others) - len(carried), tuple(sorted(lost.items())))


def _is_meant(frame: Frame, edition: Edition, before: Edition | None) -> bool:
    """Whether the author wants a conversation to be carried over, if only all it holds had a place."""
    moved = edition.playbook.map
    if moved is None or not moved.carry or before is None or before.playbook.version != moved.from_:
        return False
    return frame.edition == before.digest and not frame.submitted
