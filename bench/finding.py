"""How well the finder finds: `python bench/finding.py --index INDEX.jsonl --queries QUERIES.jsonl`.

Both files hold a phrase on each line: {"text": "…", "label": "…", "lang": "en"}.  The finder learns from the first
and is asked the second; the label `-` says that a phrase should find nothing.  Prints JSON: shares in percent, times
in milliseconds.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # so that it runs as a script, from anywhere

from playbooks.finding.index import Index
from playbooks.finding.terms import ENOUGH, NOTHING, Example, Ranked


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    label: str
    lang: str


@dataclass(frozen=True, slots=True)
class Reply:
    query: Query
    ranked: list[Ranked]
    ms: float

    def among(self, first: int) -> bool:
        """Whether the right label is among the first so many."""
        return self.query.label in [each.label for each in self.ranked[:first]]

    @property
    def accepted(self) -> bool:
        """Whether anything is likely enough to be shown."""
        return bool(self.ranked) and self.ranked[0].chance >= ENOUGH


def main() -> int:
    """Learns, asks and prints."""
    given = _arguments()
    examples = [Example(query.text, query.label) for query in read(given.index)]
    started = perf_counter()
    index = Index(examples)
    seconds = perf_counter() - started
    replies = ask(index, read(given.queries))
    report = {"indexed": len(examples), "build_seconds": round(seconds, 3), **figures(replies)}
    report["languages"] = {
        lang: figures([reply for reply in replies if reply.query.lang == lang])
        for lang in sorted({reply.query.lang for reply in replies})
    }
    print(json.dumps(report, indent=1))
    return 0


def read(path: Path) -> list[Query]:
    """The phrases of a file."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [Query(line["text"], line["label"], line.get("lang", "")) for line in lines]


def ask(index: Index, queries: Sequence[Query]) -> list[Reply]:
    """What the finder says to each."""
    replies = []
    for query in queries:
        started = perf_counter()
        ranked = index.rank(query.text)
        replies.append(Reply(query, ranked, 1000 * (perf_counter() - started)))
    return replies


def figures(replies: Sequence[Reply]) -> dict[str, float | int | None]:
    """Everything that is reported of some replies."""
    meant = [reply for reply in replies if reply.query.label != NOTHING]
    off_topic = [reply for reply in replies if reply.query.label == NOTHING]
    times = sorted(reply.ms for reply in replies)
    return {
        "queries": len(meant),
        "top1": _share([reply.among(1) for reply in meant]),
        "top3": _share([reply.among(3) for reply in meant]),
        "shown_top1": _share([reply.among(1) and reply.accepted for reply in meant]),
        "shown_top3": _share([reply.among(3) and reply.accepted for reply in meant]),
        "off_topic": len(off_topic),
        "off_topic_accepted": _share([reply.accepted for reply in off_topic]),
        "p50_ms": _at(times, 0.5),
        "p95_ms": _at(times, 0.95),
    }


def _share(held: Sequence[bool]) -> float | None:
    return round(100 * sum(held) / len(held), 1) if held else None


def _at(times: Sequence[float], share: float) -> float | None:
    return round(times[min(len(times) - 1, int(share * len(times)))], 3) if times else None


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--index", type=Path, required=True, help="labelled phrases to learn from")
    parser.add_argument("--queries", type=Path, required=True, help="labelled phrases to ask")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
