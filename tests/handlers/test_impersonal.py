"""What is learned from people's words is kept without what tells people apart."""

from __future__ import annotations

import pytest

from handlers.impersonal import impersonal
from handlers.people import Directory, Role, Staff

DIRECTORY = Directory(staff=(Staff("rosa", "Rosa", Role.STAFF), Staff("bo", "Bo", Role.STAFF)))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("the frobnicator wobbles", "the frobnicator wobbles"),
        ("Mr Chan keeled over at gate 12", "keeled over at gate"),
        ("call 6612 3456, rosa saw it", "call , saw it"),
        ("a man called Fernandes shouts", "a man called shouts"),
        ("陳小姐喺閘口冧低", "小姐喺閘口冧低"),
        ("婆婆冧咗低", "婆婆冧咗低"),
        ("mail ana@example.com about the queue", "mail about the queue"),
        ("flight NX802 is stuck", "flight is stuck"),
        ("Passenger fell", "Passenger fell"),
    ],
)
def test_names_numbers_and_addresses_are_taken_out(said: str, kept: str) -> None:
    assert impersonal(said, DIRECTORY) == kept


@pytest.mark.parametrize("said", ["", "12", "6612 3456", "Rosa", "!", "a very long story " * 20])
def test_what_names_nothing_is_not_kept(said: str) -> None:
    assert impersonal(said, DIRECTORY) == ""
