"""The organisation file: what a good one says, and how a bad one is refused."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from handlers.digests.schedule import DigestTimes
from handlers.organisation import read_organisation
from handlers.people import Directory, Role
from handlers.shifts import Roster, Shift
from handlers.updates.cadence import Cadence
from playbooks.loading import parse_yaml
from playbooks.model import Kind
from playbooks.packs import packs
from playbooks.problems import Malformed

GOOD = """\
name: Harbour Terminal
timezone: Asia/Macau
languages: [zh-Hant, en, pt, zh-Hans]
sites:
  - {id: t1, name: {en: Terminal 1, zh-Hant: 一號客運大樓}, places: [{id: gate-12, name: {en: Gate 12}}]}
staff:
  - {id: ana, name: Ana, role: duty-manager, telegram: 2001, language: en}
  - {id: bo, name: Bo, role: staff, telegram: 1001, language: zh-Hant, sites: [t1]}
  - {id: cy, name: Cy}
groups:
  - {id: duty, name: {en: Duty managers}, chat: -1001, members: [ana]}
routing:
  - {when: {kind: emergency, playbook: fire, severity_at_least: high}, notify: [duty]}
  - {when: {answers: {question: category, equals: fees}}, notify: duty}
  - {notify: [duty]}
"""


def read(text: str) -> Directory:
    return read_organisation(parse_yaml(text, "org.yaml"))


def refused(text: str) -> list[str]:
    with pytest.raises(Malformed) as caught:
        read(text)
    return [str(problem) for problem in caught.value.problems]


def test_what_is_not_said_about_reports_is_as_usual() -> None:
    rules = read(GOOD).reports
    assert (rules.grace, rules.window(Kind.EMERGENCY)) == (timedelta(seconds=60), timedelta(minutes=10))


def test_figures_about_reports_are_the_organisations() -> None:
    rules = read(GOOD + "reports: {grace: 30s, same: {emergency: 5min, complaint: 0s}}\n").reports
    assert rules.grace == timedelta(seconds=30)
    assert [rules.window(kind) for kind in Kind] == [timedelta(0), timedelta(hours=1), timedelta(minutes=5)]


def test_a_grace_time_of_hours_would_be_none() -> None:
    (problem,) = refused(GOOD + "reports: {grace: 2h}\n")
    assert "grace" in problem or "30" in problem


def test_a_good_file_is_read_whole() -> None:
    organisation = read(GOOD)
    assert organisation.staff_by_account[1001].sites == ("t1",)
    assert organisation.staff_by_id["ana"].role is Role.DUTY_MANAGER
    assert organisation.staff_by_id["cy"].language == "zh-Hant"
    assert organisation.group_by_chat[-1001].members == ("ana",)
    assert organisation.site_by_id["t1"].place("gate-12") is not None
    assert organisation.routing[0].when.playbook == ("fire",)
    assert organisation.routing[1].when.answers is not None


@pytest.mark.parametrize(
    ("wrong", "right", "line"),
    [
        ("members: [anna]", "members: [ana]", "org.yaml:11:66: there is no staff member `anna`; did you mean `ana`?"),
        ("sites: [t11]", "sites: [t1]", "org.yaml:8:80: there is no site `t11`; did you mean `t1`?"),
        ("notify: duti}", "notify: duty}", "there is no group `duti`; did you mean `duty`?"),
        ("timezone: Asia/Makau", "timezone: Asia/Macau", "org.yaml:2:11: `timezone`: `Asia/Makau` is no time zone"),
        ("telegram: 2001", "telegram: 1001", "Telegram account `2001` is there twice"),
        ("role: duty-manger", "role: duty-manager", "did you mean `duty-manager`?"),
        ("language: fr", "language: en", "org.yaml:7"),
        ("id: bo", "id: cy", "staff `bo` is there twice"),
        ("telegram: 99999999999999999999", "telegram: 1001", "org.yaml:8:"),
        ("telegram: -1001", "telegram: 1001", "org.yaml:8:"),
        ("chat: -99999999999999999999", "chat: -1001", "org.yaml:11:"),
    ],
)
def test_mistakes_are_named_with_their_line(wrong: str, right: str, line: str) -> None:
    text = GOOD.replace(right, wrong) if "twice" not in line else GOOD.replace(right, wrong, 1)
    assert any(line in problem for problem in refused(text)), refused(text)


def test_every_mistake_is_told_at_once() -> None:
    assert len(refused(GOOD.replace("[ana]", "[anna]").replace("sites: [t1]", "sites: [t9]"))) == 2


def test_an_unknown_field_is_told_with_a_near_name() -> None:
    assert any("did you mean `timezone`?" in p for p in refused(GOOD.replace("timezone:", "timezon:")))


@pytest.mark.parametrize("text", ["", "[]", "just words"])
def test_what_is_no_organisation_is_refused(text: str) -> None:
    assert refused(text)


def test_two_places_of_one_site_cannot_share_an_id() -> None:
    places = "places: [{id: gate-12, name: {en: Gate 12}, places: [{id: gate-12, name: {en: Desk}}]}]"
    assert any(
        "place `gate-12`" in p for p in refused(GOOD.replace("places: [{id: gate-12, name: {en: Gate 12}}]", places))
    )


ROSTER = "{id: duty, name: {en: Duty managers}, chat: -1001, members: [ana]}"
WITH_ROSTER = """{id: duty, name: {en: Duty managers}, members: [ana, bo], lead: ana, roster: {weekly: [
      {days: [mon, sat], from: 07:00, to: 15:30, staff: [ana, bo]},
      {from: "22:00", to: "24:00", staff: bo}]}}"""


def test_a_groups_roster_is_read_with_its_lead() -> None:
    group = read(GOOD.replace(ROSTER, WITH_ROSTER)).group_by_id["duty"]
    assert group.lead == "ana"
    assert group.roster == Roster(
        (
            Shift((0, 5), time(7), time(15, 30), ("ana", "bo")),
            Shift((0, 1, 2, 3, 4, 5, 6), time(22), time(0), ("bo",)),
        )
    )


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        (
            "from: 07:00",
            "from: 7",
            "org.yaml:12:32: `from`: write a time of day such as 07:00 or 15:30",
        ),
        ("from: 07:00", "from: 25:00", "write a time of day"),
        ("to: 15:30, ", "", "item 1 of `weekly` has no `to`; add it"),
        ("[mon, sat]", "[mon, sut]", "did you mean `sat`?"),
        ("[mon, sat]", "[]", "org.yaml:12"),
        ("staff: [ana, bo]", "staff: [ana, cy]", "org.yaml:12:63: there is no member of group `duty` `cy`"),
        ("lead: ana", "lead: anna", "there is no staff member `anna`; did you mean `ana`?"),
        ("days:", "day:", "did you mean `days`?"),
    ],
)
def test_mistakes_in_a_roster_are_named_with_their_line(right: str, wrong: str, told: str) -> None:
    problems = refused(GOOD.replace(ROSTER, WITH_ROSTER.replace(right, wrong)))
    assert any(told in problem for problem in problems), problems


def test_a_group_may_have_outside_channels_named_in_either_case() -> None:
    organisation = read(GOOD.replace("members: [ana]", "members: [ana], outside: [MAIL, night_sms, mail]"))
    assert organisation.group_by_id["duty"].outside == ("mail", "night_sms")
    assert read(GOOD.replace("members: [ana]", "members: [ana], outside: MAIL")).groups[0].outside == ("mail",)


def test_an_address_is_no_name_of_an_outside_channel() -> None:
    assert refused(GOOD.replace("members: [ana]", 'members: [ana], outside: ["mailto://a:b@c.org"]'))


DEADLINES = (
    GOOD
    + """\
