"""What to type instead of tapping a button: a number for an answer, a letter for a way around (back, skip, cancel).

Where answers are numbers themselves (“10 people”), they get letters as well, so that a typed number is always what
was meant: an answer in words, or the button that shows it.
"""

from __future__ import annotations

from string import ascii_lowercase

from handlers.messages import Button, Message
from handlers.taps import read_tap

_ANSWERS = ("a=", "m.")


def keys(message: Message) -> dict[str, Button]:
    """The message's buttons by key, in the order they are shown."""
    buttons = [button for row in message.rows for button in row]
    answers = [button for button in buttons if _is_answer(button)]
    numbered = answers if not any(button.label[:1].isdecimal() for button in answers) else []
    numbers = iter(range(1, len(numbered) + 1))
    letters = iter(ascii_lowercase)
    found: dict[str, Button] = {}
    for button in buttons:
        key = str(next(numbers)) if button in numbered else next(letters, None)
        if key is not None:
            found[key] = button
    return found


def _is_answer(button: Button) -> bool:
    tap = read_tap(button.data)
    return tap is None or tap.scope == "c" or tap.action.startswith(_ANSWERS)
