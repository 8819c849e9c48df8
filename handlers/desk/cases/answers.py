"""Answers of a case in words, for whoever a turn is for."""

from __future__ import annotations

from typing import Any

from handlers.alerts.answer_words import answer_words
from handlers.desk.visit import Visit
from playbooks.phrases import Phrases


def shown_answer(visit: Visit, question: Any, value: Any, say: Phrases) -> str:
    """An answer in words; of a repeated group, one line for each round."""
    return answer_words(question, value, visit.directory, say)
