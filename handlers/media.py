"""Photos, videos, voice messages and documents that people send."""

from __future__ import annotations

from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file of a case and where it stands.

    `bot` is the one that heard it, and the only one that can use its reference.  `digest` (SHA-256) names the content
    once we have it; `lost` says why we never will.
    """

    media: Media
    bot: str
    digest: str | None = None
    lost: str = ""


#: How a reference begins that means content of our own: `blob:` and its SHA-256.
OWN_CONTENT = "blob:"


def own_content(media: Media, digest: str) -> Media:
    """The same file as content of our own, which any bot can send."""
    return replace(media, reference=OWN_CONTENT + digest)


def digest_in(reference: str) -> str | None:
    """The SHA-256 that a reference to content of our own names; None for a platform's reference."""
    return reference.removeprefix(OWN_CONTENT) if reference.startswith(OWN_CONTENT) else None
