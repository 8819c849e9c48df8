"""Status updates: whoever has a case is asked in time, everybody who was told hears the answer, and nobody twice."""

from __future__ import annotations

from tests.stories.alerting.conftest import Night
from tests.stories.world.world import World

CASE = "E-2026-000001"
OFTEN = """
updates: [{when: {kind: emergency}, first: 20min, every: 40min}]
escalation: [{steps: [{wait: 300d, notify: group}]}]
groups: [{id: safety, members: [kit]}]
routing: [{notify: [duty, safety]}]
"""
QUESTION, REMINDER = "how does it stand? The others expect an update by", "the others wait for an update since"


def taken(world: World) -> World:
    """Bo smells gas at 09:00, and Ana takes it."""
    world.person("bo").raises("gas")
    world.person("ana").taps("Acknowledge", world.group("duty"))
    for chat in (*world.people("bo", "ana", "kit"), world.group("duty"), world.group("safety")):
        chat.heard()
    return world


def test_asked_in_time_answered_and_heard_everywhere_once(night: Night) -> None:
    world = taken(night(OFTEN))
    ana = world.person("ana")
    world.passes(minutes=15)
    ana.hears(f"{QUESTION} 09:20", "[🟢 Better] [🟡 Stable] [🔴 Worse]")
    ana.taps("Worse").told("Sent.")
    ana.hears("Update on E-2026-000001 sent.", "Next update by 09:55", "[Need help]")
    for chat in (world.group("duty"), world.group("safety"), world.person("bo")):
        chat.hears("E-2026-000001: Worse", "Ana 09:15", "Next update by 09:55")
    world.person("kit").hears_nothing()  # reads the safety office's chat


def test_whoever_owes_it_is_reminded_and_then_left_alone(night: Night) -> None:
    world = taken(night(OFTEN))
    ana = world.person("ana")
    world.passes(minutes=20)
    ana.hears(QUESTION, f"{REMINDER} 09:20")
    world.passes(minutes=20)
    ana.hears(REMINDER)
    world.passes(days=2)
    ana.hears_nothing()


def test_a_restart_neither_stops_nor_repeats_it(night: Night) -> None:
    world = taken(night(OFTEN))
    ana = world.person("ana")
    world.passes(minutes=15)
    ana.hears(QUESTION)
    world.restarts()
    ana.hears_nothing()
    world.dies()
    world.passes(minutes=7)
    world.starts()
    world.work()
    ana.hears(f"{REMINDER} 09:20")
    ana.taps("Stable")
    ana.hears("Next update by 10:02")
    for chat in (world.group("duty"), world.group("safety"), world.person("bo")):
        chat.hears("E-2026-000001: Stable")


def test_a_machine_that_slept_asks_once_for_all_it_missed(night: Night) -> None:
    world = taken(night(OFTEN))
    world.sleeps(hours=3)
    world.person("ana").hears(f"{REMINDER} 09:20")


def test_nobody_is_asked_about_what_is_over_or_given_back(night: Night) -> None:
    world = taken(night(OFTEN))
    ana, ming, duty = world.person("ana"), world.person("ming"), world.group("duty")
    ana.taps("Give back", duty)
    world.passes(minutes=30)
    ana.hears_nothing()
    ming.taps("Acknowledge", duty)
    world.passes(minutes=15)
    ming.hears(QUESTION)
    ming.taps("Resolve", duty)
    world.passes(days=2)
    ming.hears("Nobody has looked back on E-2026-000001 yet.")
    for chat in (duty, world.group("safety"), *world.people("bo", "kit")):
        assert chat.heard()


def test_in_words_and_to_those_who_read_sms(night: Night) -> None:
    world = taken(night(OFTEN.replace("members: [kit]", "outside: [SMS]"), gateways=["sms"]))
    world.gateway("sms").heard()
    ana = world.person("ana")
    world.passes(minutes=15)
    ana.taps("In words")
    ana.says("Tap closed, airing the hall")
    assert ana.heard()
    world.gateway("sms").hears("Tap closed, airing the hall")
    for chat in (world.group("duty"), world.group("safety"), world.person("bo")):
        chat.hears("Tap closed, airing the hall", "Next update by 09:55")


def test_a_case_from_before_there_were_updates_goes_on(night: Night) -> None:
    world = taken(night("updates: [{off: true}]\nescalation: [{steps: [{wait: 300d, notify: group}]}]"))
    assert world.case(CASE).updates is None
    world.imports(OFTEN.partition("groups:")[0])
    world.passes(days=2)
    world.person("ana").hears_nothing()


def test_two_processes_ask_once(shared_night: Night) -> None:
    world = taken(shared_night(OFTEN, processes=2))
    world.passes(minutes=20)
    world.person("ana").hears(QUESTION, REMINDER)
