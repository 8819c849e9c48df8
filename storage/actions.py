"""Corrective actions: their rows, and what turns and the command line ask for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import bindparam, select, text

from handlers.actions import Action, ActionState, Origin, Owner, Target
from storage.database import Database, Row, Values
from storage.schema import actions
from storage.statements import Statement, upsert
from storage.texts import pack, unpack
from storage.times import micros, micros_or_none, moment, moment_or_none

_COLUMNS = (
    "id",
    "number",
    "what",
    "staff",
    "group_id",
    "due",
    "origin",
    "made_by",
    "made_at",
    "case_id",
    "source",
    "playbook",
    "edition",
    "step",
    "state",
    "settled_by",
    "settled_at",
    "words",
    "proof",
    "version",
)
_ALL = select(*(actions.c[name] for name in _COLUMNS))
_in_order = (actions.c.due, actions.c.number)
BY_ID = Statement(_ALL.where(actions.c.id == bindparam("wanted")).with_for_update())
OPEN = Statement(_ALL.where(text("state = 'open'")).order_by(*_in_order).limit(1000))  # as its index says it
OF_CASE = Statement(
    _ALL.where(actions.c.case_id == bindparam("of_case"), actions.c.case_id.is_not(None)).order_by(actions.c.number)
)
OF_SOURCE = Statement(
    _ALL.where(actions.c.source == bindparam("of_source"), actions.c.source.is_not(None)).order_by(actions.c.number)
)
EVERY = Statement(_ALL.order_by(*_in_order).limit(bindparam("most")))
_KEEP = upsert(actions, *_COLUMNS, keep=("number", "made_by", "made_at"))


def keep(database: Database, changed: Iterable[Action]) -> None:
    """Inside a transaction: writes new and changed ones."""
    database.write_all(_KEEP, [_row(action) for action in changed])


def action_of(row: Row) -> Action:
    """An action from its row."""
    (id_, number, what, staff, group, due, origin, made_by, made_at, case, source, *rest) = row
    (playbook, edition, step, state, settled_by, settled_at, words, proof, version) = rest
    return Action(
        id_,
        number,
        unpack(what),
        Owner(staff, group),
        date.fromisoformat(due),
        Origin(origin),
        made_by,
        moment(made_at),
        case,
        source,
        None if playbook is None else Target(playbook, edition, step),
        ActionState(state),
        settled_by,
        moment_or_none(settled_at),
        unpack(words),
        proof,
        version,
    )


def _row(action: Action) -> Values:
    target = action.target
    return {
        "id": action.id,
        "number": action.number,
        "what": pack(action.what),
        "staff": action.owner.staff,
        "group_id": action.owner.group,
        "due": action.due.isoformat(),
        "origin": action.origin.value,
        "made_by": action.made_by,
        "made_at": micros(action.made_at),
        "case_id": action.case,
        "source": action.source,
        "playbook": target.playbook if target else None,
        "edition": target.edition if target else None,
        "step": target.step if target else None,
        "state": action.state.value,
        "settled_by": action.settled_by,
        "settled_at": micros_or_none(action.settled_at),
        "words": pack(action.words),
        "proof": action.proof,
        "version": action.version,
    }
