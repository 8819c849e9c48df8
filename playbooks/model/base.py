"""What every part of a playbook file has in common."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

#: Ids go into button data, which Telegram limits to 64 bytes in all; 32 leaves room for the rest.
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,31}$")]

_DURATION = re.compile(r"^\s*(\d+)\s*(s|sec|m|min|h|d)\s*$")
_SECONDS = {"s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}


class Part(BaseModel):
    """A part of a playbook: immutable, and strict about fields nobody has heard of."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _read_duration(value: Any) -> Any:
    if isinstance(value, str) and (found := _DURATION.match(value)):
        return timedelta(seconds=int(found[1]) * _SECONDS[found[2]])
    if isinstance(value, timedelta):
        return value
    raise ValueError("write a length of time such as 90s, 5min, 2h or 1d")


def _write_duration(value: timedelta) -> str:
    return f"{int(value.total_seconds())}s"


#: A length of time written as `90s`, `5min`, `2h` or `1d`.
Duration = Annotated[
    timedelta,
    BeforeValidator(_read_duration),
    PlainSerializer(_write_duration, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d+\s*(s|sec|m|min|h|d)$"}),
]
