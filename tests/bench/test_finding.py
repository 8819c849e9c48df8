"""The finder's measure runs as a script over any labelled text."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "bench" / "finding.py"
INDEX = [
    {"text": "my card has not arrived", "label": "card", "lang": "en"},
    {"text": "I want my money back", "label": "refund", "lang": "en"},
    {"text": "等了一个小时", "label": "wait", "lang": "zh-Hans"},
]
QUERIES = [
    {"text": "card not arrived", "label": "card", "lang": "en"},
    {"text": "等咗一個鐘", "label": "wait", "lang": "zh-Hant"},
    {"text": "good morning", "label": "-", "lang": "en"},
]


def test_it_prints_what_was_found_and_how_fast(tmp_path: Path) -> None:
    index, queries = _write(tmp_path / "index.jsonl", INDEX), _write(tmp_path / "queries.jsonl", QUERIES)
    command = [sys.executable, str(SCRIPT), "--index", str(index), "--queries", str(queries)]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, cwd=tmp_path).stdout)
    assert (report["indexed"], report["queries"], report["off_topic"]) == (3, 2, 1)
    assert (report["top1"], report["top3"], report["off_topic_accepted"]) == (100.0, 100.0, 0.0)
    assert report["p95_ms"] >= report["p50_ms"] > 0
    assert report["languages"]["zh-Hant"]["top1"] == 100.0
    assert report["scripts"]["zh-Hant in zh-Hans"]["top1"] == 100.0


def _write(path: Path, lines: list[dict[str, str]]) -> Path:
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path
