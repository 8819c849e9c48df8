"""Ids and secrets: sortable ids for everything stored, and tokens for invitations."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from datetime import datetime

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32, as in the ULID specification
_RANDOM_BITS = 80


def id_maker(now: Callable[[], datetime]) -> Callable[[], str]:
    """Makes ULIDs: 26 characters that sort by time of making, also within one millisecond.

    One maker belongs to one thread at a time.
    """
    last_millisecond, last_random = -1, 0

    def new_id() -> str:
        nonlocal last_millisecond, last_random
        millisecond = int(now().timestamp() * 1000)
        if millisecond > last_millisecond:
            last_millisecond, last_random = millisecond, secrets.randbits(_RANDOM_BITS - 1)
        else:
            last_random += 1
        return _spell((last_millisecond << _RANDOM_BITS) | last_random)

    return new_id


def _spell(number: int) -> str:
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))


def new_token() -> str:
    """A secret for an invitation link: 128 bits, in the characters that a Telegram start link allows."""
    return secrets.token_urlsafe(16)


def process_name() -> str:
    """What this process is called in the database: never used before, and told from others by eye."""
    return f"{os.getpid()}-{secrets.token_hex(4)}"
