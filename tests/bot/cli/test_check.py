"""`muster check`: what authors see, and what scripts can rely on."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from playbooks.loading import LIBRARY

SAMPLES = LIBRARY.parent / "samples"

PLAYBOOK = """\
id: queue
kind: complaint
owner: duty
version: 1
reviewed: 2026-01-31
sources: [our own practice]
title: Queue
questions:
  - {id: hurt, type: yes_no, ask: Hurt?}
  - {id: more, type: text, ask: More?, when: {question: hurt, equals: yes}}
routing: [{notify: [duty]}]
closing: Bye
"""


def check(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *(str(argument) for argument in arguments)])


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    path = tmp_path / "queue.yaml"
    path.write_text(PLAYBOOK)
    return path


def test_the_library_that_comes_with_muster_passes_without_a_word() -> None:
    result = check()
    grown_old = "last reviewed on"  # which comes with the years, by the real clock
    assert result.exit_code == 0
    assert [line for line in result.output.splitlines() if grown_old not in line] == []


def test_a_good_file_passes(playbook: Path) -> None:
    assert check(playbook).exit_code == 0


def test_an_error_is_one_line_that_an_editor_can_jump_to(playbook: Path) -> None:
    playbook.write_text(PLAYBOOK.replace("question: hurt", "question: hrut"))
    result = check(playbook)
    assert result.exit_code == 1
    assert f"{playbook}:10:57: there is no question `hrut` here; did you mean `hurt`?\n" in result.output


def test_a_warning_is_shown_and_passes(playbook: Path) -> None:
    playbook.write_text(PLAYBOOK.replace("title: Queue", "title: {en: Queue}"))
    result = check(playbook)
    assert result.exit_code == 0
    assert f"{playbook}:7:1: warning: `title` is missing in zh-Hans, pt" in result.output


def test_every_file_of_a_folder_is_checked(playbook: Path) -> None:
    (playbook.parent / "broken.yaml").write_text("id: [")
    (playbook.parent / "other.yaml").write_text(PLAYBOOK)
    result = check(playbook.parent)
    assert result.exit_code == 1
    assert "broken.yaml:" in result.output
    assert "other.yaml:1:5: `queue` is in a file named `other`" in result.output
    assert "queue.yaml:1:5: other.yaml is `queue` as well; give one of them another id" in result.output


ORGANISATION = """\
name: Harbour Terminal
timezone: Asia/Macau
languages: [en]
groups:
  - {id: duties, name: Duty}
routing:
  - {when: {playbook: queu}, notify: [duties]}
  - {notify: [duties]}
"""


@pytest.fixture
def organisation(tmp_path: Path) -> Path:
    path = tmp_path / "org" / "organisation.yaml"
    path.parent.mkdir()
    path.write_text(ORGANISATION)
    return path


def test_groups_are_those_of_the_organisation(playbook: Path, organisation: Path) -> None:
    result = check(playbook, "--org", organisation)
    assert result.exit_code == 1
    assert "the organisation has no group `duty`; did you mean `duties`?" in result.output


def test_the_organisation_of_the_environment_is_asked(
    playbook: Path, organisation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUSTER_ORG", str(organisation))
    assert "the organisation has no group `duty`" in check(playbook).output


def test_the_organisation_routes_playbooks_that_are_there(playbook: Path, organisation: Path) -> None:
    result = check(playbook.parent, "--org", organisation)
    assert f"{organisation}:7:23: there is no playbook `queu`; did you mean `queue`?" in result.output


def test_a_malformed_organisation_is_said_beside_the_playbooks(playbook: Path, organisation: Path) -> None:
    organisation.write_text(ORGANISATION.replace("timezone: Asia/Macau", "timezone: Macau/Asia"))
    playbook.write_text(PLAYBOOK.replace("question: hurt", "question: hrut"))
    result = check(playbook, "--org", organisation)
    assert result.exit_code == 1
    assert f"{organisation}:2:" in result.output
    assert "there is no question `hrut`" in result.output


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    result = check(tmp_path)
    assert (result.exit_code, result.output) == (
        1,
        f"{tmp_path}:1:1: holds no playbooks; put files in it whose names end in .yaml\n",
    )


def test_a_path_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    assert check(tmp_path / "none").exit_code == 2


def test_without_a_path_all_that_is_configured_is_checked_together(
    playbook: Path, organisation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUSTER_ORG", str(organisation))
    monkeypatch.setenv("MUSTER_PLAYBOOKS", str(playbook.parent))
    result = check()
    assert result.exit_code == 1
    assert "the organisation has no group `duty`" in result.output
    assert f"{organisation}:7:23: there is no playbook `queu`; did you mean `queue`?" in result.output


def test_an_organisation_file_is_checked_against_the_configured_playbooks(
    playbook: Path, organisation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUSTER_PLAYBOOKS", str(playbook.parent))
    assert f"{organisation}:7:23: there is no playbook `queu`" in check(organisation).output
    organisation.write_text(ORGANISATION.replace("queu}", "queue}"))
    assert (check(organisation).exit_code, check(organisation).output) == (0, "")
    organisation.write_text(ORGANISATION.replace("timezone: Asia/Macau", "timezone: Macau/Asia"))
    assert check(organisation).exit_code == 1


def test_one_playbook_says_nothing_of_the_organisation(playbook: Path, organisation: Path) -> None:
    playbook.write_text(PLAYBOOK.replace("notify: [duty]", "notify: [duties]"))
    assert "queu" not in check(playbook, "--org", organisation).output.replace("queue.yaml", "")


@pytest.mark.parametrize("sample", ["harbour-terminal", "bank-branch"])
def test_the_samples_fit_the_playbooks_that_come_with_muster(sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_ORG", str(SAMPLES / f"{sample}.yaml"))
    assert check().exit_code == 0


def test_a_playbook_that_is_to_be_drilled_and_that_no_scenario_plays_is_told(tmp_path: Path) -> None:
    org = tmp_path / "org.yaml"
    org.write_text(
        "name: Terminal\nstaff: [{id: ana, name: Ana}]\ngroups: [{id: duty, name: Duty, members: [ana]}]\n"
        "drills: [{playbook: fire, every: 6 months}, {playbook: robbery, every: 1 year}]\n"
    )
    result = check(org)
    assert result.exit_code == 0
    assert f"{org}:4:56: warning: no scenario plays `robbery`" in result.output
    assert "`fire`, so" not in result.output
