"""Logging: one line per event, for people or as JSON, with nothing in it that a stranger must not read.

What people write, their names and numbers, and secrets are not logged; ids and counts are.
"""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Literal

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
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")


def where_it_broke(logger: object, method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """An exception as its kind and the lines it came through: its words and variables can hold what people wrote."""
    if event.pop("exc_info", None) is None:
        return event
    kind, _, trace = sys.exc_info()
    if kind is not None:
        event["exception"] = "".join([*traceback.format_tb(trace), kind.__name__])
    return event
