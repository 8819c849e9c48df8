"""Texts, language by language: compared as their readers see them, with gaps filled as they are filled there."""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.difference.change import Change, Who
from playbooks.difference.naming import Names, quoted
from playbooks.lint.subject import texts
from playbooks.locale_format import listed
from playbooks.model import Playbook
from playbooks.words import LANGUAGES, Language, Words

#: What each language is called in a sentence.
LANGUAGE_NAMES: dict[Language, str] = {
    "en": "English",
    "zh-Hans": "simplified Chinese",
    "zh-Hant": "traditional Chinese",
    "pt": "Portuguese",
}
_WHO = {"steps": Who.TEAM, "roles": Who.TEAM, "tracks": Who.TEAM, "variables": Who.TEAM, "resolution": Who.CLOSER}
_WHO |= {"levels": Who.ALERTED}
_TOP = {"title": "the title", "summary": "the summary", "closing": "the last words to whoever reported it"}
_PARTS = {
    "hint": "the hint",
    "caution": "the caution",
    "label": "the short name",
    "unit": "the unit",
    "name": "the name",
}
_PARTS |= {"pattern_message": "what a wrong answer is told", "message": "what a wrong answer is told"}
_PARTS |= {"each": "what one round is called", "default": "the default"}

#: What is new is told as such, and why something is gone is said to those who are in the middle of it.
_TOLD_ELSEWHERE = {"changes", "map"}

Key = tuple[str, ...]


def changes(old: Playbook, new: Playbook, language: str) -> Iterator[Change]:
    """Texts of parts that are in both."""
    before, after = _by_key(old), _by_key(new)
    for key, words in after.items():
        if key in before and words != before[key] and key[0] not in _TOLD_ELSEWHERE:
            yield from _reworded(key, before[key], words, Names(old, language))


def _by_key(playbook: Playbook) -> dict[Key, Words]:
    return {_key(playbook, location): words for location, words, _ in texts(playbook)}


def _key(playbook: Playbook, location: tuple[str | int, ...]) -> Key:
    """`location` with the ids of list parts instead of their numbers, so that what moved stays the same."""
    node: object = playbook
    key: list[str] = []
    for step in location:
        if isinstance(step, int):
            node = node[step]  # type: ignore[index]
            key.append(str(getattr(node, "id", step)))
        else:
            node = getattr(node, step)
            key.append(step)
    return tuple(key)


def _reworded(key: Key, old: Words, new: Words, names: Names) -> Iterator[Change]:
    part, shown = "/".join(key), names.language
    changed = [one for one in LANGUAGES if old.text(one) != new.text(one)]
    if shown in changed:
        only = "" if len(changed) == len(LANGUAGES) else f" (in {_named(changed)})"
        text = f"{_subject(key, names)}: now worded {quoted(new.text(shown))}{only}."
        yield Change(_WHO.get(key[0], Who.REPORTER), text, part)
        return
    for one in changed:
        text = f"{_subject(key, names)}: {quoted(old.text(one))} is now {quoted(new.text(one))}."
        yield Change(Who.READER, text, part, language=one)


def _named(languages: list[Language]) -> str:
    return listed([LANGUAGE_NAMES[one] for one in languages], "en")


def _subject(key: Key, names: Names) -> str:
    """What a text is, for the beginning of a sentence."""
    words = _subject_words(key, names)
    return words[0].upper() + words[1:]


def _subject_words(key: Key, names: Names) -> str:
    if len(key) == 1:
        return _TOP[key[0]]
    owner, field = _owner(key[:-1], names), key[-1]
    if field in ("ask", "text") or (field == "label" and key[-3] in ("choices", "decide", "outcomes")):
        return owner
    return (
        owner
        if key[0] in ("roles", "tracks", "levels") and len(key) == 3
        else f"{_PARTS.get(field, field)} of {owner}"
    )


def _owner(key: Key, names: Names) -> str:
    """The part that a text belongs to, by the words people knew it by until now."""
    node: object = names.playbook
    for step in key:
        items = getattr(node, step, None)
        node = items if items is not None else _with_id(node, step)
    words = next(
        (getattr(node, name) for name in ("ask", "text", "label", "name") if getattr(node, name, None)), None
    )
    kind = _KINDS.get(key[-2] if len(key) > 1 else key[-1], "")
    if key[-1] == "constraint":
        return _owner(key[:-1], names)
    return f"{kind} {names.words(words)}".strip() if isinstance(words, Words) else f"`{key[-1]}`"


def _with_id(parts: object, step: str) -> object:
    """The part of a list with this id, or, of parts without ids, this number."""
    assert isinstance(parts, list)
    return parts[int(step)] if step.isdecimal() else next(part for part in parts if part.id == step)


_KINDS = {
    "questions": "question",
    "choices": "answer",
    "steps": "step",
    "decide": "choice",
    "roles": "role",
    "tracks": "track",
    "levels": "level",
    "reports": "report",
    "outcomes": "outcome",
    "variables": "variable",
    "call": "contact",
}
