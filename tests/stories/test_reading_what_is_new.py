"""What is new in a playbook is read by those who must: asked once, reminded, and counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.people import Arrival
from bot.rehearsal.setting import Setting
from bot.rehearsal.transcript import Stranger
from bot.rehearsal.world import World
from handlers.desk.people.enrolment import token_hash
from handlers.events import Tapped
from handlers.people import Role
from handlers.ports import Invitation
from handlers.publications import Release
from handlers.readings.looking import look_again
from playbooks.edition import Edition
from playbooks.loading import parse_yaml, read_as
from playbooks.model import Playbook

ORGANISATION = """
name: Corner Shop
timezone: Asia/Macau
languages: [en, zh-Hant, pt, zh-Hans]
sites: [{id: shop, name: {en: Shop}}, {id: depot, name: {en: Depot}}]
staff:
  - {id: bo, name: Bo, role: staff, telegram: 1001, sites: [shop]}
  - {id: kit, name: Kit, role: staff, telegram: 1002, sites: [depot], language: pt}
  - {id: sam, name: Sam, role: staff, telegram: 1003, sites: [shop]}
  - {id: ana, name: Ana, role: duty-manager, telegram: 2001}
  - {id: rosa, name: Rosa, role: staff}
groups:
  - {id: duty, name: {en: Duty managers}, chat: -1001, members: [ana, rosa]}
  - {id: nights, name: {en: Night shift}, members: [sam]}
routing: [{notify: [duty]}]
"""

ROSTER = """, roster: {weekly: [
      {from: "21:00", to: "05:00", staff: [sam]}, {from: "05:00", to: "21:00", staff: [bo]}]}}"""

PLAYBOOK = """
id: door
kind: incident
owner: trainers
version: 1
reviewed: 2026-01-15
sources: [Made for a story]
title: {en: Broken door, pt: Porta partida}
closing: Thank you.
questions: [{id: what, type: text, ask: Which door?}]
"""
CHANGED = "changes: [{en: Lock it first., pt: Feche-a primeiro.}]"
EVERYBODY = "must_read: {roles: [staff, duty-manager]}"
BUTTON = "[✓ I have read it]"


def edition(version: int, *lines: str, id_: str = "door", title: str = "Broken door") -> Edition:
    text = PLAYBOOK.replace("version: 1", "\n".join([f"version: {version}", *lines]))
    text = text.replace("id: door", f"id: {id_}").replace("Broken door", title)
    return Edition.of(read_as(Playbook, parse_yaml(text, f"{id_}.yaml")))


def made(folder: Path, organisation: str = ORGANISATION) -> World:
    """A shop on a Monday at nine, with a playbook that nobody has to read."""
    (folder / "organisation.yaml").write_text(organisation)
    (folder / "door.yaml").write_text(PLAYBOOK)
    lin = {"lin": Stranger(name="Lin", language="en")}
    return World(folder, Setting(folder / "organisation.yaml", folder / "door.yaml", strangers=lin))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The shop; in the end everything that was said must have been heard."""
    with made(tmp_path) as world:
        yield world


def publishes(world: World, *editions: Edition) -> None:
    world.store.issue(Release(editions))


def reads(world: World, *names: str) -> None:
    """They are asked, and say that they have."""
    for name in names:
        button = "✓ Já li" if name == "kit" else "✓ I have read it"
        world.person(name).hears(f"[{button}]")
        world.person(name).taps(button)
        world.person(name).hears("✓ ")


def sees(world: World, name: str) -> str:
    """All that somebody heard since the last look."""
    heard = world.ledger.take(world.chat_of(name))
    return "\n".join(piece for one in heard if one.must_be_expected for piece in one.pieces())


