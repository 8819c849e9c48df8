"""What parts of the organisation file have in common: lists of ids, time zones, which cases are meant."""

from __future__ import annotations

from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field

from handlers import people
from playbooks.model import Condition, Kind, Severity
from playbooks.model.base import Id, Part
from playbooks.problems import instead


def listed(value: Any) -> Any:
    """One thing stands for a list of it."""
    return [value] if isinstance(value, str) else value


def _known_timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"`{value}` is no time zone; {instead(value, sorted(available_timezones()))}") from None
    return value


#: A time zone such as Asia/Macau.
Timezone = Annotated[str, AfterValidator(_known_timezone)]

#: The end of `MUSTER_OUTSIDE__MAIL`, in capitals or not.
ChannelName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,39}$"), AfterValidator(str.lower)]

#: One id or several.
Ids = Annotated[list[Id], BeforeValidator(listed)]


class RouteCondition(Part):
    kind: Kind | None = None
    playbook: Ids = Field(default_factory=list)
    site: Ids = Field(default_factory=list)
    severity_at_least: Severity | None = None
    answers: Condition | None = None


def when_of(entry: RouteCondition) -> people.RouteWhen:
    """Which cases an entry of the file means."""
    return people.RouteWhen(
        kind=entry.kind.value if entry.kind else None,
        playbook=tuple(entry.playbook),
        site=tuple(entry.site),
        severity_at_least=entry.severity_at_least.value if entry.severity_at_least else None,
        answers=entry.answers,
    )
