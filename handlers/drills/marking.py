"""The exercise mark, and the numbers that nobody may dial: what every message of a run gets as it leaves."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from handlers.drills.standing import Standing
from handlers.messages import Button, Message, Row, Span
from handlers.taps import Tap
from playbooks.phrases import phrases

#: What stands before every mark, in every language.
SIGN: Final = "🟪"
#: What stands for a number that must not be dialled.
NO_CALL: Final = "📵"
#: Ambulance, police and fire services; shown as such, they would be dialled.
_EMERGENCY = ("000", "110", "111", "112", "113", "115", "117", "118", "119", "120", "122", "911", "995", "999")
_LONG = re.compile(r"(?<![\w+.-])\+?\d(?:[ \-]?\d){6,14}(?![\w-])")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d?)?")
#: Of “100 to 120 a minute”, nothing is a telephone number.
_A_RANGE = r"(?<!\d )(?<!\d to )(?<!\d 至 )(?<!\d a )(?<![\d\w.:+-])"


def mark_words(language: str) -> str:
    """The first line of every message of a run."""
    # TRANSLATORS: The mark on every message of an exercise (drill). Short, and impossible to overlook.
    return f"{SIGN} " + phrases(language)("EXERCISE, not real")


def as_exercise(
    message: Message, language: str, standing: Standing, *, time: str = "", buttons: bool = True
) -> Message:
    """A message of a run as it leaves: with the mark on every part of it, and no number that can be dialled.

    `time` is what the exercise clock shows, where that differs from the one on the wall.  `buttons`: somebody can tap
    there, so the button for a real emergency is always present.
    """
    spans = tuple(Span(masked(span.text, standing.numbers), span.style) for span in message.spans)
    rows = (*message.rows, _real_row(language, standing)) if buttons and standing.is_live else message.rows
    mark, file = mark_words(language) + (f" · ⏱ {time}" if time else ""), message.attached
    if file is not None:
        file = replace(file, data={**file.data, "exercise": mark.removeprefix(SIGN).strip()})
    return replace(message, spans=(Span(mark + "\n", "bold"), *spans), rows=rows, attached=file, mark=mark)


def exercise_line(text: str, language: str) -> str:
    """One line, such as what a tapped button answers; nothing stays nothing."""
    return f"{mark_words(language)}: {text}" if text else ""


def real_button(language: str, drill_id: str) -> Button:
    """What stops every exercise on the site."""
    # TRANSLATORS: Button on every message of an exercise: something real happened.
    label = "🚨 " + phrases(language)("REAL EMERGENCY")
    return Button(label, Tap("x", drill_id, 0, "real").data, "danger")


def masked(text: str, numbers: tuple[str, ...]) -> str:
    """`text` without the numbers given, emergency numbers, or anything else that an app would let somebody dial."""
    return _LONG.sub(_unless_a_date, _known(numbers).sub(NO_CALL, text))


def _unless_a_date(found: re.Match[str]) -> str:
    return found[0] if _DATE.fullmatch(found[0]) else NO_CALL


@lru_cache(maxsize=64)
def _known(numbers: tuple[str, ...]) -> re.Pattern[str]:
    every = sorted({*numbers, *_EMERGENCY}, key=len, reverse=True)
    return re.compile(
        _A_RANGE + "(?:" + "|".join(map(re.escape, every)) + r")(?![\d\w]|[ ]?(?:min|cm|kg|%|to |a ))", re.ASCII
    )


def _real_row(language: str, standing: Standing) -> Row:
    return (real_button(language, standing.id),)
