"""What is logged is one line an event, and nothing in it that a stranger must not read."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Literal

import pytest
import structlog

from bot import log as logging_setup


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    handlers, level = list(logging.root.handlers), logging.root.level
    yield
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    structlog.reset_defaults()


def _trouble(words: str = "Bo wrote: my token is very-secret") -> None:
    try:
        raise ValueError(words)
    except ValueError:
        structlog.get_logger().exception("turn failed", update_id=7)
        logging.getLogger("asyncio").exception("Task exception was never retrieved")
        logging.getLogger("aiohttp").error("odd %s", "reply")


def test_as_json_every_line_is_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    logging_setup.set_up("json")
    _trouble()
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["turn failed", "Task exception was never retrieved", "odd reply"]
    assert {line["level"] for line in lines} == {"error"}
    assert all({"timestamp", "event", "level"} <= set(line) for line in lines)
    assert "ValueError" in lines[1]["exception"]


@pytest.mark.parametrize("form", ["console", "json"])
def test_what_people_wrote_and_secrets_are_in_no_line(
    form: Literal["console", "json"], capsys: pytest.CaptureFixture[str]
) -> None:
    logging_setup.set_up(form)
    _trouble()
    logged = capsys.readouterr().err
    assert "turn failed" in logged
    assert "ValueError" in logged
    assert "test_log.py" in logged
    assert "very-secret" not in logged
