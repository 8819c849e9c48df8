"""Nothing that a user can grow grows without end."""

from __future__ import annotations

from time import process_time

from handlers.engine import dump_session
from handlers.limits import Limits
from tests.handlers.engine.talk import Talk, playbook

STORY = {"id": "story", "type": "long_text", "ask": "What happened?", "label": "Story", "max_length": 20000}
HURT = {"id": "hurt", "type": "yes_no", "ask": "Is anybody hurt?", "label": "Hurt"}


def test_a_message_above_the_limit_is_refused_with_the_number() -> None:
    talk = Talk(playbook(questions=[STORY]), limits=Limits(text=100))
    talk.begin("complaint")
    talk.says("x" * 101)
    assert "101" in talk.text
    assert "100" in talk.text
    assert talk.values == {}


def test_changes_are_limited_but_submitting_is_not() -> None:
    talk = Talk(playbook(questions=[HURT]), limits=Limits(corrections=3))
    talk.begin("complaint")
    talk.says("yes")
    for answer in ("no", "yes", "no", "yes"):
        talk.says("1")
        talk.says(answer)
    assert "too many changes" in talk.text
    assert len(talk.frame.corrections) == 3
    talk.taps_on("Keep")
    talk.taps_on("Submit")
    assert talk.session.live is None


def test_changes_are_limited_by_their_weight_too() -> None:
    talk = Talk(playbook(questions=[STORY]))
    talk.begin("complaint")
    for n in range(60):
        if n:
            talk.says("1")
        talk.says(str(n % 10) * 3800 * 3)
        if talk.frame.at == "story" and "So far" in talk.text:
            talk.commands("done")
    assert len(dump_session(talk.session)) < 400_000


def test_no_text_takes_long_to_understand() -> None:
    choices = [{"id": f"c{n}", "label": f"Option {n} of many things"} for n in range(300)]
    plain = ("number", "money", "datetime", "place", "person", "staff", "yes_no")
    questions = [{"id": "q", "ask": "Q?", "type": name} for name in plain]
    questions += [{"id": "q", "ask": "Q?", "type": name, "choices": choices} for name in ("choice", "choices")]
    texts = [
        "x" * 19000,
        "1 " * 9000,
        "1," * 9000,
        "(" * 16000,
        "一" * 19000,
        "+1" * 9000,
        "1.1." * 4000,
        "a, " * 5000,
    ]
    for question in questions:
        for text in texts:
            talk = Talk.about(question)
            talk.says("warm up")
            began = process_time()
            talk.says(text)
            assert process_time() - began < 0.2, (question["type"], text[:10])


def test_the_same_answer_again_is_no_change() -> None:
    photos = {"id": "photos", "type": "evidence", "ask": "Photos?"}
    talk = Talk(playbook("emergency", questions=[photos, HURT]), limits=Limits(corrections=0))
    talk.begin("emergency")
    talk.shares("a")
    talk.taps_on("Done")
    assert "Is anybody hurt?" in talk.text
