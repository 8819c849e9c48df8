"""Who was told, when it arrived, who saw it where: from what was noted, by tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.alerts.reach_words import NAMED, reach_lines
from handlers.cases import Entry
from handlers.delivery import NoticeState, Told
from handlers.people import Directory, Group, Role, Staff
from handlers.proof import Copy, Standing, Why, people_of, proof_of, reason
from playbooks.phrases import phrases
from playbooks.words import Words

AT = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
ANA, MING, KIT = (
    Staff(name.lower(), name, Role.STAFF, telegram=n) for n, name in enumerate(("Ana", "Ming", "Kit"), 1)
)
FAY = Staff("fay", "Fay", Role.STAFF)
DIRECTORY = Directory(staff=(ANA, MING, KIT, FAY), groups=(Group("duty", Words("Duty managers"), chat=-1),))
SENT, DEAD = NoticeState.SENT, NoticeState.DEAD


def told(chat: int, staff: str | None, state: NoticeState = SENT, seconds: float = 1, **more: str) -> Told:
    settled = AT + timedelta(seconds=seconds) if state is not NoticeState.QUEUED else None
    return Told(f"n{chat}", more.get("bot", "staff"), chat, staff, state, AT, settled, more.get("why", ""))


def entry(kind: str, actor: str | None, minutes: float, **data: object) -> Entry:
    return Entry(1, AT + timedelta(minutes=minutes), kind, actor, dict(data), "", "")


def test_each_copy_says_how_far_it_came() -> None:
    sights = [entry("seen", "ana", 2, bot="staff", how="tapped"), entry("seen", "ming", 3, bot="staff", group="duty")]
    copies = proof_of(
        [
            told(-1, None),
            told(1, "ana", seconds=30),
            told(2, "ming"),
            told(3, "kit", DEAD, why="blocked: bot was blocked by the user"),
            told(0, None, bot="outside-mail"),
        ],
        [entry("notified", None, 0, without_account=["fay"]), *sights],
        DIRECTORY,
    )
    assert [(c.staff or c.group or c.outside, c.standing.value, c.seen_by) for c in copies] == [
        ("duty", "seen", "ming"),
        ("ana", "seen", "ana"),
        ("ming", "delivered", None),
        ("kit", "failed", None),
        ("mail", "delivered", None),
        ("fay", "failed", None),
    ]
    ana = copies[1]
    assert (ana.late, ana.unseen) == (timedelta(seconds=30), timedelta(seconds=90))
    assert [copy.why for copy in copies if copy.why] == [Why.BLOCKED, Why.NO_ACCOUNT]


def test_whoever_did_something_with_the_case_has_seen_it_wherever_that_was() -> None:
    entries = [entry("answered", "ming", -1), entry("acknowledged", "ming", 3)]
    (ming,) = people_of(proof_of([told(2, "ming")], entries, DIRECTORY), entries)
    assert (ming.standing, ming.seen_at) == (Standing.SEEN, AT + timedelta(minutes=3))


def test_what_one_bot_could_not_bring_and_the_other_did_counts_once() -> None:
    both = [told(1, "ana", DEAD, bot="duty", why="blocked: can't initiate conversation"), told(1, "ana", bot="staff")]
    copies = proof_of(both, [], DIRECTORY)
    assert [copy.standing for copy in copies] == [Standing.FAILED, Standing.DELIVERED]
    assert [copy.standing for copy in people_of(copies, [])] == [Standing.DELIVERED]


def test_a_sight_by_another_bot_or_before_it_was_sent_proves_nothing() -> None:
    entries = [entry("seen", "ana", 1, bot="duty"), entry("seen", "ana", -1, bot="staff")]
    (ana,) = proof_of([told(1, "ana")], entries, DIRECTORY)
    assert ana.standing is Standing.DELIVERED


@pytest.mark.parametrize(
    ("why", "private", "expected"),
    [
        ("blocked: Forbidden: bot was blocked by the user", True, Why.BLOCKED),
        ("blocked: Forbidden: bot can't initiate conversation with a user", True, Why.NEVER_STARTED),
        ("blocked: Bad Request: chat not found", True, Why.NEVER_STARTED),
        ("blocked: Forbidden: user is deactivated", True, Why.GONE),
        ("blocked: Forbidden: bot was kicked from the supergroup chat", False, Why.GONE),
        ("blocked: Bad Request: chat not found", False, Why.GONE),
        ("given up after 12 tries: 502", True, Why.GIVEN_UP),
        ("not known to have arrived: cut off", True, Why.GIVEN_UP),
        ("Bad Request: message is too long", True, Why.REFUSED),
    ],
)
def test_why_it_did_not_arrive_has_a_stable_name(why: str, private: bool, expected: Why) -> None:
    assert reason(DEAD, why, private=private) is expected


def test_the_lines_stay_few_and_short_however_many_were_told() -> None:
    late = Copy(
        Standing.DELIVERED,
        "ana",
        bot="staff",
        queued_at=AT,
        accepted_at=AT + timedelta(minutes=7),
        why=None,
        detail="",
    )
    crowd = [Copy(Standing.DELIVERED, f"p{n}", accepted_at=AT) for n in range(600)]
    lines = reach_lines([late, *crowd, Copy(Standing.FAILED, "kit", why=Why.BLOCKED)], DIRECTORY, AT, phrases("en"))
    assert lines[0].startswith("Delivered, not seen: Ana 06:07 (7 minutes late), p0 06:00")
    assert lines[0].endswith(f"and {601 - NAMED} more")
    assert lines[1:] == ["Cannot be reached: Kit (blocked the bot)"]
