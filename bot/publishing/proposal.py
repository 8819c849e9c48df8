"""What publishing a file or folder would change: which editions, what differs in them, and what is in flight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.engine.carrying import homeless, may_carry
from handlers.engine.session import Frame
from playbooks.changed import differences
from playbooks.edition import Edition
from storage import Store

SHORT = 12  # characters of a digest that are shown


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
            "objections": list(self.objections()),
        }


def changes(store: Store, editions: Sequence[Edition]) -> list[Change]:
    """What of `editions` is not current."""
    found = []
    for edition in editions:
        before = store.editions.current(edition.playbook.id)
        if before is None or before.digest != edition.digest:
            lines = differences(before.playbook, edition.playbook) if before is not None else ()
            found.append(Change(edition, before, lines, _in_flight(store, edition, before)))
    return found


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
