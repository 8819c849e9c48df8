"""What leaves a run: marked, with the way out beside it, and without a number that anybody could dial."""

from __future__ import annotations

import pytest

from handlers.drills.marking import NO_CALL, SIGN, as_exercise, exercise_line, masked
from handlers.drills.standing import Standing, State
from handlers.messages import Button, Span, plain
from playbooks.words import LANGUAGES

RUN = Standing("01JRUN", "D-2026-000001", State.RUNNING, "t1", ("bo",), numbers=("999", "+853 6666 0000"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_begins_with_the_mark_in_the_readers_language(language: str) -> None:
    message = as_exercise(plain("Hello", (Button("Yes", "a"),)), language, RUN)
    first, *rest = message.spans
    assert first.text == message.mark + "\n"
    assert first.text.startswith(SIGN)
    assert rest == [Span("Hello")]
    assert len({as_exercise(plain("x"), one, RUN).mark for one in LANGUAGES}) == len(LANGUAGES)


def test_the_button_for_a_real_emergency_is_always_there_while_it_runs() -> None:
    rows = as_exercise(plain("Hello"), "en", RUN).rows
    assert [button.data for button in rows[-1]] == ["x.01JRUN.0.real"]
    over = Standing("01JRUN", "D-2026-000001", State.ENDED, "t1", ("bo",))
    assert as_exercise(plain("Hello"), "en", over).rows == ()
    assert as_exercise(plain("Hello"), "en", RUN, buttons=False).rows == ()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Call the ambulance now: 999. Speaker on.", f"Call the ambulance now: {NO_CALL}. Speaker on."),
        ("澳门、香港 999，内地 120，葡萄牙 112。", f"澳门、香港 {NO_CALL}，内地 {NO_CALL}，葡萄牙 {NO_CALL}。"),
        ("告诉999人数", f"告诉{NO_CALL}人数"),
        ("Reach us at +853 6666 0000 or 28711111", f"Reach us at {NO_CALL} or {NO_CALL}"),
        ("100 to 120 a minute, 5 to 6 cm deep", "100 to 120 a minute, 5 to 6 cm deep"),
        ("每分钟 100 至 120 下", "每分钟 100 至 120 下"),
        ("100 a 120 por minuto", "100 a 120 por minuto"),
        ("DE-2026-000112 since 2026-11-21 09:11, 112 min", "DE-2026-000112 since 2026-11-21 09:11, 112 min"),
    ],
)
def test_no_number_that_could_be_dialled_is_left(text: str, left: str) -> None:
    assert masked(text, RUN.numbers) == left


def test_what_a_button_answers_is_marked_and_silence_stays_silence() -> None:
    assert exercise_line("Done.", "en") == f"{SIGN} EXERCISE, not real: Done."
    assert exercise_line("", "en") == ""
