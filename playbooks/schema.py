"""The JSON Schema of playbook files, as editors want it: draft 7, every field explained, languages offered by name.

The models are the truth; what pydantic says of them is only put into words that an author sees while writing.
"""

from __future__ import annotations

from typing import Any

from playbooks.model import Playbook

Schema = dict[str, Any]

#: Said of a field wherever its model says nothing of it, by `Model.field` or by the field alone.
_EXPLAINED = {
    "Playbook.id": "Its name for the machine, and the name of its file.",
    "Playbook.kind": "complaint, incident or emergency: which command starts it, and what finishing it does.",
    "Playbook.version": "Counted up with every change that staff notice.",
    "Playbook.title": "What it is called on buttons and cards.",
    "Playbook.summary": "One line on what it is for.",
    "Playbook.questions": "Asked in this order.",
    "RepeatQuestion.questions": "Asked in this order, in every round.",
    "Playbook.severity": "How bad it is as long as no rule says worse. When unsure, the higher one.",
    "Playbook.severity_rules": "Raise the severity; the highest of all that hold wins.",
    "Playbook.roles": "Who the steps are given to.",
    "Playbook.levels": "How far it can grow, lowest first; the highest that holds wins.",
    "Outcome.label": "The words on the button; 36 columns at most.",
    "Level.name": "What staff call the level.",
    "Report.text": "Whom to tell, and how: a name and a number.",
    "level": "Holds while it stands at exactly this level.",
    "level_at_least": "Holds while it stands at this level or above.",
    "Playbook.steps": "The checklist, in the order it is best done.",
    "Playbook.tracks": "What is worked side by side.",
    "Step.steps": "Rows of its own; it is done when they are.",
    "Step.track": "Which of `tracks` it belongs to.",
    "Step.phase": "respond (now), recover (once it is under control) or aftermath.",
    "Option.label": "The words on the button; 36 columns at most.",
    "Contact.name": "Who answers there.",
    "Contact.number": "As it is dialled, or `{variable}`.",
    "Variable.name": "What it is, for whoever fills it in.",
    "text": "What is to be done, in one breath.",
    "hint": "One line of help under it.",
    "critical": "Whether whoever is in charge is told at once when it cannot be done, or is overdue.",
    "evidence_required": "Whether it counts as done only with evidence.",
    "Choice.label": "The words on the button; 36 columns at most.",
    "Choice.when": "Offered only while this holds.",
    "Compare.question": "The question whose answer is looked at.",
    "Compare.equals": "Holds when the answer is this (of several choices: when this is among them).",
    "Compare.in": "Holds when the answer is one of these.",
    "Compare.answered": "true: holds when there is an answer; false: when there is none.",
    "Constraint.message": "What the person is told when the rule is not met.",
    "Constraint.rule": "What must hold; it may look at this answer and at earlier ones.",
    "Route.notify": "Ids of the organisation's groups.",
    "Route.when": "Told only while this holds; always, without it.",
    "all": "Holds when all of these hold.",
    "any": "Holds when at least one of these holds.",
    "not": "Holds when this does not.",
    "id": "A short name: small letters, digits, - and _, starting with a letter.",
    "type": "The kind of question.",
    "choices": "What can be answered, in the order of the buttons.",
    "constraint": "A rule the answer must meet, and what is said if it does not.",
    "default": "Offered as the answer; one tap takes it.",
    "minimum": "The smallest value, or the fewest that are needed.",
    "maximum": "The largest value, or the most that are taken.",
    "max_length": "The most characters that are taken.",
    "pattern_message": "What the person is told when the text does not match the pattern.",
    "unit": "What is counted, shown after the number.",
    "whole": "Whether only whole numbers are taken.",
    "currencies": "Three-letter codes, the usual one first.",
    "more_than": "Holds when the answer is greater (counts, amounts, minutes ago).",
    "at_least": "Holds when the answer is this or greater (counts, amounts, minutes ago).",
    "less_than": "Holds when the answer is smaller (counts, amounts, minutes ago).",
    "at_most": "Holds when the answer is this or smaller (counts, amounts, minutes ago).",
    "own_words": "Whether a place that is not on the list can be typed.",
    "kinds": "What may be sent.",
    "phone": "Whether a phone number is asked for.",
    "each": "What one round is called, such as “Injured person”.",
    "step": "The checklist step that is looked at.",
    "outcome": "How the step ended.",
    "when": "Only while this holds.",
    "severity": "How bad it is then.",
    "name": "What staff call it.",
}

_OPERATORS = ("equals", "in", "more_than", "at_least", "less_than", "at_most", "answered")
_DURATION = "A length of time: 90s, 5min, 2h or 1d."


def playbook_schema() -> Schema:
    """The schema of one playbook file."""
    schema = Playbook.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    definitions: dict[str, Schema] = {name: _plain(part) for name, part in schema.pop("$defs").items()}
    schema = _plain(schema)
    definitions["Words"] = _words(definitions["Words"])
    definitions["LevelIs"]["oneOf"] = [{"required": ["level"]}, {"required": ["level_at_least"]}]
    definitions["Compare"]["oneOf"] = [{"required": [operator]} for operator in _OPERATORS]
    for name, part in [("Playbook", schema), *definitions.items()]:
        _explain(name, part)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Muster playbook",
        **schema,
        "definitions": definitions,
    }


def _words(schema: Schema) -> Schema:
    described = "A text by language, or one plain text that reads the same in all of them."
    return {"description": described, "anyOf": [{"type": "string"}, {**schema, "minProperties": 1}]}


def _plain(schema: Any) -> Any:
    """Without pydantic's generated titles, its `or null`, and draft 2020 habits."""
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _plain(part) for key, part in schema.items() if not _noise(key, part)}
    if "properties" in schema:
        plain["properties"] = {name: _plain(part) for name, part in schema["properties"].items()}
    plain = _without_null(plain)
    if languages := schema.get("propertyNames", {}).get("enum"):
        plain.pop("propertyNames")
        plain["properties"] = dict.fromkeys(languages, plain["additionalProperties"])
        plain["additionalProperties"] = False
    if "$ref" in plain and len(plain) > 1:  # draft 7 forgets what stands beside a $ref
        plain["allOf"] = [{"$ref": plain.pop("$ref")}]
    return plain


def _noise(key: str, part: Any) -> bool:
    return (key == "title" and isinstance(part, str)) or key == "discriminator" or (key == "default" and part is None)


def _without_null(schema: Schema) -> Schema:
    parts = schema.get("anyOf", [])
    if {"type": "null"} not in parts:
        return schema
    left = [part for part in parts if part != {"type": "null"}]
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    return {**left[0], **rest} if len(left) == 1 else {**rest, "anyOf": left}


def _explain(model: str, schema: Schema) -> None:
    for name, field in schema.get("properties", {}).items():
        words = _EXPLAINED.get(f"{model}.{name}") or _EXPLAINED.get(name)
        if words and "description" not in field:
            if "$ref" in field:
                field["allOf"] = [{"$ref": field.pop("$ref")}]
            field["description"] = words
        if "(s|sec|m|min|h|d)" in str(field.get("pattern", "")):
            field["description"] = f"{field.get('description', '')} {_DURATION}".strip()
