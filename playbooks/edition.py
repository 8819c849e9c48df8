"""An edition: one playbook as it was published, named by the hash of its content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

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
        return cls(digest, Playbook.model_validate_json(content), content)
