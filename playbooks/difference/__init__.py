"""What changes for people when one edition of a playbook takes the place of another, in plain sentences.

    for change in differences(old, new):
        change.who, change.text          # Who.REPORTER, "New question after “Where?”: “How many people?” (a number)."

Whoever reads this looks after a playbook; they know its questions and steps by their words, not by their ids.
What is compared is what people meet: texts as each language's readers see them, what is asked, what must be done by
whom and how soon, who is told. Layout and comments of the file change nothing.

    change      one change, and who notices it
    naming      questions, steps, conditions and values by the words people know them by
    lists       what came, went and moved in a list whose parts have ids
    wording     texts, language by language
    questions, steps, rules    the parts of a playbook
"""

from __future__ import annotations

from playbooks.difference import questions, rules, steps, wording
from playbooks.difference.change import Change, Who
from playbooks.model import Playbook

__all__ = ["Change", "Who", "differences"]


def differences(old: Playbook, new: Playbook, language: str = "en") -> list[Change]:
    """Every change, grouped by who notices it; texts are quoted in `language`."""
    found = [
        *questions.changes(old, new, language),
        *steps.changes(old, new, language),
        *rules.changes(old, new, language),
        *wording.changes(old, new, language),
    ]
    order = list(Who)
    return sorted(found, key=lambda change: (order.index(change.who), change.language or ""))
