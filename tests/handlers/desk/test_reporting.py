"""From the first word to the case and its alert."""

from __future__ import annotations

from handlers.cases import Status
from handlers.delivery import Lane
from playbooks.model import Severity
from tests.handlers.desk.world import ANA, BO, CHI, DUTY_CHAT, FIRE_CHAT, INCIDENT, World


def complain(world: World, what: str = "Overcharged\nat the desk") -> None:
    world.says(BO, "/complaint")
    world.says(BO, what)
    world.taps(BO, "Fees")
    submit(world)


def submit(world: World, who: int = BO) -> None:
    label = next(label for label in world.buttons(who) if "ubmit" in label or "Send" in label)
    world.taps(who, label)


def test_a_complaint_becomes_a_case_and_its_group_is_told() -> None:
    world = World.of()
    complain(world)
    case = world.case
    assert case.number == "C-2026-000001"
    assert case.headline == "Overcharged at the desk"
    assert case.groups == ("duty",)
    assert "C-2026-000001" in world.texts(BO)
    assert "We will look into it." in world.texts(BO)
    for chat in (DUTY_CHAT, ANA, CHI):
        assert "Overcharged at the desk" in world.card(chat).message.text
        assert "Not taken yet" in world.card(chat).message.text
        assert "Bo" in world.card(chat).message.text
    assert world.kinds() == ["opened", "answered", "answered", "notified"]


def test_the_second_tap_on_submit_opens_no_second_case() -> None:
    world = World.of()
    complain(world)
    label = "Submit"
    notice = next(
        n
        for n in reversed(world.heard[BO])
        if any("ubmit" in b.label or "Send" in b.label for r in n.message.rows for b in r)
    )
    data = next(b.data for r in notice.message.rows for b in r if "ubmit" in b.label or "Send" in b.label)
    world.taps_data(BO, data)
    assert len(world.uow.cases) == 1
    assert label


def test_the_words_of_a_rule_decide_how_bad_it_is() -> None:
    world = World.of()
    world.says(BO, "/complaint")
    world.says(BO, "He shouted")
    world.taps(BO, "Manners")
    submit(world)
    case = world.case
    assert case.severity is Severity.HIGH


def test_a_group_that_does_not_exist_is_noted_and_the_others_are_told() -> None:
    world = World.of()
    world.says(BO, "/incident")
    world.says(BO, "Oil")
    submit(world)
    (entries,) = world.uow.entries.values()
    assert entries[0].data["unknown_groups"] == ["cleaners"]
    assert "Oil" in world.texts(DUTY_CHAT) or "Something spilled" in world.texts(DUTY_CHAT)


def test_an_emergency_needs_one_tap_and_calls_at_once() -> None:
    world = World.of()
    world.says(BO, "/emergency")
    assert not world.uow.cases, "the command alone calls nobody"
    world.taps(BO, "Fire")
    case = world.case
    assert case.number == "E-2026-000001"
    assert world.card(DUTY_CHAT).lane is Lane.URGENT
    assert world.card(DUTY_CHAT).critical


def test_details_reach_the_card_as_they_are_given() -> None:
    world = World.of()
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    world.says(BO, "The kitchen")
    assert "The kitchen" in world.last(DUTY_CHAT)
    assert world.heard[DUTY_CHAT][-1].edits == world.card(DUTY_CHAT).id


def test_a_second_team_is_called_when_it_spreads() -> None:
    world = World.of()
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    world.says(BO, "The kitchen")
    assert FIRE_CHAT not in world.heard
    world.taps(BO, "Yes")
    assert "The kitchen" in world.card(FIRE_CHAT).message.text
    assert "is now: Critical" in world.texts(DUTY_CHAT)
    case = world.case
    assert case.groups == ("duty", "fire")


def test_a_false_alarm_is_called_off_aloud() -> None:
    world = World.of()
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    world.says(BO, "/cancel")
    confirm = next(label for label in world.buttons(BO) if "es" in label or "ancel" in label)
    world.taps(BO, confirm)
    case = world.case
    assert case.status is Status.WITHDRAWN
    assert "was called off by Bo" in world.texts(DUTY_CHAT)
    assert any("Called off" in notice.message.text for notice in world.heard[DUTY_CHAT])
    assert any(notice.edits is None and "called off" in notice.message.text for notice in world.heard[DUTY_CHAT])


def test_checklist_steps_move_the_cards_on() -> None:
    world = World.of()
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    world.says(BO, "The kitchen")
    world.taps(BO, "No")
    world.taps(BO, next(label for label in world.buttons(BO) if "one" in label))
    assert "1 of 2 done" in world.last(BO)


def test_an_emergency_interrupts_a_complaint_which_comes_back() -> None:
    world = World.of()
    world.says(BO, "/complaint")
    world.says(BO, "Overcharged")
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    world.says(BO, "Kitchen")
    world.taps(BO, "No")
    for _ in range(2):
        world.taps(BO, next(label for label in world.buttons(BO) if "one" in label))
    assert "What is it about?" in world.last(BO)
    world.taps(BO, "Fees")
    submit(world)
    assert {case.number for case in world.uow.cases.values()} == {"E-2026-000001", "C-2026-000001"}


def test_numbers_are_counted_in_the_organisations_year() -> None:
    world = World.of()
    world.passes(days=305, hours=12)
    complain(world)
    assert [case.number for case in world.uow.cases.values()] == ["C-2027-000001"]


def test_a_correction_after_the_alarm_is_said_aloud() -> None:
    world = World.of()
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    world.says(BO, "The kitchen")
    world.says(BO, "/back")
    world.says(BO, "The laundry")
    assert "E-2026-000001 corrected. What is burning?: The laundry" in world.texts(DUTY_CHAT)
    assert "The laundry" in world.last(DUTY_CHAT)
    assert world.kinds()[-1] == "corrected"


def test_the_reporter_hears_that_the_alarm_is_out_and_whom_it_reached() -> None:
    world = World.of()
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    assert "The alarm is out. Number E-2026-000001." in world.texts(BO)
    assert "Told: Duty managers" in world.texts(BO)


def test_an_alarm_that_reaches_nobody_says_so() -> None:
    world = World.of(organisation="name: Alone\nstaff:\n  - {id: bo, name: Bo, telegram: 1001, language: en}\n")
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    assert "Please call for help yourself." in world.texts(BO)


def test_an_incident_corrected_after_it_was_sent_is_amended_and_said() -> None:
    steps = "steps:\n  - {id: cone, text: {en: Put out a cone}}\n"
    world = World.of(INCIDENT + steps)
    world.says(BO, "/incident")
    world.says(BO, "Oil")
    submit(world)
    assert "Put out a cone" in world.last(BO)
    world.taps(BO, "Change an answer")
    world.taps(BO, next(label for label in world.buttons(BO) if "1" in label))
    world.says(BO, "Water")
    case = world.case
    assert case.answers == {"what": "Water"}
    assert "I-2026-000001 corrected. What was spilled?: Water" in world.texts(DUTY_CHAT)
    (entries,) = world.uow.entries.values()
    assert (entries[-1].kind, entries[-1].data["before"], entries[-1].data["after"]) == ("corrected", "Oil", "Water")
    world.taps(BO, next(label for label in world.buttons(BO) if "one" in label))
    assert world.uow.sessions[f"staff:{BO}"].live is None
