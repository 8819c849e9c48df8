"""`python -m bench.alerts`: whether alerting keeps its promises."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.alerts.ground import DATABASES, Grounds, grounds
from bench.alerts.idle import Idle, idle
from bench.alerts.mass import Mass, mass
from bench.alerts.report import Tapped, summary, table
from bench.alerts.tap import taps

PARTS = ("mass", "tap", "idle")


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.alerts", description="Whether alerting keeps its promises."
    )
    parser.add_argument("--database", choices=DATABASES, default="sqlite", help="what it is measured on")
    parser.add_argument("--rounds", type=int, default=3, help="mass alerts")
    parser.add_argument("--recipients", type=int, default=600, help="of a mass alert")
    parser.add_argument("--queued", type=int, default=5000, help="notices that wait when an alarm is raised")
    parser.add_argument(
        "--alarms", type=int, default=100, help="timed from the tap on, with nothing waiting and then"
    )
    parser.add_argument("--busy", type=int, default=50, help="staff who report meanwhile")
    parser.add_argument("--timers", type=int, default=100_000, help="timers that run")
    parser.add_argument("--escalations", type=int, default=10_000, help="of them, those of open cases")
    parser.add_argument("--closed", type=int, nargs="+", default=[1000, 1_000_000], help="cases that are over")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="which parts")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures as well")
    return parser.parse_args(given)


def main(given: argparse.Namespace) -> int:
    """Measures and prints; 1 when a bar was missed."""
    report = measured(given)
    text = json.dumps(report, indent=1)
    print(text)
    print(table(report))
    if given.json is not None:
        given.json.write_text(text)
    return 0 if all(report["bars"].values()) else 1


def measured(given: argparse.Namespace) -> dict[str, Any]:
    """The report of the parts that were asked for."""
    with grounds(given.database) as ground:
        masses = _masses(given, ground) if "mass" in given.only else []
        tapped = _tapped(given, ground) if "tap" in given.only else []
        idles = _idles(given, ground) if "idle" in given.only else []
    return {"database": given.database, **summary(masses, tapped, idles)}


def _masses(given: argparse.Namespace, ground: Grounds) -> list[Mass]:
    masses = []
    for seed in range(given.rounds):
        with ground.new() as new:
            masses.append(asyncio.run(mass(new, given.recipients, given.queued, seed)))
    return masses


def _tapped(given: argparse.Namespace, ground: Grounds) -> list[Tapped]:
    tapped = []
    for queued in (0, given.queued):
        with ground.new() as new:
            tapped.append(Tapped(queued, asyncio.run(taps(new, given.alarms, queued, 0, given.busy))))
    return tapped


def _idles(given: argparse.Namespace, ground: Grounds) -> list[Idle]:
    idles = []
    for closed in given.closed:
        with ground.new() as new:
            idles.append(idle(new, closed, given.timers, given.escalations))
    return idles


if __name__ == "__main__":
    sys.exit(main(arguments()))
