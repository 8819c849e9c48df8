"""Small news that go out together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handlers.bundling import LONGEST, brief, bundled, may_share
from handlers.delivery import Lane, Notice, NoticeState, Rejected, Sent
from handlers.media import Media
from handlers.messages import Button, plain
from handlers.retry import Decision, decide, is_marked, marked

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)


def news(number: int, *, link: bool = True, language: str = "en") -> Notice:
    name = f"I-2026-00000{number}"
    line = brief(f"Ana has taken {name}.\nMilk", Button(name, f"c.{number}.1.show") if link else None)
    message = plain(f"Ana has taken {name}.\nMilk")
    return Notice(f"n{number}", "staff", 1001, message, Lane.ROUTINE, reply_to="card", language=language, brief=line)


@pytest.mark.parametrize(
    ("notice", "may"),
    [
        (news(1), True),
        (replace(news(1), brief=None), False),
        (replace(news(1), lane=Lane.PROMPT), False),
        (replace(news(1), lane=Lane.URGENT), False),
        (replace(news(1), critical=True), False),
        (replace(news(1), edits="n0"), False),
        (replace(news(1), edits_message=7), False),
        (replace(news(1), message=replace(plain("x"), media=(Media("photo", "f", "u"),))), False),
    ],
)
def test_only_what_says_so_shares_a_message(notice: Notice, may: bool) -> None:
    assert may_share(notice) is may


def test_one_goes_out_as_it_is() -> None:
    assert bundled([news(1)]) == news(1)


def test_several_are_a_line_each_with_a_button_for_each_case() -> None:
    together = bundled([news(1), news(2), news(2), news(3, link=False)])
    assert together.message.text == (
        "4 updates\n"
        "• Ana has taken I-2026-000001. · Milk\n"
        "• Ana has taken I-2026-000002. · Milk\n"
        "• Ana has taken I-2026-000002. · Milk\n"
        "• Ana has taken I-2026-000003. · Milk"
    )
    assert [[button.label for button in row] for row in together.message.rows] == [["I-2026-000001", "I-2026-000002"]]
    assert not is_marked(together.message)


def test_it_answers_a_message_only_when_all_do() -> None:
    assert bundled([news(1), news(2)]).reply_to == "card"
    assert bundled([news(1), replace(news(2), reply_to="other")]).reply_to is None
    assert bundled([news(1), replace(news(2), reply_to=None)]).reply_to is None


def test_the_newest_things_have_buttons_when_there_are_many() -> None:
    rows = bundled([news(n) for n in range(1, 10)] + [news(1)]).message.rows
    labels = [button.label[-1] for row in rows for button in row]
    assert labels == ["3", "4", "5", "6", "7", "8", "9", "1"]


def test_it_is_worded_for_its_reader() -> None:
    assert bundled([news(1, language="pt"), news(2, language="pt")]).message.text.startswith("2 novidades")


def test_what_may_be_a_repeat_says_so_for_all() -> None:
    repeated = replace(news(1), message=marked(news(1).message, "en"))
    assert bundled([repeated, news(2)]).message.text.startswith("Possibly a repeat\n2 updates")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("One line", "One line"),
        ("Shifts swapped:\nBo: 07:00\nAna: 15:00", "Shifts swapped: Bo: 07:00 · Ana: 15:00"),
        ("x" * 500, "x" * (LONGEST - 1) + "…"),
    ],
)
def test_a_text_as_one_line(text: str, line: str) -> None:
    assert brief(text).line == line


def test_when_the_platform_takes_no_message_of_several_each_goes_alone() -> None:
    refused = decide(Rejected("bad"), news(1), 1, NOW, NOW, shared=True)
    assert refused == Decision(NoticeState.QUEUED, why="bad", alone=True)
    assert decide(Sent(5), news(1), 1, NOW, NOW, shared=True) == Decision(NoticeState.SENT, reference=5)
