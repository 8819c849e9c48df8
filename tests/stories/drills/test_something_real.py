"""Something real happens at an awkward moment of a drill, or is said in an awkward way."""

from __future__ import annotations

import pytest

from handlers.drills.marking import SIGN
from handlers.drills.standing import State
from tests.stories.drills.conftest import MakeHall
from tests.stories.drills.hall import HERE, Hall

JOINED = HERE + "reports: {in_charge: 0s, same: {emergency: 10min}}\n"
SITES = HERE + "sites: [{id: t1, name: {en: Terminal 1}}, {id: t2, name: {en: Terminal 2}}]\n"


def _told(world: Hall, name: str) -> str:
    return "\n".join(one.text for one in world.person(name).heard())


def _is_stopped(world: Hall, by: str, *others: str) -> None:
    """The run stands still, the others know, and the real alarm is out."""
    assert world.run().state is State.FROZEN
    for name in others:
        assert "REAL EMERGENCY. This is not an exercise." in _told(world, name), name
    case = world.case("E-2026-000001")
    assert (case.reporter, case.drill) == (by, None)
    assert any("E-2026-000001" in one.text and SIGN not in one.text for one in world.group("duty").heard())


def _plans_at(world: Hall, site: str, *players: str) -> None:
    world.plans()
    world.tess.taps("📍 Where")
    world.tess.taps(site)
    world.casts("player", *players)
    world.tess.taps("Start it now")
    for name in players:
        world.person(name.lower()).taps("I take part")


