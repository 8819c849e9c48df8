"""`python -m bench.crash --kills 200`"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from dataclasses import asdict

from bench.crash import crash


def main() -> int:
    """Runs and prints the verdict as JSON; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m bench.crash", description="Kill the service and look.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--people", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--library", default="python-telegram-bot", choices=["aiogram", "python-telegram-bot"])
    given = parser.parse_args()
    verdict = asyncio.run(crash(given.kills, library=given.library, people=given.people, seed=given.seed))
    print(json.dumps(asdict(verdict), indent=1))
    return 1 if verdict.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
