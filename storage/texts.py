"""Any text, exactly as given, in columns that cannot hold every text.

PostgreSQL has no NUL character and neither database takes half a surrogate pair; people and broken clients send
both.  JSON is therefore written in ASCII, where such characters are escapes, and a bare text that cannot be stored
as it is becomes its JSON behind a mark.
"""

from __future__ import annotations

import json
from typing import Any

_MARK = "\ue000json:"  # a private-use character: nobody types it

#: JSON as it is stored: compact, in ASCII, keys in the order given. Raises TypeError for what is not JSON.
to_json = json.JSONEncoder(separators=(",", ":")).encode
#: The same with sorted keys: one text for equal values, fit to be hashed.
to_canonical_json = json.JSONEncoder(separators=(",", ":"), sort_keys=True).encode


def from_json(text: str) -> Any:
    """The value that `to_json` wrote."""
    return json.loads(text)


def storable(text: str) -> bool:
    """Whether both databases can hold `text` as it is."""
    if "\x00" in text:
        return False
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def pack(text: str) -> str:
    """`text` in a form that both databases can hold; nearly always itself."""
    if storable(text) and not text.startswith(_MARK):
        return text
    return _MARK + to_json(text)


def unpack(stored: str) -> str:
    """The text that `pack` packed."""
    return str(from_json(stored[len(_MARK) :])) if stored.startswith(_MARK) else stored
