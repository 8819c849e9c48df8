"""What counts as heard."""

from __future__ import annotations

from typing import Any

from bot.rehearsal.hearing import Heard, compare
from bot.rehearsal.transcript import Piece

QUESTION = Heard("message", 1, 1, "Complaint · 1 of 3\nWhich  door?", (("Front", "Back"), ("Cancel",)))
THANKS = Heard("message", 1, 2, "Thank you.")
TOAST = Heard("toast", 1, 0, "Done.")
ALERT = Heard("alert", 1, 0, "Not for you.")


def _good(*pieces: str | dict[str, Any], heard: list[Heard]) -> bool:
    return compare([Piece(words=p) if isinstance(p, str) else Piece(**p) for p in pieces], heard).good


def test_pieces_in_order_with_white_space_of_any_kind() -> None:
    assert _good("1 of 3 Which door?", "[Front] [Back]", "[Cancel]", heard=[QUESTION])
    assert not _good("[Cancel]", "[Front]", heard=[QUESTION])
    assert not _good("Which door?", "1 of 3", heard=[QUESTION])


def test_every_message_needs_a_piece() -> None:
    assert not _good("Which door?", heard=[QUESTION, THANKS])
    assert _good("Which door?", "Thank you", heard=[QUESTION, THANKS])
    assert not _good("Thank you", heard=[QUESTION, THANKS])


def test_what_must_not_be_there() -> None:
    assert _good("Which door?", {"not": "window"}, {"not": "[Left]"}, heard=[QUESTION])
    assert not _good("Which door?", {"not": "[Back]"}, heard=[QUESTION])


def test_toasts_fade_but_alerts_stay() -> None:
    assert _good("Thank you", heard=[THANKS, TOAST])
    assert _good("Thank you", {"toast": "Done"}, heard=[THANKS, TOAST])
    assert not _good({"toast": "Done"}, heard=[THANKS, TOAST])
    assert not _good({"toast": "Saved"}, "Thank you", heard=[THANKS, TOAST])
    assert not _good("Thank you", heard=[THANKS, ALERT])
    assert _good("Thank you", {"toast": "Not for you."}, heard=[THANKS, ALERT])
