"""A new edition of a playbook addresses what a run showed: whoever found it hears of that, and drills it again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.ports import Timer

KIND = "drill-cured"
_CONVERSATION = "staff:0"  # nobody's chat: it concerns several people


def propose(playbooks: Sequence[str], due: datetime) -> Timer:
    """Looks then for the runs whose findings these playbooks address."""
    names = " ".join(sorted(playbooks))
    return Timer(f"{KIND}:{names}", _CONVERSATION, due, KIND, {"playbooks": names})
