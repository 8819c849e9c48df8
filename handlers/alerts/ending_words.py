"""How a case ended, in words for each reader."""

from __future__ import annotations

from handlers.cases import Case
from playbooks.locale_format import labelled
from playbooks.model import Playbook
from playbooks.phrases import Phrases

QUOTED = 300  # characters of what somebody wrote that are passed on; the whole of it is on the timeline


def ending_lines(case: Case, playbook: Playbook, say: Phrases, longest: int = QUOTED) -> list[str]:
    """`Outcome: Justified`, what was added, and the reply; nothing for a case that ended without being asked."""
    ending = case.ending
    if ending is None:
        return []
    lines = [outcome_line(playbook, ending.outcome, say)]
    lines += [_quoted(ending.words, longest)] if ending.words else []
    if ending.reply:
        # TRANSLATORS: Before what the person who complained was told, or will be.
        lines.append(labelled(say("Reply to the customer"), _quoted(ending.reply, longest), say.language))
    return lines


def outcome_line(playbook: Playbook, outcome: str, say: Phrases) -> str:
    """`Outcome: Justified`."""
    known = playbook.resolution.outcome_by_id.get(outcome) if playbook.resolution else None
    # TRANSLATORS: Before what came of a complaint or incident: “Outcome: Justified”.
    return labelled(say("Outcome"), known.label.text(say.language) if known else outcome, say.language)


def _quoted(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest].rstrip() + "…"
