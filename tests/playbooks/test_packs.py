"""Deadline packs: the bundled ones are good, and what is wrong with one is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from playbooks.model.deadlines import Length, Limit, Pack, Unit
from playbooks.packs import PACKS, lint_packs, packs
from playbooks.words import LANGUAGES

TODAY = date(2026, 11, 21)
LIMIT: TypeAdapter[Length] = TypeAdapter(Limit)
GOOD = """\
id: shop
version: 1
name: {en: Shop, zh-Hans: 商店, pt: Loja}
source: "Our own promise"
reviewed: 2026-11-01
deadlines:
  - milestone: final
    name: {en: Final reply, zh-Hans: 最终答复, pt: Resposta final}
    house: 5 working days
    legal: 10 working days
    remind: 3 working days
"""


def lint(folder: Path, text: str) -> list[str]:
    (folder / "shop.yaml").write_text(text, encoding="utf-8")
    return [str(problem).partition("shop.yaml:")[2] for problem in lint_packs(folder, TODAY)]


def test_every_bundled_pack_passes_and_speaks_every_language() -> None:
    assert lint_packs(PACKS, TODAY) == []
    assert {"china-banks", "china-airlines", "uk-fca-disp", "us-airlines", "eu-rail", "macau-bank"} <= set(packs())
    assert all(rule.name.has(language) for p in packs().values() for rule in p.deadlines for language in LANGUAGES)


def test_a_pack_survives_being_stored() -> None:
    adapter: TypeAdapter[Pack] = TypeAdapter(Pack)
    for pack in packs().values():
        assert adapter.validate_python(adapter.dump_python(pack, mode="json")) == pack


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("30 min", Length(30, Unit.MINUTES)),
        ("48 hours", Length(48, Unit.HOURS)),
        ("1 day", Length(1, Unit.DAYS)),
        ("8 weeks", Length(56, Unit.DAYS)),
        ("7 working days", Length(7, Unit.WORKING_DAYS)),
        ("1 month", Length(1, Unit.MONTHS)),
    ],
)
def test_lengths_are_written_as_people_say_them(written: str, length: Length) -> None:
    assert LIMIT.validate_python(written) == length
    assert LIMIT.validate_python(str(length)) == length


@pytest.mark.parametrize("wrong", ["", "soon", "0 days", "-1 day", "5", 5, "1.5 days", "9999 months", None])
def test_other_lengths_are_refused(wrong: object) -> None:
    with pytest.raises(ValidationError):
        LIMIT.validate_python(wrong)


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("id: shop", "id: shap", "1:5: is `shap` in a file called shop"),
        ("reviewed: 2026-11-01", "reviewed: 2024-11-01", "5:11: was last compared with its source on 2024-11-01"),
        ("reviewed: 2026-11-01", "reviewed: 2027-11-01", "5:11: 2027-11-01 is still to come"),
        (", pt: Loja", "", "3:1: `name` is missing in pt"),
        ("house: 5", "house: 50", "9:12: `house` (50 working days) comes after `legal` (10 working days)"),
        ("remind: 3", "remind: 6", "11:13: `remind` (6 working days) comes after `house` (5 working days)"),
        ("milestone: final", "milestone: finnal", "7:16: `milestone` cannot be `finnal`; did you mean `final`?"),
        ("    house:", "    hause:", "did you mean `house`?"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, right: str, wrong: str, line: str) -> None:
    assert lint(tmp_path, GOOD) == []
    found = lint(tmp_path, GOOD.replace(right, wrong))
    assert any(line in problem for problem in found), found
