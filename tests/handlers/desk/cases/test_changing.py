"""“Change an answer”: a case whose conversation is over is opened again by its reporter, for its answers."""

from __future__ import annotations

from dataclasses import replace

from handlers.cases import Status
from handlers.events import Elapsed
from playbooks.model import Severity
from tests.handlers.desk.test_reporting import complain, submit
from tests.handlers.desk.world import ANA, BO, COMPLAINT, DUTY_CHAT, FIRE, FIRE_CHAT, World, edition

CHANGE = "Change an answer"
REFUSED = "Only the reporter can change answers, and only while the case is open."
ROUTED = COMPLAINT + "routing:\n  - {when: {question: about, equals: manners}, notify: [fire]}\n"
DEPENDENT = COMPLAINT.replace(
    "severity_rules:",
    "  - {id: who, type: text, when: {question: about, equals: manners}, ask: {en: Who was it?}}\n"
    "  - {id: sum, type: number, when: {question: about, equals: fees}, ask: {en: How much?}}\n"
    "severity_rules:",
)


def data_of(world: World, label: str) -> str:
    shown = [b for n in world.heard[BO] for row in n.message.rows for b in row if b.label == label]
    return shown[-1].data


def changed(world: World, number: str, to: str) -> None:
    """Opens the case from its receipt and changes one answer."""
    world.taps(BO, CHANGE)
    world.taps(BO, number)
    world.says(BO, to)


def live(world: World) -> object:
    return world.uow.sessions[f"staff:{BO}"].live


def test_a_complaint_is_changed_after_it_was_sent() -> None:
    world = World.of()
    complain(world, "Overcharged")
    changed(world, "✎ 1", "Overcharged twice")
    assert world.case.answers["what"] == "Overcharged twice"
    assert world.case.headline == "Overcharged twice"
    assert "C-2026-000001 corrected. What is the complaint?: Overcharged twice" in world.texts(DUTY_CHAT)
    assert "Overcharged twice" in world.last(DUTY_CHAT), "the card was edited"
    (entries,) = world.uow.entries.values()
    assert entries[-1].kind == "corrected"
    assert (entries[-1].data["before"], entries[-1].data["after"]) == ("Overcharged", "Overcharged twice")
    world.taps(BO, "✓ Done")
    assert "C-2026-000001 is changed." in world.last(BO)
    assert world.texts(BO).count("We will look into it.") == 1
    assert len(world.uow.cases) == 1
    assert live(world) is None


def test_it_is_opened_from_the_list_of_cases_too() -> None:
    world = World.of()
    complain(world)
    world.forget()
    world.says(BO, "/cases")
    world.taps(BO, "C-2026-000001")
    assert world.buttons(BO) == ["Add a note", "Call more people", CHANGE, "Report (PDF)"]
    changed(world, "✎ 2", "Manners")
    assert world.case.severity is Severity.HIGH
    assert "C-2026-000001 is now: High" in world.texts(DUTY_CHAT)


def test_a_group_that_the_change_concerns_is_told() -> None:
    world = World.of(ROUTED)
    complain(world)
    assert FIRE_CHAT not in world.heard
    changed(world, "✎ 2", "Manners")
    assert world.case.groups == ("duty", "fire")
    assert "C-2026-000001" in world.card(FIRE_CHAT).message.text


def test_what_depended_on_the_answer_is_asked_and_the_rest_leaves() -> None:
    world = World.of(DEPENDENT)
    world.says(BO, "/complaint")
    world.says(BO, "Overcharged")
    world.taps(BO, "Fees")
    world.says(BO, "12")
    submit(world)
    changed(world, "✎ 2", "Manners")
    assert "Who was it?" in world.last(BO)
    world.says(BO, "The one at desk 3")
    assert world.case.answers == {"what": "Overcharged", "about": "manners", "who": "The one at desk 3"}
    assert "Who was it?: The one at desk 3" in world.texts(DUTY_CHAT)
    assert "How much?: –" in world.texts(DUTY_CHAT)
    assert "✓ Done" in world.buttons(BO)


def test_who_leaves_half_way_keeps_what_was_changed_and_is_asked_the_rest_next_time() -> None:
    world = World.of(DEPENDENT)
    world.says(BO, "/complaint")
    world.says(BO, "Rude")
    world.taps(BO, "Fees")
    world.says(BO, "12")
    submit(world)
    changed(world, "✎ 2", "Manners")
    world.says(BO, "/cancel")
    assert "What you have changed so far stays changed." in world.last(BO)
    world.taps(BO, "Yes, cancel")
    assert world.case.status is Status.OPEN
    assert world.case.answers == {"what": "Rude", "about": "manners"}
    world.taps(BO, CHANGE)
    world.taps(BO, "Go on")
    assert "Who was it?" in world.last(BO)


