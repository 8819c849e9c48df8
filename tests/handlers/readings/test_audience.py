"""Who has to read what is new."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.organisation import read_organisation
from handlers.readings.audience import audience, concerned
from playbooks.loading import parse_yaml
from tests.handlers.engine.talk import playbook

ORGANISATION = """
name: Harbour
timezone: Asia/Macau
languages: [en]
sites: [{id: t1, name: Terminal 1}, {id: t2, name: Terminal 2}]
staff:
  - {id: bo, name: Bo, role: staff, sites: [t1]}
  - {id: kit, name: Kit, role: staff, sites: [t2]}
  - {id: ana, name: Ana, role: duty-manager}
  - {id: wai, name: Wai, role: admin}
  - {id: gone, name: Gone, role: staff, active: false}
groups:
  - {id: duty, name: Duty, members: [ana]}
  - {id: safety, name: Safety, members: [bo, gone]}
  - {id: data, name: Data, members: [wai]}
routing:
  - {when: {kind: complaint}, notify: [data]}
  - {when: {site: [t2]}, notify: [safety]}
  - {notify: [duty]}
  - {when: {kind: incident}, notify: [data]}
"""
DIRECTORY = read_organisation(parse_yaml(ORGANISATION, "organisation.yaml"))


@pytest.mark.parametrize(
    ("must_read", "people"),
    [
        ({"roles": ["staff"]}, ["bo", "kit"]),
        ({"roles": ["staff"], "sites": ["t1"]}, ["bo"]),
        ({"sites": ["t2"]}, ["kit", "ana", "wai"]),  # who has no sites works at all of them
        ({"groups": ["safety"]}, ["bo"]),
        ({"groups": ["safety"], "roles": ["admin"]}, ["bo", "wai"]),
        ({"groups": ["safety"], "sites": ["t2"]}, []),
    ],
)
def test_those_whom_the_author_names(must_read: dict[str, Any], people: list[str]) -> None:
    new = playbook("incident", changes=["Call first."], must_read=must_read)
    assert [person.id for person in audience(new, DIRECTORY)] == people


@pytest.mark.parametrize(
    ("kind", "more", "groups"),
    [
        ("complaint", {}, ["data"]),
        ("incident", {}, ["safety", "duty"]),
        ("incident", {"routing": [{"notify": ["data", "nobody"]}]}, ["safety", "duty", "data"]),
        ("emergency", {"levels": [{"id": "full", "name": "Full", "notify": ["data"]}]}, ["safety", "duty", "data"]),
    ],
)
def test_else_those_who_are_told_of_its_cases(kind: str, more: dict[str, Any], groups: list[str]) -> None:
    assert concerned(playbook(kind, changes=["Call first."], **more), DIRECTORY) == groups


def test_nobody_where_nothing_is_new() -> None:
    assert audience(playbook("incident", must_read={"roles": ["staff"]}), DIRECTORY) == []
