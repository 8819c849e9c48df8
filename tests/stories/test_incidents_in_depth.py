"""What incidents are about and how bad they are: guessed, said, said again, and what follows from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.rehearsal.setting import Setting
from bot.rehearsal.world import World
from handlers.cases import Case
from handlers.organisation import read_organisation
from playbooks.loading import parse_yaml
from playbooks.model import Area, Node, Severity
from tests.stories.conftest import PROPS

ORGANISATION = (PROPS / "organisations" / "two_managers.yaml").read_text(encoding="utf-8")
SAFETY = """\
  - {id: safety, name: {en: Safety office}, chat: -1003, members: [sam], lead: sam}
"""
RISK = "risk: {levels: [{id: low}, {id: moderate}, {id: high}, {id: extreme, notify: [safety]}]}\n"


class Incidents:
    """A shop in which things break."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.bo, self.ana, self.ming = world.person("bo"), world.person("ana"), world.person("ming")

    def reported(self, what: str = "Escalator 3", hurt: str = "Nobody") -> None:
        self.bo.says("/incident", what)
        self.bo.taps(hurt)
        self.bo.taps("✓ Submit")
        self.forget()

    def taken(self) -> None:
        self.ana.taps("Acknowledge", group="duty")
        self.forget()

    def graded(self, likelihood: str, impact: str) -> None:
        self.ana.taps(likelihood)
        self.ana.taps(impact)

    def forget(self) -> None:
        self.world.ledger.rest()
        for chat in self.world.names():
            self.world.ledger.take(chat)

    def reads(self, chat: int) -> str:
        """All that stands in a chat now."""
        return "\n".join(shown.now.text for shown in self.world.chats.messages(chat))

    def pictures(self, chat: int) -> list[dict[str, Any]]:
        """What the pictures in a chat show."""
        attached = (shown.now.attached for shown in self.world.chats.messages(chat))
        return [dict(one.data) for one in attached if one is not None]

    def case(self, number: str = "I-2026-000001") -> Case:
        case = self.world.store.case(number)
        assert case is not None
        return case

    def entries(self, kind: str) -> list[dict[str, Any]]:
        entries = self.world.store.timeline(self.case().id)
        return [{"actor": entry.actor, **entry.data} for entry in entries if entry.kind == kind]


@pytest.fixture
def shop(tmp_path: Path) -> Incidents:
    return _shop(tmp_path, ORGANISATION)


def _shop(folder: Path, organisation: str) -> Incidents:
    file = folder / "organisation.yaml"
    file.write_text(organisation, encoding="utf-8")
    setting = Setting(organisation=file, playbooks=PROPS / "playbooks" / "incident.yaml", language="en")
    return Incidents(World(folder, setting))


def test_a_category_is_guessed_from_the_answers_and_follows_them(shop: Incidents) -> None:
    shop.reported(hurt="Needs a doctor")
    assert shop.case().about is not None
    assert shop.entries("opened")[0]["category"] == {"area": "people"}
    shop.bo.taps("Change an answer")
    shop.bo.taps("✎ 2")
    shop.bo.taps("Nobody")
    assert shop.entries("category") == [{"actor": None, "area": "technology", "before": {"area": "people"}}]
    assert "Category: Technology" in shop.reads(shop.world.group("duty").chat)


def test_what_a_person_said_it_is_about_is_not_guessed_away(shop: Incidents) -> None:
    shop.reported()
    shop.taken()
    shop.graded("Rare", "Minor")
    shop.ana.taps("Management")
    shop.ana.taps("Dispatch")
    shop.bo.taps("Change an answer")
    shop.bo.taps("✎ 2")
    shop.bo.taps("Needs a doctor")
    about = shop.case().about
    assert about is not None
    assert (about.area, about.node, about.by) == (Area.MANAGEMENT, Node.DISPATCH, "ana")


def test_a_grade_raises_the_severity_and_another_one_takes_back_only_that(shop: Incidents) -> None:
    shop.reported()
    shop.taken()
    assert shop.case().severity is Severity.LOW
    shop.graded("Likely", "Moderate")
    assert shop.case().severity is Severity.HIGH
    assert shop.case().updates is not None, "status updates are owed from now on"
    shop.ana.taps("Grade again")
    shop.graded("Rare", "Minor")
    assert shop.case().severity is Severity.LOW
    first, second = shop.entries("graded")
    assert first == {"actor": "ana", "likelihood": "likely", "impact": "moderate", "level": "high"}
    assert second["before"] == {"likelihood": "likely", "impact": "moderate", "level": "high"}
    assert shop.world.store.verify("I-2026-000001") is None


def test_an_answer_that_is_changed_later_does_not_undo_the_grade(shop: Incidents) -> None:
    shop.reported()
    shop.taken()
    shop.graded("Likely", "Moderate")
    shop.bo.taps("Change an answer")
    shop.bo.taps("✎ 2")
    shop.bo.taps("Needs a doctor")
    assert shop.case().severity is Severity.HIGH
    assert shop.case().grade is not None


