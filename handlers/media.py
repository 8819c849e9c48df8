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


_EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "video/mp4": ".mp4",
    "audio/ogg": ".ogg",
    "audio/mpeg": ".mp3",
    "application/pdf": ".pdf",
}
_USUAL = {"photo": ".jpg", "video": ".mp4", "voice": ".ogg", "document": ""}
_FORBIDDEN = frozenset('<>:"/\\|?*')
_LONGEST = 100  # bytes; file systems take 255


def safe_name(media: Media) -> str:
    """A file name that no file system and no header misreads: no folders, no control characters, not too long."""
    last = (media.name or "").replace("\\", "/").rpartition("/")[2]
    name = "".join(c if c.isprintable() and c not in _FORBIDDEN else "_" for c in last).strip(" .")
    stem, dot, extension = name.rpartition(".") if "." in name else (name, "", "")
    if not stem:
        return media.kind + _EXTENSIONS.get(media.mime or "", _USUAL[media.kind])
    ending = _cut(dot + extension, 20)
    return _cut(stem, _LONGEST - len(ending.encode())) + ending


def _cut(text: str, most: int) -> str:
    """As much of `text` as `most` bytes hold."""
    return text.encode()[:most].decode(errors="ignore")


#: How a reference begins that means content of our own: `blob:` and its SHA-256.
OWN_CONTENT = "blob:"


def own_content(media: Media, digest: str) -> Media:
    """The same file as content of our own, which any bot can send."""
    return replace(media, reference=OWN_CONTENT + digest)


def digest_in(reference: str) -> str | None:
    """The SHA-256 that a reference to content of our own names; None for a platform's reference."""
    return reference.removeprefix(OWN_CONTENT) if reference.startswith(OWN_CONTENT) else None
