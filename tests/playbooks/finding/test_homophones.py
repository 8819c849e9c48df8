"""Chinese with a wrong character of the same sound is read as what was meant, where that matters."""

from __future__ import annotations

import pytest

from playbooks.finding.homophones import Homophones

HOMOPHONES = Homophones(["抢劫", "台风", "胸口", "电梯", "风景", "天气"], ["抢劫", "台风", "胸口", "电梯"])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("抢结", "抢劫"),
        ("台疯", "台风"),
        ("凶口疼", "胸口疼"),
        ("店梯", "电梯"),
        ("抢劫", "抢劫"),
        ("天汽", "天汽"),  # 天气 is known and does not matter
        ("枪杰", "枪杰"),  # sounds like 抢劫 and has none of its characters
        ("电", "电"),
        ("", ""),
    ],
)
def test_it_reads(typed: str, read: str) -> None:
    assert HOMOPHONES.read(typed) == read
