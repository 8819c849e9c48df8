"""What playbooks name and the organisation lacks, and the other way round."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.fitting import misfits
from handlers.organisation import read_organisation
from playbooks.loading import load_library, parse_yaml

PLAYBOOK = """\
id: fire
kind: emergency
owner: duty
version: 2
reviewed: 2026-01-31
sources: [our own practice]
title: Fire
questions: [{id: where, type: place, ask: Where?}]
variables: [{id: door, name: Door, default: Door A}, {id: desk, name: Desk}]
steps:
  - {id: out, text: "Out by {door}, call {desk}.", uses: [aed]}
changes: [Call first.]
must_read: {roles: [staff], sites: [t1]}
closing: Bye
"""
ORGANISATION = """\
name: Harbour
timezone: Asia/Macau
languages: [en]
sites:
  - id: t1
    name: Terminal 1
    variables: {desk: "999"}
    likely: [fire]
    resources: [{kind: aed, name: AED}]
staff: [{id: bo, name: Bo, role: staff, sites: [t1]}]
groups: [{id: duty, name: Duty, members: [bo]}]
routing:
  - {when: {playbook: [fire], answers: {question: where, answered: true}}, notify: [duty]}
  - {notify: [duty]}
"""


def found(folder: Path, playbook: str = PLAYBOOK, organisation: str = ORGANISATION) -> list[str]:
    (folder / "fire.yaml").write_text(playbook)
    document = parse_yaml(organisation, "org.yaml")
    library = load_library(folder)
    assert library.problems == ()
    problems = misfits(library, document, read_organisation(document))
    return [str(problem).replace(f"{folder}/", "") for problem in problems]


def test_nothing_is_said_where_all_fits(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("likely: [fire]", "likely: [fires]", "org.yaml:8:14: there is no playbook `fires`; did you mean `fire`?"),
        ("playbook: [fire]", "playbook: fier", "org.yaml:13:23: there is no playbook `fier`; did you mean `fire`?"),
        (
            "question: where,",
            "question: were,",
            "org.yaml:13:31: no playbook that this is about asks `were`; did you mean `where`?",
        ),
        (
            'variables: {desk: "999"}',
            "variables: {}",
            "fire.yaml:9:59: warning: `desk` has no default, and no value at t1;"
            " write it under `variables` of the site in org.yaml, or give it a default",
        ),
        (
            'desk: "999"',
            'desk: "999", dorr: Door B',
            "org.yaml:7:30: warning: no playbook has a variable `dorr`; did you mean `door`?",
        ),
        (
            "kind: aed",
            "kind: defibrillator",
            "fire.yaml:11:59: warning: nobody says where `aed` is kept at t1; list it under `resources` in org.yaml",
        ),
        (
            "kind: aed",
            "kind: aedd",
            "fire.yaml:11:59: warning: nobody says where `aed` is kept at t1; did you mean `aedd`?",
        ),
    ],
)
def test_what_the_organisation_has_otherwise(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in ORGANISATION
    assert problem in found(tmp_path, organisation=ORGANISATION.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        (
            "sites: [t1]",
            "sites: [t7]",
            [
                "fire.yaml:13:37: the organisation has no site `t7`; use one of t1",
                "fire.yaml:12:1: warning: nobody of the organisation has to read this; name others under `must_read`",
            ],
        ),
        (
            "roles: [staff]",
            "roles: [staff, admin]",
            ["fire.yaml:13:28: warning: nobody of the organisation is `admin`; use one of staff"],
        ),
        ("id: where", "id: place", ["org.yaml:13:31: no playbook that this is about asks `where`; use one of place"]),
    ],
)
def test_what_the_playbook_has_otherwise(tmp_path: Path, old: str, new: str, problems: list[str]) -> None:
    assert old in PLAYBOOK
    assert sorted(found(tmp_path, PLAYBOOK.replace(old, new))) == sorted(problems)
