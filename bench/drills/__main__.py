"""`python -m bench.drills`: 1 when a promise was broken. About two and a half minutes as it stands."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from dataclasses import asdict
from typing import Any

from bench.alerts.ground import DATABASES, Grounds, grounds
from bench.drills.emergency import told
from bench.drills.survival import survive
from bench.drills.whole import play
from bench.measuring import percentile

BAR_MS = 250.0
PARTS = ("whole", "killed", "told")


def main() -> int:
    """Plays it on a fast clock; twice, once with SIGKILLs; and stops it at a word again and again."""
    parser = argparse.ArgumentParser(prog="python -m bench.drills", description="A drill with twenty players.")
    parser.add_argument("--database", choices=DATABASES, default="sqlite", help="what it is measured on")
    parser.add_argument("--players", type=int, default=20)
    parser.add_argument("--speed", type=float, default=90.0, help="of the clock, while nobody is killed")
    parser.add_argument("--kills", type=int, default=6, help="SIGKILLs of the run that is compared")
    parser.add_argument("--rounds", type=int, default=10, help="real emergencies, timed; quiet, and as many busy")
    parser.add_argument("--queued", type=int, default=20_000, help="routine notices that wait when it is busy")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="which parts")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    with grounds(given.database) as ground:
        report = _measured(given, ground)
    print(json.dumps(report, indent=1))
    return 0 if all(report["bars"].values()) else 1


def _measured(given: argparse.Namespace, ground: Grounds) -> dict[str, Any]:
    report: dict[str, Any] = {"database": given.database, "bars": {}}
    if "whole" in given.only:
        with ground.new() as new:
            whole = asyncio.run(play(new, given.players, given.speed, seed=given.seed))
        report["whole"] = asdict(whole)
        report["bars"]["everything marked, nobody else reached"] = not whole.wrong
    if "killed" in given.only:
        with ground.new() as calm, ground.new() as shaken:
            survived = asyncio.run(survive(calm, shaken, given.players, given.kills, seed=given.seed))
        report["killed"] = asdict(survived)
        report["bars"]["killed, it ends up as undisturbed"] = not survived.wrong
    if "told" in given.only:
        for queued in (0, given.queued):
            with ground.new() as new:
                times = asyncio.run(told(new, given.players, given.rounds, queued, given.seed))
            report.setdefault("all_told_ms", {})[str(queued)] = _figures(times)
            report["bars"][f"all told with {queued} waiting, p99 under {BAR_MS:g} ms"] = _p99(times) < BAR_MS
    return report


def _figures(times: list[float]) -> dict[str, float]:
    p50 = percentile(times, 0.5)
    return {"rounds": len(times), "p50": round(p50, 1), "p99": round(_p99(times), 1), "max": round(max(times), 1)}


def _p99(times: list[float]) -> float:
    return percentile(times, 0.99)


if __name__ == "__main__":
    sys.exit(main())
