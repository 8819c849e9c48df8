"""From the first question to submission, with second thoughts on the way."""

from __future__ import annotations

from typing import Any

from handlers.cases import Run
from handlers.engine import Answered, Cancelled, Drafted, Draw, Finished, Started, Submitted
from handlers.events import Reachable
from tests.handlers.engine.talk import Talk, playbook

QUESTIONS: tuple[dict[str, Any], ...] = (
    {"id": "what", "type": "long_text", "ask": "What happened?", "label": "What"},
    {
        "id": "category",
        "type": "choice",
        "ask": "What is it about?",
        "choices": [
            {"id": "fees", "label": {"en": "Fees", "zh-Hans": "费用"}},
            {"id": "staff", "label": "Staff attitude"},
        ],
    },
    {"id": "hurt", "type": "yes_no", "ask": "Is anybody hurt?", "label": "Hurt"},
    {"id": "who", "type": "text", "ask": "Who?", "when": {"question": "hurt", "equals": "yes"}},
    {"id": "more", "type": "text", "ask": "Anything else?", "required": False},
)


def reviewed() -> Talk:
    talk = Talk.about(*QUESTIONS)
    for said in ("The fare", "fees", "no"):
        talk.says(said)
    talk.commands("skip")
    return talk


def test_a_complaint_goes_from_the_first_question_to_submission() -> None:
    talk = Talk.about(*QUESTIONS)
    assert [type(effect) for effect in talk.effects if type(effect) in (Started, Draw)] == [Started, Draw]
    assert "Complaint · 1 of 4" in talk.text
    assert "What happened?" in talk.text

    talk.says("The fare was wrong")
    assert "✓ What: The fare was wrong" in talk.text
    talk.taps_on("Fees")
    assert talk.toasts == ["✓ What is it about?: Fees"]
    talk.says("Yes")
    assert "4 of 5" in talk.text
    talk.says("A child")
    talk.taps_on("Skip")
    assert "5. Anything else?: skipped" in talk.text

    talk.taps_on("✓ Submit")
    submitted = talk.got(Submitted)[0].frame
    assert {path: answer.value for path, answer in submitted.answers.items()} == {
        "what": "The fare was wrong",
        "category": "fees",
        "hurt": "yes",
        "who": "A child",
        "more": None,
    }
    assert len(talk.got(Finished)) == 1
    assert talk.session.live is None
    assert talk.got(Draw) == []


def test_what_is_known_already_is_not_asked() -> None:
    talk = Talk(playbook(questions=list(QUESTIONS)))
    talk.begin("complaint", prefill={"category": "fees", "hurt": "perhaps", "nonsense": 1})
    assert talk.values == {"category": "fees"}
    assert talk.frame.answers["category"].how == "prefilled"
    talk.says("The fare")
    assert "Is anybody hurt?" in talk.text


def test_a_drill_and_a_site_stay_with_the_conversation() -> None:
    talk = Talk(playbook(questions=list(QUESTIONS)))
    talk.begin("complaint", run=Run.DRILL, site="t2")
    assert (talk.frame.run, talk.frame.site) == (Run.DRILL, "t2")


def test_back_shows_the_answer_and_later_ones_are_kept() -> None:
    talk = Talk.about(*QUESTIONS)
    talk.says("The fare")
    talk.says("fees")
    talk.commands("back")
    assert "Now: Fees" in talk.text
    talk.taps_on("◀ Back")
    assert "Now: The fare" in talk.text
    assert "◀ Back" not in talk.labels
    talk.commands("back")
    assert "This is the first question" in talk.text
    talk.says("The bus fare")
    assert "Is anybody hurt?" in talk.text
    assert talk.values == {"what": "The bus fare", "category": "fees"}
    assert [(c.path, c.before, c.after) for c in talk.frame.corrections] == [("what", "The fare", "The bus fare")]


