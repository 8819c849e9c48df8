"""A new edition of a playbook took the place of another: what was drilled in that one may have lapsed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from handlers.ports import Timer
from handlers.publications import Publication
from playbooks.difference.material import material
from playbooks.edition import Edition

KIND = "drill-lapsed"
_CONVERSATION = "staff:0"  # nobody's chat: it concerns several people


def lapses(made: Iterable[Publication], known: Callable[[str], Edition | None], now: datetime) -> Iterator[Timer]:
    """Looks for whoever drilled what was replaced by other steps or limits; `known` gives editions by digest."""
    for publication in made:
        old, new = (known(digest or "") for digest in (publication.before, publication.edition))
        if old is not None and new is not None and material(old.playbook, new.playbook):
            key = f"{KIND}:{publication.playbook}:{old.digest}"  # two that come at once are both looked at
            data = {"playbook": publication.playbook, "before": old.digest}
            yield Timer(key, _CONVERSATION, now, KIND, data)
