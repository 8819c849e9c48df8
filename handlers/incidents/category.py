"""What an incident is about: the playbook's guess, until somebody who is responsible says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from handlers.given import Given
from playbooks.model import Area, Node

Member = TypeVar("Member", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class About:
    """An area, a node or both; `by` is who said so (a staff id), None for what the answers and the playbook make."""

    area: Area | None = None
    node: Node | None = None
    by: str | None = None

    @property
    def data(self) -> dict[str, str]:
        """For the timeline: what there is."""
        fields = {"area": self.area, "node": self.node}
        return {name: value.value for name, value in fields.items() if value is not None}


def about_of(data: Mapping[str, str]) -> About:
    """What an entry of the timeline says it is about."""
    area, node = data.get("area"), data.get("node")
    return About(Area(area) if area else None, Node(node) if node else None)


def guessed(given: Given) -> About | None:
    """What the answers and the playbook say it is about; None where the playbook says nothing of it."""
    category = given.playbook.category
    if category is None:
        return None
    held = [rule for rule in category.rules if given.holds(rule.when)]
    area = next((rule.area for rule in held if rule.area is not None), category.area)
    node = next((rule.node for rule in held if rule.node is not None), category.node)
    return About(
        _answered(given, category.area_from, Area) or area,
        _answered(given, category.node_from, Node) or node,
    )


def _answered(given: Given, question: str | None, members: type[Member]) -> Member | None:
    """What was answered, where that is one of `members`: own words are not."""
    value = given.answers.get(question) if question is not None else None
    return next((member for member in members if member.value == value), None)
