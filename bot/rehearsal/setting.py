"""What a rehearsed world starts with: people, playbooks, the time, and how it is set up."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from bot.config import LIBRARY_FOLDER
from bot.rehearsal.transcript import Stranger, Transcript
from handlers.house import Find, Suggestion
from handlers.organisation import read_organisation
from handlers.people import Directory
from playbooks.drills import Scenarios, load_scenarios, scenario_folder
from playbooks.edition import Edition
from playbooks.finder import Finder, Taught
from playbooks.loading import load_library, load_playbook
from playbooks.problems import Malformed
from playbooks.yaml_file import read_yaml

SAMPLE_ORGANISATION = LIBRARY_FOLDER.parent / "samples" / "harbour-terminal.yaml"
MONDAY_MORNING = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 - on the organisation's own clock


@dataclass(frozen=True)
class Setting:
    """`language`: what everybody reads, instead of their own. `starts` is on the organisation's clock."""

    organisation: Path = SAMPLE_ORGANISATION
    playbooks: Path = LIBRARY_FOLDER
    language: str | None = None
    enrolment: Literal["invite", "open"] = "invite"
    duty_bot: bool = False
    starts: datetime = MONDAY_MORNING
    strangers: Mapping[str, Stranger] = field(default_factory=dict)

    @classmethod
    def of(cls, transcript: Transcript, folder: Path) -> Setting:
        """The setting that a transcript in `folder` asks for."""
        return cls(
            organisation=folder / transcript.organisation if transcript.organisation else SAMPLE_ORGANISATION,
            playbooks=folder / transcript.playbooks if transcript.playbooks else LIBRARY_FOLDER,
            language=transcript.language,
            enrolment=transcript.enrolment,
            duty_bot=transcript.duty_bot,
            starts=transcript.starts or MONDAY_MORNING,
            strangers=transcript.strangers,
        )

    def directory(self) -> Directory:
        """The organisation, everybody reading `language` if one is set. Raises Malformed."""
        document = read_yaml(self.organisation)
        directory = read_organisation(document)
        return directory if self.language is None else _all_reading(directory, self.language)

    def editions(self) -> Sequence[Edition]:
        """The playbooks there are at the start. Raises Malformed."""
        return _editions(self.playbooks)

    def find(self) -> Find:
        """Ranks the playbooks for a typed text."""
        return _finder(self.playbooks)

    def outside_channels(self) -> frozenset[str]:
        """The outside channels there are; what goes out by them is heard in no chat that anybody looks at."""
        return frozenset()

    def scenarios(self) -> Scenarios:
        """What drills can play: the scenarios in the folder of playbooks, or beside it."""
        return _scenarios(self.playbooks)

    def start(self, directory: Directory) -> datetime:
        """The moment the world starts, in UTC."""
        return self.starts.replace(tzinfo=ZoneInfo(directory.timezone)).astimezone(UTC)


def _all_reading(directory: Directory, language: str) -> Directory:
    staff = tuple(replace(person, language=language) for person in directory.staff)
    groups = tuple(replace(group, language=language) for group in directory.groups)
    return replace(directory, staff=staff, groups=groups)


@lru_cache(maxsize=64)
def _editions(place: Path) -> tuple[Edition, ...]:
    if place.is_file():
        return (load_playbook(place),)
    library = load_library(place)
    wrong = [problem for problem in library.problems if problem.level == "error"]
    if wrong:
        raise Malformed(wrong)
    return tuple(library)


@lru_cache(maxsize=64)
def _scenarios(place: Path) -> Scenarios:
    return load_scenarios(scenario_folder(place) if place.is_dir() else None)


@lru_cache(maxsize=8)  # each has learned what people write, and takes tens of megabytes
def _finder(place: Path) -> Find:
    finder = Finder(_editions(place))

    def find(text: str, taught: Taught) -> Sequence[Suggestion]:
        return [Suggestion(found.entry, found.score) for found in finder.find(text, taught=taught)]

    return find


def account_of(stranger: str) -> int:
    """The account number of somebody the organisation does not know: always the same, and nobody else's."""
    return 900_000_000 + int.from_bytes(hashlib.sha256(stranger.encode()).digest()[:3])
