"""Anybody can see for themselves that alerts reach them, and an admin what would keep one from somebody."""

from __future__ import annotations

import pytest

from handlers.cases import Run
from tests.stories.alerting.conftest import Night

MEMBERS = "groups: [{id: duty, members: [ana, ming]}, {id: safety, chat: null, members: [sam]}]\n"


@pytest.mark.parametrize("command", ["/help", "/duty"])
def test_anybody_gets_a_test_alert_with_one_tap(night: Night, command: str) -> None:
    world = night()
    kit, duty = world.person("kit"), world.group("duty")
    kit.says(command)
    kit.taps("Send me a test alert").told("A test is on its way.")
    assert kit.heard()[-1].text.startswith("🔔 Test: nothing has happened")
    world.passes(seconds=4)
    kit.taps("Acknowledge").told("It works: 4 seconds from sending to your tap.")
    kit.hears("It works: 4 seconds")
    duty.hears_nothing()
    assert not world.store.cases()


def test_as_often_as_they_like_and_also_in_the_middle_of_a_report(night: Night) -> None:
    world = night()
    kit = world.person("kit")
    kit.says("/complaint")
    kit.says("/help")
    kit.taps("Send me a test alert")
    kit.taps("Send me a test alert")
    heard = kit.heard()
    assert sum("nothing has happened" in one.text for one in heard) == 2
    assert "What is it?" in heard[-1].text
    kit.says("No bread")
    kit.hears("review")


def test_the_bot_for_alerts_sends_it_from_its_own_chat(night: Night) -> None:
    world = night(duty_bot=True)
    kit = world.person("kit")
    kit.says("/help", bot="duty_bot")
    kit.hears("Alerts come to this chat.", "[Send me a test alert]")
    kit.taps("Send me a test alert")
    kit.hears("Test: nothing has happened", "[Acknowledge]")
    kit.taps("Acknowledge").told("It works: 0 seconds")
    kit.hears("It works")


def test_the_doctor_tells_an_admin_who_cannot_be_reached(night: Night) -> None:
    world = night(MEMBERS + "staff: [{id: lin, name: Lin, role: staff}]")
    wai = world.person("wai")
    for name in ("ana", "sam"):
        world.person(name).blocks()
    wai.says("/doctor")
    wai.hears("What would keep an alert from somebody:")
    text = wai.on_platform.last.text
    assert "• group Safety office: nobody can be reached; its alerts go nowhere" in text
    assert "• Ana: blocked or never started the bot, but is to be told as one of Duty managers" in text
    assert "• Lin: has no account; send them a link (/invite lin)" in text
    assert "To consider:\n• MUSTER_DUTY_BOT__TOKEN is not set" in text


def test_the_doctor_tells_of_alerts_that_were_given_up_and_of_gaps(night: Night) -> None:
    world = night("""
        groups:
          - {id: duty, members: [ana, ming], lead: ana, roster: {weekly: [{from: 07:00, to: 23:00, staff: ana}]}}
        escalation: [{steps: [{wait: 365d, notify: group}]}]
    """)
    world.expects_error("notice given up")
    ana, wai = world.person("ana"), world.person("wai")
    world.person("ming").blocks()
    world.person("bo").raises("gas")
    ana.hears("E-2026-000001", "Nobody is on duty for Duty managers from 23:00")
    world.group("duty").hears("E-2026-000001")
    wai.says("/doctor")
    wai.hears("• 1 alert could not be delivered")
    assert (
        "group Duty managers: nobody is on duty 23:00–3 Mar 07:00, 3 Mar 23:00–4 Mar 07:00"
        in wai.on_platform.last.text
    )


def test_the_doctor_speaks_to_admins_only(night: Night) -> None:
    world = night()
    ana, wai, duty = world.person("ana"), world.person("wai"), world.group("duty")
    ana.says("/doctor")
    ana.hears("Only admins can see this.")
    wai.says("/doctor", group=duty)
    duty.hears("Please write to me in a private chat")


def test_all_is_well(night: Night) -> None:
    world = night("groups: [{id: duty, members: [ana, ming]}, {id: safety, members: [sam]}]", duty_bot=True)
    wai = world.person("wai")
    wai.says("/doctor")
    wai.hears("✓ All is well.")
    assert "•" not in wai.on_platform.last.text


def test_an_admin_is_reminded_of_what_only_admins_can_do(night: Night) -> None:
    world = night()
    kit, wai = world.person("kit"), world.person("wai")
    wai.says("/help")
    wai.hears("For admins: /invite, /doctor")
    kit.says("/help")
    kit.hears("/test")
    assert "/doctor" not in kit.on_platform.last.text


def test_as_long_as_no_drill_is_planned_for_somebody_everything_is_real_and_says_so(night: Night) -> None:
    world = night()
    bo, duty = world.person("bo"), world.group("duty")
    bo.says("/drill")
    bo.hears("No exercise is planned for you. Everything you report now is real.")
    bo.raises("gas")
    duty.hears("E-2026-000001")
    assert world.case("E-2026-000001").run is Run.REAL
