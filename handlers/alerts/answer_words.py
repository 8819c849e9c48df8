"""A case's questions by their path, and their answers in words."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from handlers.engine import show_answer
from handlers.people import Directory
from playbooks.locale_format import labelled, sign
from playbooks.model import Playbook, RepeatQuestion
from playbooks.phrases import Phrases


def question_at(playbook: Playbook, path: str) -> Any:
    """The question that a path (`category`, `injured.0.name`) leads to; None if there is none."""
    outer, *inner = path.split(".")
    question = playbook.question_by_id.get(outer)
    if not inner or not isinstance(question, RepeatQuestion):
        return question
    return next((part for part in question.questions if part.id == inner[-1]), None)


def answer_words(question: Any, value: Any, directory: Directory, say: Phrases) -> str:
    """An answer in words; of a repeated group, one line for each round."""
    zone, language = ZoneInfo(directory.timezone), say.language
    if not isinstance(question, RepeatQuestion):
        return show_answer(question, value, language, directory, zone)
    rounds = []
    for number, one in enumerate(value, 1):
        inner = [q for q in question.questions if one.get(q.id) is not None]
        shown = ((q.name(language), show_answer(q, one[q.id], language, directory, zone)) for q in inner)
        line = sign("; ", language).join(labelled(name, answer, language) for name, answer in shown)
        rounds.append("\n" + labelled(f"{question.each.text(language)} {number}", line, language))
    return "".join(rounds)
