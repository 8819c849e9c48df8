"""Something real happens in the middle of a drill."""

from __future__ import annotations

import pytest

from handlers.drills.marking import SIGN
from handlers.drills.standing import State
from tests.stories.drills.conftest import MakeHall
from tests.stories.drills.hall import HERE


@pytest.mark.parametrize(
    "words",
    [
        "REAL EMERGENCY",
        "real emergency!! she is not breathing",
        "真实情况",
        "真實情況！",
        "Emergência real",
        "emergencia  real",
    ],
)
def test_at_a_word_of_any_player_everything_stops_and_the_real_alarm_is_out(hall: MakeHall, words: str) -> None:
    world = hall()
    world.begins("bo", "ana", "kit", evaluators=["sam"])
    world.person("kit").says(words)
    assert world.run().state is State.FROZEN
    for name in ("bo", "ana", "sam", "tess"):
        heard = [one.text for one in world.person(name).heard()]
        assert any("REAL EMERGENCY. This is not an exercise." in text and SIGN not in text for text in heard), name
    real = world.case("E-2026-000001")
    assert (real.drill, real.reporter, real.playbook) == (None, "kit", "medical-emergency")
    assert any("E-2026-000001" in one.text for one in world.group("duty").heard())


def test_the_button_that_is_on_every_message_does_it_too(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", "kit")
    world.passes(minutes=1, seconds=1)
    world.person("bo").taps("🚨 REAL EMERGENCY").told("Every exercise here is stopped. The real alarm is next.")
    assert world.run().state is State.FROZEN
    assert world.case("E-2026-000001").reporter == "bo"


def test_it_is_seen_who_has_read_it_and_only_who_leads_goes_on(hall: MakeHall) -> None:
    world = hall()
    bo, ana, tess = world.person("bo"), world.person("ana"), world.tess
    world.begins("bo", "ana", "kit")
    world.person("kit").says("real emergency")
    ana.taps("I have read this").told("Thank you. It is noted.")
    assert any("was read by 1 of 4 · not yet: Tess, Bo" in one.text for one in tess.heard())
    assert world.run().read_by == ("ana",)
    bo.forges(f"x.{world.run().id}.0.resume").told("Only those who lead the exercise can do that.")
    tess.taps("▶ Go on")
    assert world.run().state is State.RUNNING
    assert any("The exercise goes on." in one.text for one in bo.heard())


def test_while_it_is_stopped_nothing_of_the_run_comes_and_everything_is_real(hall: MakeHall) -> None:
    world = hall()
    bo = world.person("bo")
    world.begins("bo", "ana", "kit")
    world.person("kit").says("REAL EMERGENCY")
    world.forgets()
    before = len(world.log())
    world.passes(minutes=10)
    assert len(world.log()) == before
    bo.says("/emergency")
    bo.taps("Fire or smoke")
    assert world.case("E-2026-000002").playbook == "fire"


def test_the_organisation_can_say_which_alarm_it_is(hall: MakeHall) -> None:
    world = hall(HERE + "reports: {in_charge: 0s, real_emergency: fire}\n")
    world.begins("bo", "ana")
    world.person("bo").says("Real emergency")
    assert world.case("E-2026-000001").playbook == "fire"


def test_every_run_on_the_site_stops_and_one_elsewhere_goes_on(hall: MakeHall) -> None:
    world = hall(HERE + "sites: [{id: t1, name: {en: Terminal 1}}, {id: t2, name: {en: Terminal 2}}]\n")
    for players, site in (
        (("bo", "ana"), "Terminal 1"),
        (("kit", "sam"), "Terminal 1"),
        (("ming", "wai"), "Terminal 2"),
    ):
        world.plans()
        world.tess.taps("📍 Where")
        world.tess.taps(site)
        world.casts("player", *(name.capitalize() for name in players))
        world.tess.taps("Start it now")
    world.person("bo").says("Real emergency")
    states = [world.run(f"D-2026-00000{n}").state for n in (1, 2, 3)]
    assert states == [State.FROZEN, State.FROZEN, State.RUNNING]
    told = [one.text for one in world.tess.heard()]
    assert (
        sum("REAL EMERGENCY. This is not an exercise." in text for text in told) == 1
    )  # once, though she leads both


def test_whoever_reads_along_in_a_group_is_right_to_stop_it_too(hall: MakeHall) -> None:
    world = hall()
    world.plans()
    world.casts("player", "Bo", "Ana")
    world.tess.taps("💬 Group chats")
    world.tess.taps("☐ Duty managers")
    world.tess.taps("◀ Back")
    world.tess.taps("Start it now")
    world.person("bo").taps("I take part")
    world.person("bo").says("/emergency")
    world.person("bo").taps("Medical emergency")
    world.person("ming").taps("🚨 REAL EMERGENCY", group=world.group("duty"))  # not on the list, but there
    assert world.run().state is State.FROZEN
    assert world.case("E-2026-000001").reporter == "ming"


def test_at_a_word_in_a_group_that_reads_along(hall: MakeHall) -> None:
    """Platforms bring bots only what answers one of their messages."""
    world = hall()
    world.plans()
    world.casts("player", "Bo")
    world.tess.taps("💬 Group chats")
    world.tess.taps("☐ Duty managers")
    world.tess.taps("◀ Back")
    world.tess.taps("Start it now")
    world.person("bo").taps("I take part")
    world.person("bo").says("/emergency")
    world.person("bo").taps("Medical emergency")
    duty = world.group("duty")
    world.person("ming").says("REAL EMERGENCY in the lobby", group=duty, reply_to="DE-2026-000001")
    assert world.run().state is State.FROZEN
    assert world.case("E-2026-000001").reporter == "ming"
