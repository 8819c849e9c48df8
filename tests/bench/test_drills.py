"""A drill on the real service, in small: marked, fenced, and not to be killed."""

from __future__ import annotations

from bench.drills import play, told


async def test_everything_that_leaves_is_marked_and_reaches_nobody_else() -> None:
    verdict = await play(6, 180.0, 0, seed=1)
    assert verdict.wrong == []
    assert verdict.messages > 50
    assert verdict.expected >= 5


async def test_killed_it_goes_on_as_if_nothing_had_happened() -> None:
    verdict = await play(4, 1.0, 2, seed=2, seconds=25.0)
    assert verdict.wrong == []
    assert verdict.expected >= 1


async def test_everybody_is_told_at_a_word() -> None:
    assert len(await told(5, 2)) == 2, "how soon is for `python -m bench.drills` to say"
