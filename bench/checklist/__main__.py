"""`python -m bench.checklist`: whether a team's checklist keeps its promises; 1 when one was broken."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from dataclasses import asdict

from bench.checklist import storm


def main() -> int:
    """Runs both storms and prints what came of them."""
    parser = argparse.ArgumentParser(prog="python -m bench.checklist", description="A team on one checklist.")
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--rows", type=int, default=60)
    parser.add_argument("--taps", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    load = (given.people, given.rows, given.taps, given.seconds)
    verdicts = [asyncio.run(storm(*load, kills=kills, seed=given.seed)) for kills in (0, 1)]
    print(json.dumps([asdict(verdict) for verdict in verdicts], indent=1))
    return 1 if any(verdict.wrong for verdict in verdicts) else 0


if __name__ == "__main__":
    sys.exit(main())
