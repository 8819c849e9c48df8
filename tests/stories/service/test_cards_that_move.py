"""A card whose message is gone or whose group moved goes on as a new message, and stays the one card of its chat."""

from __future__ import annotations

from tests.fakes.bot_api import Group, Person
from tests.stories.service.serving import House, reports, served, texts


def _buttons(where: Person | Group, label: str) -> int:
    """How many messages of a chat offer a button."""
    return sum(label in post.buttons for post in where.sees if post.bot)


async def test_after_its_group_moved_there_is_one_card_and_it_is_kept_up_to_date(each: House) -> None:
    ana, duty = each.ana, each.duty
    async with served(each) as running:
        await reports(each.bo, "Milk")
        await duty.hears("Milk")
        own = await ana.hears("Milk", ever=True)
        await duty.upgrades(-1009)
        await (await ana.taps("Acknowledge", message=own)).answered()
        card = await duty.hears("Taken by Ana")
        await ana.says("It is slippery", chat=duty, reply_to=card)
        await each.bo.hears("It is slippery")
        await duty.hears("Added to I-2026-000001.")
        taken = await ana.hears("Taken by Ana", ever=True)
        await (await ana.taps("Resolve", message=taken)).answered()
        await duty.hears("Resolved")
        await each.bo.hears("is resolved")
        await running.quiet()
        assert running.store.directory.group_by_id["duty"].chat == -1009
        assert _buttons(duty, "Resolve") == 0
        assert sum("Reported by Bo" in text for text in texts(duty)) == 1
        assert not any("slippery" in text for text in texts(duty)), "who said it there has heard it"


async def test_a_deleted_card_comes_back_once_and_is_edited_from_then_on(any_house: House) -> None:
    ana, ming, duty = any_house.ana, any_house.ming, any_house.duty
    async with served(any_house) as running:
        await reports(any_house.bo, "Milk")
        (await duty.hears("Milk")).deleted = True
        own = await ana.hears("Milk", ever=True)
        await ming.hears("Milk", ever=True)
        await (await ana.taps("Acknowledge", message=own)).answered()
        again = await duty.hears("Taken by Ana")
        await (await ana.taps("Resolve", message=again)).answered()
        await duty.hears("Resolved")
        await ming.hears("Milk")
        await running.quiet()
        assert sum("Reported by Bo" in text for text in texts(duty)) == 1
        assert _buttons(duty, "Resolve") == 0
