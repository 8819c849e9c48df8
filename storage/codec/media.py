"""Attachments, and JSON that may hold them anywhere."""

from __future__ import annotations

import json
from typing import Any

from handlers.media import Media

_MARK = "$media"


def media_fields(media: Media) -> list[Any]:
    """A file as a list; fields that a later version adds go to the end."""
    return [media.kind, media.reference, media.unique, media.size, media.mime, media.name, media.caption]


def media_of(fields: list[Any]) -> Media:
    """The file that `media_fields` listed."""
    return Media(*fields)


def _default(value: object) -> Any:
    if isinstance(value, Media):
        return {_MARK: media_fields(value)}
    raise TypeError(f"{type(value).__name__} is not JSON")


def _hook(value: dict[str, Any]) -> Any:
    return media_of(value[_MARK]) if _MARK in value else value


#: JSON in which files may stand among answers. Raises TypeError for anything else that is not JSON.
dump_data = json.JSONEncoder(separators=(",", ":"), default=_default).encode
_with_media = json.JSONDecoder(object_hook=_hook).decode


def load_data(text: str) -> Any:
    """The value that `dump_data` wrote."""
    return _with_media(text) if _MARK in text else json.loads(text)
