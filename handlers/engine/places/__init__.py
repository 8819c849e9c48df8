"""Where a conversation can stand: a question, between rounds, the review, a checklist step, about to cancel."""

from __future__ import annotations

from handlers.engine.places.base import Place
from handlers.engine.places.cancelling import CancellingPlace
from handlers.engine.places.question import QuestionPlace
from handlers.engine.places.review import ReviewPlace
from handlers.engine.places.rounds import MorePlace, RoundsPlace
from handlers.engine.places.step import StepPlace
from handlers.engine.session import Frame

_QUESTION, _REVIEW, _MORE, _ROUNDS, _STEP = QuestionPlace(), ReviewPlace(), MorePlace(), RoundsPlace(), StepPlace()
_CANCELLING = CancellingPlace()


def place_of(frame: Frame) -> Place:
    """The place where `frame` stands."""
    if frame.state.get("confirm"):
        return _CANCELLING
    if frame.at is None:
        return _REVIEW
    if frame.at.startswith("step:"):
        return _STEP
    if frame.at.endswith(".+"):
        return _MORE
    return _ROUNDS if frame.at.endswith(".*") else _QUESTION
