"""What to type instead of tapping a button: a number for an answer, a letter for a way around (back, skip, cancel).

Where answers have numbers in them (“10 people”, “✎ 3”), a typed number is that number and the other buttons get
letters, so that what is typed is always what was meant.
"""

from __future__ import annotations

import re
from string import ascii_lowercase

from handlers.messages import Button, Message
from handlers.taps import read_tap

_ANSWERS = ("a=", "g=", "n=", "e=", "d=", "q=", "m.", "ok", "na", "no", "ask", "add", "all", "x!", "x0", "p")
_PAGE = "pg="
_NUMBER = re.compile(r"^\W*(?P<number>[0-9]+)")


def keys(message: Message) -> dict[str, Button]:
    """The message's buttons by key, in the order they are shown."""
    buttons = [button for row in message.rows for button in row]
    answers = [button for button in buttons if _is_answer(button)]
    own = {id(button): _own_number(button) for button in answers}
    numbers = iter(()) if any(_NUMBER.match(b.label) for b in answers) else iter(range(1, len(answers) + 1))
    letters = iter(ascii_lowercase)
    found: dict[str, Button] = {}
    for button in buttons:
        number = own.get(id(button)) or (next(numbers, None) if id(button) in own else None)
        key = str(number) if number is not None and str(number) not in found else next(letters, None)
        if key is not None:
            found[key] = button
    return found


def _own_number(button: Button) -> str | None:
    """The number that is all a button says."""
    found = _NUMBER.match(button.label)
    return found["number"] if found and found.end() == len(button.label) else None


def _is_answer(button: Button) -> bool:
    tap = read_tap(button.data)
    if tap is None or tap.scope == "c":
        return True
    return tap.action.startswith(_ANSWERS) and not tap.action.startswith(_PAGE)
