"""What staff type finds the playbook they mean."""

from __future__ import annotations

import pytest

from playbooks.finder import Finder
from playbooks.loading import load_library


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(load_library())


@pytest.mark.parametrize(
    ("text", "playbook"),
    [
        ("old man slipped at gate 5", "injury"),
        ("guest cut finger", "injury"),
        ("sliped on wet flor", "injury"),
        ("有人跌倒", "injury"),
        ("老人家喺洗手間跣親", "injury"),
        ("criança magoou o joelho", "injury"),
        ("someone collapsed", "medical-emergency"),
        ("man not breathing", "medical-emergency"),
        ("有人昏迷", "medical-emergency"),
        ("阿伯暈低咗", "medical-emergency"),
        ("alguém desmaiou", "medical-emergency"),
        ("customer complaining about rude staff", "complaint"),
        ("waited two hours", "complaint"),
        ("顾客投诉服务态度", "complaint"),
        ("旅客投訴行李損壞", "complaint"),
        ("cliente reclama do preço", "complaint"),
    ],
)
def test_it_finds_the_playbook_in_every_language(finder: Finder, text: str, playbook: str) -> None:
    assert finder.find(text)[0].entry.partition("/")[0] == playbook


@pytest.mark.parametrize("text", ["overcharged", "OVERCHARGED!", "收多咗錢", "收多咗钱", "ｏｖｅｒｃｈａｒｇｅｄ"])
def test_it_names_the_choice_in_it(finder: Finder, text: str) -> None:
    assert finder.find(text)[0].entry == "complaint/fees"


@pytest.mark.parametrize(
    "text",
    [
        *["", "😀", "hello", "thanks", "what time is it", "what's the weather tomorrow", "tell me a joke"],
        *["今天天气怎么样", "你好", "下班去边度食饭", "obrigado", "bom dia", "que horas são"],
        *["1234", "can you help me book a taxi", "\0", "٣"],
    ],
)
def test_small_talk_finds_nothing(finder: Finder, text: str) -> None:
    assert finder.find(text) == []


@pytest.mark.parametrize(
    "text", ["help", "HELP!!", "救命", "sos", "please help me", "socorro", "angry customer fainted at the counter"]
)
def test_what_cries_for_help_always_offers_the_emergency(finder: Finder, text: str) -> None:
    assert "medical-emergency" in [found.entry for found in finder.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        *["FIRE", "is there a fire?", "waited an hour and wants a refund, and there is a fire in the bin"],
        *["着火了", "排队太久客人投诉 旁边还着火了", "fogo!", "um cliente reclama do preço e há fogo no lixo"],
    ],
)
def test_whatever_else_is_said_the_name_of_an_emergency_is_heard(finder: Finder, text: str) -> None:
    assert "fire" in [found.entry for found in finder.find(text)]


@pytest.mark.parametrize(
    "text", ["fire drill on monday?", "the fire sale starts monday, who does the signs", "火锅还是烧烤"]
)
def test_everyday_talk_that_names_one_raises_no_alarm(finder: Finder, text: str) -> None:
    assert finder.find(text) == []


def test_scores_are_shares_and_fall(finder: Finder) -> None:
    scores = [found.score for found in finder.find("customer slipped and wants to complain")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_no_playbooks_find_nothing() -> None:
    assert Finder([]).find("fire") == []


def test_a_very_long_text_is_no_trouble(finder: Finder) -> None:
    assert finder.find("slipped " * 10_000)[0].entry.partition("/")[0] == "injury"


def test_taught_phrases_find_what_they_were_taught_for() -> None:
    finder = Finder(load_library())
    assert finder.find("the frobnicator florbs") == []
    taught = (("frobnicator florbs", "injury"), ("gribbled", "complaint/fees"), ("gone", "no-such-playbook"))
    assert finder.find("the frobnicator florbs", taught=taught)[0].entry == "injury"
    assert finder.find("they gribbled me", taught=taught)[0].entry == "complaint/fees"
    assert finder.find("the frobnicator florbs") == []
