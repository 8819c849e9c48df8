"""Somebody read the playbook through within the last two years.

Good:
    reviewed: 2026-01-31
Bad:
    reviewed: 2023-01-31
Bad:
    reviewed: 2126-01-31
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from playbooks.lint.subject import Subject
from playbooks.problems import Problem

TOO_OLD = timedelta(days=730)


def check(subject: Subject) -> Iterator[Problem]:
    reviewed = subject.playbook.reviewed
    if reviewed > subject.today + timedelta(days=1):  # a day's grace: it may be tomorrow where the author is
        yield subject.warning(("reviewed",), f"{reviewed} is still to come", "write the day it was read through")
    elif subject.today - reviewed > TOO_OLD:
        wrong = f"was last reviewed on {reviewed}, more than two years ago"
        yield subject.warning(("reviewed",), wrong, "read it through, correct it, and write today's date")