def test_keeping_an_answer_changes_nothing() -> None:
    talk = Talk.about(*QUESTIONS)
    talk.says("The fare")
    talk.commands("back")
    talk.taps_on("Keep")
    assert "What is it about?" in talk.text
    assert talk.got(Answered) == []


def test_only_what_is_not_needed_can_be_skipped() -> None:
    talk = Talk.about(*QUESTIONS)
    assert "Skip" not in talk.labels
    talk.commands("skip")
    assert "cannot be skipped" in talk.text
    assert "What happened?" in talk.text


def test_skip_is_understood_when_typed_but_only_where_it_is_offered() -> None:
    talk = Talk.about(QUESTIONS[4], QUESTIONS[0])
    talk.says("Skip")
    assert talk.frame.answers["more"].skipped
    talk.says("Skip")
    assert talk.values == {"what": "Skip"}


def test_changing_an_answer_asks_only_what_follows_from_it() -> None:
    talk = reviewed()
    talk.says("3")
    talk.taps_on("Yes")
    assert "Who?" in talk.text
    talk.says("A child")
    assert "review" in talk.text

    talk.says("3")
    talk.taps_on("No")
    assert "“Who?” no longer applies." in talk.text
    assert "who" not in talk.values
    assert ("who", "A child") in [(c.path, c.before) for c in talk.frame.corrections]
    assert [(a.path, a.value, a.before) for a in talk.got(Answered)] == [
        ("hurt", "no", "yes"),
        ("who", None, "A child"),
    ]


def test_an_answer_that_was_taken_out_is_offered_when_it_applies_again() -> None:
    talk = reviewed()
    for said in ("3", "yes", "A child", "3", "no", "3", "yes"):
        talk.says(said)
    talk.taps_on("As before: A child")
    assert talk.values["who"] == "A child"


def test_a_skipped_answer_can_be_given_on_the_review() -> None:
    talk = reviewed()
    talk.taps_on("✎ 4")
    talk.says("No more")
    assert talk.values["more"] == "No more"
    assert talk.frame.corrections == ()


def test_the_review_is_paged_and_numbers_reach_every_answer() -> None:
    questions = [{"id": f"q{n}", "type": "text", "ask": f"Question {n}?"} for n in range(20)]
    talk = Talk.about(*questions)
    for n in range(20):
        talk.says(f"answer {n}")
    assert "16. Question 15?: answer 15" in talk.text
    assert "answer 16" not in talk.text
    talk.taps_on("▶")
    assert "17. Question 16?: answer 16" in talk.text
    talk.says("20")
    talk.says("the end")
    assert talk.values["q19"] == "the end"
    talk.says("submit")
    assert talk.got(Submitted)


def test_after_a_change_the_review_shows_the_page_of_that_answer() -> None:
    talk = Talk.about(*({"id": f"q{n}", "type": "text", "ask": f"Question {n}?"} for n in range(1, 31)))
    for n in range(1, 31):
        talk.says(f"answer {n}")
    talk.says("27")
    talk.says("something else")
    assert "27. Question 27?: something else" in talk.text
    talk.taps_on("◀")
    assert "27. " not in talk.text
    talk.says("28")
    talk.taps_on("Review")
    assert "28. Question 28?: answer 28" in talk.text


def test_the_review_can_be_looked_at_before_all_is_answered() -> None:
    talk = Talk.about(*QUESTIONS)
    talk.commands("review")
    assert "⚠️" in talk.text
    talk.says("The fare")
    talk.commands("review")
    assert "1. What: The fare" in talk.text
    assert "✓ Submit" not in talk.labels
    talk.taps_on("Go on")
    assert "What is it about?" in talk.text


