"""From the first question to submission."""

from __future__ import annotations

from handlers.engine import Answered, Draw, Finished, Started, Submitted
from tests.handlers.engine.talk import Talk

QUESTIONS = (
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


def test_changing_an_answer_asks_only_what_follows_from_it() -> None:
    talk = Talk.about(*QUESTIONS)
    for said in ("The fare", "fees", "no"):
        talk.says(said)
    talk.commands("skip")
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
