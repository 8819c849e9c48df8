"""`python -m bench.drills`: 1 when a promise was broken."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from dataclasses import asdict

from bench.drills import play, told
from bench.measuring import percentile

BAR_MS = 250.0


def main() -> int:
    """Plays it once undisturbed on a fast clock, once with SIGKILLs, and stops it at a word again and again."""
    parser = argparse.ArgumentParser(prog="python -m bench.drills", description="A drill with twenty players.")
    parser.add_argument("--players", type=int, default=20)
    parser.add_argument("--speed", type=float, default=60.0, help="of the clock, while nobody is killed")
    parser.add_argument("--kills", type=int, default=6, help="SIGKILLs, in the first minutes at five times the speed")
    parser.add_argument("--rounds", type=int, default=20, help="real emergencies, timed")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    whole = asyncio.run(play(given.players, given.speed, 0, seed=given.seed))
    killed = asyncio.run(play(given.players, 1.0, given.kills, seed=given.seed, seconds=60.0))
    times = asyncio.run(told(given.players, given.rounds))
    p50, p99 = round(percentile(times, 0.5), 1), round(percentile(times, 0.99), 1)
    figures = {"p50": p50, "p99": p99, "rounds": len(times)}
    print(json.dumps({"whole": asdict(whole), "killed": asdict(killed), "all_told_ms": figures}, indent=1))
    return 1 if whole.wrong or killed.wrong or p99 > BAR_MS else 0


if __name__ == "__main__":
    sys.exit(main())
