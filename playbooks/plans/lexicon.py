"""What plans in English, Chinese and Portuguese call roles, phases and cautions: the words of `lexicon.yaml`."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from playbooks.yaml_file import read_yaml

Part = Literal["steps", "roles", "contacts", "sources", "aside"]
Group = Literal["sections", "phases", "kinds", "columns"]
Opening = Literal["caution", "note", "yes", "no", "owner"]

_HAN = re.compile(r"[\u3400-\u9fff]")
_CODE = re.compile(r"^[A-Z]{1,5}[- ]?\d+(?:\.\d+)*[:：.]?\s+")
_LONGEST_ROLE = 40  # characters


def which(group: Group, words: str) -> str | None:
    """The first name of a group whose words are in `words`: `contacts` for “Emergency numbers”."""
    folded = _folded(words)
    return next((name for name, pattern in _group(group).items() if pattern.search(folded)), None)


def after(opening: Opening, words: str) -> str | None:
    """What follows “Warning:”, “Note:”, “Yes:”, “Owner:”; None where `words` does not begin so."""
    found = _opening(opening).match(_folded(words))
    return words[found.end() :].strip() if found is not None else None


def conditional(words: str) -> bool:
    """Whether a sentence begins with “if”."""
    return bool(_condition().match(_folded(words)))


def calls(words: str) -> bool:
    """Whether somebody is to be called, told or asked."""
    return bool(_calling().search(_folded(words)))


def subject_of(title: str) -> str:
    """A title without its number and without “emergency plan”, which every plan is."""
    title = _CODE.sub("", title)
    folded, pattern = _folded(title), _any(_words()["titles"])
    for found in (
        re.match(rf"(?:{pattern})\s*[:：–—-]\s*", folded),
        re.search(rf"\s*[:：–—-]?\s*(?:{pattern})$", folded),
    ):
        if found is not None and found.end() - found.start() < len(title):
            title = title[found.end() :] if found.start() == 0 else title[: found.start()]
            break
    return title[:1].upper() + title[1:]


def is_role(words: str) -> bool:
    """Whether that is what somebody is called at work."""
    folded = _folded(words.strip())
    return len(folded) <= _LONGEST_ROLE and bool(_role().search(folded))


@cache
def _words() -> Mapping[str, Any]:
    data: Mapping[str, Any] = read_yaml(Path(__file__).with_suffix(".yaml")).data
    return data


@cache
def _group(group: Group) -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(_any(words)) for name, words in _words()[group].items()}


@cache
def _opening(opening: Opening) -> re.Pattern[str]:
    mark = r"\s*[:：,，–—!！-]+\s*" if opening in ("yes", "no") else r"\s*[:：!！]\s*"
    return re.compile(f"(?:{_any(_words()[opening])}){mark}")


@cache
def _condition() -> re.Pattern[str]:
    return re.compile(_any(_words()["condition"]))


@cache
def _calling() -> re.Pattern[str]:
    return re.compile(_any(_words()["calling"]))


@cache
def _role() -> re.Pattern[str]:
    roles = _words()["roles"]
    last, end, first = (_any(roles[place]) for place in ("last", "end", "first"))
    return re.compile(f"(?:{last})$|(?:{end})$|^(?:{first})")


def _any(words: Iterable[str]) -> str:
    """Chinese words anywhere, others as whole words; `…` at the end leaves a word open."""
    return "|".join(_one(word) for word in sorted(words, key=len, reverse=True))


def _one(word: str) -> str:
    if _HAN.search(word):
        return re.escape(word)
    end = "" if word.endswith("…") else r"\b"
    return rf"\b{re.escape(word.removesuffix('…'))}{end}"


@lru_cache(maxsize=4096)
def _folded(words: str) -> str:
    """Small letters and simplified characters; as long as `words` was."""
    folded = words.lower() if len(words.lower()) == len(words) else words
    return str(_simplify()(folded)) if _HAN.search(folded) else folded


@cache
def _simplify() -> Any:
    return importlib.import_module("opencc").OpenCC("t2s").convert
