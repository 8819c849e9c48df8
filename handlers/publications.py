"""What was published: which edition of a playbook took the place of which, when, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handlers.engine.carrying import may_carry
from handlers.engine.session import Session
from handlers.ports import Timer
from playbooks.edition import Edition


class Way(StrEnum):
    """How an edition became the current one."""

    FOLDER = "folder"  # the service found it in its folder of playbooks
    COMMAND = "command"  # somebody published it by `muster publish`


@dataclass(frozen=True, slots=True)
class Release:
    """Editions that are to be current beside the others, and playbooks (by id) that are no longer to be offered."""

    editions: Sequence[Edition] = ()
    withdrawn: Collection[str] = ()
    way: Way = Way.FOLDER
    by: str = ""  # who published it, as their computer or they themselves call them


@dataclass(frozen=True, slots=True)
class Publication:
    """An edition (by its digest; None: the playbook was withdrawn) took the place of `before` (None: it is new)."""

    playbook: str
    edition: str | None
    before: str | None
    at: datetime
    way: Way
    by: str


#: What becomes input of every conversation that is to be carried over.
CARRY = "carry"


def carried(
    edition: Edition, in_flight: Iterable[tuple[str, Session]], known: Callable[[str], Edition | None], now: datetime
) -> Iterator[Timer]:
    """The timers for the conversations (by key) that go on with `edition`; `known` gives editions by digest."""
    for conversation, session in in_flight:
        frames = (*session.frames, *session.drafts)
        if any(may_carry(frame, known(frame.edition), edition) for frame in frames):
            playbook = edition.playbook.id
            yield Timer(f"{CARRY}:{playbook}:{conversation}", conversation, now, CARRY, {"playbook": playbook})
