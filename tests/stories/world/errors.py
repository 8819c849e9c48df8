"""Lines that are logged as errors while a story is told."""

from __future__ import annotations

import logging
from typing import Any

from structlog.testing import capture_logs


class ErrorLog(logging.Handler):
    """Every line that is logged as an error while it is entered, by us or by a library."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._lines: list[str] = []
        self._ours: list[Any] = []
        self._capturing = capture_logs()

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(record.getMessage())

    @property
    def lines(self) -> list[str]:
        """All of them."""
        return self._lines + [str(line) for line in self._ours if line["log_level"] in ("error", "critical")]

    @property
    def everything(self) -> list[str]:
        """All of our own lines, whatever their level, and the errors of libraries."""
        return self._lines + [str(line) for line in self._ours]

    def __enter__(self) -> ErrorLog:
        self._ours = self._capturing.__enter__()
        logging.getLogger().addHandler(self)
        return self

    def __exit__(self, *about: Any) -> None:
        logging.getLogger().removeHandler(self)
        self._capturing.__exit__(*about)