def test_the_matrix_comes_as_a_picture_to_who_graded_it_and_to_who_looks_it_up(shop: Incidents) -> None:
    shop.reported()
    shop.taken()
    shop.graded("Likely", "Moderate")
    (given,) = shop.pictures(shop.ana.chat)
    assert given["result"][:2] == ["Risk: High", "Likelihood: Likely (4 of 5)"]
    shop.ming.taps("Details")
    shop.ming.taps("Risk matrix")
    assert "Likelihood: Likely (4 of 5)" in shop.reads(shop.ming.chat)
    assert shop.pictures(shop.ming.chat) == [given]


def test_groups_that_a_level_names_get_the_card(tmp_path: Path) -> None:
    text = ORGANISATION.replace("routing:", SAFETY + "routing:") + RISK
    shop = _shop(tmp_path, text)
    shop.reported()
    shop.taken()
    shop.graded("Almost certain", "Catastrophic")
    shop.world.group("safety").heard("I-2026-000001", "Risk: 🟥 Extreme", "Taken by Ana")
    assert shop.case().groups == ("duty", "safety")


def test_a_deadline_that_goes_by_severity_is_chosen_by_the_grade(tmp_path: Path) -> None:
    deadlines = "deadlines: [{when: {kind: incident, severity_at_least: high}, pack: macau-bank}]\n"
    shop = _shop(tmp_path, ORGANISATION + deadlines)
    shop.reported()
    shop.taken()
    assert shop.case().terms is None
    shop.graded("Likely", "Major")
    terms = shop.case().terms
    assert terms is not None
    assert terms.pack.id == "macau-bank"


def test_nobody_is_asked_twice_but_for_whoever_takes_it_before_it_is_graded(shop: Incidents) -> None:
    shop.reported()
    shop.ana.taps("Acknowledge", group="duty")
    shop.ana.hears("Taken by Ana", "Grade I-2026-000001")
    shop.ana.taps("Give back", group="duty")
    shop.forget()
    shop.ming.taps("Acknowledge", group="duty")
    shop.ming.hears("Taken by Ming", "Grade I-2026-000001")
    shop.ming.taps("Possible")
    shop.ming.taps("Minor")
    shop.ming.taps("● Technology")
    shop.ming.taps("None of these")
    shop.ming.taps("Give back", group="duty")
    shop.forget()
    shop.ana.taps("Acknowledge", group="duty")
    shop.ana.hears("Taken by Ana")


def test_the_digest_counts_areas_and_says_what_is_not_graded(shop: Incidents) -> None:
    shop.reported(hurt="Needs a doctor")
    shop.reported("Till 2")
    shop.taken()
    shop.ana.says("/digest")
    shop.ana.hears("Open: 2", "People: 1 · Technology: 1", "Not graded yet · ")
    shop.ana.taps("Technology")
    shop.ana.hears("Open cases · Technology", "Open: 1", "Till 2", "[All that are open]")
    shop.ana.taps("All that are open")
    shop.ana.hears("Open: 2", "[People] [Technology]")


def test_a_matrix_that_was_changed_leaves_old_grades_readable(tmp_path: Path) -> None:
    shop = _shop(tmp_path, ORGANISATION)
    shop.reported()
    shop.taken()
    shop.graded("Likely", "Moderate")
    fine, bad = "{id: fine, name: Fine, colour: green, from: 1}", "{id: bad, name: Bad, colour: red, from: 9}"
    other = parse_yaml(f"{ORGANISATION}risk: {{levels: [{fine}, {bad}]}}\n", "other.yaml")
    shop.world.store.import_organisation(read_organisation(other))
    shop.forget()
    shop.ana.says("/digest")
    shop.ana.hears("high · Technology")
    shop.ana.taps("I-2026-000001")
    shop.ana.hears("Risk: high", "Likelihood: Likely (4 of 5)")


def test_a_near_miss_is_graded_by_who_saw_it(terminal: World) -> None:
    bo, ming = terminal.person("bo"), terminal.person("ming")
    bo.says("/incident")
    bo.taps("Near miss or hazard")
    bo.says("Gate 12")
    bo.taps("Skip")
    bo.says("The panel falls on somebody")
    bo.taps("Machine or system")
    bo.taps("Likely")
    bo.taps("Loss of life")
    bo.taps("Yes")
    bo.taps("Skip")
    bo.taps("✓ Submit")
    case = terminal.store.case("I-2026-000001")
    assert case is not None
    assert case.grade is not None
    assert (case.grade.level, case.grade.by, case.severity) == ("extreme", None, Severity.CRITICAL)
    assert case.about is not None
    assert case.about.area is Area.TECHNOLOGY
    ming.taps("Acknowledge")
    ming.taps("Details")
    assert "Graded by: the reporter" in "\n".join(shown.now.text for shown in terminal.chats.messages(ming.chat))
    for chat in terminal.names():
        terminal.ledger.take(chat)


def test_a_grade_before_anybody_took_it_hastens_the_escalation(shop: Incidents) -> None:
    shop.reported()
    before = shop.case().escalation
    assert before is not None
    shop.ming.taps("Details")
    shop.ming.taps("Grade the risk")
    shop.ming.taps("Almost certain")
    shop.ming.taps("Catastrophic")
    after = shop.case().escalation
    assert after is not None
    assert before.due is not None
    assert after.due is not None
    assert after.due < before.due, "nobody waits as long as for a small thing"
    assert after.policy.repeat > before.policy.repeat
