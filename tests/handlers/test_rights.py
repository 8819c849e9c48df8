"""Who may do what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.people import Role, Staff
from handlers.rights import may_acknowledge, may_invite, may_resolve, may_see, may_see_personal, may_teach
from handlers.team import COMMANDER, NOBODY, assign, join
from tests.handlers.alerts.test_addressing import ANA, BO, CASE, CY, DEE, OUT, TOWN

DUTY_CASE = replace(CASE, groups=("duty",))


@pytest.mark.parametrize(
    ("who", "takes", "sees"),
    [(ANA, True, True), (BO, False, True), (CY, True, True), (DEE, True, True), (OUT, False, False)],
)
def test_taking_and_seeing(who: Staff, takes: bool, sees: bool) -> None:
    assert may_acknowledge(who, DUTY_CASE, TOWN) is takes
    assert may_see(who, DUTY_CASE, TOWN) is sees


def test_who_a_case_is_about_is_for_those_who_deal_with_it() -> None:
    helper = Staff("zoe", "Zoe", Role.STAFF)
    joined = replace(DUTY_CASE, team=join(NOBODY, "zoe", DUTY_CASE.opened_at))
    assert may_see(helper, joined, TOWN)
    assert not may_see_personal(helper, joined, TOWN)
    assert may_see_personal(
        helper, replace(joined, team=assign(joined.team, COMMANDER, "zoe", joined.opened_at)), TOWN
    )
    assert may_see_personal(ANA, DUTY_CASE, TOWN)
    assert may_see_personal(BO, DUTY_CASE, TOWN)
    assert not may_see_personal(replace(BO, active=False), DUTY_CASE, TOWN)


def test_a_colleague_elsewhere_sees_nothing() -> None:
    assert not may_see(Staff("zoe", "Zoe", Role.TRAINER, "en", 5), DUTY_CASE, TOWN)


def test_who_took_it_may_close_it() -> None:
    taken = replace(DUTY_CASE, acknowledged_by="cy")
    assert may_resolve(CY, taken, TOWN)
    assert not may_resolve(BO, taken, TOWN)
    assert may_resolve(ANA, taken, TOWN)


def test_only_admins_invite() -> None:
    assert may_invite(DEE)
    assert not may_invite(ANA)
    assert not may_invite(replace(DEE, active=False))


def test_phrases_are_taught_by_admins_and_by_the_group_that_owns_the_playbook() -> None:
    group = TOWN.groups[0]
    member = next(person for person in TOWN.staff if person.id in group.members and person.role is not Role.ADMIN)
    outsider = Staff("zoe", "Zoe", Role.STAFF)
    for owner in (group.id, group.name.text("en")):
        assert may_teach(member, owner, TOWN)
        assert not may_teach(outsider, owner, TOWN)
    assert may_teach(DEE, "nobody's", TOWN)
    assert not may_teach(member, "nobody's", TOWN)
    assert not may_teach(replace(DEE, active=False), "nobody's", TOWN)
