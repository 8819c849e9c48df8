"""Which question of a playbook each thing that was said belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from handlers.gleaning.choices import chosen
from handlers.gleaning.counts import count_of, counts_people
from handlers.gleaning.glance import Glance
from handlers.gleaning.marks import asks_for_trip, trip_in
from handlers.gleaning.places import place_in
from handlers.gleaning.times import time_in
from playbooks.model import ChoiceQuestion, NumberQuestion, Playbook, TextQuestion
from playbooks.model.questions import DateTimeQuestion, PlaceQuestion

_LONGEST = 500  # characters; who writes more tells a story


def glean(text: str, playbook: Playbook, glance: Glance) -> dict[str, Any]:
    """Question id -> value, of what `text` says for certain. One kind of thing answers only one question."""
    if len(text) > _LONGEST:
        return {}
    found: dict[str, Any] = {}
    for question, read in _readings(text, playbook, glance):
        value = read()
        if value is not None:
            found[question] = value
    return found


def _readings(text: str, playbook: Playbook, glance: Glance) -> Iterator[tuple[str, Callable[[], Any]]]:
    """The questions that a first message can answer, each with how it would be read."""
    if playbook.place:
        yield playbook.place, lambda: place_in(text, glance)
    where, when, people, trip = set[str](), False, False, False
    for question in playbook.questions:
        if isinstance(question, PlaceQuestion) and not playbook.place and not where:
            where.add(question.id)
            yield question.id, lambda: place_in(text, glance)
        elif isinstance(question, DateTimeQuestion) and question.past and not question.future and not when:
            when = True
            yield question.id, lambda: time_in(text, glance.now)
        elif isinstance(question, NumberQuestion) and not people and counts_people(question):
            people = True
            yield question.id, lambda: count_of(text)
        elif isinstance(question, TextQuestion) and not trip and asks_for_trip(question):
            trip = True
            yield question.id, lambda: trip_in(text)
        elif isinstance(question, ChoiceQuestion):
            yield question.id, lambda question=question: chosen(text, question)  # type: ignore[misc]
