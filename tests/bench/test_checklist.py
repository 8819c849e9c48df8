"""A team on one checklist, in small: the same promises, also when the service is killed among the taps."""

from __future__ import annotations

import pytest

from bench.checklist import storm


@pytest.mark.parametrize("kills", [0, 1])
async def test_a_storm_of_taps_loses_none_and_everybody_sees_the_end(kills: int) -> None:
    verdict = await storm(4, 12, 60, 3.0, kills=kills, shown_within=40.0)

    assert verdict.wrong == []
    assert verdict.taps >= 60
