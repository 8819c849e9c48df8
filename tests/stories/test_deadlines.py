"""Deadlines over time: weekends, holidays, the nights in which clocks change, other calendars, other answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.rehearsal.setting import Setting
from bot.rehearsal.world import World

ORGANISATION = """
name: Corner Bank
timezone: {zone}
languages: [en]
calendar: {{waking: "08:00-20:00", holidays: [{holidays}]}}
sites: [{{id: branch, name: {{en: Branch}}}}]
staff:
  - {{id: bo, name: Bo, telegram: 1001}}
  - {{id: ana, name: Ana, role: duty-manager, telegram: 2001}}
groups: [{{id: duty, name: {{en: Duty}}, chat: -1001}}]
routing: [{{notify: duty}}]
deadline_packs: [letters.yaml, scalding.yaml, house.yaml]
deadlines:
  - {{when: {{answers: {{question: about, equals: letter}}}}, pack: letters}}
  - {{when: {{answers: {{question: about, equals: tea}}}}, pack: scalding}}
  - {{pack: house}}
escalation: [{{steps: [{{wait: 365d, notify: group}}], repeat: 0}}]
updates: [{{off: true}}]
"""

PACK = """
id: {id}
version: 1
name: {{en: {id}}}
source: House policy
reviewed: 2026-01-01
deadlines:
  - {{milestone: final, name: {{en: Reply}}, {lengths}}}
"""

PACKS = {
    "house": "house: 3 working days, remind: 2 working days",
    "letters": "house: 5 working days, legal: 6 working days",
    "scalding": "house: 30 min, legal: 8 hours",
}

PLAYBOOK = """
id: matter
kind: complaint
owner: office
version: 1
reviewed: 2026-01-01
sources: [house rules]
title: {en: Complaint}
closing: {en: Thank you.}
severity_rules: [{when: {question: about, equals: tea}, severity: critical}]
questions:
  - id: about
    type: choice
    ask: {en: What is it about?}
    choices: [{id: fees, label: {en: Fees}}, {id: letter, label: {en: Letter}}, {id: tea, label: {en: Tea}}]
