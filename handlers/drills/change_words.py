"""What changed in a playbook since it was drilled, by the names of the steps: for the chat, in every language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.drills.wording import filler
from playbooks.difference import Change
from playbooks.locale_format import labelled, series
from playbooks.model import Playbook
from playbooks.phrases import Phrases

_SHOWN = 3  # steps of each sort


def changes_words(changes: Sequence[Change], old: Playbook, new: Playbook, say: Phrases) -> str:
    """`new: “…”; changed: “…”`, each step once."""
    came = [_step(change) for change in changes if change.sort == "more" and _is_whole(change)]
    went = [_step(change) for change in changes if change.sort == "less" and _is_whole(change)]
    others = [_step(one) for one in changes if _is_step(one) and _step(one) not in (*came, *went)]
    parts = [
        *_named(say("new step"), came, new, say),
        *_named(say("no longer to be done"), went, old, say),
        *_named(say("done otherwise"), others, new, say),
    ]
    if any(not _is_step(change) for change in changes):
        parts.append(say("when somebody must be told"))
    return "; ".join(parts)


def _is_step(change: Change) -> bool:
    return change.part.startswith("steps/")


def _is_whole(change: Change) -> bool:
    """Whether it is about a step as such, not about something of it."""
    *_, before, _ = ("", *change.part.split("/"))
    return _is_step(change) and before == "steps"


def _step(change: Change) -> str:
    """The id of the step it is about: the last one on the way to it."""
    parts = change.part.split("/")
    return next((parts[at + 1] for at in range(len(parts) - 2, -1, -1) if parts[at] == "steps"), "")


def _named(what: str, steps: Iterable[str], playbook: Playbook, say: Phrases) -> list[str]:
    fill = filler(playbook, None, say.language)
    ids = [step for step in dict.fromkeys(steps) if step in playbook.step_by_id]
    texts = [fill(playbook.step_by_id[step].text.text(say.language)) for step in ids[:_SHOWN]]
    # TRANSLATORS: What a step of a checklist says, in quotation marks.
    names = [say("“{step}”", step=text) for text in texts]
    more = [say("and {n} more", n=len(ids) - _SHOWN)] if len(ids) > _SHOWN else []
    return [labelled(what, series([*names, *more], say.language), say.language)] if names else []
