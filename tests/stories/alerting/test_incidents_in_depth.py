"""Grades and joint reviews over the whole service: pictures arrive, and nothing is lost when the process dies."""

from __future__ import annotations

from tests.stories.alerting.conftest import Night
from tests.stories.world.world import World

CASE = "I-2026-000001"
PEOPLE = """
updates: [{off: true}]
escalation: [{steps: [{wait: 300d, notify: group}], repeat: 0}]
groups: [{id: duty, members: [ana]}, {id: safety, members: [kit], lead: kit}]
"""


def taken(world: World) -> World:
    """Bo reports a broken lamp at 09:00, Ana takes it and looks at it in full."""
    world.person("bo").raises("lamp")
    world.person("ana").taps("Acknowledge", world.group("duty"))
    world.person("ana").taps("Details")
    forget(world)
    return world


def forget(world: World) -> None:
    for chat in (*world.people("bo", "ana", "kit"), world.group("duty"), world.group("safety")):
        chat.heard()


def test_the_process_dies_between_the_two_taps_and_the_grade_is_given_all_the_same(night: Night) -> None:
    world = taken(night(PEOPLE))
    ana, duty = world.person("ana"), world.group("duty")
    ana.taps("Grade the risk")
    ana.taps("Likely")
    world.dies()
    world.starts()
    ana.taps("Major").told("Done.")
    ana.hears("Risk: 🟥 Extreme (Likely × Major)", "Impact: Major (4 of 5)", "🔴")
    duty.hears(f"{CASE} is now: Critical", "Ana graded the risk", "🔴")
    (photo,) = world.api.calls.of("sendPhoto", chat=2001)
    assert photo.outcome == "ok"
    assert "Risk: 🟥 Extreme" in photo.parameters["caption"]


def test_a_joint_review_goes_on_whatever_becomes_of_the_process(night: Night) -> None:
    world = taken(night(PEOPLE))
    ana, kit, safety = world.person("ana"), world.person("kit"), world.group("safety")
    ana.taps("Call a joint review")
    ana.taps("☐ Safety office")
    ana.taps("Done")
    world.dies()
    world.starts()
    ana.taps("What caused it, what must change?")
    ana.taps("Tomorrow")
    ana.taps("✓ Submit")
    safety.hears("Joint review of I-2026-000001", "What caused it, and what must change?", "[💬 In our words]")
    kit.hears("Joint review of I-2026-000001", "Please answer for Safety office by")
    forget(world)
    world.dies()
    world.passes(days=1)
    world.starts()
    safety.hears("⏰ Safety office has not answered yet.")
    kit.hears("⏰ Safety office has not answered yet.")
    ana.hears("⏰ Not everybody has answered.", "[Decide] [Call it off]")
    kit.says("The lamp is too old", reply_to="has not answered yet")
    kit.hears("✓ 💬 Safety office: says (Kit): The lamp is too old", "[Details]")
    ana.hears("All groups have answered.", "💬 Safety office: says (Kit): The lamp is too old")
    safety.hears("💬 Safety office: says (Kit): The lamp is too old")
    assert "view" in world.kinds(CASE)
