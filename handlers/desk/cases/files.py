"""The files of a case: finding them in answers, and showing them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.media import CaseFile, Media, own_content
from playbooks.locale_format import sentences
from playbooks.phrases import Phrases

MOST_SHOWN = 10


def media_in(value: Any) -> Iterator[Media]:
    """Every file in a case's answers, however deep."""
    if isinstance(value, Media):
        yield value
    elif isinstance(value, dict) and "reference" in value and "unique" in value:
        yield Media(**value)
    elif isinstance(value, dict):
        for part in value.values():
            yield from media_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from media_in(part)


@dataclass(frozen=True, slots=True)
class Showing:
    """What one bot can show of a case's files: `waiting` are not fetched yet, `more` too many for one message."""

    media: tuple[Media, ...]
    waiting: int = 0
    more: int = 0

    def line(self, say: Phrases) -> str:
        """What is to be said about the files that are not shown; usually nothing."""
        parts = []
        if self.more:
            parts.append(say.many("{n} more file is kept.", "{n} more files are kept.", n=self.more))
        if self.waiting:
            parts.append(
                say.many(
                    "{n} file is not fetched yet. Tap Details again in a moment.",
                    "{n} files are not fetched yet. Tap Details again in a moment.",
                    n=self.waiting,
                )
            )
        return "📎 " + sentences(parts, say.language) if parts else ""


def in_order(files: Sequence[CaseFile], answers: Mapping[str, Any]) -> list[CaseFile]:
    """The files as they were given: those in the answers in the answers' order, then what was added later."""
    place = {media.unique: at for at, media in enumerate(media_in(answers))}
    return sorted(files, key=lambda file: place.get(file.media.unique, len(place)))


def showing(files: Sequence[CaseFile], bot: str) -> Showing:
    """What `bot` can show: what it heard itself, by the platform's reference, and of the rest what we have."""
    media = []
    for file in files:
        if file.bot == bot:
            media.append(file.media)
        elif file.digest is not None:
            media.append(own_content(file.media, file.digest))
    waiting = sum(file.bot != bot and file.digest is None and not file.lost for file in files)
    return Showing(tuple(media[:MOST_SHOWN]), waiting, max(0, len(media) - MOST_SHOWN))
