"""Deadline packs: those that come with Muster, an organisation's own, and what `muster check` says of them.

packs()["us-airlines"].deadlines        # what every organisation file can choose from
own_pack(path, ["en", "pt"])            # one more, from a file of the organisation's
lint_packs(PACKS, today)                # every problem with its line
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from playbooks.lint.review_dates import TOO_OLD
from playbooks.loading import playbook_files, read_as, read_yaml
from playbooks.model.deadlines import Pack
from playbooks.problems import Malformed, Problem
from playbooks.words import LANGUAGES, Words
from playbooks.yaml_file import Document

PACKS = Path(__file__).parent / "deadlines"


@lru_cache(maxsize=1)
def packs() -> Mapping[str, Pack]:
    """The bundled packs by id. Raises Malformed."""
    found = (read_as(Pack, read_yaml(path)) for path in playbook_files(PACKS))
    return {pack.id: pack for pack in found}


def lint_packs(folder: Path, today: date) -> list[Problem]:
    """What is wrong with the packs in `folder`: reading them, and each by itself."""
    return [problem for path in playbook_files(folder) for problem in lint_pack(path, LANGUAGES, today)]


def lint_pack(path: Path, languages: Sequence[str], today: date) -> list[Problem]:
    """What is wrong with the pack in a file, which people read in `languages`."""
    try:
        document = read_yaml(path)
        pack = read_as(Pack, document)
    except Malformed as malformed:
        return list(malformed.problems)
    return _in_order([*_itself(pack, document, path.stem, languages), *_reviewed(pack, document, today)])


def own_pack(path: Path, languages: Sequence[str]) -> Pack:
    """The pack in a file of an organisation whose people read `languages`.

    Raises Malformed with every problem but one with the day of its review: what was good enough yesterday must not
    keep a service from starting.
    """
    document = read_yaml(path)
    pack = read_as(Pack, document)
    if found := _in_order(_itself(pack, document, path.stem, languages)):
        raise Malformed(found)
    return pack


def _itself(pack: Pack, document: Document, stem: str, languages: Sequence[str]) -> Iterator[Problem]:
    yield from _named(pack, document, stem)
    yield from _worded(pack, document, languages)
    yield from _ordered(pack, document)


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def _named(pack: Pack, document: Document, stem: str) -> Iterator[Problem]:
    if pack.id != stem:
        yield document.problem(("id",), f"is `{pack.id}` in a file called {stem}", "give both the same name")


def _reviewed(pack: Pack, document: Document, today: date) -> Iterator[Problem]:
    if pack.reviewed > today + timedelta(days=1):
        yield document.problem(("reviewed",), f"{pack.reviewed} is still to come", "write the day it was compared")
    elif today - pack.reviewed > TOO_OLD:
        wrong = f"was last compared with its source on {pack.reviewed}, more than two years ago"
        yield document.problem(("reviewed",), wrong, "compare it again, and write today's date")


def _worded(pack: Pack, document: Document, languages: Sequence[str]) -> Iterator[Problem]:
    texts: list[tuple[tuple[str | int, ...], Words]] = [(("name",), pack.name)]
    texts += [(("note",), pack.note)] if pack.note is not None else []
    texts += [(("deadlines", i, "name"), rule.name) for i, rule in enumerate(pack.deadlines)]
    for location, words in texts:
        missing = [language for language in languages if not words.has(language)]
        if missing:
            yield document.problem(location, f"`{location[-1]}` is missing in {', '.join(missing)}", "add it")


def _ordered(pack: Pack, document: Document) -> Iterator[Problem]:
    """Lengths of one unit can be compared; a target after the limit would never warn anybody."""
    for index, rule in enumerate(pack.deadlines):
        here = ("deadlines", index)
        for sooner, later in (("house", "legal"), ("remind", "house"), ("remind", "legal")):
            a, b = getattr(rule, sooner), getattr(rule, later)
            if a is not None and b is not None and a.unit == b.unit and a.count > b.count:
                wrong = f"`{sooner}` ({a}) comes after `{later}` ({b})"
                yield document.problem((*here, sooner), wrong, "write a shorter one")
