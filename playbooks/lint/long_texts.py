"""A text fits where it is shown: a prompt in one message, a label on a button, a message in a toast.

Good:
    questions:
      - {id: which, type: choice, ask: Which?, choices: [{id: a, label: Waiting time}]}
Bad:
    questions:
      - id: which
        type: choice
        ask: Which?
        choices: [{id: a, label: "Waiting time at the counter, on the phone or at the gate"}]
Bad:
    questions:
      - {id: which, type: choice, ask: Which?, choices: [{id: a, label: 柜台、电话或登机口等候的时间太久了一些}]}
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from playbooks.lint.subject import Location, Subject, Use, texts
from playbooks.problems import Problem
from playbooks.words import LANGUAGES, Words

#: Telegram cuts at 4096; our header, recap and the person's own words need room too.
PROMPT = 3500
TOAST = 200
#: Columns that fit across a small phone; a Chinese character takes two.
BUTTON = 36

_LIMITS: dict[Use, int] = {"prompt": PROMPT, "hint": 1000, "toast": TOAST, "name": 100}


def check(subject: Subject) -> Iterator[Problem]:
    for location, words, use in texts(subject.playbook):
        for language in LANGUAGES:
            if language in words.root:
                yield from _text(subject, (*location, language), words.root[language], use)
    yield from _with_hints(subject)


def _text(subject: Subject, location: Location, text: str, use: Use) -> Iterator[Problem]:
    if use == "button":
        if (width := columns(text)) > BUTTON:
            wrong = f"is {width} columns wide, and a button shows {BUTTON}"
            yield subject.warning(location, wrong, "shorten it; details can go into a hint")
    elif len(text) > _LIMITS[use]:
        wrong = f"has {len(text)} characters, more than {_LIMITS[use]}"
        yield subject.error(location, wrong, "shorten it")


def columns(text: str) -> int:
    """How wide a text is, in Latin letters."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _with_hints(subject: Subject) -> Iterator[Problem]:
    by_place: dict[Location, Words] = {location: words for location, words, _ in texts(subject.playbook)}
    for location, hint in by_place.items():
        prompt = by_place.get((*location[:-1], "ask")) or by_place.get((*location[:-1], "text"))
        if location[-1] != "hint" or prompt is None:
            continue
        longest = max(len(prompt.text(language)) + len(hint.text(language)) for language in LANGUAGES)
        if longest > PROMPT:
            yield subject.error(
                location, f"makes {longest} characters with its question", f"keep to {PROMPT} together"
            )
