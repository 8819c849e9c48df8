"""Turns pydantic's errors into plain sentences with the line they are about, and a near name where one is close."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from playbooks.problems import Problem, instead
from playbooks.words import LANGUAGES
from playbooks.yaml_file import Document

_CONDITION_TAGS = {"question", "step", "all", "any", "not", "not_"}


def problems_of(error: ValidationError, document: Document, model: type[BaseModel]) -> list[Problem]:
    """Every error of validating `document` as `model`, in the order of the file.

    Of errors at the same place the first is told, and every field that is missing there.
    """
    found: dict[tuple[int, int, str], Problem] = {}
    for detail in error.errors(include_url=False, include_context=True):
        problem = _problem(detail, document, model)
        missing = problem.wrong if detail["type"] == "missing" else ""
        found.setdefault((problem.line, problem.column, missing), problem)
    return sorted(found.values(), key=lambda problem: (problem.line, problem.column))


def _problem(detail: ErrorDetails, document: Document, model: type[BaseModel]) -> Problem:
    path = data_path(document.data, detail["loc"])
    wrong, remedy = _sentence(detail, path, document, model)
    in_key = detail["type"] == "extra_forbidden" or "[key]" in detail["loc"]
    return document.problem(path, wrong, remedy, key=in_key)


def _sentence(
    detail: ErrorDetails, path: list[str | int], document: Document, model: type[BaseModel]
) -> tuple[str, str]:
    name = _called(path)
    context = detail.get("ctx") or {}
    kind = detail["type"]
    if kind == "missing":
        return f"{_called(path)} has no `{detail['loc'][-1]}`", "add it"
    if "[key]" in detail["loc"]:
        return f"`{path[-1]}` is not a language", instead(str(path[-1]), LANGUAGES)
    if kind == "extra_forbidden":
        known = fields_at(model, document.data, path[:-1])
        return f"{_called(path[:-1])} has no field `{path[-1]}`", instead(str(path[-1]), known)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _tag_sentence(name, detail)
    if kind in ("literal_error", "enum"):
        choices = [choice.strip("'") for choice in context.get("expected", "").replace(" or ", ", ").split(", ")]
        return f"{name} cannot be `{detail['input']}`", instead(str(detail["input"]), choices)
    return _value_sentence(name, kind, context, detail)


def _tag_sentence(name: str, detail: ErrorDetails) -> tuple[str, str]:
    expected = str((detail.get("ctx") or {}).get("expected_tags", ""))
    choices = [tag.strip(" '") for tag in expected.split(",") if tag.strip()]
    if detail["type"] == "union_tag_not_found":
        return f"{name} has no `type`", "add `type:` text, choice, yes_no, … (see `muster schema`)"
    tag = str((detail.get("ctx") or {}).get("tag", ""))
    return f"`{tag}` is not a type of question", instead(tag, choices)


#: pydantic's type of error -> (what is wrong, what to do); `{name}`, `{input}` and the error's context fill them in.
_SENTENCES = {
    "string_type": ("{name} must be a text, not {input}", "put it in quotes"),
    "bool_type": ("{name} must be true or false, not {input}", "write true or false"),
    "bool_parsing": ("{name} must be true or false, not {input}", "write true or false"),
    "int_type": ("{name} must be a whole number, not {input}", "write digits only"),
    "int_parsing": ("{name} must be a whole number, not {input}", "write digits only"),
    "int_from_float": ("{name} must be a whole number, not {input}", "write digits only"),
    "float_type": ("{name} must be a number, not {input}", "write digits, with a point for decimals"),
    "float_parsing": ("{name} must be a number, not {input}", "write digits, with a point for decimals"),
    "decimal_parsing": ("{name} must be an amount, not {input}", "write digits, with a point for decimals"),
    "list_type": ("{name} must be a list, not {input}", "start each item with a dash, or write [a, b]"),
    "dict_type": ("{name} must be given for each language, not as {input}", "write {{en: …, pt: …}}"),
    "model_type": ("{name} must be a group of fields, not {input}", "write `field: value` lines under it"),
    "model_attributes_type": ("{name} must be a group of fields, not {input}", "write `field: value` lines under it"),
    "date_from_datetime_parsing": ("{name} is no date: {input}", "write it as 2026-01-31"),
    "date_parsing": ("{name} is no date: {input}", "write it as 2026-01-31"),
    "date_type": ("{name} is no date: {input}", "write it as 2026-01-31"),
    "too_short": ("{name} needs at least {min_length}", "add what is missing"),
    "too_long": ("{name} has more than {max_length}", "leave some out"),
    "greater_than_equal": ("{name} is {input}, below {ge}", "write {ge} or more"),
    "less_than_equal": ("{name} is {input}, above {le}", "write {le} or less"),
    "condition": ("a condition starts with question:, step:, all:, any: or not:", "begin it with one of these"),
    "string_pattern_mismatch": (
        "{name} is {input}, which is no id",
        "use up to 32 small letters, digits, - and _, starting with a letter",
    ),
}


def _value_sentence(name: str, kind: str, context: dict[str, Any], detail: ErrorDetails) -> tuple[str, str]:
    if kind in _SENTENCES:
        values = {**context, "name": name, "input": _shown(detail["input"])}
        wrong, remedy = _SENTENCES[kind]
        return wrong.format_map(values), remedy.format_map(values)
    what = detail["msg"].removeprefix("Value error, ")
    wrong, _, remedy = what.partition("; ")
    return f"{name}: {wrong}", remedy


def _called(path: list[str | int]) -> str:
    """`questions 3`, `maximum`, … : the last part of a path that has a name."""
    if not path:
        return "the file"
    if isinstance(path[-1], int):
        owner = path[-2] if len(path) > 1 else "item"
        return f"item {path[-1] + 1} of `{owner}`"
    return f"`{path[-1]}`"


def _shown(value: object) -> str:
    text = "nothing" if value is None else repr(value) if isinstance(value, str) else str(value).lower()
    return text if len(text) <= 40 else f"{text[:37]}…"


def data_path(data: Any, location: tuple[str | int, ...]) -> list[str | int]:
    """The way through the file's data that pydantic's `location` means: union tags and missing fields left out."""
    path: list[str | int] = []
    node = data
    arrived = True  # a tag comes once, right after the step that leads to its part
    for step in location:
        if arrived and _is_tag(path, node, step):
            arrived = False
        elif _has(node, step):
            path.append(step)
            node = node[step]
            arrived = True
    return path


def _is_tag(path: list[str | int], node: Any, step: str | int) -> bool:
    if not isinstance(node, dict) or not isinstance(step, str) or not path:
        return False
    if len(path) > 1 and path[-2] == "questions":
        return step == node.get("type")
    in_condition = path[-1] in ("when", "rule", "not", "answers") or path[-2:-1] in (["all"], ["any"])
    return in_condition and step in _CONDITION_TAGS


def _has(node: Any, step: str | int) -> bool:
    if isinstance(node, dict):
        return step in node
    return isinstance(node, list) and isinstance(step, int) and step < len(node)


def fields_at(model: type[BaseModel], data: Any, path: list[str | int]) -> list[str]:
    """The fields that the part of a `model` file at `path` may have, as authors write them."""
    models = [model]
    for step in path:
        data = data[step]
        if isinstance(step, str):
            models = [inner for outer in models for inner in _models_of_field(outer, step)]
        models = [candidate for candidate in models if _fits(candidate, data)] or models
    return list(dict.fromkeys(field.alias or name for m in models for name, field in m.model_fields.items()))


def _models_of_field(model: type[BaseModel], name: str) -> list[type[BaseModel]]:
    for own_name, field in model.model_fields.items():
        if name in (own_name, field.alias):
            return list(_models_in(field.annotation))
    return []


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and not issubclass(annotation, RootModel):
        yield annotation
    elif get_origin(annotation) is Annotated:
        yield from _models_in(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, types.UnionType, list, tuple):
        for inner in get_args(annotation):
            yield from _models_in(inner)


def _fits(model: type[BaseModel], data: Any) -> bool:
    """Whether a mapping can be meant as `model`: by its `type`, else by a field it cannot do without."""
    if not isinstance(data, dict):
        return True
    kind = model.model_fields.get("type")
    if kind is not None and get_origin(kind.annotation) is Literal:
        return data.get("type") in get_args(kind.annotation)
    needed = {field.alias or name for name, field in model.model_fields.items() if field.is_required()}
    return not needed or bool(needed & set(data))
