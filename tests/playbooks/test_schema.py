"""The JSON Schema that editors are given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from playbooks.schema import playbook_schema

SCHEMA = playbook_schema()


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for part in schema.values():
            yield from parts(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from parts(part)


def test_every_reference_leads_somewhere() -> None:
    names = {part["$ref"].removeprefix("#/definitions/") for part in parts(SCHEMA) if "$ref" in part}
    assert names
    assert names <= set(SCHEMA["definitions"])


def test_every_field_is_explained() -> None:
    models = [SCHEMA, *SCHEMA["definitions"].values()]
    fields = [(name, field) for model in models for name, field in model.get("properties", {}).items()]
    assert [name for name, field in fields if "description" not in field] == []


def test_a_text_is_a_string_or_one_for_each_language() -> None:
    plain, by_language = SCHEMA["definitions"]["Words"]["anyOf"]
    assert plain == {"type": "string"}
    assert list(by_language["properties"]) == ["en", "zh-Hans", "zh-Hant", "pt"]
    assert by_language["additionalProperties"] is False


def test_lengths_of_time_are_written_out() -> None:
    within = SCHEMA["definitions"]["Step"]["properties"]["within"]
    assert re.fullmatch(within["pattern"], "5min")
    assert "90s" in within["description"]


def test_authors_write_the_words_of_the_file_not_of_the_code() -> None:
    assert "in" in SCHEMA["definitions"]["Compare"]["properties"]
    assert list(SCHEMA["definitions"]["Not"]["properties"]) == ["not"]


def test_nothing_offers_null() -> None:
    assert not any(part.get("type") == "null" or part.get("default", "") is None for part in parts(SCHEMA))