def test_those_who_must_are_asked_once_and_say_that_they_have(world: World) -> None:
    publishes(world, edition(2, CHANGED, "must_read: {roles: [staff], sites: [shop]}"))
    world.passes(minutes=2)
    for name in ("bo", "sam"):
        person = world.person(name)
        person.hears("Please read what is new:", "Broken door", "• Lock it first.", BUTTON)
        person.taps("✓ I have read it")
        assert sees(world, name) == "✓ Read at 09:02\n• Broken door"
    world.passes(days=20)


def test_without_a_word_it_is_for_the_groups_that_are_told(world: World) -> None:
    publishes(world, edition(2, CHANGED))
    world.passes(minutes=2)
    reads(world, "ana")
    publishes(world, edition(2, CHANGED, "severity: high"))  # something put right in the same version
    world.passes(minutes=5)
    publishes(world, edition(3, "severity: high"))  # nothing new to be read
    world.passes(days=15)


def test_whoever_has_not_read_it_is_reminded_twice_and_then_left_alone(world: World) -> None:
    publishes(world, edition(2, CHANGED))
    world.passes(minutes=2)
    ana = world.person("ana")
    ana.hears("Please read what is new:", BUTTON)
    world.passes(days=3)
    ana.hears("Not read yet:", "• Lock it first.", BUTTON)
    world.passes(days=7, minutes=1)
    ana.hears("Not read yet:")
    world.passes(days=60)
    ana.taps("✓ I have read it")
    ana.hears("✓ Read at")


def test_what_was_missed_comes_with_the_next_version(world: World) -> None:
    publishes(world, edition(2, CHANGED))
    world.passes(minutes=2)
    ana = world.person("ana")
    ana.hears("• Lock it first.")
    publishes(world, edition(3, "changes: [Then call the locksmith.]"))
    world.passes(minutes=2)
    ana.hears("Broken door", "• Lock it first.", "• Then call the locksmith.")
    ana.taps("✓ I have read it")
    ana.hears("✓ Read at")
    world.passes(days=30)
    assert all(reading.read_at for reading in world.store.readings(["door"]))


def test_what_is_published_together_is_read_together(world: World) -> None:
    publishes(world, edition(2, CHANGED))
    world.passes(seconds=40)
    publishes(world, edition(1, "changes: [Count twice.]", id_="till", title="Till is short"))
    world.passes(seconds=90)
    ana = world.person("ana")
    ana.hears("Please read what is new:", "Broken door", "• Lock it first.", "Till is short", "• Count twice.")
    ana.taps("✓ I have read it")
    ana.hears("• Broken door", "• Till is short")


def test_too_much_for_one_message_comes_in_turn(world: World) -> None:
    long = "changes: [" + ", ".join(["x" * 200] * 8) + "]"
    publishes(world, *(edition(1, long, id_=f"door-{n}", title=f"Door {n}") for n in range(3)))
    world.passes(minutes=2)
    ana = world.person("ana")
    assert "Door 1" not in sees(world, "ana")
    ana.taps("✓ I have read it")
    ana.hears("✓ Read at", "• Door 0", "Please read what is new:", "Door 1")
    ana.taps("✓ I have read it")
    ana.hears("✓ Read at", "• Door 1", "Please read what is new:", "Door 2")


def test_who_is_off_shift_is_asked_when_they_are_back_and_nobody_at_night(tmp_path: Path) -> None:
    rostered = ORGANISATION.replace("members: [sam]}", "members: [sam, bo]" + ROSTER)
    with made(tmp_path, rostered) as world:
        publishes(world, edition(2, CHANGED, EVERYBODY))
        world.passes(minutes=2)
        reads(world, "bo", "ana", "kit")
        world.passes(hours=12)
        world.person("sam").hears("You are on duty for Night shift", "Please read what is new:")
        world.person("bo").hears("Your duty for Night shift is over.")
        publishes(world, edition(3, CHANGED, EVERYBODY))
        world.passes(minutes=2)
        world.person("sam").hears("Please read what is new:")  # at work, so awake
        world.passes(hours=9)
        world.person("bo").hears("You are on duty for Night shift", "Please read what is new:")
        world.person("sam").hears("Your duty for Night shift is over.")
        world.passes(hours=2)
        reads(world, "ana", "kit")


