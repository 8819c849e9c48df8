"""Whether the folder of playbooks can be used: told to admins when that changes, once for all processes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath

from handlers.engine.session import Session
from handlers.ports import Timer
from playbooks.problems import Problem

KIND = "playbooks"
CONVERSATION = "staff:0"  # nobody's chat; its session remembers what was said
_BROKEN = "playbooks_broken"
_LONGEST = 500  # characters of a problem


def look(problems: Sequence[Problem], now: datetime) -> Timer:
    """The input that says how the folder is: without problems, that it is good."""
    data: dict[str, str] = {}
    if problems:
        data = {"problem": _short(problems[0]), "more": str(len(problems) - 1)}
    return Timer(KIND, CONVERSATION, now, KIND, data)


def said_broken(session: Session | None) -> bool:
    """Whether the last that was said is that the folder cannot be used."""
    return session is not None and _BROKEN in session.desk


def with_said(desk: dict[str, object], broken: bool) -> dict[str, object]:
    """What the session of `CONVERSATION` remembers from now on."""
    others = {name: value for name, value in desk.items() if name != _BROKEN}
    return {**others, _BROKEN: True} if broken else others


def _short(problem: Problem) -> str:
    """Without the folder: it is a matter of whoever runs the service, and long."""
    return str(problem).replace(problem.file, PurePath(problem.file).name, 1)[:_LONGEST]
