"""Groups that are told by SMS hear what those with a chat hear; and if not, somebody hears of that."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import SettingsError
from tests.stories.alerting.conftest import Night
from tests.stories.world.world import World

ONLY_SMS = """
groups: [{id: safety, chat: null, outside: [SMS]}]
routing: [{notify: [safety]}]
escalation:
  - steps: [{wait: 1h, notify: group}, {wait: 1h, notify: managers}, {wait: 1h, notify: admins}]
"""
CHAT_AND_SMS = "groups: [{id: duty, outside: [SMS]}]"
CASE = "E-2026-000001"


def test_what_becomes_of_a_case_is_told_there_from_beginning_to_end(night: Night) -> None:
    world = night(ONLY_SMS, gateways=["sms"])
    bo, ana, sms = world.person("bo"), world.person("ana"), world.gateway("sms")
    bo.raises("gas")
    sms.hears("E-2026-000001 · Gas smell")
    bo.says("By the stairs", reply_to=CASE)
    sms.hears("Bo on E-2026-000001: By the stairs")
    bo.taps("Change an answer")
    bo.taps("✎ 1")
    bo.says("Gas and smoke")
    sms.hears("E-2026-000001 corrected. What: Gas and smoke")
    world.passes(hours=1)
    sms.hears("E-2026-000001 is not taken yet.")
    ana.taps("Acknowledge")
    sms.hears("Ana has taken E-2026-000001.")
    ana.taps("Give back")
    sms.hears("Ana has given E-2026-000001 back.")
    ana.taps("Acknowledge")
    ana.taps("Resolve")
    sms.hears("Ana has taken E-2026-000001.", "E-2026-000001 is resolved (Ana).")
    ana.taps("Details")
    ana.taps("Open again")
    sms.hears("Ana has opened E-2026-000001 again.")
    for someone in world.people("bo", "ana", "ming", "wai"):
        assert someone.heard()


def test_when_nobody_came_it_is_told_there_too(night: Night) -> None:
    world = night(ONLY_SMS + "\nstaff: [{id: wai, active: false}]", gateways=["sms"])
    world.person("bo").raises("gas")
    world.passes(hours=9)
    heard = world.gateway("sms").heard()
    assert "Nobody has taken E-2026-000001 yet" in heard[-1].text
    for someone in world.people("bo", "ana", "ming"):
        assert someone.heard()


def test_a_deadline_that_passes_is_told_there(night: Night) -> None:
    world = night(
        ONLY_SMS + "deadlines: [{when: {kind: complaint}, pack: macau-bank}]\n"
        "calendar: {weekend: [sat, sun], waking: '08:00-20:00'}",
        gateways=["sms"],
    )
    world.person("bo").raises("rude")
    world.passes(days=20)
    heard = [one.text for one in world.gateway("sms").heard()]
    assert any("C-2026-000001 is overdue." in text for text in heard)
    for someone in world.people("bo", "ana", "ming", "wai"):
        assert someone.heard()


def test_a_note_costs_no_sms_where_it_is_read_in_the_chat(night: Night) -> None:
    world = night(CHAT_AND_SMS, gateways=["sms"])
    bo, duty, sms = world.person("bo"), world.group("duty"), world.gateway("sms")
    bo.raises("gas")
    sms.hears("E-2026-000001 · Gas smell")
    bo.says("By the stairs", reply_to=CASE)
    duty.hears("E-2026-000001 · Gas smell", "Bo on E-2026-000001: By the stairs")
    bo.hears("Added to E-2026-000001.")
    sms.hears_nothing()


def test_a_channel_that_fails_escalates_at_once_what_waits_on_it_alone(night: Night) -> None:
    world = night(ONLY_SMS, gateways=["sms"])
    world.expects_error("an outside channel takes nothing")
    bo, ana, ming, wai = world.people("bo", "ana", "ming", "wai")
    world.gateway("sms").breaks()
    bo.raises("gas")
    world.passes(seconds=10)
    for manager in (ana, ming):
        manager.hears(CASE, "SMS takes no alerts just now. Tell Safety office another way.", "is not taken yet")
    wai.hears(CASE, "SMS takes no alerts just now.")
    assert world.kinds(CASE).count("escalated") == 1
    world.gateway("sms").works_again()
    world.passes(minutes=2)
    world.gateway("sms").hears(CASE)


def test_a_channel_that_fails_beside_a_chat_is_told_of_in_the_chat(night: Night) -> None:
    world = night(CHAT_AND_SMS, gateways=["sms"])
    world.expects_error("an outside channel takes nothing")
    duty = world.group("duty")
    world.gateway("sms").breaks()
    world.person("bo").raises("gas")
    world.passes(seconds=10)
    duty.hears(CASE, "SMS takes no alerts just now. Tell Duty managers another way.")
    assert "escalated" not in world.kinds(CASE)


def test_what_a_channel_never_took_is_given_up_in_the_open(night: Night) -> None:
    world = night(CHAT_AND_SMS + "\nescalation: [{steps: [{wait: 365d, notify: group}]}]", gateways=["sms"])
    world.expects_error("an outside channel takes nothing")
    world.expects_error("notice given up")
    world.gateway("sms").breaks()
    world.person("bo").raises("gas")
    world.passes(hours=1)
    world.group("duty").heard()
    world.person("bo").heard()
    assert [item.notice.bot for item in world.dead()] == ["outside-sms"]


@pytest.mark.parametrize("wrong", ["s3cret-path", "nonsense://s3cret-path", "https://example.org/s3cret-path"])
def test_a_wrong_address_is_refused_at_the_start_and_not_shown(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(SettingsError, match="MUSTER_OUTSIDE__SMS is not an address") as refused:
        World(tmp_path, CHAT_AND_SMS, outside={"sms": wrong})
    assert "s3cret" not in str(refused.value)


def test_a_channel_that_is_not_set_is_refused_at_the_start_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="MUSTER_OUTSIDE__SMS is not set, and group duty"):
        World(tmp_path, CHAT_AND_SMS)
