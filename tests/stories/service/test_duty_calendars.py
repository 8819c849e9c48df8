"""A roster that is a calendar on a web server: read, changed, broken and gone, with the service at work."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.calendars.watcher import CalendarWatcher
from bot.config import SettingsError
from bot.wiring import import_organisation
from handlers.rosters import on_duty
from tests.bot.calendars.ics import calendar, event
from tests.fakes.calendar_server import CalendarServer
from tests.stories.service.clocks import MovedClock
from tests.stories.service.serving import ORGANISATION, House, Running, served, texts

MACAU = ZoneInfo("Asia/Macau")
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=MACAU)
DAYS = event("Ana", "20260301T070000", "20260301T190000", "RRULE:FREQ=DAILY")
NIGHTS = event("Late: Ming", "20260301T190000", "20260302T070000", "RRULE:FREQ=DAILY", uid="nights")


@pytest.fixture
async def server() -> AsyncIterator[CalendarServer]:
    async with CalendarServer(content=calendar(DAYS, NIGHTS)) as server:
        yield server


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(MONDAY)


@pytest.fixture
def rostered(house: House, server: CalendarServer, tmp_path: Path) -> House:
    """The corner shop; who is on duty is in a calendar, and Sam leads the group."""
    file = tmp_path / "organisation.yaml"
    written = "members: [ana, ming], lead: sam, roster: {calendar: duty}"
    file.write_text(ORGANISATION.read_text().replace("members: [ana, ming]", written))
    house.options = {"org": file, "calendar": {"duty": server.url}}
    return house


async def looks(running: Running) -> None:
    """As the service does by itself when it is time; then whatever follows is said."""
    (watcher,) = (part for part in running.service.beside if isinstance(part, CalendarWatcher))
    await watcher.look()
    await running.service.storage.run(running.store.fire_timers, running.service.clock.now())
    running.service.intake.wake()
    await running.quiet()


def who(running: Running, at: datetime) -> list[str]:
    return [person.id for person in on_duty(running.store.directory, "duty", at)]


async def now_on_duty(running: Running, at: datetime) -> list[str]:
    return await running.service.storage.run(who, running, at)


async def test_the_calendar_says_who_is_on_duty_and_is_asked_for_only_if_it_changed(
    rostered: House, server: CalendarServer, clock: MovedClock
) -> None:
    async with served(rostered, clock=clock) as running:
        await looks(running)
        assert await now_on_duty(running, MONDAY) == ["ana"]
        assert await now_on_duty(running, MONDAY + timedelta(hours=10)) == ["ming"]
        await rostered.bo.says("/duty")
        await rostered.bo.hears("On duty until 19:00: Ana", "From 19:00: Ming")
        clock.passes(minutes=16)
        await looks(running)
        assert server.statuses == [200, 304]
        assert server.heard[1].headers["if-modified-since"] == "Sun, 01 Mar 2026 00:00:00 GMT"
        server.content = calendar(DAYS.replace("Ana", "Ming"), NIGHTS)
        clock.passes(minutes=16)
        await looks(running)
        assert await now_on_duty(running, MONDAY) == ["ming"]
        await rostered.ming.hears("為 值班經理 值班")
        await rostered.ana.hears("Your duty for Duty managers is over.")
    assert not rostered.sam.sees


async def test_a_gap_that_a_changed_calendar_opens_is_told_at_once_and_one_that_is_closed_is_not(
    rostered: House, server: CalendarServer, clock: MovedClock
) -> None:
    async with served(rostered, clock=clock) as running:
        await looks(running)
        server.content = calendar(DAYS)
        clock.passes(minutes=16)
        await looks(running)
        await rostered.sam.hears("Nobody is on duty for Duty managers from 19:00 until 3 Mar 07:00.")
        server.content = calendar(DAYS, NIGHTS)
        clock.passes(minutes=16)
        await looks(running)
        clock.passes(hours=10)
        await looks(running)
        assert len(texts(rostered.sam)) == 1


async def test_a_broken_calendar_takes_nothing_away_and_is_told_once_a_day(
    rostered: House, server: CalendarServer, clock: MovedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    async with served(rostered, clock=clock) as running:
        await looks(running)
        server.content = "<html>Please sign in</html>"
        for _ in range(8):
            clock.passes(minutes=16)
            await looks(running)
        (said,) = texts(rostered.sam)
        assert "The duty calendar of Duty managers cannot be read since 10:16." in said
        assert "no iCalendar file" in said
        assert "the roster that was read last counts" in said
        assert await now_on_duty(running, clock.now()) == ["ana"]
        await rostered.bo.says("/duty")
        await rostered.bo.hears(
            "until 19:00: Ana", "⚠️ The duty calendar of Duty managers cannot be read since 10:16."
        )
        clock.passes(hours=24)
        await looks(running)
        assert len(texts(rostered.sam)) == 2
        server.content = calendar(DAYS, NIGHTS)
        clock.passes(hours=24)
        await looks(running)
        assert len(texts(rostered.sam)) == 2
    logged = capsys.readouterr().out
    assert logged.count("duty calendar cannot be read") == 1
    assert "private-9f2c" not in logged + "".join(texts(rostered.sam))


async def test_a_server_that_is_away_for_a_moment_wakes_nobody(
    rostered: House, server: CalendarServer, clock: MovedClock
) -> None:
    async with served(rostered, clock=clock) as running:
        await looks(running)
        server.broken = 503
        clock.passes(minutes=16)
        await looks(running)
        server.broken = None
        clock.passes(minutes=40)
        await looks(running)
        clock.passes(hours=2)
        await looks(running)
        assert not rostered.sam.sees


async def test_a_calendar_that_is_not_there_any_more_is_told_at_once(
    rostered: House, server: CalendarServer, clock: MovedClock
) -> None:
    async with served(rostered, clock=clock) as running:
        await looks(running)
        server.broken = 404
        clock.passes(minutes=16)
        await looks(running)
        await rostered.sam.hears("It is not there any more.")
        assert await now_on_duty(running, clock.now()) == ["ana"]


async def test_after_a_restart_with_the_server_gone_the_last_roster_goes_on(
    rostered: House, server: CalendarServer, clock: MovedClock
) -> None:
    async with served(rostered, clock=clock) as running:
        await looks(running)
    rostered.options["calendar"] = {"duty": "http://127.0.0.1:1/gone.ics"}  # nobody listens there
    async with served(rostered, clock=clock) as running:
        await looks(running)
        assert await now_on_duty(running, MONDAY) == ["ana"]
        assert not rostered.sam.sees
        clock.passes(days=5)
        await looks(running)
        await rostered.sam.hears("Its server does not answer.", "the roster that was read last counts")
        assert await now_on_duty(running, clock.now()) == ["ana"]
        assert await now_on_duty(running, clock.now() + timedelta(hours=12)) == ["ming"]


async def test_a_calendar_that_was_never_read_leaves_everybody_on_duty(
    rostered: House, server: CalendarServer, clock: MovedClock
) -> None:
    server.broken = 403
    async with served(rostered, clock=clock) as running:
        await looks(running)
        assert await now_on_duty(running, MONDAY) == ["ana", "ming"]
        await rostered.sam.hears("We are not let in.", "everybody in the group counts as on duty")


async def test_somebody_unknown_is_told_with_the_event_and_the_next_move(
    rostered: House, server: CalendarServer, clock: MovedClock
) -> None:
    lunch = event("Team lunch", "20260305T120000", "20260305T130000")
    server.content = calendar(DAYS, NIGHTS, lunch, event("Ana, Kit", "20260306", uid="kit"))
    async with served(rostered, clock=clock) as running:
        await looks(running)
        (said,) = texts(rostered.sam)
        assert "“Team lunch”, 5 Mar 12:00: nobody is called “Team lunch”." in said
        assert "“Ana, Kit”, 6 Mar 00:00: Kit is not in this group. Add them to its members." in said
        clock.passes(days=1)
        await looks(running)
        assert len(texts(rostered.sam)) == 1


async def test_what_was_agreed_in_chat_stands_on_top_of_the_calendar(
    rostered: House, server: CalendarServer, clock: MovedClock
) -> None:
    async with served(rostered, clock=clock) as running:
        await looks(running)
        await rostered.ming.says("/duty")
        menu = await rostered.ming.hears("Ana")
        await rostered.ming.taps("接 Ana 的更", message=menu)
        await rostered.ming.hears("你現在為 值班經理 值班")
        clock.passes(minutes=16)
        server.content = calendar(NIGHTS, DAYS)
        await looks(running)
        assert await now_on_duty(running, clock.now()) == ["ming"]


async def test_a_night_in_which_clocks_change_leaves_no_gap(
    rostered: House, server: CalendarServer, tmp_path: Path
) -> None:
    lisbon, file = ZoneInfo("Europe/Lisbon"), rostered.options["org"]
    file.write_text(file.read_text().replace("Asia/Macau", "Europe/Lisbon"))
    clock = MovedClock(datetime(2026, 3, 28, 12, tzinfo=lisbon))
    async with served(rostered, clock=clock) as running:
        for hours in range(48):
            at = clock.now() + timedelta(hours=hours)
            await looks(running)
            expected = ["ana"] if 7 <= at.astimezone(lisbon).hour < 19 else ["ming"]
            assert await now_on_duty(running, at) == expected, at
        clock.passes(days=1)
        await looks(running)
        assert "Nobody is on duty" not in "".join(texts(rostered.sam))


async def test_a_file_is_read_and_read_again_when_it_changes(
    rostered: House, server: CalendarServer, clock: MovedClock, tmp_path: Path
) -> None:
    file, roster = rostered.options["org"], tmp_path / "rosters" / "duty.ics"
    roster.parent.mkdir()
    roster.write_text(calendar(DAYS))
    file.write_text(file.read_text().replace("calendar: duty", "calendar: rosters/duty.ics"))
    async with served(rostered, clock=clock) as running:
        await looks(running)
        assert await now_on_duty(running, MONDAY) == ["ana"]
        roster.write_text(calendar(DAYS.replace("SUMMARY:Ana", "SUMMARY:Ming")))
        clock.passes(minutes=16)
        await looks(running)
        assert await now_on_duty(running, MONDAY) == ["ming"]
        roster.unlink()
        clock.passes(minutes=16)
        await looks(running)
        await rostered.sam.hears("It is not there any more.")
        assert await now_on_duty(running, MONDAY) == ["ming"]
    assert server.heard == []


async def test_a_calendar_that_leads_elsewhere_is_followed_only_to_where_it_might_be(
    rostered: House, server: CalendarServer, clock: MovedClock
) -> None:
    async with CalendarServer(content=calendar(DAYS)) as other, served(rostered, clock=clock) as running:
        server.leads_to = other.url
        clock.passes(minutes=16)
        await looks(running)
        assert await now_on_duty(running, MONDAY) == ["ana"]
        server.leads_to = "http://192.0.2.1/duty.ics"
        clock.passes(minutes=16)
        await looks(running)
        await rostered.sam.hears("We are not let in.")


async def test_a_setting_that_is_not_there_or_is_no_address_is_refused_at_start_without_showing_it(
    rostered: House, clock: MovedClock
) -> None:
    for given, words in (
        ({}, "MUSTER_CALENDAR__DUTY is not set, and the roster of group duty is that calendar"),
        ({"duty": "http://example.org/s3cret.ics"}, "MUSTER_CALENDAR__DUTY: a calendar's address begins with https"),
    ):
        rostered.options["calendar"] = given
        with pytest.raises(SettingsError) as refused:
            async with served(rostered, clock=clock):
                pass
        assert str(refused.value).startswith(words)
        assert "s3cret" not in str(refused.value)


async def test_a_mistake_of_ours_about_a_calendar_does_not_end_the_service(
    rostered: House, server: CalendarServer, clock: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*about: object) -> None:
        raise ZeroDivisionError("a mistake")

    async with served(rostered, clock=clock) as running:
        await looks(running)
        monkeypatch.setattr("bot.calendars.keeper.plan_of", broken)
        server.content = calendar(DAYS)
        clock.passes(minutes=16)
        await looks(running)
        await rostered.bo.says("/duty")
        await rostered.bo.hears("On duty until 19:00: Ana")
        assert server.statuses == [200, 200]
        monkeypatch.undo()
        clock.passes(minutes=2)
        await looks(running)
        await rostered.sam.hears("Nobody is on duty for Duty managers from 19:00")


async def test_a_calendar_that_an_import_brings_is_read_at_once_by_one_of_two_processes(
    pg_house: House, rostered: House, server: CalendarServer, clock: MovedClock
) -> None:
    pg_house.options = {**rostered.options, "org": ORGANISATION}
    async with (
        served(pg_house, clock=clock, by_hand=True) as first,
        served(pg_house, clock=clock, by_hand=True) as second,
    ):
        storage = first.service.storage
        await storage.run(import_organisation, first.store, rostered.options["org"], None)
        await asyncio.gather(looks(first), looks(second))
        assert await now_on_duty(first, MONDAY) == ["ana"]
        assert await now_on_duty(second, MONDAY) == ["ana"]
        assert server.statuses == [200]
