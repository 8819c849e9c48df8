"""A new edition of a playbook took the place of another: what was drilled in that one may have lapsed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from handlers.ports import Timer
from handlers.publications import Publication

KIND = "drill-lapsed"
_CONVERSATION = "staff:0"  # nobody's chat: it concerns several people


def lapses(made: Iterable[Publication], now: datetime) -> Iterator[Timer]:
    """Looks for whoever drilled a playbook that was replaced, and whose certificate is not good any more."""
    for publication in made:
        if publication.edition is not None and publication.before is not None:
            data = {"playbook": publication.playbook, "before": publication.before}
            key = f"{KIND}:{publication.playbook}:{publication.before}"  # two that come at once are both looked at
            yield Timer(key, _CONVERSATION, now, KIND, data)
