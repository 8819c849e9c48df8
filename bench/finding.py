"""How well the finder finds: `python bench/finding.py --index INDEX.jsonl --queries QUERIES.jsonl`.

Both files hold a phrase on each line: {"text": "…", "label": "…", "lang": "en"}.  The finder learns from the first
and is asked the second; the label `-` says that a phrase should find nothing.  Without `--index` the library is asked
(`--library FOLDER`: another one), and phrases for playbooks that are not in it are left out.  Prints JSON: shares in
percent, times in milliseconds. `scripts` are the Chinese phrases written in the other script, which should find
what they found.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # so that it runs as a script, from anywhere

import opencc

from playbooks.entries import Entries, Ranking
from playbooks.finder import Finder
from playbooks.finding.index import Index
from playbooks.finding.terms import ENOUGH, NOTHING, Example, Ranked
from playbooks.loading import LIBRARY, load_library

#: Each Chinese script, the other one, and OpenCC's way there; traditional as it is written in Hong Kong and Macau.
_SCRIPTS = {"zh-Hans": ("zh-Hant", "s2hk"), "zh-Hant": ("zh-Hans", "t2s")}


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    label: str
    lang: str


@dataclass(frozen=True, slots=True)
class Reply:
    query: Query
    ranking: Ranking
    accepted: bool  # whether anything is likely enough to be shown
    ms: float

    def among(self, first: int) -> bool:
        """Whether the right label is among the first so many."""
        return self.query.label in [each.label for each in self.ranking.entries[:first]]


def main() -> int:
    """Learns, asks and prints."""
    given = _arguments()
    queries = read(given.queries)
    started = perf_counter()
    report: dict[str, object] = {}
    accepts: Callable[[str], Sequence[object]]
    if given.index is None:
        library = load_library(given.library)
        queries = [query for query in queries if query.label.partition("/")[0] in {NOTHING, *library.editions}]
        ranked = Entries(edition.playbook for edition in library).rank
        finder = Finder(library)
        accepts = finder.find
    else:
        examples = [Example(query.text, query.label) for query in read(given.index)]
        index = Index(examples)
        report["indexed"] = len(examples)
        ranked = partial(_ranking, index)
        accepts = partial(_accepted, index)
    report["build_seconds"] = round(perf_counter() - started, 3)
    replies = ask(ranked, accepts, queries)
    report |= figures(replies)
    report["languages"] = {
        lang: figures([reply for reply in replies if reply.query.lang == lang])
        for lang in sorted({reply.query.lang for reply in replies})
    }
    report["scripts"] = {
        f"{lang} in {other}": figures(ask(ranked, accepts, in_script(queries, lang, config)))
        for lang, (other, config) in _SCRIPTS.items()
        if any(query.lang == lang for query in queries)
    }
    print(json.dumps(report, indent=1))
    return 0


def in_script(queries: Sequence[Query], lang: str, config: str) -> list[Query]:
    """The queries of one Chinese script written in the other: the same words, so they should find the same."""
    convert = opencc.OpenCC(config).convert
    return [replace(query, text=convert(query.text)) for query in queries if query.lang == lang]


def _ranking(index: Index, text: str) -> Ranking:
    ranked = index.rank(text)
    return Ranking(ranked, sum(each.chance for each in ranked))


def _accepted(index: Index, text: str) -> list[Ranked]:
    ranked = index.rank(text)
    return ranked if sum(each.chance for each in ranked) >= ENOUGH else []


def read(path: Path) -> list[Query]:
    """The phrases of a file."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [Query(line["text"], line["label"], line.get("lang", "")) for line in lines]


def ask(
    rank: Callable[[str], Ranking], accepts: Callable[[str], Sequence[object]], queries: Sequence[Query]
) -> list[Reply]:
    """What the finder says to each."""
    replies = []
    for query in queries:
        started = perf_counter()
        ranking = rank(query.text)
        took = perf_counter() - started
        replies.append(Reply(query, ranking, bool(accepts(query.text)), 1000 * took))
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
    parser.add_argument("--index", type=Path, help="labelled phrases to learn from")
    parser.add_argument(
        "--library", type=Path, default=LIBRARY, help="folder of playbooks, where there is no --index"
    )
    parser.add_argument("--queries", type=Path, required=True, help="labelled phrases to ask")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
