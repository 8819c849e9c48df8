"""Playbooks on paper, for when phones die: a checklist card with boxes to tick, and a form for what was reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handlers.alerts.cards import kind_name
from handlers.messages import Document
from handlers.people import Directory, Site, kept_at
from handlers.printing.conditions import condition_words
from handlers.printing.flow import step_times
from handlers.printing.form import form_of
from handlers.printing.names import Names
from handlers.printing.phases import phase_name
from handlers.team_roles import role_name
from playbooks.locale_format import day, labelled, series
from playbooks.model import Kind, PlainStep, Playbook, Step
from playbooks.phrases import Phrases, phrases
from playbooks.variables import filled, value_of
from playbooks.words import Words

TEMPLATE = "cards"
_TONES = {Kind.EMERGENCY: "bad", Kind.INCIDENT: "watch", Kind.COMPLAINT: "accent"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cards are to hang: an organisation and one of its sites, if it is known."""

    organisation: str = ""
    site: Site | None = None
    directory: Directory = field(default_factory=Directory)

    @property
    def values(self) -> Mapping[str, Words]:
        """What the site fills in."""
        return self.site.variables if self.site is not None else {}


def cards_of(playbooks: Sequence[Playbook], place: Place, language: str, made: date, name: str) -> Document:
    """One document with the card of each playbook, each from a new page on."""
    say = phrases(language)
    data = {
        "cards": [_Card(playbook, place, say).data() for playbook in playbooks],
        "made": say("Printed on {day}. Newer editions replace it.", day=day(made, language)),
        "words": {
            # TRANSLATORS: On a printed checklist, before a line to write on: the hour, and who did it.
            "time": say("Time"),
            "by": say("By"),
            "only": labelled(say("Only if"), "", language).rstrip(),
            "critical": say("Must not be left out"),
            "numbers": say("Numbers to call"),
            "site": say("At this site"),
            "form": say("Write down"),
        },
    }
    return Document(name, TEMPLATE, data, language)


class _Card:
    """The card of one playbook at one place."""

    def __init__(self, playbook: Playbook, place: Place, say: Phrases) -> None:
        self._playbook = playbook
        self._place = place
        self._say = say
        self._names = Names(playbook, say)
        self._numbers = self._names.steps

    def data(self) -> dict[str, Any]:
        playbook, say, place = self._playbook, self._say, self._place
        where = [place.organisation, place.site.name.text(say.language) if place.site is not None else ""]
        return {
            "title": playbook.title.text(say.language),
            "kind": kind_name(playbook.kind, say),
            "tone": _TONES[playbook.kind],
            "where": " · ".join(part for part in where if part),
            "edition": say(
                "{id}, version {n}, read through on {day}",
                id=playbook.id,
                n=playbook.version,
                day=day(playbook.reviewed, say.language),
            ),
            "numbers": list(self._calls()),
            "site": [*self._variables(), *self._resources()],
            "sections": list(self._sections()),
            "form": form_of(self._names),
        }

    def _all(self) -> Iterator[PlainStep]:
        yield from (step for step, _ in self._names.every_step())

    def _calls(self) -> Iterator[list[str]]:
        """Everybody whom a step says to call, once."""
        found = [
            (self._filled(call.name.text(self._say.language)), self._filled(call.number))
            for step in self._all()
            for call in step.call
        ]
        yield from ([name, number] for name, number in dict.fromkeys(found))

    def _variables(self) -> Iterator[list[str]]:
        """What differs from site to site, as it is here; what nobody filled in is a line to write on."""
        called = {number for _, number in self._calls()}
        for variable in self._playbook.variables:
            value = value_of(variable, self._say.language, self._place.values)
            if value not in called:
                yield [variable.name.text(self._say.language), "" if value.startswith("[") else value]

    def _resources(self) -> Iterator[list[str]]:
        """Where what the steps use is."""
        site, language = self._place.site, self._say.language
        if site is None:
            return
        for kind in sorted({kind for step in self._all() for kind in step.uses}):
            there = [one for one in site.resources if one.kind == kind]
            places = [kept_at(one, site, language) for one in there if one.place is not None]
            if there:
                yield [there[0].name.text(language), series(list(dict.fromkeys(places)), language)]

    # steps

    def _sections(self) -> Iterator[dict[str, Any]]:
        """Phase by phase, and in each track by track."""
        say, tracks = self._say, {track.id: track for track in self._playbook.tracks}
        for phase in dict.fromkeys(step.phase for step in self._playbook.steps):
            steps = [step for step in self._playbook.steps if step.phase == phase]
            for track in dict.fromkeys(step.track for step in steps):
                named = tracks[track].name.text(say.language) if track in tracks else ""
                name = " · ".join(part for part in (phase_name(phase, say), named) if part)
                yield {"name": name, "steps": [self._step(step) for step in steps if step.track == track]}

    def _step(self, step: PlainStep) -> dict[str, Any]:
        say, playbook = self._say, self._playbook
        return {
            "number": self._numbers[step.id],
            "text": self._filled(step.text.text(say.language)),
            "hint": self._filled(step.hint.text(say.language)) if step.hint else "",
            "caution": self._filled(step.caution.text(say.language)) if step.caution else "",
            "critical": step.critical,
            "who": role_name(playbook, step.role, say) if step.role else "",
            "limit": series(list(step_times(step, say, self._numbers)), say.language),
            "only": self._only(step),
            "boxes": 6 if step.every is not None else step.confirm,
            "options": [option.label.text(say.language) for option in step.decide],
            "calls": [[self._filled(c.name.text(say.language)), self._filled(c.number)] for c in step.call],
            "inner": [self._step(inner) for inner in (step.steps if isinstance(step, Step) else ())],
        }

    def _only(self, step: PlainStep) -> str:
        parts = [condition_words(step.when, self._names)] if step.when is not None else []
        return "; ".join([*parts, *map(self._names.level, step.levels)])

    def _filled(self, text: str) -> str:
        return filled(text, self._say.language, self._playbook.variables, self._place.values)