def test_silence_and_a_pause_end_it_without_a_draft() -> None:
    world = World.of()
    complain(world)
    changed(world, "✎ 1", "Something else")
    world.says(BO, "/pause")
    assert "C-2026-000001 is changed." in world.last(BO)
    world.taps(BO, CHANGE)
    for _ in range(2):
        world.passes(hours=3)
        world.does(BO, Elapsed("idle", "idle", {}))
    session = world.uow.sessions[f"staff:{BO}"]
    assert (session.frames, session.drafts) == ((), ())
    assert "C-2026-000001 is as it was." in world.last(BO)


def test_nobody_else_changes_it() -> None:
    world = World.of()
    complain(world)
    data = data_of(world, CHANGE)
    assert world.taps_data(ANA, data) == REFUSED
    world.taps(ANA, "Details")
    assert world.buttons(ANA) == ["Add a note", "Report (PDF)"]
    assert world.uow.sessions[f"staff:{ANA}"].live is None


def test_a_closed_case_is_not_changed() -> None:
    world = World.of()
    complain(world)
    data = data_of(world, CHANGE)
    world.taps(ANA, "Acknowledge")
    world.taps(ANA, "Resolve")
    assert world.taps_data(BO, data) == REFUSED
    assert live(world) is None


def test_a_case_closed_while_it_is_open_for_changes_stays_as_it_is() -> None:
    world = World.of()
    complain(world, "Overcharged")
    world.taps(BO, CHANGE)
    world.taps(BO, "✎ 1")
    world.taps(ANA, "Acknowledge")
    world.taps(ANA, "Resolve")
    world.says(BO, "Nothing at all")
    assert REFUSED in world.texts(BO)
    assert world.case.answers["what"] == "Overcharged"
    assert live(world) is None


def test_somebody_who_left_changes_nothing() -> None:
    world = World.of()
    complain(world)
    data = data_of(world, CHANGE)
    world.changes(replace(world.uow.directory.staff_by_account[BO], active=False))
    world.taps_data(BO, data)
    assert live(world) is None


def test_a_second_tap_shows_the_same_again() -> None:
    world = World.of()
    complain(world)
    data = data_of(world, CHANGE)
    world.taps_data(BO, data)
    world.taps(BO, "✎ 1")
    world.taps_data(BO, data)
    assert "What is the complaint?" in world.last(BO)
    assert len(world.uow.sessions[f"staff:{BO}"].frames) == 1


def test_an_old_button_changes_nothing() -> None:
    world = World.of()
    complain(world)
    world.taps(BO, CHANGE)
    data = data_of(world, "✓ Done")
    world.taps_data(BO, data)
    world.taps_data(BO, data)
    assert world.texts(BO).count("C-2026-000001 is as it was.") == 1


def test_it_interrupts_what_is_going_on_which_comes_back() -> None:
    world = World.of()
    complain(world)
    data = data_of(world, CHANGE)
    world.says(BO, "/incident")
    world.taps_data(BO, data)
    world.taps(BO, "✓ Done")
    assert "Back to: Something spilled" in world.last(BO)
    world.says(BO, "Oil")
    submit(world)
    assert len(world.uow.cases) == 2


def test_an_emergency_interrupts_it() -> None:
    world = World.of()
    complain(world)
    world.taps(BO, CHANGE)
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    world.says(BO, "The kitchen")
    world.taps(BO, "No")
    for _ in range(2):
        world.taps(BO, "✓ Done")
    assert "Back to: Complaint" in world.last(BO)
    assert "✓ Done" in world.buttons(BO)


def test_an_emergency_is_changed_after_its_checklist() -> None:
    world = World.of(FIRE)
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    world.says(BO, "The kitchen")
    world.taps(BO, "No")
    for _ in range(2):
        world.taps(BO, "✓ Done")
    assert "Stay at the meeting point." in world.last(BO)
    changed(world, "✎ 2", "yes")
    assert world.case.severity is Severity.CRITICAL
    assert "E-2026-000001" in world.card(FIRE_CHAT).message.text
    assert "Checklist: 2 of 2" in world.card(FIRE_CHAT).message.text
    world.says(BO, "/cancel")
    world.taps(BO, "Yes, cancel")
    assert world.case.status is Status.OPEN, "leaving a change calls no emergency off"
    assert world.texts(BO).count("Stay at the meeting point.") == 1
    assert world.kinds().count("finished") == 1


def test_it_stays_on_the_edition_that_it_was_reported_on() -> None:
    world = World.of()
    complain(world)
    newer = edition(COMPLAINT.replace("version: 1", "version: 2").replace("Fees", "Prices"))
    world.uow.editions.put(newer)
    if disk := getattr(world, "store", None):
        disk.publish([newer])
    world.taps(BO, CHANGE)
    assert "Fees" in world.last(BO)
    world.taps(BO, "✎ 2")
    world.taps(BO, "Manners")
    assert world.case.answers["about"] == "manners"
