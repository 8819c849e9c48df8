"""Several groups look at one incident together: who may say what, who is reminded, what is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli.review_wording import review_json
from bot.rehearsal.setting import Setting
from bot.rehearsal.world import World
from handlers.actions import Origin
from handlers.cases import Case
from handlers.incidents.joint import JointReview, Verdict
from handlers.reports.case_report import case_paper
from handlers.reports.record import Reading
from tests.stories.conftest import PROPS
from tests.stories.test_case_reports import after, facts, record_in, rows

NUMBER = "I-2026-000001"


class Review:
    """The ramp is slippery, and Ana, who took it, calls groups to look at it."""

    def __init__(self, world: World, what: str = "The ramp is slippery") -> None:
        self.world = world
        self.bo, self.ana, self.sam, self.rosa, self.lin = map(world.person, ("bo", "ana", "sam", "rosa", "lin"))
        self.bo.says("/incident", what)
        self.bo.taps("Nobody")
        self.bo.taps("✓ Submit")
        self.ana.taps("Acknowledge", group="duty")
        self.forget()

    def called(self, *groups: str, asks: str = "Is what was done enough?", by: str = "Friday") -> None:
        self.ana.taps("Details")
        self.ana.taps("Call a joint review")
        for group in groups or ("Safety office", "Customer care", "Works"):
            self.ana.taps(f"☐ {group}")
        self.ana.taps("Done")
        self.ana.taps(asks)
        self.ana.says(by)
        self.ana.taps("✓ Submit")

    def decided(self, result: str = "It is agreed", words: str = "It stays closed") -> None:
        self.ana.taps("Decide")
        self.ana.taps(result)
        self.ana.says(words)
        self.ana.taps("None")
        self.ana.taps("✓ Submit")

    def forget(self) -> None:
        for chat in self.world.names():
            self.world.ledger.take(chat)

    def reads(self, chat: int) -> str:
        """All that stands in a chat now."""
        return "\n".join(shown.now.text for shown in self.world.chats.messages(chat))

    @property
    def case(self) -> Case:
        case = self.world.store.case(NUMBER)
        assert case is not None
        return case

    @property
    def now(self) -> JointReview:
        return self.case.reviews[-1]

    def entries(self, *kinds: str) -> list[dict[str, Any]]:
        entries = self.world.store.timeline(self.case.id)
        return [{"kind": entry.kind, "actor": entry.actor, **entry.data} for entry in entries if entry.kind in kinds]


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Review]:
    setting = Setting(
        organisation=PROPS / "organisations" / "with_departments.yaml",
        playbooks=PROPS / "playbooks" / "incident.yaml",
        language="en",
    )
    with World(tmp_path, setting) as world:
        told = Review(world)
        yield told
        told.forget()


def test_a_tap_counts_at_once_and_the_words_come_after_it(review: Review) -> None:
    review.called("Customer care")
    review.rosa.taps("❌ We do not agree")
    view = review.now.view_of("care")
    assert view is not None
    assert (view.verdict, view.words) == (Verdict.DISAGREE, "")
    review.rosa.says("Wheelchairs have no other way")
    view = review.now.view_of("care")
    assert view is not None
    assert (view.verdict, view.words) == (Verdict.DISAGREE, "Wheelchairs have no other way")
    assert [entry["kind"] for entry in review.entries("view")] == ["view", "view"]


def test_a_word_alone_is_a_view_and_a_reply_to_the_question_as_well(review: Review) -> None:
    review.called("Customer care", "Works")
    review.lin.taps("💬 In our words")
    assert review.now.view_of("works") is None, "nothing was said yet"
    review.lin.says("The floor has to be replaced")
    review.rosa.shares(reply="Joint review of", text="Guests complain each week")
    said = {view.group: (view.verdict, view.words) for view in review.now.views}
    assert said == {
        "works": (Verdict.WORDS, "The floor has to be replaced"),
        "care": (Verdict.WORDS, "Guests complain each week"),
    }
    assert review.entries("noted") == []


def test_what_the_lead_of_a_group_said_is_not_changed_by_a_member(review: Review) -> None:
    review.called("Safety office")
    review.rosa.taps("✅ We agree", group="safety")
    review.sam.taps("❌ We do not agree")
    view = review.now.view_of("safety")
    assert view is not None
    assert (view.by, view.verdict) == ("sam", Verdict.DISAGREE)
    review.forget()
    review.rosa.taps("✅ We agree", group="safety")
    assert review.now.view_of("safety") == view
    assert "The lead of the group has answered." in str(review.world.ledger.take(review.world.group("safety").chat))


def test_nobody_answers_for_a_group_of_others(review: Review) -> None:
    review.called("Safety office", "Works")
    data = next(
        button.data
        for shown in review.world.chats.messages(review.sam.chat)
        for row in shown.now.rows
        for button in row
        if "We agree" in button.label
    )
    review.lin.shares(data=data)
    review.bo.shares(data=data)
    assert review.now.views == ()


def test_groups_that_are_called_may_read_the_case_and_those_that_are_not_may_not(review: Review) -> None:
    review.called("Safety office")
    review.sam.taps("Details", group="safety")
    assert "The ramp is slippery" in review.reads(review.world.group("safety").chat)
    review.lin.shares(data=f"c.{review.case.id}.1.show")
    assert "The ramp is slippery" not in review.reads(review.lin.chat)


def test_who_is_only_asked_reads_the_case_without_who_it_is_about(review: Review) -> None:
    review.bo.shares(reply=NUMBER, text="The guest, 6612 3456, chan@example.org, wants to be called")
    review.bo.shares(reply=NUMBER, photo="passport.jpg")
    review.called("Safety office")
    review.forget()
    for reader, group in ((review.sam, "safety"), (review.sam, None), (review.ana, "safety")):
        reader.taps("Details", group=group)
        heard = review.world.ledger.take(review.world.group(group).chat if group else reader.chat)
        shown = " ".join(" ".join(one.pieces()) for one in heard)
        assert "The guest, •••, •••, wants to be called" in shown
        assert "Names, numbers and files are left out" in shown
        assert "passport" not in shown
    review.ana.taps("Details")
    assert "6612 3456" in review.reads(review.ana.chat), "who deals with the case needs the number"


def test_the_one_line_that_the_question_begins_with_has_no_number_in_it(tmp_path: Path) -> None:
    setting = Setting(PROPS / "organisations" / "with_departments.yaml", PROPS / "playbooks" / "incident.yaml", "en")
    with World(tmp_path, setting) as world:
        told = Review(world, "Call 6612 3456 about the ramp")
        told.called("Safety office")
        told.sam.hears("Joint review of I-2026-000001", "Call ••• about the ramp")
        told.forget()


def test_who_is_silent_is_reminded_half_way_on_the_day_and_when_it_is_late_and_nobody_else(review: Review) -> None:
    review.called("Customer care", "Works")
    review.rosa.taps("✅ We agree")
    review.forget()
    review.world.passes(days=2)
    review.lin.hears("⏰ Works has not answered yet.")
    review.world.passes(days=2)
    review.lin.hears("⏰ Works has not answered yet.")
    review.ana.hears(
        "⏰ Not everybody has answered. Please call them, or decide without them.", "Works: no answer yet"
    )
    review.world.passes(days=1)
    review.lin.hears("⏰ Works should have answered by now.")
    review.ana.hears("⏰ Not everybody has answered.")
    review.world.passes(days=6)
    review.lin.hears_nothing()
    review.world.passes(days=1)
    review.lin.hears("⏰ Works should have answered by now.")
    review.rosa.hears_nothing()
    reminded = [entry["groups"] for entry in review.entries("review reminded")]
    assert reminded == [["works"]] * 4


def test_a_restart_neither_stops_nor_repeats_reminders(review: Review) -> None:
    review.called("Works")
    review.world.passes(days=1)
    review.forget()
    review.world.restart()
    review.world.passes(days=1)
    review.lin.hears("⏰ Works has not answered yet.")


def test_a_decision_is_recorded_with_who_agreed_and_told_to_everybody(review: Review) -> None:
    review.called()
    review.sam.taps("✅ We agree")
    review.rosa.taps("❌ We do not agree")
    review.forget()
    review.decided("It is not agreed", "We ask the owner of the house")
    for person in (review.bo, review.sam, review.rosa, review.lin):
        assert "Decision: ❌ not agreed (Ana): We ask the owner of the house" in review.reads(person.chat)
    (entry,) = review.entries("decided")
    assert (entry["agreed"], entry["agree"], entry["disagree"], entry["silent"]) == (
        False,
        ["safety"],
        ["care"],
        ["works"],
    )
    told = review_json(review.now)
    assert told["state"] == "decided"
    assert told["waiting"] == ["works"]
    assert told["decision"]["words"] == "We ask the owner of the house"
    assert review.world.store.verify(NUMBER) is None
    review.forget()
    review.world.passes(days=30)
    review.lin.hears_nothing()


def test_the_decision_comes_with_what_is_to_be_put_right(review: Review) -> None:
    review.called("Works")
    review.ana.taps("Decide")
    review.ana.taps("It is agreed")
    review.ana.says("A new floor")
    review.ana.taps("＋ Corrective action")
    review.ana.says("The floor is replaced")
    review.ana.says("Works")
    review.ana.says("20 Mar")
    review.ana.taps("No")
    review.ana.taps("That is all")
    review.ana.taps("✓ Submit")
    (action,) = review.world.store.actions()
    assert (action.what, action.owner.group, action.origin) == ("The floor is replaced", "works", Origin.JOINT_REVIEW)
    assert action.case == review.case.id


def test_somebody_else_decides_while_the_lead_is_still_writing(review: Review) -> None:
    review.called("Works")
    review.ana.taps("Decide")
    review.ana.taps("It is agreed")
    wai = review.world.person("wai")
    wai.shares(data=f"c.{review.case.id}.1.rv-dec=1")
    wai.taps("It is not agreed")
    wai.says("Not this year")
    wai.taps("None")
    wai.taps("✓ Submit")
    review.ana.says("It stays closed")
    review.ana.taps("None")
    review.ana.taps("✓ Submit")
    assert "That joint review is over." in review.reads(review.ana.chat)
    assert review.now.decision is not None
    assert (review.now.decision.by, review.now.decision.agreed) == ("wai", False)


def test_it_is_called_off_and_another_one_can_be_called(review: Review) -> None:
    review.called("Works")
    review.forget()
    review.ana.taps("Call it off")
    review.lin.hears(
        "Called off: nothing needs to be said any more.", "The joint review of I-2026-000001 is called off"
    )
    review.called("Works", "Safety office")
    assert [one.is_open for one in review.case.reviews] == [False, True]
    review.lin.shares(data=f"c.{review.case.id}.1.v-a=1.00000000")
    assert review.now.views == ()


def test_two_reviews_at_once_would_be_one_too_many(review: Review) -> None:
    review.called("Works")
    review.ana.shares(data=f"c.{review.case.id}.1.rv")
    assert len(review.case.reviews) == 1
    assert "Which groups" not in review.reads(review.ana.chat).splitlines()[-1]


def test_a_standing_question_is_asked_of_each_in_their_language(tmp_path: Path) -> None:
    setting = Setting(
        organisation=PROPS / "organisations" / "with_departments.yaml",
        playbooks=PROPS / "playbooks" / "incident.yaml",
    )
    with World(tmp_path, setting) as world:
        review = Review(world)
        review.called("Customer care", "Works", asks="What caused it, what must change?")
        assert "Ana pergunta: Qual foi a causa e o que tem de mudar?" in review.reads(review.rosa.chat)
        assert "Ana 问：原因是什么，需要改什么？" in review.reads(review.lin.chat)
        review.lin.taps("✅ 没有补充")
        assert [view.verdict for view in review.now.views] == [Verdict.AGREE]
        review.forget()


def test_whoever_was_called_answers_from_the_details_too(review: Review) -> None:
    review.called("Duty managers", "Works")
    review.ana.taps("Details")
    assert "Joint review:" in review.reads(review.ana.chat)
    review.ana.taps("Answer for Duty managers")
    review.ana.taps("✅ We agree")
    assert [view.group for view in review.now.views] == ["duty"]
    assert "✅ Duty managers: agrees (Ana)" in review.reads(review.ana.chat)


def test_a_joint_review_stands_with_what_each_group_said_and_what_was_decided(tmp_path: Path) -> None:
    with after("incidents/joint_review.yaml", tmp_path) as world:
        record = record_in(world, "I-2026-000001")
    paper = case_paper(Reading(record, "en"))
    assert facts(paper)["Risk"] == "High (Possible × Major)", "without marks that paper cannot show"
    said = facts(paper, "Joint review")
    assert said["Question"] == "Close the ramp when it rains?"
    assert said["Decision"].startswith("agreed · Ana · ")
    assert "Works closes it when it rains" in said["Decision"]
    table = {group: words for group, words, _ in rows(paper, "Joint review")}
    assert table == {
        "Safety office": "agrees only if\nthere is a sign at the door",
        "Customer care": "does not agree\nWheelchairs have no other way",
        "Works": "agrees",
    }
    assert ("Rosa", "answered for their group") in rows(paper, "Who did what")
    told = [words for _, words in rows(paper, "What happened")]
    assert "Ana called a joint review: Safety office, Customer care, Works" in told
    assert "Ana graded the risk: High" in told
    chinese = case_paper(Reading(record, "zh-Hant"))
    assert {group: words for group, words, _ in rows(chinese, "聯席審核")}["工程部"] == "同意"
