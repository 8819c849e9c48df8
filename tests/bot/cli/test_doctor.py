"""What `muster doctor` says of rosters."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.cli.doctor import READER, late_clocks, to_be_compared
from handlers.cases import Case, Run, Status
from handlers.deadlines import Terms
from handlers.desk.health.ailments import unmanned
from handlers.organisation import read_organisation
from handlers.people import DeadlineChoice, Directory
from playbooks.loading import parse_yaml
from playbooks.model import Kind, Severity
from playbooks.packs import packs

ORGANISATION = """\
name: Harbour Terminal
timezone: Asia/Macau
staff:
  - {id: ana, name: Ana}
groups:
  - {id: always, name: {en: Always}, members: ana}
  - {id: duty, name: {en: Duty}, members: ana, roster: {weekly: [{days: DAYS, from: 07:00, to: 07:00, staff: ana}]}}
"""
MONDAY = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def told(days: str) -> list[str]:
    directory = read_organisation(parse_yaml(ORGANISATION.replace("DAYS", days), "org.yaml"))
    return list(unmanned(directory, MONDAY, READER))


def test_a_gap_is_told_with_its_local_times() -> None:
    assert told("[mon, tue, wed, thu, fri, sun]") == [
        "group duty: nobody is on duty 7 Mar 07:00–8 Mar 07:00",
    ]


def test_many_gaps_are_told_by_the_first_and_their_number() -> None:
    (line,) = told("[mon, wed, fri, sun]")
    assert line == (
        "group duty: nobody is on duty 3 Mar 07:00–4 Mar 07:00, 5 Mar 07:00–6 Mar 07:00, 7 Mar 07:00–8 Mar 07:00"
    )
    (line,) = told("[mon]")
    assert line == "group duty: nobody is on duty 3 Mar 07:00–9 Mar 07:00"


def test_a_whole_week_is_well() -> None:
    assert told("[mon, tue, wed, thu, fri, sat, sun]") == []


COMPLAINT = Case("1", "C-2026-000001", Kind.COMPLAINT, Run.REAL, "complaint", "e", Severity.LOW, "bo", MONDAY)


def test_clocks_that_ran_out_are_told_the_longest_ago_first() -> None:
    promised = replace(COMPLAINT, terms=Terms(packs()["macau-bank"]))
    lately = replace(promised, number="C-2026-000002", opened_at=MONDAY + timedelta(days=1))
    closed = replace(promised, number="C-2026-000003", status=Status.RESOLVED)
    macau = Directory(timezone="Asia/Macau")
    assert list(late_clocks([lately, promised, closed], macau, MONDAY + timedelta(days=1))) == []
    assert list(late_clocks([lately, promised, closed, COMPLAINT], macau, MONDAY + timedelta(days=3))) == [
        "C-2026-000001: acknowledge, overdue since Wed 04 Mar 00:00",
        "C-2026-000002: acknowledge, overdue since Thu 05 Mar 00:00",
    ]


def test_a_legal_limit_that_was_missed_is_called_so_and_many_are_counted() -> None:
    case = replace(COMPLAINT, terms=Terms(packs()["us-airlines"]))
    *told, more = late_clocks([case] * 20, Directory(), MONDAY + timedelta(days=61))
    assert told[0] == "C-2026-000001: acknowledge, legal limit missed since Thu 02 Apr 00:00"
    assert (len(told), more) == (10, "30 more clocks ran out; see `muster cases --json`")


def test_a_pack_that_is_to_be_compared_with_its_rule_is_named_once() -> None:
    refunds, plain = (DeadlineChoice(packs()[name]) for name in ("china-airlines-refund", "china-airlines"))
    (line,) = to_be_compared(Directory(deadlines=(refunds, plain, refunds)))
    assert line.startswith("deadline pack china-airlines-refund (Rules on passenger service")
    assert "check the original" in line
