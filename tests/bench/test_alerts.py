"""The measurement of alerting works, in small: what is measured is a real service on a real database."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from bench.alerts.__main__ import arguments, main, measured
from bench.alerts.ground import Grounds, Sql, now
from bench.alerts.idle import idle
from bench.alerts.mass import mass
from bench.alerts.report import Tapped, summary, table
from handlers.delivery import NoticeState
from tests.fakes.postgres import PostgresServer

SMALL = {"rounds": 0, "queued": 40, "alarms": 2, "busy": 2, "timers": 30, "escalations": 10}


def small(*more: str) -> argparse.Namespace:
    """The command line of a measurement that takes seconds."""
    sizes = (word for name, value in SMALL.items() for word in (f"--{name}", str(value)))
    return arguments([*sizes, "--closed", "5", "50", *more])


def test_everything_is_measured_and_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    missed = main(small("--json", str(file)))
    report = json.loads(file.read_text())
    assert missed == (not all(report["bars"].values()))  # which may be, on a machine that is busy with other tests
    assert {figure["alarms"] for figure in report["tap_ms"].values()} == {2}
    assert list(report["tap_ms"]) == ["0", "40"]
    assert list(report["cycle_ms"]) == ["5", "50"]
    assert "a cycle with nothing due: under 5 ms" in capsys.readouterr().out


async def test_a_small_mass_alert_reaches_everybody(tmp_path: Path) -> None:
    with Grounds(tmp_path, None).new() as ground:
        found = await mass(ground, told=12, routine=200, seed=1)
    assert (found.told, found.reached, found.over_limit, found.unmarked, found.dead) == (12, 12, 0, 0, 0)


def test_a_missed_bar_is_said_and_is_a_failure() -> None:
    report = {"database": "sqlite", **summary([], [Tapped(0, [0.001, 0.9])], [])}
    assert not all(report["bars"].values())
    assert "MISSED  from the tap to the first alert, 0 waiting" in table(report)


def test_the_same_ground_on_postgresql(postgres: PostgresServer, tmp_path: Path) -> None:
    with Grounds(tmp_path, postgres).new() as ground:
        found = idle(ground, closed=7, timers=30, escalations=10, cycles=3)
        assert len(found.cycles_ms) == 3
        with ground.looking() as store:
            assert len(store.cases()) == 17
            assert store.case("I-open-3") is not None
            assert len(store.outbox([NoticeState.QUEUED])) == 10
            assert store.fire_timers(now()) == 0


def test_rows_are_numbered(tmp_path: Path) -> None:
    with Grounds(tmp_path, None).new() as ground:
        ground.fill("timers", 3, key=Sql("'t' || i"), conversation="staff:1", due=5, kind="x", data="{}")
        with ground.looking() as store:
            assert store.fire_timers(now()) == 3


def test_a_part_can_be_asked_for_alone() -> None:
    report = measured(small("--only", "idle"))
    assert "tap_ms" not in report
    assert report["bars"]
