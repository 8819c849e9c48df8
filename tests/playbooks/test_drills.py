"""Scenarios: the bundled ones are right, and what is wrong with others is said where it stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from playbooks.drill_lint import lint_scenario, lint_scenarios
from playbooks.drills import SCENARIOS, Pinned, load_scenarios, scenario_folder
from playbooks.loading import LIBRARY, load_library
from playbooks.model import Playbook

TODAY = date(2026, 11, 21)
GOOD = (SCENARIOS / "medical-gate.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def playbooks() -> dict[str, Playbook]:
    return {edition.playbook.id: edition.playbook for edition in load_library()}


def test_the_bundled_scenarios_have_nothing_wrong(playbooks: dict[str, Playbook]) -> None:
    assert lint_scenarios(SCENARIOS, playbooks, TODAY) == []


def test_a_scenario_is_pinned_by_its_content() -> None:
    for pinned in load_scenarios(SCENARIOS):
        again = Pinned.from_content(pinned.content)
        assert (again.digest, again.scenario) == (pinned.digest, pinned.scenario)


def test_scenarios_are_in_the_folder_of_playbooks_or_beside_it(tmp_path: Path) -> None:
    assert scenario_folder(LIBRARY) == SCENARIOS
    own = tmp_path / "own"
    own.mkdir()
    assert scenario_folder(own) is None
    (own / "scenarios").mkdir()
    assert scenario_folder(own) == own / "scenarios"


def test_a_file_that_cannot_be_read_takes_no_other_away(tmp_path: Path) -> None:
    (tmp_path / "medical-gate.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("id: broken\n", encoding="utf-8")
    found = load_scenarios(tmp_path)
    assert list(found.by_id) == ["medical-gate"]
    assert found.problems


@pytest.mark.parametrize(
    ("before", "after", "wrong"),
    [
        ("id: medical-gate", "id: other", "is `other` in a file called medical-gate"),
        ("playbook: medical-emergency", "playbook: medical", "there is no playbook `medical`"),
        ("reviewed: 2026-11-20", "reviewed: 2020-11-20", "not within the last two years"),
        ("- role: director", "- role: observer", "asks for no director"),
        ("to: [finder]\n    objective: alarm", "to: [fnder]\n    objective: alarm", "nobody plays `fnder`"),
        ("objective: way-in\n    text", "objective: way\n    text", "there is no objective `way`"),
        ("after: cpr-begun", "after: cpr", "there is no expectation `cpr`"),
        ("after: cpr-begun", "after: aed-used", "expected only once this was played"),
        ("missed: [ambulance-called]", "missed: [ambulance]", "there is no expectation `ambulance`"),
        ("of: check\n", "of: breath\n", "`medical-emergency` has no step `breath`"),
        ("of: check\n", "of: check\n        outcome: gone\n", "that step never ends `gone`"),
        ("at: 25min", "at: 2h", "comes after the drill is over"),
        ("    at: 6min\n", "", "needs either `at` or `after`"),
        ("at: 6min", "at: 6min\n    wait: 1min", "waits for nothing"),
        ("id: press", "id: press\n    at: 5min", "is spare, and has a time"),
        ("id: press", "id: second-person", "stands here more than once"),
        ("id: press", "id: press\n    media: [no.jpg]", "there is no file no.jpg beside it"),
        (
            "{en: A reporter, zh-Hans: 记者, zh-Hant: 記者, pt: Um jornalista}",
            "{en: A reporter}",
            "`sender` is missing in",
        ),
    ],
)
def test_what_is_wrong_is_said(
    tmp_path: Path, playbooks: dict[str, Playbook], before: str, after: str, wrong: str
) -> None:
    assert before in GOOD
    file = tmp_path / "medical-gate.yaml"
    file.write_text(GOOD.replace(before, after, 1), encoding="utf-8")
    found = [str(problem) for problem in lint_scenario(file, playbooks, TODAY)]
    assert any(wrong in problem for problem in found), found
