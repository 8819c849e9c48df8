"""Where a story happens: the terminal at night, but for what the story says is different."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playbooks.yaml_file import parse_yaml

HERE = Path(__file__).parent
PLAYBOOKS = HERE / "playbooks"
NIGHT = HERE / "organisation.yaml"


def organisation(changes: str, folder: Path, name: str = "organisation") -> Path:
    """An organisation file in `folder`: the night terminal's, each part that `changes` (YAML) names as it says.

    A list whose entries have ids is changed entry by entry: `groups: [{id: duty, lead: ana}]` gives a group a lead,
    and `groups: [{id: safety, dissolved: true}]` takes one out.
    """
    file = folder / f"{name}.yaml"
    whole = _read(NIGHT.read_text())
    for part, value in (_read(changes) or {}).items():
        whole[part] = _merged(whole.get(part), value)
    file.write_text(json.dumps(whole, indent=1))
    return file


def _merged(before: Any, now: Any) -> Any:
    if not (isinstance(before, list) and all(isinstance(one, dict) and "id" in one for one in [*before, *now])):
        return now
    by_id = {one["id"]: one for one in before}
    for one in now:
        by_id[one["id"]] = by_id.get(one["id"], {}) | one
    return [one for one in by_id.values() if not one.get("dissolved")]


def _read(text: str) -> Any:
    return parse_yaml(text, "the story").data
