"""What of a folder is published, as a process starts and as it runs."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.library.taking import Standing, at_start, left_behind, while_running
from handlers.publications import Way
from playbooks.edition import Edition
from tests.contracts.storage.vault import an_edition

A1, A2, B1 = an_edition("a", 1), an_edition("a", 2), an_edition("b", 1)
EVER = {A1.digest, A2.digest, B1.digest}


def standing(
    *current: Edition, ordered: tuple[str, ...] = (), ever: set[str] = EVER, shared: bool = False
) -> Standing:
    ways = {e.playbook.id: Way.COMMAND if e.playbook.id in ordered else Way.FOLDER for e in current}
    return Standing({e.playbook.id: e.digest for e in current}, ways, lambda digest: digest in ever, shared)


def folder(*editions: Edition) -> Mapping[str, Edition]:
    return {edition.playbook.id: edition for edition in editions}


@pytest.mark.parametrize(
    ("now", "put", "gone", "behind"),
    [
        pytest.param(standing(ever=set()), [A1, B1], [], [], id="nothing was ever published"),
        pytest.param(standing(A1, B1), [], [], [], id="all is as it was"),
        pytest.param(standing(B1, ever={B1.digest}), [A1], [], [], id="a playbook came"),
        pytest.param(standing(A2, B1), [A1], [], [], id="somebody went back while nothing ran"),
        pytest.param(standing(A2, B1, ordered=("a",)), [], [], ["a"], id="what was ordered stays"),
        pytest.param(standing(A2, B1, ordered=("a",), ever={A2.digest}), [A1], [], [], id="but not before news"),
        pytest.param(standing(A2, B1, shared=True), [], [], ["a"], id="another process is ahead"),
        pytest.param(standing(A1, B1, an_edition("c", 1)), [], ["c"], [], id="a playbook left"),
        pytest.param(standing(A1, B1, an_edition("c", 1), ordered=("c",)), [], [], [], id="was never in the folder"),
    ],
)
def test_at_a_start(now: Standing, put: list[Edition], gone: list[str], behind: list[str]) -> None:
    release = at_start(folder(A1, B1), now)
    assert (list(release.editions), list(release.withdrawn)) == (put, gone)
    assert list(left_behind(folder(A1, B1), now)) == behind


@pytest.mark.parametrize(
    ("held", "before", "current", "put", "gone"),
    [
        pytest.param([A1, B1], [A1, B1], [A2, B1], [], [], id="what did not change leaves alone what others did"),
        pytest.param([A2, B1], [A1, B1], [A1, B1], [A2], [], id="a file changed"),
        pytest.param([A1, B1], [A2, B1], [A2, B1], [A1], [], id="and back"),
        pytest.param([A1], [A1, B1], [A1, B1], [], ["b"], id="a file was taken away"),
        pytest.param([B1], [A1, B1], [A2, B1], [], [], id="but somebody had published another edition of it"),
    ],
)
def test_while_running(
    held: list[Edition], before: list[Edition], current: list[Edition], put: list[Edition], gone: list[str]
) -> None:
    digests = [{e.playbook.id: e.digest for e in editions} for editions in (before, current)]
    release = while_running(folder(*held), *digests)
    assert (list(release.editions), list(release.withdrawn)) == (put, gone)
