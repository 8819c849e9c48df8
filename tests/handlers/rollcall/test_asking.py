"""Who is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

from handlers.people import Directory, Group, Role, Site, Staff
from handlers.rollcall.asking import lines_for, muster_point, people_at
from handlers.shifts import Roster, Shift
from playbooks.words import Words

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
PEOPLE = (
    Staff("ana", "Ana", Role.DUTY_MANAGER),
    Staff("bo", "Bo", Role.STAFF, sites=("t1",)),
    Staff("kit", "Kit", Role.STAFF, sites=("t1", "t2")),
    Staff("rosa", "Rosa", Role.STAFF, sites=("t2",)),
    Staff("sam", "Sam", Role.STAFF, sites=("t1",), active=False),
)
POINT = Site("t1", Words("Terminal 1"), variables={"assembly_point": Words({"en": "the rank", "pt": "a praça"})})
SITES = (POINT, Site("t2", Words("Branch")))


def test_everybody_who_works_at_the_site_and_whoever_works_everywhere() -> None:
    directory = Directory(staff=PEOPLE, sites=SITES)
    assert [person.id for person in people_at(directory, "t1")] == ["ana", "bo", "kit"]
    assert [person.id for person in people_at(directory, "t2")] == ["ana", "kit", "rosa"]
    assert [person.id for person in people_at(directory, None)] == ["ana", "bo", "kit", "rosa"]


def test_those_at_work_come_first_and_the_others_are_marked() -> None:
    night = Roster(weekly=(Shift((0,), time(8), time(16), ("kit",)),))
    directory = Directory(
        staff=PEOPLE, sites=SITES, groups=(Group("g", Words("G"), members=("bo", "kit"), roster=night),)
    )
    assert [(one.staff, one.off_shift) for one in lines_for(directory, "t1", AT)] == [
        ("ana", False),
        ("kit", False),
        ("bo", True),
    ]


def test_the_muster_point_is_the_sites_own_in_the_readers_language() -> None:
    assert muster_point(POINT, "pt") == "a praça"
    assert muster_point(replace(POINT, variables={}), "pt") == ""
    assert muster_point(None, "pt") == ""