def test_in_the_middle_of_a_longer_message_with_a_slip_of_the_finger(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", "kit")
    world.person("kit").says("stop stop this is a REAL EMERGANCY at gate 3 please")
    _is_stopped(world, "kit", "bo", "ana", "tess")


@pytest.mark.parametrize("kind", ["photo", "voice"])
def test_in_the_caption_of_a_photo_or_voice_message(hall: MakeHall, kind: str) -> None:
    world = hall()
    world.begins("bo", "ana")
    world.does(getattr(world.person("bo").on_platform, f"sends_{kind}")("Real emergency, look"))
    _is_stopped(world, "bo", "ana", "tess")


def test_by_an_evaluator_who_was_asked_for_a_reason(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", evaluators=["sam"])
    world.tess.taps("👁 Observe")
    sam = world.person("sam")
    data = sam.on_platform.last.wire["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    sam.forges(data if ".rate=" in data else f"x.{world.run().id}.0.sheet")
    sam.says("真實情況")
    _is_stopped(world, "sam", "bo", "ana", "tess")
    assert world.run().evaluation.observations == () or not world.run().evaluation.observations[0].reason


def test_while_it_is_paused(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana")
    world.tess.taps("⏸ Pause")
    world.person("bo").says("REAL EMERGENCY")
    _is_stopped(world, "bo", "ana", "tess")


def test_with_the_process_killed_as_soon_as_it_was_said(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana")
    bo = world.person("bo").on_platform
    world.gets_stuck(bo.says("REAL EMERGENCY"), lambda: world.run().state is State.FROZEN)
    world.dies()
    world.starts()
    world.passes(minutes=3)
    _is_stopped(world, "bo", "ana", "tess")


def test_by_somebody_who_works_there_and_is_in_no_exercise(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana")
    world.person("sam").says("Real emergency at gate 3!")
    _is_stopped(world, "sam", "bo", "ana", "tess")


def test_who_only_mentions_the_words_and_is_in_no_exercise_stops_nothing(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana")
    world.person("sam").says("Yesterday it was no real emergency, only a faint")
    assert world.run().state is State.RUNNING
    assert all(case.drill is not None for case in world.store.cases())


def test_who_works_at_another_site_stops_nothing_here_and_is_offered_the_alarm_there(hall: MakeHall) -> None:
    elsewhere = "telegram: 3001}, {id: sam, name: Sam, role: staff, telegram: 1003, sites: [t2]}]"
    world = hall(SITES.replace("telegram: 3001}]", elsewhere))
    _plans_at(world, "Terminal 1", "Bo", "Ana")
    world.forgets()
    world.person("sam").says("REAL EMERGENCY")
    assert world.run().state is State.RUNNING
    world.person("sam").hears("Which one?")


def test_who_is_in_exercises_at_two_sites_stops_both(hall: MakeHall) -> None:
    world = hall(SITES)
    _plans_at(world, "Terminal 1", "Bo")
    _plans_at(world, "Terminal 2", "Kit")
    world.tess.says("REAL EMERGENCY")
    assert [world.run(f"D-2026-00000{n}").state for n in (1, 2)] == [State.FROZEN, State.FROZEN]
    assert "REAL EMERGENCY. This is not" in _told(world, "kit")
    assert len(world.store.cases()) == 1


def test_two_who_saw_it_raise_one_alarm_and_nobody_is_told_twice(hall: MakeHall) -> None:
    world = hall(JOINED)
    world.begins("bo", "ana", "kit")
    world.person("kit").says("REAL EMERGENCY")
    world.person("ana").taps("I have read this")
    world.forgets()
    world.person("bo").says("real emergency!!")
    assert "REAL EMERGENCY. This is not" not in _told(world, "ana")
    assert world.run().read_by == ("ana",), "who has read it stays known"
    assert world.kinds("E-2026-000001").count("reported too") == 1


def test_what_was_said_is_corrected_and_nothing_happens_a_second_time(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana")
    bo = world.person("bo")
    said = world.does(bo.on_platform.says("REAL EMERGENCY gat 12"))
    entries = len(world.kinds("E-2026-000001"))
    world.does(bo.on_platform.edits(said, "REAL EMERGENCY gate 12"))
    assert len(world.kinds("E-2026-000001")) == entries
    assert len(world.store.cases()) == 1


def test_before_it_begins_and_after_it_is_over_the_words_offer_the_emergencies(hall: MakeHall) -> None:
    world = hall()
    world.plans()
    world.casts("player", "Bo", "Ana")
    bo = world.person("bo")
    bo.says("真实情况")
    bo.hears("Which one?", "[Medical emergency]")
    world.tess.taps("Start it now")
    world.tess.taps("End the exercise")
    world.forgets()
    world.person("ana").says("REAL EMERGENCY")
    world.person("ana").hears("Which one?", "[Medical emergency]")
    world.person("sam").says("Emergência real")
    world.person("sam").hears("Which one?", "[Medical emergency]")


def test_the_red_button_of_an_exercise_that_is_over_still_leads_to_the_alarm(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana")
    run = world.run().id
    world.tess.taps("End the exercise")
    world.forgets()
    bo = world.person("bo")
    bo.forges(f"x.{run}.0.real").told("This exercise is over: what you report is real. Which emergency?")
    bo.hears("Which one?")
    bo.taps("Fire or smoke")
    assert world.case("E-2026-000001").drill is None
    world.passes(days=20)
    assert world.run().closed
    world.person("ana").forges(f"x.{run}.0.real").told("This exercise is over: what you report is real.")
    assert "Which one?" in _told(world, "ana")


def test_a_report_in_the_run_that_was_under_way_is_not_mixed_with_the_real_one(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana")
    bo = world.person("bo")
    bo.says("/emergency")
    bo.taps("Fire or smoke")
    bo.says("REAL EMERGENCY")
    bo.says("Gate 12")
    assert world.case("E-2026-000001").place != world.case("DE-2026-000001").place
    world.tess.taps("▶ Go on")
    assert world.run().state is State.RUNNING


def test_nobody_but_who_leads_changes_a_run_that_was_stopped(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", evaluators=["sam"])
    world.person("bo").says("REAL EMERGENCY")
    world.dies()
    world.starts()
    run = world.run()
    for action in ("resume", "end", "late", "speed=5", "jump", "plan=roles"):
        world.person("sam").forges(f"x.{run.id}.0.{action}").told("Only those who lead the exercise can do that.")
    world.person("bo").forges(f"x.{run.id}.0.in")
    assert world.run().state is State.FROZEN


def test_a_real_alarm_that_somebody_else_raises_there_is_told_to_who_leads_and_they_stop_it_with_a_tap(
    hall: MakeHall,
) -> None:
    world = hall()
    world.begins("bo", "ana")
    sam = world.person("sam")
    sam.says("/emergency")
    sam.taps("Fire or smoke")
    (told,) = [one for one in world.tess.heard() if "A real alarm was raised here" in one.text]
    assert "E-2026-000001: Fire or smoke" in told.text
    assert SIGN not in told.text
    assert world.run().state is State.RUNNING, "it may be at the other end of the site"
    world.tess.taps("Stop it, tell all").told("Every exercise here is stopped, and everybody in it is told.")
    assert world.run().state is State.FROZEN
    assert "REAL EMERGENCY. This is not an exercise." in _told(world, "bo")
    assert len(world.store.cases()) == 1, "the alarm is out already"


def test_a_real_alarm_at_another_site_and_one_of_the_exercise_disturb_nobody(hall: MakeHall) -> None:
    world = hall(SITES)
    _plans_at(world, "Terminal 1", "Bo")
    world.forgets()
    world.person("bo").says("/emergency")
    world.person("bo").taps("Medical emergency")
    assert "A real alarm" not in _told(world, "tess")


def test_whoever_practises_hears_of_a_real_alarm_and_can_pause(hall: MakeHall) -> None:
    world = hall()
    kit = world.person("kit")
    kit.says("/practice")
    kit.taps("Medical emergency at a gate")
    world.person("sam").says("/emergency")
    world.person("sam").taps("Fire or smoke")
    assert "A real alarm was raised here" in _told(world, "kit")
    kit.taps("⏸ Pause")
    assert world.run().state is State.PAUSED


def test_somebody_unknown_in_a_group_that_reads_along_stops_it_and_who_leads_raises_the_alarm(hall: MakeHall) -> None:
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
    world.forgets()
    group = world.group("duty").on_platform
    guest = world.api.person(9009, "Guest")
    card = next(post for post in reversed(group.sees) if post.bot)
    world.does(guest.says("REAL EMERGENCY in the lobby", chat=group, reply_to=card))
    assert world.run().state is State.FROZEN
    assert "Guest reports something real." in _told(world, "bo")
    assert "no alarm is out yet: raise it with /emergency" in _told(world, "tess")
