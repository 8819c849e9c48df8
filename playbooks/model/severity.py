"""How bad a case is."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How bad it is, from the reader's side. Unsure means the higher one."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    CRITICAL = "critical"
