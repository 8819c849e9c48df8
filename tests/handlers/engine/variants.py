"""The next version of a playbook: questions called otherwise, gone, moved, of another kind; and a map of that."""

from __future__ import annotations

import random
from typing import Any

from playbooks.model import Playbook, StepMap
from playbooks.renaming import renamed

#: Questions of the playbook with everything in it that no condition looks at.
_FREE = ("story", "cost", "witness", "colleague", "proof", "bags")
_GONE = {"dropped": {"en": "Nobody asks.", "zh-Hans": "不再问。", "pt": "Já não se pergunta."}}


def next_version(before: Playbook, seed: int) -> Playbook:
    """Some next version, always the same for the same seed."""
    chance = random.Random(seed)
    questions: dict[str, Any] = {
        q.id: _other(q.id, before, chance) for q in before.questions if chance.random() < 0.4
    }
    for group in (q for q in before.questions if q.type == "repeat"):
        inner = {f"{group.id}.{q.id}": _other(q.id, before, chance) for q in group.questions if chance.random() < 0.4}
        questions |= inner
    new = renamed(before, StepMap.model_validate({"from": before.version, "questions": questions}))
    fields = new.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    fields["questions"], gone = _changed(fields["questions"], questions, chance)
    moved = {"from": before.version, "carry": True, "questions": {**questions, **gone}}
    return Playbook.model_validate({**fields, "version": before.version + 1, "map": moved})


def _changed(
    questions: list[dict[str, Any]], names: dict[str, Any], chance: random.Random
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Some taken out, one of another kind, one in another place; and what the map says of those that are gone."""
    before = {new: old for old, new in names.items() if "." not in old}
    free = [question for question in questions if question["id"].partition("_")[0] in _FREE]
    out = [question["id"] for question in free if chance.random() < 0.3]
    left = [_retyped(question, chance) for question in questions if question["id"] not in out]
    movable = [question for question in left if question["id"].partition("_")[0] in _FREE]
    if movable and chance.random() < 0.5:
        first = chance.choice(movable)
        left = [first, *(question for question in left if question is not first)]
    said = chance.random() < 0.8  # else whoever has answered it has to stay
    return left, {before.get(id_, id_): _GONE for id_ in out} if said else {}


def _retyped(question: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    if question["id"].partition("_")[0] != "cost" or chance.random() < 0.5:
        return question
    return {"id": question["id"], "type": chance.choice(["text", "money", "evidence"]), "ask": "And now?"}


def _other(id_: str, playbook: Playbook, chance: random.Random) -> str:
    return f"{id_.partition('_')[0]}_{playbook.version}{chance.randrange(100)}"
