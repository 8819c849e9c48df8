"""How long an unfetched file is tried for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.fetching import Hindrance, try_again


@pytest.mark.parametrize(
    ("hindrance", "attempts", "wait"),
    [
        (Hindrance.UNREACHABLE, 1, 5),
        (Hindrance.UNREACHABLE, 2, 30),
        (Hindrance.UNREACHABLE, 6, 3600),
        (Hindrance.UNREACHABLE, 29, 3600),
        (Hindrance.UNREACHABLE, 30, None),
        (Hindrance.UNREACHABLE, 300, None),
        (Hindrance.MISSING, 1, 5),
        (Hindrance.MISSING, 2, 30),
        (Hindrance.MISSING, 3, None),
        (Hindrance.TOO_LARGE, 1, None),
    ],
)
def test_the_wait_grows_and_ends(hindrance: Hindrance, attempts: int, wait: float | None) -> None:
    assert try_again(hindrance, attempts) == (None if wait is None else timedelta(seconds=wait))


def test_an_unreachable_platform_is_waited_for_about_a_day() -> None:
    waits = [try_again(Hindrance.UNREACHABLE, attempts) for attempts in range(1, 30)]
    total = sum((wait for wait in waits if wait is not None), timedelta())
    assert timedelta(hours=20) < total < timedelta(hours=30)
