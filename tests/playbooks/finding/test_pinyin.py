"""Pinyin without tones is read as the Chinese words an index knows; other languages are left alone."""

from __future__ import annotations

import pytest

from playbooks.finding.pinyin import Pinyin

PINYIN = Pinyin(["旅客", "昏迷", "着火", "银行", "行李", "电梯", "困人", "fire"])
LATIN = frozenset({"he", "can", "dance", "at", "gate", "fire", "an", "old", "man"})


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("luke hunmi", "旅客昏迷"),
        ("lvkehunmi", "旅客昏迷"),
        ("lv ke hun mi le", "旅客昏迷"),
        ("zhaohuo le", "着火"),
        ("yinhang xingli", "银行行李"),
        ("dianti kun ren at gate 12", "电梯困人 at gate 12"),
        ("he can dance", "he can dance"),
        ("an old man", "an old man"),
        ("fire", "fire"),
        ("ta chi fan", "ta chi fan"),
        ("旅客昏迷", "旅客昏迷"),
        ("", ""),
    ],
)
def test_it_reads(typed: str, read: str) -> None:
    assert PINYIN.read(typed, LATIN) == read
