"""YAML with positions: plain data, and for every part of it the line and column it was written at.

Scalars are read as YAML 1.2 does: `yes`, `no`, `on` and `off` stay strings, only `true` and `false` are booleans.
Dates stay strings (pydantic reads them).  Whatever makes YAML a danger or a riddle is refused with its position:
duplicate keys, own tags, merge keys, and anchors that multiply.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml
import yaml.reader

from playbooks.problems import Malformed, Problem

Location = Sequence[str | int]

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
#: Counted after anchors are followed, so that a small file cannot become a large one.
MAX_NODES = 100_000

_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_BRACKETS = re.compile(r"[\[\]{}]")
_DASHES = re.compile(r"(?:[-?:][ \t]+){100}")
#: What PyYAML calls parts that carry no tag; scalars are read anew by `_scalar`.
_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("map", "seq", "str", "int", "float", "bool", "null")}
_PLAIN_TAGS |= {f"tag:yaml.org,2002:{name}" for name in ("timestamp", "merge", "value")}


@dataclass(frozen=True, slots=True)
class Document:
    """A file's data (dicts with string keys, lists, strings, numbers, booleans, None) and where each part stands."""

    file: str
    data: Any
    root: yaml.Node | None = field(repr=False, default=None)

    def position_of(self, location: Location, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the part at `location` (keys and indexes from the top).

        A scalar's own place; a mapping's or list's key; with `key`, always the key.  For a part that is not
        there, the nearest part around it.
        """
        node, mark = self.root, self.root.start_mark if self.root else None
        for step in location:
            entry = _entry(node, step)
            if entry is None:
                break
            name, node = entry
            mark = name.start_mark if key or not isinstance(node, yaml.ScalarNode) else node.start_mark
        return (mark.line + 1, mark.column + 1) if mark else (1, 1)

    def problem(self, location: Location, wrong: str, remedy: str = "", *, key: bool = False) -> Problem:
        """A problem with the part at `location`."""
        return Problem(self.file, *self.position_of(location, key), wrong, remedy)


def read_yaml(path: str | Path) -> Document:
    """Reads one YAML file. Raises Malformed when it is unreadable, too large or not YAML."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Malformed(
            [Problem(str(path), 1, 1, f"cannot be read: {error.strerror}", "check its name and rights")]
        ) from None
    return parse_yaml(content, str(path))


def parse_yaml(content: bytes | str, file: str) -> Document:
    """Reads YAML from memory; `file` is what problems call it. Raises Malformed."""
    if len(content) > MAX_BYTES:
        raise Malformed([Problem(file, 1, 1, f"is larger than {MAX_BYTES // 1000} kB", "split it")])
    text = _decoded(content, file)
    _refuse_deep_nesting(text, file)
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        raise Malformed([_yaml_problem(error, file)]) from None
    except yaml.reader.ReaderError as error:
        raise Malformed([_unprintable(error, text, file)]) from None
    return Document(file, _Builder(file).build(root, 0) if root else None, root)


def _decoded(content: bytes | str, file: str) -> str:
    if isinstance(content, str):
        content = content.encode(errors="replace")  # half of a surrogate pair is no character
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Malformed([Problem(file, line, 1, "is not UTF-8 text", "save the file as UTF-8")]) from None


def _refuse_deep_nesting(text: str, file: str) -> None:
    """The C parser recurses: brackets by the ten thousand would bring the whole process down.

    Nesting by indentation alone cannot get that far within MAX_BYTES.
    """
    depth = 0
    for bracket in _BRACKETS.finditer(text):
        depth = depth + 1 if bracket[0] in "[{" else max(0, depth - 1)
        if depth > 1000:
            _too_deep(text, bracket.start(), file)
    if dashes := _DASHES.search(text):
        _too_deep(text, dashes.start(), file)


def _too_deep(text: str, offset: int, file: str) -> None:
    line = text.count("\n", 0, offset) + 1
    raise Malformed([Problem(file, line, 1, "is nested too deeply", f"keep to {MAX_DEPTH} levels")])


def _yaml_problem(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    context = f" {error.context}" if error.context else ""
    wrong = f"is not YAML: {error.problem}{context}"
    return Problem(file, line, column, wrong, "check the indentation, colons and quotes around here")


def _unprintable(error: yaml.reader.ReaderError, text: str, file: str) -> Problem:
    before = text.encode()[: error.position].decode(errors="ignore")  # the C parser counts bytes
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    wrong = f"the character U+{error.character:04X} cannot stand in YAML"
    return Problem(file, line, column, wrong, "remove it")


def _entry(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


class _Builder:
    """Makes data of nodes, counting as it goes."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.nodes = 0

    def build(self, node: yaml.Node, depth: int) -> Any:
        self.nodes += 1
        if self.nodes > MAX_NODES or depth > MAX_DEPTH:
            self.refuse(node, "grows too large or too deep", "write it out without anchors, or split it")
        if node.tag not in _PLAIN_TAGS:
            self.refuse(node, f"the tag {node.tag} is not known here", "remove it")
        if isinstance(node, yaml.ScalarNode):
            return str(node.value) if node.style else _scalar(str(node.value))
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, depth + 1) for item in node.value]
        return self.mapping(node, depth)

    def mapping(self, node: yaml.Node, depth: int) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key, value in node.value:
            name = self.key(key)
            if name in built:
                self.refuse(key, f"`{name}` is written twice", "keep one of them")
            built[name] = self.build(value, depth + 1)
        return built

    def key(self, key: yaml.Node) -> str:
        if not isinstance(key, yaml.ScalarNode):
            self.refuse(key, "a name must be a plain word", "put quotes around it if it holds brackets")
        if key.value == "<<" and not key.style:
            self.refuse(key, "`<<` (merge) is not supported", "write the fields out")
        return str(key.value)

    def refuse(self, node: yaml.Node, wrong: str, remedy: str) -> NoReturn:
        mark = node.start_mark
        raise Malformed([Problem(self.file, mark.line + 1, mark.column + 1, wrong, remedy)])


def _scalar(text: str) -> str | int | float | bool | None:
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "0123456789-+.":
        if _INTEGER.fullmatch(text):
            return int(text) if len(text) <= 18 else text
        if _FLOAT.fullmatch(text):
            return float(text)
    return text
