"""As narrow as a phone: where lines end, and what of a button can be read."""

from __future__ import annotations

from io import StringIO

import pytest

from bot.channels.terminal.phone_screen import WIDTH, PhoneScreen, cut, wrapped
from bot.channels.terminal.showing import Seen
from handlers.messages import Button, plain
from playbooks.lint.long_texts import columns


@pytest.mark.parametrize(
    "text",
    [
        "Open the airway: head back, chin up, look at the chest for ten seconds.",
        "立即叫救護車：999。開免提，說明地點及哪個門口、多少人、有沒有反應、有沒有呼吸。",
        "AED 到了？開機，跟語音指示做。CPR until the crew takes over 直至救護員接手。",
        "x" * 95,
        "",
    ],
)
def test_lines_fit_and_nothing_is_lost(text: str) -> None:
    lines = wrapped(text)
    assert max(columns(line) for line in lines) <= WIDTH + 2  # a closing sign may hang over
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_latin_words_stay_whole_and_chinese_signs_begin_no_line() -> None:
    assert wrapped("one two three", 8) == ["one two", "three"]
    assert wrapped("看胸口，看呼吸", 6) == ["看胸口，", "看呼吸"]


def test_a_label_is_cut_where_a_phone_would_cut_it() -> None:
    out = StringIO()
    rows = ((Button("Ignored the customer", "s.a.1.a=x"), Button("No", "s.a.1.a=y")),)
    PhoneScreen("bo", out).show(Seen(plain("What did the colleague do?", *rows)))
    assert out.getvalue().splitlines() == [
        "│What did the colleague do?",
        "│[Ignored the cust…]1 [No               ]2",
        "╵",
    ]


def test_what_others_are_told_stands_beside() -> None:
    out = StringIO()
    PhoneScreen("bo", out).show(Seen(plain("Alarm"), to="Ana"))
    assert out.getvalue() == "[Ana] Alarm\n"


def test_cut_counts_columns() -> None:
    assert (cut("登船閘口", 8), cut("登船閘口", 7), cut("abc", 3)) == ("登船閘口", "登船閘…", "abc")
