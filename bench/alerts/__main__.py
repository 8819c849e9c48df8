"""`python -m bench.alerts`: whether alerting keeps its promises."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path

from bench.alerts.idle import idle
from bench.alerts.mass import mass
from bench.alerts.report import summary, table
from bench.alerts.tap import taps

PARTS = ("mass", "tap", "idle")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.alerts", description="Whether alerting keeps its promises."
    )
    parser.add_argument("--rounds", type=int, default=3, help="mass alerts")
    parser.add_argument("--recipients", type=int, default=600, help="of a mass alert")
    parser.add_argument("--routine", type=int, default=5000, help="notices that wait when it is raised")
    parser.add_argument("--alarms", type=int, default=100, help="how many are timed from the tap on")
    parser.add_argument("--timers", type=int, default=100_000, help="timers that run")
    parser.add_argument("--waiting", type=int, default=10_000, help="notices that wait for later")
    parser.add_argument("--closed", type=int, nargs="+", default=[1000, 1_000_000], help="rows that are over")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="which parts")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures as well")
    return parser.parse_args()


def main() -> int:
    """Measures and prints; 1 when a bar was missed."""
    given = arguments()
    masses = [
        asyncio.run(mass(given.recipients, given.routine, number))
        for number in range(given.rounds if "mass" in given.only else 0)
    ]
    tapped = asyncio.run(taps(given.alarms, 0)) if "tap" in given.only else []
    idles = [idle(closed, given.timers, given.waiting) for closed in given.closed] if "idle" in given.only else []
    report = summary(masses, tapped, idles)
    text = json.dumps(report, indent=1)
    print(text)
    print(table(report))
    if given.json is not None:
        given.json.write_text(text)
    return 0 if all(report["bars"].values()) else 1


if __name__ == "__main__":
    sys.exit(main())
