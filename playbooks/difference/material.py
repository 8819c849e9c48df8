"""Which changes make what somebody has drilled out of date: other steps and other limits, not other words.

What the bot shows by itself when it is needed makes nobody drill again: telephone numbers, where things are kept, the
track that a step stands in, questions, and who is told of a case.
"""

from __future__ import annotations

from playbooks.difference import rules, steps
from playbooks.difference.change import Change
from playbooks.model import Playbook

_SHOWN_ANYWAY = ("call", "uses", "track")


def material(old: Playbook, new: Playbook) -> list[Change]:
    """The changes between two editions of a playbook after which it must be drilled again; texts are in English."""
    found = [*steps.changes(old, new, "en"), *rules.changes(old, new, "en")]
    return [change for change in found if is_material(change.part)]


def is_material(part: str) -> bool:
    """Whether a change of this part of the file is one: of a step, or of a limit.

    `part` is where it stands, by ids, as in `Change.part`: `steps/check/within`, `levels/grave/reports/police`.
    """
    first, *rest = part.split("/")
    if first == "steps":
        return rest[-1] not in _SHOWN_ANYWAY
    return first == "checklist" or (first == "levels" and "reports" in rest)
