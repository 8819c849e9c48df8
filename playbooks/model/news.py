"""What is new in an edition, for those who must read it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from playbooks.model.base import Id, Part

StaffRole = Literal["staff", "duty-manager", "trainer", "admin"]


class Readers(Part):
    """Who has to say that they have read what changed: members of these groups, and people with these roles.

    With `sites`, only those of them who work there; with `sites` alone, everybody who does.
    """

    groups: list[Id] = Field(default_factory=list, description="Ids of the organisation's groups.")
    roles: list[StaffRole] = Field(default_factory=list, description="Everybody with one of these roles.")
    sites: list[Id] = Field(default_factory=list, description="Only people who work at one of these sites.")
