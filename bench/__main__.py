"""`python -m bench`: what a staff message costs. (`python -m bench.crash` kills instead.)"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from functools import partial
from pathlib import Path

from bench.measuring import wall
from bench.programs import MUSTER, PROGRAMS, Program
from bench.report import summary, table
from bench.rounds import Load, interleave
from bench.staff import closed_loop, open_loop


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="What a staff message costs.")
    parser.add_argument("--rounds", type=int, default=3, help="every program is measured once in each")
    parser.add_argument("--messages", type=int, default=1600, help="staff messages for one program in one round")
    parser.add_argument("--staff", type=int, default=50, help="how many people at once")
    parser.add_argument("--think", type=float, default=0.1, help="seconds between a reply and the next message")
    parser.add_argument("--rate", type=float, help="open loop instead: so many messages a second, come what may")
    parser.add_argument("--only", nargs="+", metavar="NAME", help=f"some of: {', '.join(p.name for p in PROGRAMS)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures as well")
    return parser.parse_args()


def main() -> int:
    """Measures and prints; 1 when a program did not answer as it should."""
    given = arguments()
    chosen = [program for program in PROGRAMS if not given.only or program.name in given.only]
    pace = partial(open_loop, given.rate) if given.rate else partial(closed_loop, given.think)
    load = Load(given.staff, given.messages, pace)
    results = asyncio.run(interleave(chosen, given.rounds, load, _tell))
    _print(summary(results, _help(chosen)), given.json)
    return 0 if len(results) == given.rounds * len(chosen) else 1


def _help(chosen: list[Program]) -> list[float]:
    return wall([str(MUSTER), "--help"]) if any(program.name.startswith("muster") for program in chosen) else []


def _tell(news: str) -> None:
    print(f"  {news}", file=sys.stderr, flush=True)


def _print(report: dict[str, object], file: Path | None) -> None:
    text = json.dumps(report, indent=1)
    print(text)
    print(table(report))
    if file is not None:
        file.write_text(text)


if __name__ == "__main__":
    sys.exit(main())