"""

Make = Callable[..., World]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """A bank that answers letters by law, and spilt tea at once."""
    with ExitStack() as stack:

        def made(starts: str, zone: str = "Asia/Macau", holidays: str = "") -> World:
            files = {"organisation": ORGANISATION.format(zone=zone, holidays=holidays), "matter": PLAYBOOK}
            files |= {name: PACK.format(id=name, lengths=lengths) for name, lengths in PACKS.items()}
            for name, text in files.items():
                (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
            setting = Setting(
                tmp_path / "organisation.yaml", tmp_path / "matter.yaml", starts=datetime.fromisoformat(starts)
            )
            return stack.enter_context(World(tmp_path, setting))

        yield made


def complains(world: World, about: str = "Fees") -> None:
    bo = world.person("bo")
    bo.says("/complaint")
    bo.taps(about)
    bo.taps("✓ Submit")
    forget(world)


def forget(world: World) -> None:
    for chat in world.ledger.chats():
        world.ledger.take(chat)


def there(world: World) -> str:
    """What the clock on the wall shows."""
    return f"{world.now.astimezone(ZoneInfo(world.store.directory.timezone)):%a %d %H:%M}"


def told(world: World, **length: float) -> list[str]:
    """Everything that is said in this time, half an hour at a time: when, to whom, and the first line."""
    heard = []
    names = world.names()
    until = world.now + timedelta(**length)
    while world.now < until:
        world.passes(minutes=30)
        for chat in world.ledger.chats():
            said = [one for one in world.ledger.take(chat) if one.must_be_expected]
            heard += [f"{there(world)} {names[chat]}: {one.text.splitlines()[0]}" for one in said]
    return heard


def remembered(*when: str) -> list[str]:
    return [f"{at} group duty: ⏰ Please remember C-2026-000001." for at in when]


def overdue(at: str) -> list[str]:
    return [f"{at} {who}: ⏰ C-2026-000001 is overdue." for who in ("group duty", "ana")]


def too_late(at: str) -> list[str]:
    return [f"{at} {who}: ⏰ The legal limit of C-2026-000001 has passed." for who in ("group duty", "ana")]


def changes(world: World, *holidays: date) -> None:
    """A file with these holidays is imported, twice."""
    directory = world.store.directory
    assert directory.calendar is not None
    for _ in range(2):
        world.store.import_organisation(replace(directory, calendar=replace(directory.calendar, holidays=holidays)))
        world.work()


def corrects(world: World, about: str) -> None:
    bo = world.person("bo")
    bo.taps("Change an answer")
    bo.taps("✎ 1")
    bo.taps(about)
    bo.taps("✓ Done")
    forget(world)


def test_a_weekend_and_holidays_are_left_out_and_nobody_is_woken(make: Make) -> None:
    world = make("2026-04-01 22:30", holidays="2026-04-03, 2026-04-06")  # a Wednesday night before Easter
    complains(world)
    assert told(world, days=14) == remembered("Wed 08 08:00") + overdue("Thu 09 08:00")


def test_a_restart_in_between_neither_stops_nor_repeats_it(make: Make) -> None:
    world = make("2026-03-02 10:00")
    complains(world)
    before = told(world, days=2, hours=22)
    world.restart()
    assert before + told(world, days=7) == remembered("Thu 05 08:00") + overdue("Fri 06 08:00")


def test_a_machine_that_slept_says_the_gravest_once(make: Make) -> None:
    world = make("2026-03-02 10:00")
    complains(world)
    world.now += timedelta(days=6)
    world.restart()
    assert told(world, days=3) == overdue("Sun 08 10:30")


def test_a_pause_over_a_weekend_costs_only_the_working_nights_it_covers(make: Make) -> None:
    world = make("2026-03-05 15:00")  # a Thursday: due with Tuesday's end
    complains(world)
    ana = world.person("ana")
    ana.taps("Acknowledge", group="duty")
    ana.says("/digest")
    ana.taps("C-2026-000001")
    ana.taps("Stop the clock")
    forget(world)
    assert told(world, hours=20) == []
    ana.taps("Agreed with the complainant")  # Friday 11:00
    ana.hears("Clock stopped: Agreed with the complainant")
    assert told(world, days=3) == []
    ana.taps("Let the clock run")  # Monday 11:00
    ana.hears("Reply: due Wed 11 Mar")
    heard = told(world, days=7)
    assert heard == ["Wed 11 08:00 ana: ⏰ Please remember C-2026-000001.", *overdue("Thu 12 08:00")]


@pytest.mark.parametrize(
    ("starts", "reminded", "late"), [("2026-03-26", "Tue 31", "Wed 01"), ("2026-10-22", "Tue 27", "Wed 28")]
)
def test_days_end_by_the_wall_clock_in_the_weeks_in_which_clocks_change(
    make: Make, starts: str, reminded: str, late: str
) -> None:
    world = make(f"{starts} 12:00", zone="Europe/Lisbon")  # a Thursday; the clocks change on Sunday
    complains(world)
    assert told(world, days=10) == remembered(f"{reminded} 08:00") + overdue(f"{late} 08:00")


def test_what_is_critical_wakes_people_at_once(make: Make) -> None:
    world = make("2026-03-02 23:00")
    complains(world, "Tea")
    assert told(world, days=2) == overdue("Mon 02 23:30") + too_late("Tue 03 07:00")


def test_a_holiday_that_is_declared_later_moves_everything(make: Make) -> None:
    world = make("2026-03-02 10:00")
    complains(world)
    changes(world, date(2026, 3, 3), date(2026, 3, 4))
    assert told(world, days=10) == remembered("Sat 07 08:00") + overdue("Tue 10 08:00")


def test_what_was_said_before_a_holiday_was_declared_is_said_again_when_it_is_due(make: Make) -> None:
    world = make("2026-03-02 10:00")
    complains(world)
    assert told(world, days=3) == remembered("Thu 05 08:00")
    changes(world, date(2026, 3, 3), date(2026, 3, 5))
    assert told(world, days=10) == remembered("Sat 07 08:00") + overdue("Tue 10 08:00")


def test_a_day_that_is_no_holiday_after_all_brings_what_is_late_now(make: Make) -> None:
    world = make("2026-03-02 10:00", holidays="2026-03-03, 2026-03-04, 2026-03-05")
    complains(world)
    assert told(world, days=5) == []
    changes(world)
    assert told(world, days=5) == overdue("Sat 07 10:30")


def test_another_answer_brings_its_law_and_takes_no_promise_back(make: Make) -> None:
    world = make("2026-03-02 10:00")
    complains(world)
    corrects(world, "Letter")
    case = world.store.case("C-2026-000001")
    assert case is not None
    (entry,) = [entry for entry in world.store.timeline(case.id) if entry.kind == "terms"]
    assert (entry.actor, entry.data) == ("bo", {"pack": "letters", "version": 1, "was": "house"})
    heard = told(world, days=14)
    assert heard == remembered("Thu 05 08:00") + overdue("Fri 06 08:00") + too_late("Wed 11 08:00")


def test_a_sooner_deadline_holds_at_once_and_another_correction_does_not_undo_it(make: Make) -> None:
    world = make("2026-03-02 21:00")
    complains(world)
    corrects(world, "Tea")
    assert told(world, minutes=60) == overdue("Mon 02 21:30")
    corrects(world, "Fees")
    case = world.store.case("C-2026-000001")
    assert case is not None
    assert case.terms is not None
    assert [str(rule.house) for rule in case.terms.pack.deadlines] == ["30 min"]
    assert told(world, days=10) == []


def test_an_answer_that_chooses_the_same_changes_nothing(make: Make) -> None:
    world = make("2026-03-02 10:00")
    complains(world, "Letter")
    before = world.store.case("C-2026-000001")
    corrects(world, "Letter")
    after = world.store.case("C-2026-000001")
    assert before is not None
    assert after is not None
    assert before.terms == after.terms
    assert "terms" not in [entry.kind for entry in world.store.timeline(after.id)]
