"""Where a conversation can stand: a question, between rounds, the review, at work on a checklist, about to cancel."""

from __future__ import annotations

from handlers.engine.places.base import Place
from handlers.engine.places.cancelling import CancellingPlace
from handlers.engine.places.checklist import ChecklistPlace
from handlers.engine.places.question import QuestionPlace
from handlers.engine.places.review import ReviewPlace
from handlers.engine.places.rounds import MorePlace, RoundsPlace
from handlers.engine.session import AT_WORK, Frame

_QUESTION, _REVIEW, _MORE, _ROUNDS = QuestionPlace(), ReviewPlace(), MorePlace(), RoundsPlace()
_CHECKLIST, _CANCELLING = ChecklistPlace(), CancellingPlace()


def place_of(frame: Frame) -> Place:
    """The place where `frame` stands."""
    if frame.state.get("confirm"):
        return _CANCELLING
    if frame.at is None:
        return _REVIEW
    if frame.at == AT_WORK:
        return _CHECKLIST
    if frame.at.endswith(".+"):
        return _MORE
    return _ROUNDS if frame.at.endswith(".*") else _QUESTION
