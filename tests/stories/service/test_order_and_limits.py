"""Everybody in their own order, nobody held up by another's trouble, and never more than the platform takes."""

from __future__ import annotations

import asyncio

from bot.clock import RealClock
from handlers.delivery import Lane, NoticeState
from tests.fakes.bot_api import BotApi, Quota
from tests.stories.service.serving import House, all_sent, reports, sent, served, texts


async def test_a_burst_of_one_person_is_taken_in_order(any_house: House) -> None:
    bo = any_house.bo
    async with served(any_house) as running:
        await bo.says("/incident")
        await bo.hears("What is spilt?")
        for text in ("Milk", "Aisle 3", "/back", "Aisle 4"):
            await bo.says(text)
        await bo.taps("Submit")
        await bo.hears("The number is")
        await running.quiet()
    (case,) = any_house.cases()
    assert case.answers["what"] == "Milk"
    assert case.answers["where"] == "Aisle 4"


async def test_a_chat_that_is_held_holds_up_nobody_else(each: House) -> None:
    bo, sam = each.bo, each.sam
    each.api.faults.add("429", method="sendMessage", chat=bo.id, times=None, seconds=600)
    async with served(each):
        await bo.says("/incident")
        await each.api.called("sendMessage", chat=bo.id)
        await reports(sam, "Oil")
        await bo.says("Milk")
        await reports(sam, "Water")
        assert len(each.api.calls.of("sendMessage", chat=bo.id)) == 1


async def test_what_goes_out_late_is_reworded_and_never_stale(each: House) -> None:
    """The group's chat is held while a manager takes the case: its card then says so from the start."""
    each.api.faults.add("429", method="sendMessage", chat=each.duty.id, seconds=2)
    async with served(each) as running:
        await reports(each.bo, "Milk")
        card = await each.ana.hears("Milk", "Not taken yet")
        tap = await each.ana.taps("Acknowledge", message=card)
        await tap.answered()
        await each.duty.hears("Milk", "Taken by Ana")
        await running.quiet()
    assert [words for _, words in sent(each.api, each.duty.id) if "Not taken yet" in words] == []
    assert len(texts(each.duty)) == 1


async def test_taken_while_its_card_is_under_way(each: House) -> None:
    """The card's send stalls, is given up, and goes out again: marked, and saying who has it."""
    stall = each.api.faults.add("stall", method="sendMessage", chat=each.duty.id)
    async with served(each, patience=0.5) as running:
        await reports(each.bo, "Milk")
        card = await each.ana.hears("Milk", "Not taken yet")
        await each.api.called("sendMessage", chat=each.duty.id)
        await (await each.ana.taps("Acknowledge", message=card)).answered()
        await each.duty.hears("Possibly a repeat", "Taken by Ana")
        await running.quiet()
        stall.release()


async def test_a_group_gets_no_more_than_it_may_and_the_urgent_first(house: House) -> None:
    """A storm of reports and edits, on a clock that runs ten times as fast: not one 429."""
    clock = RealClock(10)
    async with BotApi(clock, limits=Quota(overall=1000, per_chat=1000)) as api:
        storm = House(api, house.url)
        people = [api.person(5000 + n, f"Staff {n}") for n in range(6)]
        async with served(storm, clock=clock, enrolment="open"):
            for person in people:
                await person.starts()
            for number in range(4):
                await asyncio.gather(*(reports(person, f"Spill {number} {person.name}") for person in people))
            cards = [post for post in storm.ana.sees if "Not taken yet" in post.text]
            for card in cards[:5]:
                await (await storm.ana.taps("Acknowledge", message=card)).answered()
            waiting = storm.notices(NoticeState.QUEUED)
            assert {item.notice.lane for item in waiting if item.notice.chat == storm.duty.id} == {Lane.ALERT}
            await storm.bo.says("/emergency")
            await storm.bo.taps("Gas smell")
            await storm.duty.hears("E-2026-000001", within=20)
            assert _went_before_the_alarm(storm) <= 1  # what was under way when it was raised
            await all_sent(storm)
        refused = [call for call in api.calls if call.outcome.startswith("Too Many Requests")]
        assert refused == []
        assert len([words for words in texts(storm.duty) if "Spill" in words]) == 24
        api.calls.check()


def _went_before_the_alarm(house: House) -> int:
    """How many others the group got after the alarm had gone out to anybody, and before the group had it."""
    calls = house.api.calls.of("sendMessage", "editMessageText")
    alarms = [number for number, call in enumerate(calls) if "🔴 E-2026-000001" in str(call.parameters["text"])]
    to_the_group = next(number for number in alarms if calls[number].chat == house.duty.id)
    return sum(call.chat == house.duty.id for call in calls[alarms[0] : to_the_group])


async def test_an_alarm_does_not_wait_for_what_is_being_sent_to_the_same_chat(each: House) -> None:
    """The card of a spill stalls on its way to the group; the alarm goes out beside it."""
    stall = each.api.faults.add("stall", method="sendMessage", chat=each.duty.id)
    async with served(each):
        await reports(each.bo, "Milk")
        await each.api.called("sendMessage", chat=each.duty.id)
        await each.sam.says("/emergency")
        await each.sam.taps("Gas smell")
        await each.duty.hears("E-2026-000001")
        stall.release()
        await each.duty.hears("Milk")


async def test_a_group_that_has_had_its_share_still_hears_of_an_emergency(house: House) -> None:
    async with served(house, sending={"per_group_minute": 10}) as running:
        for number in range(11):
            await reports(house.bo, f"Spill {number}")
        await house.api.called("sendMessage", 9, chat=house.duty.id, within=20)
        await running.quiet()
        assert [item.notice.lane for item in house.notices(NoticeState.QUEUED)][:1] == [Lane.ALERT]
        await house.sam.says("/emergency")
        await house.sam.taps("Gas smell")
        await house.duty.hears("E-2026-000001", within=5)


async def test_a_storm_of_429_is_waited_out_and_loses_nothing(house: House) -> None:
    people = [house.api.person(5000 + n, f"Staff {n}") for n in range(8)]
    async with served(house, enrolment="open") as running:
        for person in people:
            await person.starts()
        await running.quiet()
        storm = house.api.faults.add("429", method="sendMessage", times=None, seconds=6)
        for person in people:
            await person.says("/incident")
        await house.api.called("sendMessage", len(people) + 5)
        await running.quiet()
        refused = storm.hits
        storm.times = storm.hits
        for person in people:
            await person.hears("What is spilt?", within=20)
        assert refused <= len(people)
