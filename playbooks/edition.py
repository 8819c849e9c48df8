"""An edition: one playbook as it was published, named by the hash of its content."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from playbooks.model import Playbook


@dataclass(frozen=True, slots=True)
class Edition:
    """`digest` is what sessions and cases pin; `content` the canonical JSON it is the SHA-256 of."""

    digest: str
    playbook: Playbook
    content: str

    @classmethod
    def of(cls, playbook: Playbook) -> Edition:
        """The edition that `playbook` is: equal playbooks, equal digests, however their files are laid out."""
        content = playbook.model_dump_json(by_alias=True, exclude_defaults=True)
        return cls(hashlib.sha256(content.encode()).hexdigest(), playbook, content)

    @classmethod
    def from_content(cls, content: str) -> Edition:
        """Reads back what `of` made."""
        digest = hashlib.sha256(content.encode()).hexdigest()
        return cls(digest, Playbook.model_validate(_as_now(json.loads(content))), content)


def _as_now(data: dict[str, Any]) -> dict[str, Any]:
    """Steps of earlier editions could name the `next` one. Without it all are shown: too much is safe."""
    for step in data.get("steps", ()):
        step.pop("next", None)
    return data
