"""Who is let in, by which door, and what everybody else finds out: nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from tests.fakes.bot_api import Person
from tests.stories.service.serving import ORGANISATION, House, reports, served, texts

NEUTRAL = (
    "In danger? Call for help yourself: nobody reads what you write here.\n"
    "Please ask your manager for an invitation link, then open it here."
)
USED_UP = "This link does not work any more. Please ask your manager for a new one."
OURS = ("Corner Shop", "Shop", "Ana", "Ming", "Duty managers", "I-2026", "Spill", "Milk")


def muster(house: House, *words: str) -> Result:
    """A command beside the running service."""
    return CliRunner(env={"MUSTER_DATABASE_URL": house.url}).invoke(main, list(words), catch_exceptions=False)


def knows_nothing(person: Person) -> bool:
    """Whether nothing of the organisation is on their screen."""
    return not any(word in text for word in OURS for text in texts(person))


async def test_a_link_of_the_command_line_lets_one_person_in_once(any_house: House) -> None:
    zoe, yan = any_house.api.person(5001, "Zoe"), any_house.api.person(5002, "Yan", language="pt")
    async with served(any_house) as running:
        link = muster(any_house, "invite", "--site", "shop", "--bot", "@shop_bot").output.strip()
        token = link.removeprefix("https://t.me/shop_bot?start=")
        assert token != link
        assert muster(any_house, "invite", "--site", "shops").exit_code == 1
        assert muster(any_house, "invite", "--hours", "0").exit_code == 2

        await zoe.starts("made-up")
        await zoe.hears(USED_UP)
        await zoe.starts(token)
        await zoe.hears("Welcome, Zoe.")
        await yan.starts(token)
        await yan.hears("Esta ligação já não funciona")
        await yan.says("/cases")
        await running.quiet()
        assert len(texts(yan)) == 1, "a stranger is answered once an hour"
        assert knows_nothing(yan)
        await zoe.starts(token)
        await zoe.hears("Hello Zoe.")
        await reports(zoe, "Milk")
        await any_house.duty.hears("Milk", "Reported by Zoe")
    assert token not in str(any_house.notices())


async def test_a_stranger_learns_nothing_by_any_door(each: House) -> None:
    eve = each.api.person(6666, "Eve")
    each.duty.add(eve)
    async with served(each) as running:
        await reports(each.bo, "Milk")
        card = await each.duty.hears("Milk")
        for words in ("hello", "/start", "/cases", "/duty", "/help", "/emergency", "/invite admin", "/start abc"):
            await eve.says(words)
        await eve.hears(NEUTRAL)
        await eve.sends_photo()
        await eve.says("who has it?", chat=each.duty, reply_to=card)
        await eve.says("/duty", chat=each.duty)
        for label in ("Acknowledge", "Details"):
            tap = await eve.taps(label, message=card)
            assert await tap.answered() == "This is not for you to open."
        await running.quiet()
        assert texts(eve) == [NEUTRAL]
        assert len(texts(each.duty)) == 1
        assert "Not taken yet" in texts(each.duty)[0]
    (case,) = each.cases()
    with each.looking() as store:
        assert [entry.kind for entry in store.timeline(case.id)][-1] == "notified"


async def test_a_group_that_is_not_ours_is_told_nothing(each: House) -> None:
    pub = each.api.group(-7070, "Pub", members=[each.ana, each.bo])
    async with served(each) as running:
        await reports(each.bo, "Milk")
        await each.ana.hears("Milk")
        for words in ("/duty", "/cases", "/emergency", "hello", "/start"):
            await each.ana.says(words, chat=pub)
        await running.quiet()
        assert texts(pub) == []


async def test_who_leaves_in_the_middle_is_out_at_once(any_house: House, tmp_path: Path) -> None:
    without = tmp_path / "without-bo.yaml"
    lines = ORGANISATION.read_text(encoding="utf-8").splitlines()
    without.write_text("\n".join(line for line in lines if "id: bo," not in line), encoding="utf-8")
    bo = any_house.bo
    async with served(any_house) as running:
        await reports(bo, "Milk")
        card = await any_house.duty.hears("Milk")
        await bo.says("/incident")
        await bo.hears("What is spilt?")
        for _ in range(2):
            assert muster(any_house, "org", "import", str(without)).exit_code == 0
        await bo.says("Oil")
        await bo.hears(NEUTRAL)
        await bo.says("Oil again")
        await any_house.ana.says("All dry now?", chat=any_house.duty, reply_to=card)
        await any_house.duty.hears("Added to")
        await running.quiet()
        assert texts(bo)[-1] == NEUTRAL

        assert muster(any_house, "org", "import", str(ORGANISATION)).exit_code == 0
        await bo.says("/cases")
        await bo.hears("I-2026-000001")
    assert len(any_house.cases()) == 1


@pytest.mark.parametrize("first", ["/start", "/incident", "/incident@staff_bot", "spill", "/cases", "/duty"])
async def test_open_enrolment_serves_at_once(house: House, first: str) -> None:
    zoe = house.api.person(5001, "Zoe <b>&", language="zh-hant")
    async with served(house, enrolment="open") as running:
        await zoe.says(first.replace("@staff_bot", f"@{house.api.bot('staff_bot').username}"))
        await zoe.hears("Zoe <b>&")
        await running.quiet()
        assert len(texts(zoe)) == 2, "welcomed, and served in the same turn"
        (person,) = [p for p in running.store.directory.staff if p.telegram == 5001]
        assert (person.role, person.language) == ("staff", "zh-Hant")
