"""What follows from a send, as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.delivery import (
    LIVE,
    Blocked,
    Lane,
    Migrated,
    Notice,
    NoticeState,
    NotModified,
    NotSent,
    Rejected,
    RetryAfter,
    SendResult,
    Sent,
    Uncertain,
)
from handlers.messages import Document, plain
from handlers.retry import MOST_ATTEMPTS, Decision, decide, lost_file, marked, without_file

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
PROMPT = Notice("n1", "staff", 1001, plain("Question 1 of 2"))
ALERT = replace(PROMPT, lane=Lane.URGENT, critical=True)
EDIT = replace(PROMPT, edits="n0")
CUT_OFF = Uncertain("cut off")


def after(result: SendResult, notice: Notice = PROMPT, attempts: int = 1, **age: float) -> Decision:
    return decide(result, notice, attempts, NOW - timedelta(**age), NOW)


@pytest.mark.parametrize(
    ("result", "decision"),
    [
        (Sent(7), Decision(NoticeState.SENT, reference=7)),
        (NotModified(), Decision(NoticeState.SENT)),
        (Migrated(-100500), Decision(NoticeState.QUEUED, why="moved", moved_to=-100500)),
        (Blocked("bot was blocked"), Decision(NoticeState.DEAD, why="blocked: bot was blocked", unreachable=True)),
        (Rejected("chat not found"), Decision(NoticeState.DEAD, why="chat not found")),
    ],
)
def test_each_result_has_one_consequence(result: SendResult, decision: Decision) -> None:
    assert after(result) == decision


def test_the_whole_chat_waits_as_long_as_the_platform_says() -> None:
    decision = after(RetryAfter(3.5))
    assert (decision.state, decision.hold) == (NoticeState.QUEUED, 3.5)
    assert decision.not_before == NOW + timedelta(seconds=3.5)


def test_waits_grow() -> None:
    waits = [after(NotSent("refused"), attempts=attempt).hold for attempt in range(1, MOST_ATTEMPTS)]
    assert waits == sorted(waits)
    assert waits[0] == 1.0


def test_what_was_surely_not_sent_is_not_marked() -> None:
    assert not after(NotSent("refused")).repeat


def test_a_checklist_that_somebody_deleted_does_not_come_back_with_every_tap() -> None:
    decision = after(Rejected("message to edit not found"), replace(EDIT, key=f"{LIVE}n0"))
    assert decision == Decision(NoticeState.DEAD, why="message to edit not found")


def test_an_edit_whose_message_is_gone_becomes_a_new_message() -> None:
    decision = after(Rejected("message to edit not found"), EDIT)
    assert decision.anew
    assert decision.state is NoticeState.QUEUED


def test_a_critical_alert_is_sent_again_and_again_marked_once() -> None:
    notice = ALERT
    for attempt in range(1, 8):
        decision = after(CUT_OFF, notice, attempt)
        assert (decision.state, decision.repeat) == (NoticeState.QUEUED, True)
        notice = replace(notice, message=marked(notice.message, notice.language))
    assert notice.message.text.count("repeat") == 1


def test_a_critical_alert_cut_off_for_hours_is_shown_as_undelivered() -> None:
    notice = replace(ALERT, message=marked(ALERT.message, "en"))
    assert after(CUT_OFF, notice, MOST_ATTEMPTS, hours=3).state is NoticeState.DEAD


def test_an_ordinary_prompt_is_drawn_again_once() -> None:
    assert after(CUT_OFF).repeat
    again = replace(PROMPT, message=marked(PROMPT.message, PROMPT.language))
    assert after(CUT_OFF, again, 2).state is NoticeState.DEAD


@pytest.mark.parametrize("notice", [PROMPT, ALERT])
def test_tries_that_surely_failed_do_not_use_up_the_repeat(notice: Notice) -> None:
    assert after(CUT_OFF, notice, attempts=9).state is NoticeState.QUEUED


def test_an_edit_is_repeated_without_a_mark() -> None:
    decision = after(CUT_OFF, EDIT, attempts=4)
    assert (decision.state, decision.repeat) == (NoticeState.QUEUED, False)


def test_an_old_prompt_is_dropped_and_an_old_alert_is_not() -> None:
    assert after(NotSent("down"), PROMPT, hours=25).state is NoticeState.DEAD
    assert after(NotSent("down"), ALERT, attempts=99, hours=25).state is NoticeState.QUEUED


def test_what_arrived_late_still_arrived() -> None:
    assert after(Sent(7), PROMPT, hours=99).state is NoticeState.SENT


def test_the_mark_does_not_touch_buttons() -> None:
    assert marked(PROMPT.message, "en").rows == PROMPT.message.rows


def test_words_whose_file_is_refused_go_out_alone_and_the_file_is_kept() -> None:
    report = replace(PROMPT.message, attached=Document("x.pdf", "paper", {}))
    notice = replace(ALERT, message=report, card=True, key="k")
    decision = after(Rejected("template paper: wrong"), notice)
    assert (decision.state, decision.why, decision.without_file) == (
        NoticeState.QUEUED,
        "template paper: wrong",
        True,
    )
    words = without_file(report, "en")
    assert words.attached is None
    assert words.text == "Question 1 of 2\n\nThe file could not be made. Your admin can see why."
    kept = lost_file(notice)
    assert (kept.id, kept.message, kept.critical, kept.card, kept.key) == ("n1:file", report, False, False, None)
    assert after(Rejected("wrong again"), kept).state is NoticeState.DEAD


def test_an_edit_sends_no_file_so_its_refusal_means_what_it_always_means() -> None:
    edit = replace(EDIT, message=replace(PROMPT.message, attached=Document("x.pdf", "paper", {})))
    assert after(Rejected("message to edit not found"), edit).anew
