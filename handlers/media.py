"""Photos, videos, voice messages and documents that people send."""

from __future__ import annotations

from dataclasses import dataclass

from playbooks.model import MediaKind


@dataclass(frozen=True, slots=True)
class Media:
    """A file as its platform knows it; `reference` is what the platform needs to show or fetch it again."""

    kind: MediaKind
    reference: str
    #: The same for one file however often it is sent (Telegram's file_unique_id); duplicates are told by it.
    unique: str
    size: int | None = None  # bytes
    mime: str | None = None
    name: str | None = None
    caption: str = ""  # what the sender wrote under it
