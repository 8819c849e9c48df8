"""The pictures of the programme are set in every language, say all by words and signs, and show text as text."""

from __future__ import annotations

import struct
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.cli.demo import SAMPLE_ORGANISATION
from bot.documents.press import Format, Job, press
from handlers.drills.cell_words import PLAIN_SIGNS
from handlers.drills.grid_picture import grid_picture, windows
from handlers.drills.history import trends_of
from handlers.drills.programme import Programme
from handlers.drills.results import Result
from handlers.drills.rules import DrillRule, Every
from handlers.drills.trend_picture import trend_picture
from handlers.messages import Picture
from handlers.organisation import read_organisation
from handlers.people import Directory
from playbooks.drills import SCENARIOS, load_scenarios
from playbooks.loading import LIBRARY, load_library
from playbooks.phrases import phrases
from playbooks.words import LANGUAGES, Words
from playbooks.yaml_file import read_yaml
from tests.bot.documents.test_press import HOSTILE, words_in
from tests.fakes.unit_of_work import Shelf

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
AGO = {"fire": (10, 30, 170), "medical-emergency": (400,), "lost-child": (340,), "typhoon": (20,)}


def programme(name: Words | None = None) -> Programme:
    """Each state once at least: good, near, overdue, never, with another edition, and by too few."""
    here, shelf = read_organisation(read_yaml(SAMPLE_ORGANISATION)), Shelf()
    for edition in load_library(LIBRARY):
        shelf.put(edition)
    group = replace(here.group_by_id["duty"], members=("ana", "ming", "kit"), name=name or Words("Duty"))
    here = replace(here, groups=(group,), drilling=(DrillRule(Every(months=12), (*AGO, "robbery"), ("duty",)),))
    return Programme.of(here, shelf, [_result(here, shelf, *one) for one in _runs()], load_scenarios(SCENARIOS), NOW)


def _runs() -> list[tuple[str, int]]:
    return sorted(((playbook, days) for playbook, ago in AGO.items() for days in ago), key=lambda one: -one[1])


def _result(here: Directory, shelf: Shelf, playbook: str, ago: int) -> Result:
    edition, at = shelf.current(playbook), NOW - timedelta(days=ago)
    assert edition is not None
    people = ("ana",) if playbook == "typhoon" else here.groups[0].members
    return Result("r", "D-1", playbook, playbook, edition.digest, None, at, at, 70, {"duty": ago % 101}, people)


def pictures(found: Programme, language: str) -> list[Picture]:
    say = phrases(language)
    grid = grid_picture(found, windows(found, language)[0], say("Programme of drills"), "", say)
    return [grid, trend_picture(found, trends_of("duty", found), found.team("duty", language), say)]


def made(picture: Picture, form: Format = "pdf") -> bytes:
    return press(Job(picture.template, form, picture.language, picture.data))


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_signs_and_shares_can_be_read_back(language: str) -> None:
    found = programme()
    grid, trend = (words_in(made(picture)) for picture in pictures(found, language))
    for playbook in AGO:
        assert "".join(found.title(playbook, language).split()) in grid
        assert "".join(found.title(playbook, language).split()) in trend
    assert all(PLAIN_SIGNS[cell.state] in grid for cell in found.cells)
    assert all(f"{ago % 101}%" in trend for days in AGO.values() for ago in days)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fullest_are_no_longer_than_a_telephone(language: str) -> None:
    found = programme()
    every = [edition.playbook.id for edition in found.editions.all_current()]
    asked = [replace(found.cells[0].asked, playbook=playbook) for playbook in every]
    full = replace(found, cells=tuple(replace(found.cells[0], asked=one) for one in asked))
    for picture in pictures(full, language):
        wide, high = struct.unpack(">II", made(picture, "png")[16:24])
        assert high / wide < 16 / 9


def test_what_a_house_calls_its_teams_is_text() -> None:
    for picture in pictures(programme(Words({"en": HOSTILE})), "en"):
        assert "".join(HOSTILE.split()) in words_in(made(picture)).replace("\u200b", "")
