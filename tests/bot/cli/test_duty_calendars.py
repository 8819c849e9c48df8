"""`muster org check --calendars` and `muster doctor`: what duty calendars say, and what is wrong with them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers.shifts import Finding, Plan, Trouble, Wrong
from storage import KeptCalendar
from tests.bot.calendars.ics import calendar, event
from tests.bot.cli.test_store_commands import muster, open_store
from tests.handlers.desk.world import ORGANISATION

ROSTERED = ORGANISATION.replace("members: [ana, chi]", "members: [ana, chi], roster: {calendar: duty}")
ALWAYS = event("Ana", "20200101", "20200102", "RRULE:FREQ=DAILY")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATABASE_URL", f"sqlite:///{tmp_path / 'muster.db'}")
    monkeypatch.setenv("MUSTER_CALENDAR__DUTY", str(tmp_path / "duty.ics"))
    (tmp_path / "org.yaml").write_text(ROSTERED, encoding="utf-8")
    return tmp_path


def test_the_calendars_are_read_when_that_is_asked_for(here: Path) -> None:
    (here / "duty.ics").write_text(calendar(ALWAYS))
    assert "duty calendar" not in muster("org", "check", "org.yaml").output
    result = muster("org", "check", "org.yaml", "--calendars")
    assert result.exit_code == 0
    assert "group duty: 44 shifts in the next weeks; on duty now: Ana" in result.output


def test_what_is_wrong_with_them_is_said_with_the_next_move(here: Path) -> None:
    missing = muster("org", "check", "org.yaml", "--calendars")
    assert missing.exit_code == 1
    assert "group duty: its duty calendar cannot be read. It is not there any more." in missing.output
    (here / "duty.ics").write_text(calendar(ALWAYS.replace("Ana", "Fay")))
    unknown = muster("org", "check", "org.yaml", "--calendars")
    assert unknown.exit_code == 1
    assert "on duty now: nobody" in unknown.output
    assert "Fay is not in this group. Add them to its members." in unknown.output


def test_an_import_names_a_setting_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MUSTER_CALENDAR__DUTY")
    result = muster("org", "import", "org.yaml")
    assert result.exit_code == 1
    assert "MUSTER_CALENDAR__DUTY is not set" in result.stderr


def test_the_doctor_says_what_is_wrong_with_them(here: Path) -> None:
    muster("org", "import", "org.yaml")
    assert "group duty: its duty calendar was never read" in muster("doctor").output
    at = datetime(2026, 3, 2, tzinfo=UTC)
    findings = (Finding(Wrong.UNKNOWN, "Late: Kitt", at, "Kitt"),)
    store = open_store(here)
    store.keep_calendar(KeptCalendar("duty", "x", plan=Plan((), findings, at, Trouble.GONE)))
    store.close()
    output = muster("doctor").output
    assert "group duty: The duty calendar of Duty managers cannot be read since" in output
    assert "It is not there any more." in output
    assert "group duty, duty calendar: “Late: Kitt”" in output
    assert "group duty: nobody is on duty" in output
