"""What a review is made of, and the review in one language."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from handlers.actions import Action
from handlers.drills.expecting import Verdict
from handlers.drills.marking import NO_CALL, masked
from handlers.drills.run import Drill
from handlers.drills.score import Score, score_of
from handlers.drills.wording import Fill, filler
from handlers.people import Directory
from playbooks.locale_format import clock, day
from playbooks.model import Playbook
from playbooks.phrases import Phrases, phrases


@dataclass(frozen=True, slots=True)
class Cure:
    """What became of an action: the edition that addresses it, and the run that shows whether it helped."""

    version: int | None = None
    redrill: str | None = None  # the number of the run
    percent: int | None = None  # what that run scored
    verdict: Verdict | None = None  # how what the action is about went in it
    planned: bool = False  # it is planned, or goes on


@dataclass(frozen=True)
class Found:
    """A run and all that followed from it. `now` is real; `photos` are SHA-256 by the platform's id of a file."""

    run: Drill
    playbook: Playbook | None
    directory: Directory
    now: datetime
    actions: tuple[Action, ...] = ()
    cures: dict[str, Cure] = field(default_factory=dict)  # by the number of the action
    photos: dict[str, str] = field(default_factory=dict)
    head: str = ""  # the last hash of the log
    entries: int = 0

    @cached_property
    def score(self) -> Score:
        return score_of(self.run, self.now, self.playbook)


@dataclass(frozen=True)
class Review:
    """What was found, for readers of one language."""

    found: Found
    language: str

    @property
    def run(self) -> Drill:
        return self.found.run

    @property
    def score(self) -> Score:
        return self.found.score

    @cached_property
    def say(self) -> Phrases:
        return phrases(self.language)

    @cached_property
    def fill(self) -> Fill:
        """As in the run's messages, without numbers that somebody could dial."""
        site = self.found.directory.site_by_id.get(self.run.site or "")
        fill = filler(self.found.playbook, site, self.language)
        return lambda text: masked(fill(text), self.run.numbers).replace(NO_CALL, "···")

    def dated(self, at: datetime) -> str:
        """Day and time on the organisation's clocks, readable in a year."""
        return f"{day(at.astimezone(self.zone), self.language)} {clock(at, self.language, self.zone)}"

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.found.directory.timezone)
