"""`python -m bench.rollcall`: whether a roll call of many keeps its promises; 1 when one was broken."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from dataclasses import asdict

from bench.rollcall import statements, storm


def main() -> int:
    """Counts the statements, runs the storm, and prints what came of both."""
    parser = argparse.ArgumentParser(prog="python -m bench.rollcall", description="Everybody answers at once.")
    parser.add_argument("--people", type=int, default=600)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    costs = [statements(given.people, together=together) for together in (1, 50)]
    verdict = asyncio.run(storm(given.people, given.seconds, seed=given.seed))
    print(json.dumps({"statements": [asdict(cost) for cost in costs], "storm": asdict(verdict)}, indent=1))
    return 1 if verdict.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