def test_a_newcomer_gets_what_they_must_read(world: World) -> None:
    publishes(world, edition(2, CHANGED, EVERYBODY))
    world.passes(minutes=2)
    reads(world, "bo", "kit", "sam", "ana")
    world.store.keep_invitation(
        Invitation(token_hash("t0k"), Role.STAFF, "shop", world.now + timedelta(days=1), None)
    )
    lin = world.person("lin")
    lin.says("/start t0k")
    lin.hears("Welcome, Lin.", "Hello Lin.", "Please read what is new:", "• Lock it first.", BUTTON)
    lin.taps("✓ I have read it")
    lin.hears("✓ Read at")


def test_whoever_begins_a_report_unread_sees_one_line_of_what_is_new(world: World) -> None:
    publishes(world, edition(2, CHANGED))
    world.passes(minutes=2)
    ana, bo = world.person("ana"), world.person("bo")
    ana.hears("Please read what is new:")
    for person in (ana, bo):
        person.says("/incident")
        person.hears("New: Lock it first.", "Which door?")
        person.says("/cancel")
        person.taps("Yes, cancel")
        person.hears("Cancel this?", "Cancelled")
    bo.says("/incident")  # need not read it, and has seen it
    assert "New:" not in sees(world, "bo")
    ana.says("/incident")  # has to say so
    ana.hears("New: Lock it first.")
    ana.taps("✓ I have read it")
    ana.hears("✓ Read at")


def test_managers_see_who_has_read_it_and_others_what_they_have_left(world: World) -> None:
    publishes(world, edition(2, CHANGED, EVERYBODY))
    world.passes(minutes=2)
    world.person("ana").hears("Please read")
    reads(world, "bo", "sam")
    world.person("kit").hears("Leia")
    ana, bo, kit = (world.person(name) for name in ("ana", "bo", "kit"))
    ana.taps("✓ I have read it")
    ana.hears("✓ Read at")
    ana.says("/reading")
    ana.hears(
        "Who has read what is new",
        "Broken door: 3 of 5 have read it",
        "○ Duty managers 1/2 · not yet: Rosa",
        "✓ Night shift",
        "○ In no group 1/2 · not yet: Kit",
    )
    bo.says("/reading")
    bo.hears("You have read everything there is to read.")
    kit.says("/reading")
    kit.hears("Ainda por ler:", "[✓ Já li]")


def test_a_button_that_was_made_up_or_used_before_does_no_harm(world: World) -> None:
    publishes(world, edition(2, CHANGED))
    world.passes(minutes=2)
    ana, bo = world.person("ana"), world.person("bo")
    ana.hears("Please read what is new:")
    world.passes(days=3)
    ana.hears("Not read yet:")
    ana.taps("✓ I have read it")
    ana.hears("✓ Read at", "• Broken door")
    ana.taps_old("✓ I have read it")  # the first message's, which still has one
    ana.hears("✓ Read at")
    for shown in ("999999999999", "-1", "x"):
        tap = Tapped(world.new_tap(), f"s.read.0.m.read={shown}")
        world.arrives([Arrival(ana.sender, ana.chat, tap, 1, None)])
        world.ledger.take(ana.chat)
    bo.says("/reading")
    bo.hears("You have read everything there is to read.")


def test_news_that_come_while_everybody_is_looked_through_are_not_put_off(world: World) -> None:
    publishes(world, edition(2, CHANGED))
    world.passes(minutes=2)
    world.person("ana").hears("Please read what is new:")
    publishes(world, edition(1, "changes: [Count twice.]", id_="till", title="Till is short"))
    world.store.set_timer(look_again(world.now + timedelta(days=3)))  # by a turn that had not seen it yet
    world.passes(minutes=2)
    world.person("ana").hears("• Count twice.")
