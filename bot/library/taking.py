"""What of a folder is to be published: plain functions of what it holds, what it held, and what is current.

The database is the truth. A folder brings new editions; it undoes nothing that was published by command, and an
earlier edition that it still holds does not come back by a mere restart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from handlers.publications import Release, Way
from playbooks.edition import Edition

Digests = Mapping[str, str]  # playbook id -> digest of its edition


@dataclass(frozen=True, slots=True)
class Standing:
    """What is published: the current editions, how each became it, and whether other processes publish as well."""

    current: Digests
    ways: Mapping[str, Way]
    is_published: Callable[[str], bool]  # whether an edition, by its digest, ever was
    shared: bool = False

    def was_ordered(self, playbook: str) -> bool:
        """Whether somebody published by command what stands now."""
        return self.ways.get(playbook) is Way.COMMAND


def at_start(folder: Mapping[str, Edition], standing: Standing) -> Release:
    """What a process that starts publishes of its folder."""
    put = [edition for id_, edition in folder.items() if _is_news(id_, edition, standing)]
    gone = [id_ for id_ in standing.current if id_ not in folder and not standing.was_ordered(id_)]
    return Release(put, gone)


def left_behind(folder: Mapping[str, Edition], standing: Standing) -> Iterator[str]:
    """The playbooks whose edition in the folder is not the current one, and is not taken at a start."""
    for id_, edition in folder.items():
        if standing.current.get(id_) != edition.digest and not _is_news(id_, edition, standing):
            yield id_


def _is_news(id_: str, edition: Edition, standing: Standing) -> bool:
    current = standing.current.get(id_)
    if current == edition.digest:
        return False
    is_earlier = current is not None and standing.is_published(edition.digest)
    return not is_earlier or not (standing.was_ordered(id_) or standing.shared)


def while_running(folder: Mapping[str, Edition], before: Digests, current: Digests) -> Release:
    """What a process publishes that saw its folder change from what it held `before`: what changed, also back."""
    put = [edition for id_, edition in folder.items() if before.get(id_) != edition.digest]
    gone = [id_ for id_, digest in before.items() if id_ not in folder and current.get(id_) == digest]
    return Release(put, gone)