calendar: {weekend: [sun], holidays: [2026-12-25], waking: "07:30-22:00"}
deadlines:
  - {when: {kind: complaint, site: t1}, pack: us-airlines, house: {final: 12 days}}
  - {pack: macau-bank}
"""
)


def test_deadlines_are_chosen_by_site_and_counted_on_its_calendar() -> None:
    text = DEADLINES.replace("places: [{id: gate-12", "calendar: {timezone: Europe/Lisbon}, places: [{id: gate-12")
    organisation = read(text)
    first, second = organisation.deadlines
    assert (first.pack.id, first.when.site, second.pack.id) == ("us-airlines", ("t1",), "macau-bank")
    assert [str(rule.house) for rule in first.pack.deadlines] == ["3 days", "12 days"]
    assert str(first.pack.deadlines[1].remind) == "9 days"
    usual, there = organisation.calendar_of(None), organisation.calendar_of("t1")
    assert (usual.timezone, there.timezone) == ("Asia/Macau", "Europe/Lisbon")
    assert usual.weekend == there.weekend == (6,)
    assert usual.holidays == there.holidays == (date(2026, 12, 25),)


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        (
            "pack: macau-bank",
            "pack: makau-bank",
            "org.yaml:19:12: there is no deadline pack `makau-bank`; did you mean",
        ),
        ("site: t1}, pack", "site: t2}, pack", "org.yaml:18:36: there is no site `t2`"),
        ("house: {final", "house: {progress", "`us-airlines` has no `progress`"),
        ("house: {final: 12 days", "house: {final: soon", "write a length of time such as 30 min"),
        ("[2026-12-25]", "[2026-13-25]", "org.yaml:16:"),
        ("weekend: [sun]", "weekend: [sunday]", "did you mean `sun`?"),
        ("weekend: [sun]", "weekend: [mon, tue, wed, thu, fri, sat, sun]", "org.yaml:16:"),
        ("07:30-22:00", "22:00-07:30", "ends before it begins"),
        ("07:30-22:00", "all day", "write hours such as `08:00-20:00`"),
        ("pack: macau-bank", "packs: macau-bank", "did you mean `pack`?"),
    ],
)
def test_mistakes_about_deadlines_are_named_with_their_line(right: str, wrong: str, line: str) -> None:
    assert right in DEADLINES
    found = refused(DEADLINES.replace(right, wrong))
    assert any(line in problem for problem in found), found


def test_the_guide_to_deadlines_shows_a_file_that_can_be_read_and_names_every_pack() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "deadlines.md").read_text(encoding="utf-8")
    example = guide.partition("```yaml\n")[2].partition("```")[0]
    organisation = read(f"name: Guide\n{example}")
    assert [choice.pack.id for choice in organisation.deadlines] == ["macau-bank", "us-airlines"]
    assert all(f"`{pack}`" in guide for pack in packs())


def test_the_guides_to_digests_and_updates_show_what_can_be_read() -> None:
    digests, updates = (_example(name) for name in ("digests", "updates"))
    people = "staff: [{id: ana, name: Ana}, {id: ming, name: Ming}]\n"
    assert read(f"name: Guide\n{people}{digests}").groups[0].digest is not None
    groups = "groups: [{id: duty, name: {en: Duty}, members: [ana, ming]}]\n"
    first, second = read(f"name: Guide\n{people}{groups}{updates}").updates
    assert first.cadence is not None
    assert second.cadence is None


def _example(guide: str) -> str:
    text = (Path(__file__).parents[3] / "docs" / f"{guide}.md").read_text(encoding="utf-8")
    return text.partition("```yaml\n")[2].partition("```")[0]


def test_a_group_may_have_a_digest_at_some_times_on_some_days() -> None:
    with_digest = 'members: [ana], digest: {at: ["19:30", 07:30, 07:30], days: [sun, mon]}'
    (group,) = read(GOOD.replace("members: [ana]", with_digest)).groups
    assert group.digest == DigestTimes((time(7, 30), time(19, 30)), (0, 6))
    (group,) = read(GOOD.replace("members: [ana]", "members: [ana], digest: {at: 08:00}")).groups
    assert group.digest == DigestTimes((time(8),))


@pytest.mark.parametrize(
    "wrong", ["{at: []}", "{at: 8am}", "{at: 08:00, days: []}", "{at: 08:00, days: [payday]}", "{}"]
)
def test_a_digest_without_a_time_or_a_day_is_refused(wrong: str) -> None:
    (line,) = refused(GOOD.replace("members: [ana]", f"members: [ana], digest: {wrong}"))
    assert line.startswith("org.yaml:11:")


def with_calendar(source: str) -> str:
    return GOOD.replace("members: [ana]", f"members: [ana], roster: {{calendar: {source}}}")


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("duty", "duty"),
        ("https://example.org/private/basic.ics", "https://example.org/private/basic.ics"),
        ("webcal://example.org/basic.ics", "webcal://example.org/basic.ics"),
        ("http://127.0.0.1:8000/basic.ics", "http://127.0.0.1:8000/basic.ics"),
        ("/rosters/duty.ics", "/rosters/duty.ics"),
        ("duty.ics", str(Path("duty.ics").absolute())),
    ],
)
def test_a_roster_may_be_a_calendar_kept_elsewhere(written: str, source: str) -> None:
    roster = read(with_calendar(written)).group_by_id["duty"].roster
    assert roster is not None
    assert roster.feed is not None
    assert roster.feed.source == source
    assert roster.feed.names[0] == ("ana", "ana")


@pytest.mark.parametrize("source", ["http://example.org/s3cret.ics", "ftp://example.org/s3cret", "https:///s3cret"])
def test_an_address_that_is_not_safe_is_refused_without_being_shown(source: str) -> None:
    (problem,) = refused(with_calendar(source))
    assert "a calendar's address begins with https://" in problem
    assert "s3cret" not in problem


def test_a_roster_is_weekly_or_a_calendar_and_never_both() -> None:
    both = WITH_ROSTER.replace("roster: {weekly", "roster: {calendar: duty, weekly")
    for roster in (both, both.partition("roster:")[0] + "roster: {}}"):
        assert any(
            "either `weekly`, with shifts, or a `calendar`" in p for p in refused(GOOD.replace(ROSTER, roster))
        )


def test_the_guide_to_rosters_shows_files_that_can_be_read() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "rosters.md").read_text(encoding="utf-8")
    weekly, elsewhere = (part.partition("```")[0] for part in guide.split("```yaml\n")[1:])
    people = "".join(f"  - {{id: {one}, name: {one.title()}}}\n" for one in ("ming", "bo"))
    read(f"name: Guide\nstaff:\n  - {{id: ana, name: Ana}}\n{people}{weekly}")
    groups = read(f"name: Guide\n{elsewhere.replace('groups:', people + 'groups:', 1)}").groups
    assert [
        group.roster.feed.source.rpartition("/")[2] for group in groups if group.roster and group.roster.feed
    ] == [
        "duty",
        "safety.ics",
    ]
    assert groups[0].roster is not None
    assert ("ana l.", "ana") in (groups[0].roster.feed.names if groups[0].roster.feed else ())


def test_updates_say_how_often_or_that_there_are_none() -> None:
    entries = """updates:
  - {when: {kind: emergency}, first: 5min, every: 20min, for: 2h, then: 1h, quiet: "23:00-06:00"}
  - {when: {kind: incident, group: duty, severity_at_least: high}, every: 1h}
  - {off: true}
"""
    first, second, third = read(GOOD + entries).updates
    minutes, hours = timedelta(minutes=1), timedelta(hours=1)
    quiet = (time(23), time(6))
    assert first.cadence == Cadence(5 * minutes, 20 * minutes, 20 * minutes, 2 * hours, hours, quiet)
    assert (second.cadence, second.when.group) == (Cadence(hours, hours, hours), ("duty",))
    assert third.cadence is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("{}", "write `every: 1h`, or `off: true`"),
        ("{off: true, every: 1h}", "is off and says how often"),
        ("{every: 1h, then: 2h}", "`then` comes after `for`"),
        ("{every: 10s}", "org.yaml:17:"),
        ("{when: {group: dutty}, every: 1h}", "there is no group `dutty`; did you mean `duty`?"),
    ],
)
def test_updates_that_say_too_little_or_too_much_are_refused(wrong: str, said: str) -> None:
    (line,) = refused(GOOD + f"updates:\n  - {wrong}\n")
    assert said in line
