"""What `muster doctor` says of rosters."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.cli.doctor import unmanned
from handlers.organisation import read_organisation
from playbooks.loading import parse_yaml

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
    return list(unmanned(directory, MONDAY))


def test_a_gap_is_told_with_its_local_times() -> None:
    assert told("[mon, tue, wed, thu, fri, sun]") == [
        "group duty: nobody is on duty Sat 07 Mar 07:00 to Sun 07:00",
    ]


def test_many_gaps_are_told_by_the_first_and_their_number() -> None:
    (line,) = told("[mon, wed, fri, sun]")
    assert line == (
        "group duty: nobody is on duty Tue 03 Mar 07:00 to Wed 07:00, Thu 05 Mar 07:00 to Fri 07:00,"
        " Sat 07 Mar 07:00 to Sun 07:00"
    )
    (line,) = told("[mon]")
    assert line == "group duty: nobody is on duty Tue 03 Mar 07:00 to Mon 07:00"


def test_a_whole_week_is_well() -> None:
    assert told("[mon, tue, wed, thu, fri, sat, sun]") == []
