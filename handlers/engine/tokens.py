"""Names that fit on a button: an id of the organisation's, or what stands for it when it is too long."""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

_ROOM = 36  # bytes; 64 less scope, tag, render number and verb


@lru_cache(maxsize=4096)
def token(name: str) -> str:
    """`name` itself if it is short and plain, else a checksum of it."""
    if name.isascii() and len(name) <= _ROOM and not name.startswith("~"):
        return name
    return f"~{crc32(name.encode('utf-8', 'surrogatepass')):08x}"
