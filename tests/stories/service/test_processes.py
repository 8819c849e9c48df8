"""Several `muster run` on one PostgreSQL; the death of one; a stop by SIGTERM."""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from pathlib import Path

from bot.channels.port import RawUpdate
from bot.channels.telegram.decoding import conversation_of
from handlers.delivery import NoticeState
from tests.fakes.bot_api import BotApi, Person
from tests.stories.service.program import environment, polls, program
from tests.stories.service.serving import House, Running, all_sent, reports, served, texts

REPEAT = "Possibly a repeat\n"
FAST = {"DEMO": "1", "CLOCK_SPEED": "10", "ENROLMENT": "open", "SENDING__PER_GROUP_MINUTE": "10000"}


async def _report_twice(person: Person) -> None:
    await person.starts()
    await person.hears("Hello", within=40)
    for word in ("Milk", "Oil"):
        await reports(person, f"{word} {person.id}", within=40)


async def test_two_processes_of_which_the_leader_is_killed(pg_house: House, tmp_path: Path) -> None:
    house = pg_house
    people = [house.api.person(5000 + n, f"Staff {n}") for n in range(20)]
    async with program(house, tmp_path, "leader", **FAST) as leader:
        await polls(house)
        async with program(house, tmp_path, "standby", **FAST) as standby:
            async with asyncio.TaskGroup() as crowd:
                for person in people:
                    crowd.create_task(_report_twice(person))
                await house.api.called("sendMessage", 100, within=60)
                leader.process.kill()
                before = len(house.api.calls.of("getUpdates"))
                await polls(house, before + 1)  # the other one took over
            await all_sent(house)
            assert await standby.terminated() == 0, standby.output
    _each_told_once(house, people)
    assert len(house.api.calls.of("sendMessage")) > 200


def _each_told_once(house: House, people: list[Person]) -> None:
    told = Counter(str(case.answers["what"]) for case in house.cases())
    assert told == Counter(f"{word} {person.id}" for person in people for word in ("Milk", "Oil"))
    for what in told:
        mine = [text for text in texts(house.duty) if f"\n{what}\n" in text]
        assert len([text for text in mine if not text.startswith(REPEAT)]) <= 1
        assert mine
    for person in people:
        unmarked = [text for text in texts(person) if not text.startswith(REPEAT)]
        asked = Counter(text for text in unmarked if "What is spilt?" in text)
        assert all(count <= 2 for count in asked.values())
        numbers = [found[0] for text in texts(person) if (found := re.search(r"I-\d{4}-\d{6}", text))]
        assert len(set(numbers)) == 2


async def _hands_over(running: Running, api: BotApi, *kinds: str) -> None:
    """Brings the newest waiting update to this process, as a webhook would."""
    number, update = next((n, u) for n, u in reversed(api.bot().updates.waiting.items()) if u.kind in kinds)
    api.bot().updates.drop(number)
    raw = RawUpdate(number, conversation_of(json.loads(update.wire), "staff"), update.wire)
    await running.service.intake.receive("staff", [raw])


async def test_of_two_managers_who_take_a_case_through_different_processes_one_wins(pg_house: House) -> None:
    house = pg_house
    async with served(house) as first:
        for what in ("Milk", "Oil", "Water"):
            await reports(house.bo, what)
            await house.ana.hears(what)
            await house.ming.hears(what, ever=True)
        await first.quiet()
        cards = {person: [post for post in person.sees if post.rows] for person in (house.ana, house.ming)}
    async with served(house, by_hand=True) as one, served(house, by_hand=True) as other:
        for mine, theirs in zip(cards[house.ana], cards[house.ming], strict=True):
            taps = [house.ana.taps_data(mine, mine.rows[0][0]["callback_data"])]
            to_one = asyncio.create_task(_hands_over(one, house.api, "callback_query"))
            await asyncio.sleep(0)
            taps.append(house.ming.taps_data(theirs, theirs.rows[0][0]["callback_data"]))
            to_other = asyncio.create_task(_hands_over(other, house.api, "callback_query"))
            await asyncio.gather(to_one, to_other)
            for tap in taps:
                await tap.answered()
        await all_sent(house)
        await one.quiet()
        await other.quiet()
    for case in house.cases():
        with house.looking() as store:
            taken = [entry.actor for entry in store.timeline(case.id) if entry.kind == "acknowledged"]
        assert taken == [case.acknowledged_by]
    assert not any("Not taken yet" in text for person in (house.ana, house.ming) for text in texts(person))


async def test_sigterm_ends_with_zero_and_the_next_start_goes_on(each: House, tmp_path: Path) -> None:
    async with program(each, tmp_path) as running:
        await each.bo.says("/incident")
        await each.bo.hears("What is spilt?", within=30)
        assert await running.terminated() == 0, running.output
    assert each.notices(NoticeState.SENDING) == []
    await each.bo.says("Milk & <b>secret words</b>")
    async with program(each, tmp_path, "again", LOG_LEVEL="debug") as running:
        await each.bo.hears("Where is it?", within=30)
        each.api.faults.add("502", method="sendMessage")
        sender, chat = {"id": "secret words", "first_name": "Bo"}, {"id": "secret words", "type": "private"}
        rubbish = {"text": "secret words", "from": sender, "chat": chat, "date": "never", "message_id": 1}
        each.api.push_raw({"message": rubbish})
        await each.bo.says("Behind the counter")
        await each.bo.hears("1. What: Milk", within=30)
        assert await running.terminated() == 0, running.output
        _keeps_quiet(running.output, each)


def _keeps_quiet(output: str, house: House) -> None:
    assert "quarantined" in output
    token = environment(house)["MUSTER_STAFF_BOT__TOKEN"]
    for secret in (token, token.partition(":")[2], "secret words", "Behind the counter", "Milk"):
        assert secret not in output
