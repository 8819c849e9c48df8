"""The service is killed again and again while people report, and nothing is lost.

`python -m bench.crash --kills 200` is the long version.
"""

from __future__ import annotations

from bench.crash import crash


async def test_killed_at_any_moment_it_loses_nothing_and_repeats_nothing_unmarked() -> None:
    verdict = await crash(12, people=3, think=0.4)
    assert verdict.wrong == []
    assert verdict.reports >= 3
    assert sum(verdict.kills.values()) == 12
    assert {"after-commit", "after-send", "before-status", "random"} <= set(verdict.kills)