def test_a_constraint_says_its_own_words_and_holds_when_others_change() -> None:
    rule = {"any": [{"question": "hurt", "equals": "no"}, {"question": "people", "at_least": 1}]}
    talk = Talk.about(
        {"id": "hurt", "type": "yes_no", "ask": "Is anybody hurt?", "label": "Hurt"},
        {
            "id": "people",
            "type": "number",
            "ask": "How many?",
            "label": "Number",
            "constraint": {"rule": rule, "message": "Somebody is hurt, so at least one."},
        },
    )
    talk.says("yes")
    talk.says("0")
    assert "Somebody is hurt, so at least one." in talk.text
    assert "How many?" in talk.text
    talk.commands("back")
    talk.says("no")
    talk.says("0")
    assert "review" in talk.text

    talk.says("1")
    talk.says("yes")
    assert "Number: Somebody is hurt, so at least one." in talk.text
    assert "How many?" in talk.text
    assert talk.values == {"hurt": "yes"}
    talk.says("2")
    assert "review" in talk.text


def test_a_choice_that_stops_applying_is_asked_again() -> None:
    talk = Talk.about(
        {"id": "hurt", "type": "yes_no", "ask": "Is anybody hurt?"},
        {
            "id": "done",
            "type": "choice",
            "ask": "What was done?",
            "choices": [
                {"id": "aid", "label": "First aid", "when": {"question": "hurt", "equals": "yes"}},
                {"id": "nothing", "label": "Nothing"},
            ],
        },
    )
    talk.says("yes")
    talk.says("First aid")
    talk.says("1")
    talk.says("no")
    assert "“What was done?” has to be answered again." in talk.text
    assert "First aid" not in talk.labels


def test_cancelling_is_asked_back() -> None:
    talk = reviewed()
    talk.commands("cancel")
    assert "Cancel this?" in talk.text
    talk.says("no")
    assert "review" in talk.text
    talk.taps_on("✕")
    talk.taps_on("Yes, cancel")
    assert len(talk.got(Cancelled)) == 1
    assert talk.session.live is None


def test_a_paused_conversation_is_taken_up_with_a_recap() -> None:
    talk = Talk.about(*QUESTIONS)
    talk.says("The fare")
    talk.commands("pause")
    assert [effect.idle for effect in talk.got(Drafted)] == [False]
    assert talk.told
    assert talk.session.live is None
    draft = talk.session.drafts[0]

    talk.resume(draft.id)
    assert "Back to: Complaint" in talk.text
    assert "• What: The fare" in talk.text
    assert "What is it about?" in talk.text
    assert talk.session.drafts == ()
    assert talk.got(Started) == []


def test_keep_for_later_from_the_cancel_prompt() -> None:
    talk = Talk.about(*QUESTIONS)
    talk.commands("cancel")
    talk.taps_on("Keep for later")
    assert len(talk.session.drafts) == 1


def test_a_draft_that_is_gone_is_said() -> None:
    talk = Talk.about(*QUESTIONS)
    talk.resume("nothing like it")
    assert "⚠️" in talk.text
    assert "What happened?" in talk.text


def test_every_reader_is_asked_in_their_language() -> None:
    talk = Talk.about(*QUESTIONS)
    talk.says("The fare")
    talk.speaks("zh-Hant").redraw()
    assert "費用" in talk.labels


def test_what_is_none_of_its_business_leaves_it_alone() -> None:
    talk = Talk.about(*QUESTIONS)
    before = talk.session
    talk.commands("help")
    talk.does(Reachable(False))
    assert talk.session == before
    assert talk.effects == ()


def test_a_missing_edition_is_said_and_nothing_is_lost() -> None:
    talk = Talk.about(*QUESTIONS)
    talk.says("The fare")
    talk.shelf.drop(talk.editions["complaint"])
    talk.says("fees")
    assert "playbook is missing" in talk.told[0]
    assert talk.session.drafts[0].answers["what"].value == "The fare"
    talk.resume(talk.session.drafts[0].id)
    assert len(talk.session.drafts) == 1


def test_a_session_stays_on_its_edition_when_a_new_one_is_published() -> None:
    talk = Talk.about(*QUESTIONS)
    newer = Talk(playbook(questions=[{"id": "other", "type": "text", "ask": "Something new?"}]))
    talk.shelf.add(newer.editions["complaint"])
    talk.says("The fare")
    assert "What is it about?" in talk.text
