"""A session as text and back, exactly.

Written by hand because it runs in every turn: a session of twenty answers takes about 20 µs each way.  Records are
lists, in the order of their fields; fields that a later version adds go to the end, and reading goes by what is
there: missing ones get their defaults, ones from the future are left out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from handlers.cases import Run
from handlers.engine.session import AT_WORK, Answer, Correction, Frame, LastTap, Session
from playbooks.model import Kind

_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_decode = json.JSONDecoder().decode
_moment = datetime.fromisoformat


def dump_session(session: Session) -> str:
    """`session` as text (ASCII JSON)."""
    last = session.last_tap
    return _encode(
        [
            session.tag,
            [_frame_out(frame) for frame in session.frames],
            [_frame_out(frame) for frame in session.drafts],
            session.render,
            None if last is None else [last.render, last.action, last.toast],
            None if session.last_event_at is None else session.last_event_at.isoformat(),
            session.reminded,
            None if session.wake_at is None else session.wake_at.isoformat(),
            session.desk,
        ]
    )


def load_session(text: str) -> Session:
    """The session that `dump_session` wrote. Raises ValueError if it is none."""
    try:
        tag, frames, drafts, render, last, last_event_at, reminded, wake_at, desk = _filled(_decode(text), _SESSION)
        if not isinstance(tag, str):
            raise TypeError("it has no tag")
        return Session(
            tag,
            tuple([_frame_in(frame) for frame in frames]),
            tuple([_frame_in(frame) for frame in drafts]),
            render,
            None if last is None else LastTap(*last[:3]),
            None if last_event_at is None else _moment(last_event_at),
            reminded,
            None if wake_at is None else _moment(wake_at),
            desk,
        )
    except (ValueError, TypeError, IndexError, KeyError, AttributeError) as error:
        raise ValueError(f"not a session: {error}") from error


_SESSION: tuple[Any, ...] = (None, (), (), 0, None, None, False, None, {})
_FRAME: tuple[Any, ...] = (
    None,
    None,
    None,
    None,
    None,
    "real",
    None,
    {},
    (),
    {},
    False,
    None,
    {},
    False,
    (),
    False,
    "",
    None,
    None,
)


def _filled(fields: Sequence[Any], defaults: tuple[Any, ...]) -> Sequence[Any]:
    if len(fields) == len(defaults):
        return fields
    return [*fields, *defaults[len(fields) :]][: len(defaults)]


def _frame_out(frame: Frame) -> list[Any]:
    return [
        frame.id,
        frame.kind.value,
        frame.playbook,
        frame.edition,
        frame.started_at.isoformat(),
        frame.run.value,
        frame.site,
        {path: [a.value, a.at.isoformat(), a.how, a.skipped] for path, a in frame.answers.items()},
        [[c.path, c.before, c.after, c.at.isoformat()] for c in frame.corrections],
        {},  # where checklists were worked in conversations, their steps
        frame.submitted,
        frame.at,
        frame.state,
        frame.deferred,
        frame.loose,
        frame.amending,
        frame.said,
        frame.same,
        frame.about,
    ]


def _frame_in(fields: Sequence[Any]) -> Frame:
    (
        id_,
        kind,
        playbook,
        edition,
        started,
        run,
        site,
        answers,
        corrections,
        _,
        submitted,
        at,
        state,
        deferred,
        loose,
        amending,
        said,
        same,
        about,
    ) = _filled(fields, _FRAME)
    return Frame(
        id_,
        Kind(kind),
        playbook,
        edition,
        _moment(started),
        Run(run),
        site,
        {path: Answer(a[0], _moment(a[1]), a[2], a[3]) for path, a in answers.items()},
        tuple([Correction(c[0], c[1], c[2], _moment(c[3])) for c in corrections]),
        submitted,
        AT_WORK if at is not None and at.startswith("step:") else at,
        state,
        deferred,
        tuple(loose),
        amending,
        said,
        same,
        about,
    )
