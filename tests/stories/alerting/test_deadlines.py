"""Complaints have clocks: who has it is reminded, the others warned, and a pause stops the clock."""

from __future__ import annotations

from tests.stories.alerting.conftest import Night

BANK = """
calendar: {weekend: [sat, sun], waking: "08:00-20:00"}
deadlines: [{when: {kind: complaint}, pack: macau-bank}]
escalation: [{steps: [{wait: 365d, notify: group}], repeat: 0}]
"""


def test_a_clock_that_was_stopped_does_not_run_out(night: Night) -> None:
    world = night(BANK + "groups: [{id: duty, members: [ana]}]")
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.raises("rude")
    for label in (
        "Acknowledge",
        "Details",
        "Progress reported",
        "Stop the clock",
        "The complainant must answer first",
    ):
        ana.taps(label)
    for chat in (bo, ana, duty):
        assert chat.heard()
    world.passes(days=60)
    duty.hears_nothing()
    ana.hears_nothing()
    ana.taps("Let the clock run")
    ana.hears("Final reply: due")
    world.passes(days=30)
    assert any("remember" in one.text for one in ana.heard())
    assert any("C-2026-000001" in one.text for one in duty.heard())
    world.person("ming").heard()


def test_a_limit_that_ran_out_is_told_in_the_morning_not_at_night(night: Night) -> None:
    world = night(BANK)
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    bo.raises("rude")
    duty.heard()
    told: list[str] = []
    for _ in range(24 * 20):
        world.passes(hours=1)
        heard = [chat.heard() for chat in (duty, ana, ming)]
        if any(heard):
            told.append(world.time)
    assert told
    assert all("08:00" <= time <= "20:00" for time in told)
    bo.heard()
