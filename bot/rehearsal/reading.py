"""Reads a transcript from its file, and says of every mistake in it where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.rehearsal.transcript import Piece, Sends, Transcript
from playbooks.problems import Malformed, Problem, instead
from playbooks.yaml_file import Document, read_yaml

_INNER = {"speaks", "expects", "silence", "passes", "restarts", "leaves", "publishes"}


def read_transcript(file: Path) -> tuple[Transcript, Document]:
    """The transcript in `file`, and where each part of it stands. Raises Malformed."""
    document = read_yaml(file)
    if not isinstance(document.data, dict):
        raise Malformed([document.problem((), "is no transcript", "start with title: and write talk: below it")])
    try:
        return Transcript.model_validate(document.data), document
    except ValidationError as error:
        raise Malformed(_problem(document, one) for one in error.errors()) from error


def _problem(document: Document, error: ErrorDetails) -> Problem:
    """Says it where it stands."""
    steps = [step for step in error["loc"] if step not in _INNER]
    place = _written_at(document.data, steps)
    if error["type"] == "extra_forbidden":
        known = Sends if "what" in steps else Piece if "pieces" in steps else Transcript
        name = str(steps[-1])
        return document.problem(place, f"`{name}` is not known here", instead(name, known.model_fields), key=True)
    if error["type"] == "missing":
        return document.problem(place, f"there is no `{steps[-1]}`", "add it")
    return document.problem(place, error["msg"].removeprefix("Value error, "))


def _written_at(data: Any, steps: list[str | int]) -> list[str | int]:
    """Where the file has what the models know as `steps`: a line's own fields are all behind its one name."""
    line = data.get("talk", [])[steps[1]] if steps[0] == "talk" and len(steps) > 2 else None
    if not isinstance(line, dict):
        return steps
    name, content = next(iter(line.items()))
    inner = [step for step in steps[3:] if isinstance(content, list) or not isinstance(step, int)]
    return [*steps[:2], name, *inner]
