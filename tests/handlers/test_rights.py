"""Who may do what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.people import Role, Staff
from handlers.rights import may_acknowledge, may_invite, may_resolve, may_see
from tests.handlers.alerts.test_addressing import ANA, BO, CASE, CY, DEE, OUT, TOWN

DUTY_CASE = replace(CASE, groups=("duty",))


@pytest.mark.parametrize(
    ("who", "takes", "sees"),
    [(ANA, True, True), (BO, False, True), (CY, True, True), (DEE, True, True), (OUT, False, False)],
)
def test_taking_and_seeing(who: Staff, takes: bool, sees: bool) -> None:
    assert may_acknowledge(who, DUTY_CASE, TOWN) is takes
    assert may_see(who, DUTY_CASE, TOWN) is sees


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
