"""Rules of the house that no linter knows, each with a good and a bad line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "playbooks", "storage")

#: What must not stand in our rooms, why, and where it may.
RULES = {
    "time comes from outside": (
        re.compile(r"\b(datetime\.(now|utcnow|today)\(|date\.today\(|time\.(time|time_ns)\()"),
        {"bot/clock.py"},
        "now = datetime.now(UTC)",
        "now = clock.now()",
    ),
    "SQL does not ask the database for the time": (
        re.compile(r"\b(func\.(now|current_timestamp)\(|CURRENT_TIMESTAMP|sysdate)"),
        set[str](),
        "seen_at = func.now()",
        'seen_at = bindparam("at")',
    ),
    "chance comes from outside": (
        re.compile(r"^\s*(import|from) (random|secrets|uuid)\b", re.MULTILINE),
        {"bot/ids.py"},
        "import random",
        "new_id: Callable[[], str]",
    ),
    "tests and code never sleep to wait for something that can be awaited": (
        re.compile(r"\btime\.sleep\("),
        set[str](),
        "time.sleep(0.1)",
        "await store_is_free()",
    ),
}


def _sources() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_knows_bad_from_good(rule: str) -> None:
    pattern, _, bad, good = RULES[rule]
    assert pattern.search(bad)
    assert not pattern.search(good)


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_is_kept(rule: str) -> None:
    pattern, allowed, _, good = RULES[rule]
    broken = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}   ({rule}; write e.g. `{good}`)"
        for path in _sources()
        if str(path.relative_to(ROOT)) not in allowed
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if pattern.search(line)
    ]
    assert not broken, "\n".join(broken)


def test_every_package_says_who_lives_there() -> None:
    silent = [path for path in _sources() if path.name == "__init__.py" and not path.read_text().startswith('"""')]
    assert not silent
