"""Who gets a card."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from handlers.alerts.addressing import addressed
from handlers.cases import Case, Run
from handlers.people import Directory, Group, Role, Staff
from playbooks.model import Kind, Severity
from playbooks.words import Words

ANA = Staff("ana", "Ana", Role.DUTY_MANAGER, "pt", 2001)
BO = Staff("bo", "Bo", Role.STAFF, "en", 1001)
CY = Staff("cy", "Cy", Role.STAFF, "en")
DEE = Staff("dee", "Dee", Role.ADMIN, "en", 3001)
OUT = Staff("out", "Out", Role.STAFF, "en", 4001, active=False)
DUTY = Group("duty", Words("Duty"), -1, ("ana", "cy", "out"))
FIRE = Group("fire", Words("Fire"), -2, ("ana", "bo"), "pt")
NIGHT = Group("night", Words("Night"), None, ())
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TOWN = Directory(languages=("zh-Hant", "en"), staff=(ANA, BO, CY, DEE, OUT), groups=(DUTY, FIRE, NIGHT))
CASE = Case(
    "x", "E-2026-000001", Kind.EMERGENCY, Run.REAL, "fire", "d", Severity.HIGH, "bo", datetime(2026, 3, 1, tzinfo=UTC)
)


def chats(*groups: str) -> dict[int, str]:
    where = addressed(replace(CASE, groups=groups), TOWN, NOON)
    return {recipient.chat: recipient.language for recipient in where.recipients}


def test_the_groups_chat_and_its_active_members_each_in_their_language() -> None:
    assert chats("duty") == {-1: "zh-Hant", 2001: "pt"}


def test_somebody_in_two_groups_gets_one_card() -> None:
    where = addressed(replace(CASE, groups=("duty", "fire")), TOWN, NOON)
    assert sorted(recipient.chat for recipient in where.recipients) == [-2, -1, 1001, 2001]


def test_the_reporter_gets_a_card_if_they_belong_to_the_group() -> None:
    assert chats("fire") == {-2: "pt", 2001: "pt", 1001: "en"}


def test_without_any_group_managers_and_admins_are_told() -> None:
    assert set(chats()) == {2001, 3001}


def test_a_group_nobody_is_in_falls_back_to_managers_and_admins() -> None:
    assert set(chats("night")) == {2001, 3001}


def test_who_has_no_account_is_named() -> None:
    assert addressed(replace(CASE, groups=("duty",)), TOWN, NOON).without_account == ("cy",)
