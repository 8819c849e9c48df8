"""The phases of a checklist by name."""

from __future__ import annotations

from playbooks.model import Phase
from playbooks.phrases import Phrases


def phase_name(phase: Phase, say: Phrases) -> str:
    """What a part of a checklist is called."""
    return {
        # TRANSLATORS: Parts of a checklist: what is done at once, to get back to normal, and afterwards.
        "respond": say("At once"),
        "recover": say("Back to normal"),
        "aftermath": say("Afterwards"),
    }[phase]
