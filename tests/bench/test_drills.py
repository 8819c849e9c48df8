"""A drill on the real service, in small: marked, fenced, not to be killed, and stopped at a word."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from bench.alerts.ground import Grounds, grounds
from bench.drills.emergency import told
from bench.drills.survival import course
from handlers.drills.expecting import Verdict


@pytest.fixture
def ground() -> Iterator[Grounds]:
    """On SQLite."""
    with grounds("sqlite") as made:
        yield made


async def test_killed_it_goes_on_marked_and_fenced_and_at_a_word_everybody_knows(ground: Grounds) -> None:
    """How soon they know is for `python -m bench.drills` to say."""
    with ground.new() as new, ground.new() as another:
        came, times = await asyncio.gather(course(new, 3, 1, seed=1), told(another, 3, 1, queued=600))
    assert came.wrong == []
    assert came.percent == 100
    assert len(came.injects) == 7
    assert Verdict.MISSED not in came.verdicts.values()
    assert len(times) == 1
