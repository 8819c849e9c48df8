"""From a file to a verdict: reads a transcript, plays it in a fresh world, and says what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.rehearsal.player import Played, play
from bot.rehearsal.reading import read_transcript
from bot.rehearsal.report import report
from bot.rehearsal.rewriting import rewrite
from bot.rehearsal.setting import Setting
from bot.rehearsal.world import World
from playbooks.yaml_file import Document

_PROPS = {"playbooks", "organisations", "editions"}  # folders of what transcripts need, not of transcripts


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A file's transcript as it was played. `names` is whose chat each number is."""

    played: Played
    document: Document
    names: dict[int, str]

    @property
    def good(self) -> bool:
        return self.played.good

    @property
    def report(self) -> str:
        return report(self.played, self.document, self.names)

    @property
    def rewritten(self) -> str:
        """The file's content with the words that were really said."""
        return rewrite(self.played, self.document, self.names)


def rehearse(file: Path) -> Rehearsed:
    """Plays `file` in a world of its own. Raises Malformed."""
    transcript, document = read_transcript(file)
    with TemporaryDirectory(prefix="muster-") as folder:
        world = World(Path(folder), Setting.of(transcript, file.parent))
        try:
            return Rehearsed(play(transcript, world, file.parent), document, world.names())
        finally:
            world.close()


def transcripts_in(places: list[Path]) -> Iterator[Path]:
    """The files that are named, and every transcript in the folders that are."""
    for place in places:
        if place.is_dir():
            files = sorted(place.rglob("*.yaml"))
            yield from (file for file in files if not _PROPS & set(file.relative_to(place).parts))
        else:
            yield place
