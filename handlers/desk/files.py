"""Finding the files that answers hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handlers.media import Media


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
