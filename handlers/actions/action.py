"""A corrective action: what is to be put right, by whom, by when, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum


class ActionState(StrEnum):
    """An action ends as done or as dropped, and stays that."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Origin(StrEnum):
    """Where it came from."""

    CASE = "case"  # somebody in charge of a case added it
    CASE_REVIEW = "case-review"
    JOINT_REVIEW = "joint-review"
    DRILL = "drill"
    FOLLOW_UP = "follow-up"  # somebody who was affected is called: `what` is who


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody (a staff id) or a group (its id), never both."""

    staff: str | None = None
    group: str | None = None

    def __post_init__(self) -> None:
        if (self.staff is None) == (self.group is None):
            raise ValueError("an action is somebody's or a group's")


@dataclass(frozen=True, slots=True)
class Target:
    """What of a playbook is to be put right: all of it or one step, as found in `edition` (a content hash)."""

    playbook: str
    edition: str | None = None
    step: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """`due` is a day on the organisation's clocks. `version` grows with every change and stands on buttons."""

    id: str
    number: str  # A-2026-000012
    what: str
    owner: Owner
    due: date
    origin: Origin
    made_by: str  # staff id
    made_at: datetime
    case: str | None = None  # id of the case that it belongs to
    source: str | None = None  # what of that origin: the number of a case or of a drill's run
    target: Target | None = None
    state: ActionState = ActionState.OPEN
    settled_by: str | None = None
    settled_at: datetime | None = None
    words: str = ""  # how it was done, or why it was dropped
    proof: str | None = None  # the file (`Media.unique`) among the case's that shows it
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.state is ActionState.OPEN


def done(action: Action, by: str, at: datetime, words: str = "", proof: str | None = None) -> Action:
    """It is done; words or a file show it. Raises ValueError without either."""
    if not words.strip() and proof is None:
        raise ValueError("an action is done with a word or a photo as proof")
    return _settled(action, ActionState.DONE, by, at, words, proof)


def dropped(action: Action, by: str, at: datetime, reason: str) -> Action:
    """It will not be done. Raises ValueError without a reason."""
    if not reason.strip():
        raise ValueError("an action is dropped with a reason")
    return _settled(action, ActionState.DROPPED, by, at, reason, None)


def _settled(action: Action, state: ActionState, by: str, at: datetime, words: str, proof: str | None) -> Action:
    if not action.is_open:
        return action
    return replace(
        action,
        state=state,
        settled_by=by,
        settled_at=at,
        words=words.strip(),
        proof=proof,
        version=action.version + 1,
    )


def given(action: Action, owner: Owner) -> Action:
    """It is somebody else's from now on."""
    if not action.is_open or action.owner == owner:
        return action
    return replace(action, owner=owner, version=action.version + 1)


def put_off(action: Action, due: date) -> Action:
    """Another day is agreed."""
    if not action.is_open or action.due == due:
        return action
    return replace(action, due=due, version=action.version + 1)
