"""Every text is there in every language; one Chinese script stands in for the other.

Good:
    title: {en: Fees, zh-Hans: 费用, pt: Taxas}
    closing: "Gate 12"
Bad:
    title: {en: Fees, pt: Taxas}
Bad:
    title: {zh-Hans: 费用, pt: Taxas}
Bad:
    title: {en: Fees, zh-Hant: 費用, pt: ""}
Bad:
    aliases: {en: [fee]}
"""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.lint.subject import Location, Subject, texts
from playbooks.problems import Problem
from playbooks.words import LANGUAGES, Words


def check(subject: Subject) -> Iterator[Problem]:
    for location, words, _ in texts(subject.playbook):
        if not _one_for_all(subject, location):
            yield from _missing(subject, location, words)
    for name in ("aliases", "examples"):
        given = getattr(subject.playbook, name)
        if given:
            stand_in = Words.model_validate({language: ", ".join(given[language]) for language in given})
            yield from _missing(subject, (name,), stand_in)


def _one_for_all(subject: Subject, location: Location) -> bool:
    """Whether the author wrote a plain string: the same in every language."""
    part = subject.data
    for step in location:
        part = part[step]
    return isinstance(part, str)


def _missing(subject: Subject, location: Location, words: Words) -> Iterator[Problem]:
    empty = [language for language in words.root if not words.root[language].strip()]
    for language in empty:
        yield subject.error((*location, language), f"the {language} text is empty", "write it, or remove the line")
    missing = [language for language in LANGUAGES if not words.has(language)]
    if "zh-Hans" in missing:
        missing.remove("zh-Hant")  # either script would do
    if missing:
        wrong = f"`{location[-1]}` is missing in {', '.join(missing)}"
        yield subject.warning(location, wrong, f"add {', '.join(f'`{language}: …`' for language in missing)}")
