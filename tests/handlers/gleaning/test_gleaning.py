"""What a first message says already is taken from it, and nothing that it does not say for certain."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import playbooks
from handlers.gleaning import Glance, glean
from handlers.gleaning.counts import count_of
from handlers.gleaning.marks import trip_in
from handlers.gleaning.places import place_in
from handlers.gleaning.times import time_in
from handlers.organisation import read_organisation
from playbooks.loading import LIBRARY, load_playbook, read_yaml

SAMPLE = Path(playbooks.__file__).parent / "samples" / "harbour-terminal.yaml"
DIRECTORY = read_organisation(read_yaml(SAMPLE))
NOW = datetime(2026, 11, 21, 15, 20, tzinfo=ZoneInfo("Asia/Macau"))
AT_T1 = Glance(DIRECTORY, ("t1",), NOW)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("old man passed out near gate 12", "gate-12"),
        ("Gate no. 12: somebody fell", "gate-12"),
        ("12号登机口有人晕倒", "gate-12"),
        ("閘口12有人暈低", "gate-12"),
        ("十二號閘口", "gate-12"),
        ("porta 12", "gate-12"),
        ("uma senhora desmaiou na porta 3", "gate-3"),
        ("gates 1 to 7 closed", "gates-north"),
        ("离境大堂有人打架", "departures"),
        ("at check-in a man collapsed", "check-in"),
        ("smoke in departures", "departures"),
        ("在安检口有人晕倒", "security"),
        ("fight at the taxi rank", "taxi-rank"),
        ("bagagge claim belt stopped", "baggage-claim"),
        ("door A is blocked", "door-a"),
        ("crush at T1 departures", "departures"),
    ],
)
def test_a_place_is_known_by_its_name_or_number_in_any_language(text: str, place: str) -> None:
    assert place_in(text, AT_T1) == {"place": place}


@pytest.mark.parametrize(
    "text",
    [
        *[
            "大堂有位婆婆突然暈低",
            "the restroom is flooded",
            "from gate 3 to gate 12",
            "he ran to the car park",
            "the robber fled to gate 3",
            "somebody fell at the gate",
            "junto à porta",
            "between gate 1 and gate 2",
        ],
        *[
            "gate 99",
            "at the door a man fell",
            "food poisoning",
            "security guard was hit",
            "",
            "12",
            "call 6612 3456",
        ],
    ],
)
def test_what_could_be_two_places_or_none_is_left_to_be_asked(text: str) -> None:
    assert place_in(text, AT_T1) is None


def test_only_the_places_where_somebody_works_are_looked_at() -> None:
    assert place_in("gate 12", Glance(DIRECTORY, ("t2",), NOW)) is None


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("she slipped 10 minutes ago", "15:10"),
        ("half an hour ago a bag was found", "14:50"),
        ("just now a man fell", "15:20"),
        ("he fell at 3pm near the door", "15:00"),
        ("caiu há pouco", "15:20"),
        ("caiu há 10 minutos na fila", "15:10"),
        ("caiu às 14h30", "14:30"),
        ("刚才有人跌倒", "15:20"),
        ("十分鐘前有客跣低", "15:10"),
        ("客人半个小时前晕倒", "14:50"),
        ("下午两点有人打架", "14:00"),
    ],
)
def test_a_past_moment_is_read_in_the_middle_of_a_text(text: str, time: str) -> None:
    assert time_in(text, NOW) == f"2026-11-21T{time}+08:00"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("an hour and a half ago at check-in", "21T13:50"),
        ("caiu há uma hora e meia", "21T13:50"),
        ("faz meia hora que caiu", "21T14:50"),
        ("yesterday 5pm a bag was stolen", "20T17:00"),
        ("yesterday evening at 9 a man fell", "20T21:00"),
        ("last night around 11 pm", "20T23:00"),
        ("ontem à tarde às 5 caiu uma senhora", "20T17:00"),
        ("caiu cerca das 15h", "21T15:00"),
        ("尋日下晝五點有人跌親", "20T17:00"),
        ("琴晚十一點有人打交", "20T23:00"),
        ("今朝八點半喺安檢區", "21T08:30"),
    ],
)
def test_so_is_a_day_with_its_part(text: str, time: str) -> None:
    assert time_in(text, NOW) == f"2026-11-{time}+08:00"


def test_an_hour_after_a_day_that_nobody_here_knows_is_not_today_s() -> None:
    assert time_in("大前晚十一点有人打架", NOW) is None


@pytest.mark.parametrize(
    "text",
    [
        "yesterday 3 people fell",
        "the 14:30 sailing is cancelled",
        "14:30的船班取消",
        "he leaves at 9pm",
        "a man fell",
        "gate 12",
        "3 people",
    ],
)
def test_a_departure_or_a_time_to_come_is_not_when_it_happened(text: str) -> None:
    assert time_in(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("two people stuck in the lift", 2),
        ("12 passengers are vomiting", 12),
        ("三个人受伤", 3),
        ("有3名旅客暈低", 3),
        ("3 pax injured", 3),
        ("five of us are ill", 5),
        ("duas pessoas feridas", 2),
        ("an old man fell", None),
        ("gate 12", None),
        ("two people helped three people", None),
    ],
)
def test_people_are_counted_when_the_text_counts_them(text: str, count: int | None) -> None:
    assert count_of(text) == count


@pytest.mark.parametrize(
    ("text", "trip"),
    [
        ("flight NX802 is late", "NX802"),
        ("航班NX 802延误", "NX802"),
        ("G1234次列车晚点", "G1234"),
        ("NX802 and NX803", None),
        ("gate 12", None),
        ("at 3PM", None),
    ],
)
def test_a_flight_or_train_is_known_by_its_number(text: str, trip: str | None) -> None:
    assert trip_in(text) == trip


def test_each_thing_goes_to_the_question_that_asks_for_it() -> None:
    emergency = load_playbook(LIBRARY / "medical-emergency.yaml").playbook
    found = glean("two people passed out near gate 12, 5 minutes ago", emergency, AT_T1)
    assert found == {"place": {"place": "gate-12"}, "people": 2, "seen": "collapsed"}


def test_no_and_nothing_are_no_choices() -> None:
    emergency = load_playbook(LIBRARY / "medical-emergency.yaml").playbook
    assert glean("um senhor caiu e não reage, nothing helps", emergency, AT_T1) == {}


def test_a_story_is_not_gleaned() -> None:
    emergency = load_playbook(LIBRARY / "medical-emergency.yaml").playbook
    assert glean("at gate 12 " * 100, emergency, AT_T1) == {}
