"""Whether what was drilled in one edition still holds: it does as long as steps and limits are the same."""

from __future__ import annotations

from handlers.ports import Editions
from playbooks.difference import Change
from playbooks.difference.material import material


class Changes:
    """What changed materially since an edition; worked out once for each while this is kept."""

    def __init__(self, editions: Editions) -> None:
        self._editions = editions
        self._known: dict[tuple[str, str], tuple[Change, ...] | None] = {}

    def since(self, playbook: str, edition: str) -> tuple[Change, ...] | None:
        """From the edition with this hash to the current one; None where one of them is not there any more."""
        key = (playbook, edition)
        if key not in self._known:
            self._known[key] = self._found(playbook, edition)
        return self._known[key]

    def _found(self, playbook: str, edition: str) -> tuple[Change, ...] | None:
        old, new = self._editions.by_digest(edition), self._editions.current(playbook)
        if old is None or new is None:
            return None
        return () if old.digest == new.digest else tuple(material(old.playbook, new.playbook))

    def lasting(self, playbook: str, edition: str) -> bool:
        """Whether nothing of it has changed."""
        return self.since(playbook, edition) == ()
