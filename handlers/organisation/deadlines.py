"""The part of the organisation file about deadlines: which pack a case gets, and each site's calendar.

calendar: {weekend: [sat, sun], holidays: [2026-12-25], waking: "08:00-20:00"}
deadline_packs: [our-promise.yaml]      # our own, beside this file
deadlines:
  - {when: {kind: complaint, site: branch}, pack: macau-bank, house: {final: 5 working days}}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field

from handlers.deadlines.calendar import Calendar
from handlers.organisation.cases import RouteCondition, Timezone, when_of
from handlers.people import DeadlineChoice
from playbooks.model.base import Id, Part
from playbooks.model.deadlines import DeadlineRule, Length, Limit, Milestone, Pack
from playbooks.packs import own_pack, packs
from playbooks.problems import Malformed, Problem, instead
from playbooks.yaml_file import Document

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_HOURS = re.compile(r"^([01]\d|2[0-3]):([0-5]\d)\s*-\s*([01]\d|2[0-3]):([0-5]\d)$")


def _read_hours(value: object) -> tuple[time, time]:
    found = _HOURS.match(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("write hours such as `08:00-20:00`, in quotes")
    hour, minute, last_hour, last_minute = map(int, found.groups())
    begin, end = time(hour, minute), time(last_hour, last_minute)
    if begin >= end:
        raise ValueError("ends before it begins; write hours of one day such as `08:00-20:00`")
    return begin, end


class CalendarEntry(Part):
    """What a site leaves out is as the whole organisation's."""

    timezone: Timezone | None = None
    weekend: list[Weekday] | None = Field(default=None, max_length=6)
    holidays: list[date] | None = None
    waking: Annotated[tuple[time, time], BeforeValidator(_read_hours)] | None = None


class DeadlineEntry(Part):
    pack: Id
    when: RouteCondition = RouteCondition()
    house: dict[Milestone, Limit] = Field(
        default_factory=dict, description="Our own targets, in place of the pack's."
    )


@dataclass(frozen=True, slots=True)
class Packs:
    """What `deadlines` can choose from."""

    by_id: Mapping[str, Pack]
    problems: tuple[Problem, ...] = ()


def calendar_of(timezone: str, *entries: CalendarEntry | None) -> Calendar:
    """A calendar on `timezone`'s clocks; what a later entry says counts."""
    usual = Calendar(timezone)
    for entry in entries:
        if entry is not None:
            days = usual.weekend if entry.weekend is None else tuple(map(get_args(Weekday).index, entry.weekend))
            holidays = usual.holidays if entry.holidays is None else tuple(entry.holidays)
            usual = Calendar(entry.timezone or usual.timezone, days, holidays, entry.waking or usual.waking)
    return usual


def pack_files(document: Document) -> list[Path]:
    """The organisation's own packs: what `deadline_packs` names, beside the organisation file."""
    named = document.data.get("deadline_packs", []) if isinstance(document.data, dict) else []
    files = [named] if isinstance(named, str) else named
    return [Path(document.file).parent / file for file in files]


def known_packs(document: Document, languages: Sequence[str]) -> Packs:
    """The packs that can be chosen, the organisation's own among them, and what is wrong with those."""
    files = pack_files(document)
    found: dict[str, Pack] = dict(packs()) if files or document.data.get("deadlines") else {}
    wrong: list[Problem] = []
    for number, file in enumerate(files):
        try:
            pack = own_pack(file, languages)
        except Malformed as malformed:
            wrong += malformed.problems
            continue
        if pack.id in found:
            here = ("deadline_packs", number)
            wrong.append(document.problem(here, f"there is a pack `{pack.id}` already", "give yours another name"))
        found[pack.id] = pack
    return Packs(found, tuple(wrong))


def wrong_deadlines(entries: Sequence[DeadlineEntry], known: Packs, document: Document) -> Iterator[Problem]:
    """Packs that are not there or no good, and own targets for clocks that a pack does not have."""
    yield from known.problems
    for number, entry in enumerate(entries):
        here = ("deadlines", number)
        pack = known.by_id.get(entry.pack)
        if pack is None:
            if not known.problems:  # else it may be one of those
                wrong = f"there is no deadline pack `{entry.pack}`"
                yield document.problem((*here, "pack"), wrong, instead(entry.pack, known.by_id))
            continue
        clocks = [rule.milestone for rule in pack.deadlines]
        for milestone in entry.house:
            if milestone not in clocks:
                wrong = f"`{entry.pack}` has no `{milestone.value}`"
                yield document.problem((*here, "house", milestone.value), wrong, instead(milestone.value, clocks))


def choices_of(entries: Iterable[DeadlineEntry], known: Packs) -> tuple[DeadlineChoice, ...]:
    """What the entries say, with the packs they name as these are now."""
    return tuple(DeadlineChoice(_with_house(known.by_id[e.pack], e.house), when_of(e.when)) for e in entries)


def _with_house(pack: Pack, house: dict[Milestone, Limit]) -> Pack:
    rules = (_aimed(rule, house[rule.milestone]) if rule.milestone in house else rule for rule in pack.deadlines)
    return pack.model_copy(update={"deadlines": tuple(rules)})


def _aimed(rule: DeadlineRule, house: Length) -> DeadlineRule:
    """The pack's reminder fits the pack's target; for another one it comes when three quarters of it are over."""
    remind = Length(house.count * 3 // 4, house.unit) if house.count > 1 else None
    return rule.model_copy(update={"house": house, "remind": remind})
