"""What is wrong with playbooks, and with the scenarios of drills that play them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from playbooks.drill_lint import lint_scenario, lint_scenarios
from playbooks.drills import SCENARIOS, scenario_folder
from playbooks.lint import lint_files
from playbooks.loading import LIBRARY, load_library
from playbooks.model import Playbook
from playbooks.problems import Problem


def holds_scenarios(place: Path) -> bool:
    """Whether `place` is a folder of scenarios, or a file in one."""
    return (place if place.is_dir() else place.parent).name == SCENARIOS.name


def lint_place(place: Path, today: date, groups: frozenset[str] | None) -> list[Problem]:
    """Playbooks and the scenarios that play them; `place` may also be a folder of scenarios, or one."""
    if holds_scenarios(place):
        known = _playbooks_of(place if place.is_dir() else place.parent)
        return lint_scenarios(place, known, today) if place.is_dir() else lint_scenario(place, known, today)
    problems = lint_files(place, today, groups)
    scenarios = scenario_folder(place) if place.is_dir() else None
    return problems + lint_scenarios(scenarios, _by_id(place), today) if scenarios is not None else problems


def _playbooks_of(scenarios: Path) -> dict[str, Playbook]:
    """The playbooks that a folder of scenarios is in, or beside."""
    beside = scenarios.parent / LIBRARY.name
    return _by_id(beside if beside.is_dir() else scenarios.parent)


def _by_id(folder: Path) -> dict[str, Playbook]:
    return {edition.playbook.id: edition.playbook for edition in load_library(folder)}
