"""Logging: one line per event, for people or as JSON, with nothing in it that a stranger must not read.

What people write, their names and numbers, and secrets are not logged; ids and counts are.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Literal

import structlog

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def set_up(form: Literal["console", "json"], level: str = "info") -> None:
    """Sends our log to standard error, and keeps the client libraries' own chatter out of it."""
    shared: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        where_it_broke,
    ]
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, last],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_AsJson() if form == "json" else _Discreet("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.ERROR, handlers=[handler], force=True)


class _Discreet(logging.Formatter):
    """What the libraries log, their exceptions told as ours are."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the standard library's name
        kind, _, trace = ei
        return _told(kind, trace)


class _AsJson(_Discreet):
    """The same as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {"logger": record.name, "event": record.getMessage(), "level": record.levelname.lower()}
        line["timestamp"] = datetime.fromtimestamp(record.created, UTC).isoformat()
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


def where_it_broke(logger: object, method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """An exception as its kind and the lines it came through: its words and variables can hold what people wrote."""
    if event.pop("exc_info", None) is None:
        return event
    kind, _, trace = sys.exc_info()
    if kind is not None:
        event["exception"] = _told(kind, trace)
    return event


def _told(kind: type[BaseException], trace: TracebackType | None) -> str:
    return "".join([*traceback.format_tb(trace), kind.__name__])
