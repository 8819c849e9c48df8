"""The interface's words in every language: they fit on a phone, and mean what other words say they mean."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.engine.moments import read_moment
from handlers.engine.questions.base import width
from handlers.engine.questions.yes_no import meaning
from playbooks.catalogue import ROOT
from playbooks.loading import LIBRARY, load_playbook
from playbooks.phrases import phrases
from playbooks.words import LANGUAGES

LABEL = 36  # columns; a Chinese character takes two
TOAST = 200  # characters; Bot API
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Macau"))


def texts_in_calls(*names: str) -> Iterator[str]:
    """What is said inside the first argument of calls of these names, anywhere in the handlers."""
    for file in sorted((ROOT / "handlers").rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and call.args and _name(call) in names:
                yield from _said(call.args[0])


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _said(node: ast.AST) -> Iterator[str]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and _name(call) == "say" and isinstance(call.args[0], ast.Constant):
            yield str(call.args[0].value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_and_toasts_are_short(language: str) -> None:
    say = phrases(language)
    labels = {say(text) for text in texts_in_calls("Key", "own", "Button")}
    assert len(labels) > 20
    assert [label for label in labels if width(re.sub(r"\{\w+\}", "", label)) > LABEL] == []
    assert [words for text in texts_in_calls("toast") if len(words := say(text)) > TOAST] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_of_a_time_are_understood(language: str) -> None:
    words = phrases(language)("You can also type it, for example “14:05” or “yesterday 9pm”.")
    examples = re.findall("[“「](.+?)[”」]", words)
    assert [_clock(example) for example in examples] == ["02 14:05", "01 21:00"]


def _clock(example: str) -> str:
    moment = read_moment(example, NOW)
    assert moment is not None
    assert moment.time is not None
    return f"{moment.day:%d} {moment.time:%H:%M}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_buttons_say_can_be_typed(language: str) -> None:
    say = phrases(language)
    assert [meaning(say(text)) for text in ("Yes", "No", "Don't know")] == ["yes", "no", "unknown"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_playbooks_call_a_button_by_its_name(language: str) -> None:
    injury = load_playbook(LIBRARY / "injury.yaml").playbook
    hint = injury.step_by_id["work-injury"].hint
    assert hint is not None
    assert phrases(language)("Not applicable") in hint.text(language)
