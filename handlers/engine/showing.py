"""Answers in words, for reviews and cards."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from handlers.engine.questions import ASKERS
from handlers.engine.questions.base import Showing
from handlers.people import Directory


def show_answer(question: Any, value: Any, language: str, directory: Directory, timezone: ZoneInfo) -> str:
    """`value`, an answer to `question`, for a reader of `language`."""
    return ASKERS[question.type].show(question, value, Showing(language, directory, timezone))
