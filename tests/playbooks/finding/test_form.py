"""How a text is put: its length, and whether it asks."""

from __future__ import annotations

import pytest

from playbooks.finding.form import form


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("fire", ["#0"]),
        ("fire?", ["#0", "#?"]),
        ("old man passed out near gate 12", ["#4"]),
        ("今天吃什么吗", ["#3", "#?"]),
        ("食咩好", ["#1", "#?"]),
        ("", ["#0"]),
    ],
)
def test_a_text_has_a_length_and_may_ask(text: str, put: list[str]) -> None:
    assert list(form(text)) == put


def test_a_story_is_as_long_as_any_other() -> None:
    assert list(form("word " * 30)) == list(form("word " * 300))
