"""What follows from a send, as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.delivery import (
    Blocked,
    Lane,
    Migrated,
    Notice,
    NotModified,
    NotSent,
    Rejected,
    RetryAfter,
    Sent,
    Uncertain,
)
from handlers.messages import plain
from handlers.retry import Dead, Done, Moved, Retry, backoff, decide, marked_as_repeat, too_old

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
PROMPT = Notice("n1", "staff", 1001, plain("Question 1 of 2"))
ALERT = replace(PROMPT, lane=Lane.URGENT, critical=True)
EDIT = replace(PROMPT, edits="n0")


@pytest.mark.parametrize(
    ("result", "decision"),
    [
        (Sent(7), Done(7)),
        (NotModified(), Done(None)),
        (Migrated(-100500), Moved(-100500)),
        (Blocked(), Dead("blocked")),
        (Rejected("chat not found"), Dead("rejected: chat not found")),
        (RetryAfter(3.5), Retry(NOW + timedelta(seconds=3.5), PROMPT.message)),
        (NotSent("refused"), Retry(NOW + timedelta(seconds=1), PROMPT.message)),
    ],
)
def test_each_result_has_one_consequence(result: object, decision: object) -> None:
    assert decide(result, PROMPT, 1, NOW) == decision  # type: ignore[arg-type]


def test_a_critical_alert_is_sent_again_however_often_marked_once() -> None:
    notice = ALERT
    for attempt in range(1, 6):
        decision = decide(Uncertain("cut off"), notice, attempt, NOW)
        assert isinstance(decision, Retry)
        assert decision.message.text == "↻ Possible repeat\nQuestion 1 of 2"
        notice = replace(notice, message=decision.message)


def test_an_ordinary_prompt_is_drawn_again_once() -> None:
    first = decide(Uncertain("cut off"), PROMPT, 1, NOW)
    assert isinstance(first, Retry)
    again = replace(PROMPT, message=first.message)
    assert decide(Uncertain("cut off"), again, 2, NOW) == Dead("uncertain: cut off")


def test_a_prompt_that_first_was_refused_is_still_drawn_again() -> None:
    assert isinstance(decide(Uncertain("cut off"), PROMPT, 4, NOW), Retry)


def test_an_edit_is_repeated_without_a_mark() -> None:
    decision = decide(Uncertain("cut off"), EDIT, 3, NOW)
    assert isinstance(decision, Retry)
    assert decision.message == EDIT.message


def test_routine_words_are_not_repeated() -> None:
    assert isinstance(decide(Uncertain("cut off"), replace(PROMPT, lane=Lane.ROUTINE), 1, NOW), Dead)


def test_an_old_prompt_is_dropped_and_an_old_alert_is_not() -> None:
    yesterday = NOW - timedelta(hours=25)
    assert decide(NotSent("down"), PROMPT, 9, NOW, yesterday) == Dead("too old")
    assert isinstance(decide(NotSent("down"), ALERT, 9, NOW, yesterday), Retry)
    assert too_old(PROMPT, yesterday, NOW)
    assert not too_old(ALERT, yesterday, NOW)


def test_what_arrived_late_still_arrived() -> None:
    assert decide(Sent(7), PROMPT, 9, NOW, NOW - timedelta(days=9)) == Done(7)


def test_waits_grow_and_alerts_never_wait_long() -> None:
    waits = [backoff(Lane.PROMPT, attempt) for attempt in range(1, 20)]
    assert waits == sorted(waits)
    assert max(waits) == timedelta(minutes=5)
    assert max(backoff(Lane.URGENT, attempt) for attempt in range(1, 20)) == timedelta(seconds=30)


def test_the_mark_does_not_touch_buttons() -> None:
    assert marked_as_repeat(PROMPT).rows == PROMPT.message.rows
