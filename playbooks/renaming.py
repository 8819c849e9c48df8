"""An edition as the next one calls its questions and steps, so that what was only renamed is not taken for new."""

from __future__ import annotations

from typing import Any

from playbooks.model import Dropped, Playbook, StepMap

#: Fields that name a question or a step.
_QUESTIONS = ("question", "place", "headline", "contact")
_STEPS = ("step", "after", "since")

Names = dict[str, str]


def renamed(before: Playbook, moved: StepMap) -> Playbook:
    """`before` with the names that it has now, as far as the map knows them."""
    questions, steps = _kept(moved.questions), _kept(moved.steps)
    fields = before.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for name in ("changes", "addresses", "map"):
        fields.pop(name, None)
    for group in fields.get("questions", ()):
        inner = {old.partition(".")[2]: new for old, new in questions.items() if old.startswith(f"{group['id']}.")}
        group |= {"questions": [_called(part, inner) for part in group["questions"]]} if "questions" in group else {}
    fields["questions"] = [_called(part, questions) for part in fields.get("questions", ())]
    fields["steps"] = [_step(part, steps) for part in fields.get("steps", ())]
    return Playbook.model_validate(_referring(fields, questions, steps))


def renames(moved: StepMap) -> list[str]:
    """A line for each that is called otherwise now."""
    return [
        f"{what} `{old}` is `{new}` now"
        for what, names in (("question", _kept(moved.questions)), ("step", _kept(moved.steps)))
        for old, new in names.items()
    ]


def _kept(entries: dict[str, str | Dropped]) -> Names:
    return {old: new for old, new in entries.items() if not isinstance(new, Dropped)}


def _called(part: dict[str, Any], names: Names) -> dict[str, Any]:
    return {**part, "id": names.get(part["id"], part["id"])}


def _step(part: dict[str, Any], names: Names) -> dict[str, Any]:
    inner = {"steps": [_called(step, names) for step in part["steps"]]} if "steps" in part else {}
    return {**_called(part, names), **inner}


def _referring(value: Any, questions: Names, steps: Names) -> Any:
    """The same with every reference under its new name."""
    if isinstance(value, list):
        return [_referring(part, questions, steps) for part in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _pointed(part, questions if name in _QUESTIONS else steps)
        if name in (*_QUESTIONS, *_STEPS) and not isinstance(part, dict)
        else _referring(part, questions, steps)
        for name, part in value.items()
    }


def _pointed(value: Any, names: Names) -> Any:
    return [names.get(each, each) for each in value] if isinstance(value, list) else names.get(value, value)
