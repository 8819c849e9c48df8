"""Slips of the finger are read as the word that was meant; other words are left alone."""

from __future__ import annotations

import pytest

from playbooks.finding.typos import Spelling

SPELLING = Spelling(["unconscious", "collapsed", "fire", "baggage", "desmaiou", "晕倒"])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("unconcious", "unconscious"),
        ("colapsed", "collapsed"),
        ("bagagge", "baggage"),
        ("desmaio", "desmaiou"),
        ("fire", "fire"),
        ("hire", "hire"),  # short words are too easily others
        ("garbage", "garbage"),
        ("20231", "20231"),
        ("昏倒", "昏倒"),
    ],
)
def test_it_reads(typed: str, read: str) -> None:
    assert SPELLING.read(typed) == read
