"""Staff talk to one bot, alerts come by another, each by its own library at the same time."""

from __future__ import annotations

from handlers.cases import Status
from tests.stories.service.serving import House, reports, served, texts


async def test_a_case_goes_back_and_forth_between_the_two_bots(each: House) -> None:
    bo, ana, ming, duty = each.bo, each.ana, each.ming, each.duty
    staff, alerts = each.api.bot("staff_bot"), each.api.bot("duty_bot")
    async with served(each, duty_bot=each.duty_bot()) as running:
        await reports(bo, "Milk <3")
        card = await duty.hears("I-2026-000001", "Milk <3")
        own = await ana.hears("I-2026-000001", "Milk <3")
        assert {card.bot, own.bot} == {alerts.id}
        await (await ana.taps("Acknowledge", message=own)).answered()
        told = await bo.hears("Ana has taken I-2026-000001")
        assert told.bot == staff.id
        await duty.hears("Taken by Ana")
        await ming.hears("Ana")

        await ana.says("In the group", chat=duty, reply_to=card)
        await bo.hears("Ana on I-2026-000001: In the group")
        await ana.says("In private", bot=alerts, reply_to=own)
        note = await bo.hears("Ana on I-2026-000001: In private")
        await bo.says("Back to you", reply_to=note)
        await duty.hears("Bo on I-2026-000001: Back to you")
        await bo.sends_photo("see", reply_to=note)
        await duty.hears("see")
        await running.quiet()
        answers = [post for post in duty.sees if post.bot]
        assert {post.bot for post in answers} == {alerts.id}
        assert not any("Milk" in post.text for post in ana.sees if post.bot == staff.id)
    (case,) = each.cases()
    assert (case.status, case.acknowledged_by) == (Status.ACKNOWLEDGED, "ana")


async def test_the_alert_bot_takes_no_reports_and_tells_strangers_nothing(each: House) -> None:
    eve, ana, alerts = each.api.person(6666, "Eve"), each.ana, each.api.bot("duty_bot")
    async with served(each, duty_bot=each.duty_bot()) as running:
        for words in ("/start", "/emergency", "/cases", "spill"):
            await ana.says(words, bot=alerts)
            post = await ana.hears("@staff_bot" if words != "/cases" else "no open cases")
            assert (post.bot, set(post.buttons) - {"Send me a test alert"}) == (alerts.id, set())
            await eve.says(words, bot=alerts)
        await eve.hears("Please ask your manager", ever=True)
        await running.quiet()
        assert len(texts(eve)) == 1
    assert each.cases() == []


async def test_who_never_opened_the_alert_bot_is_told_by_the_other(house: House) -> None:
    staff, alerts = house.api.bot("staff_bot"), house.api.bot("duty_bot")
    house.ana.started.discard(alerts.id)
    async with served(house, duty_bot=house.duty_bot()) as running:
        await house.ana.says("/help")
        await reports(house.bo, "Milk")
        await house.duty.hears("Milk")
        await house.ming.hears("Milk")
        own = await house.ana.hears("I-2026-000001", "Milk")
        assert own.bot == staff.id, "what the alert bot could not bring, the other does"
        await (await house.ana.taps("Acknowledge", message=own)).answered()
        await house.bo.hears("Ana has taken")
        await house.ana.hears("Taken by Ana")
        assert not running.store.directory.staff_by_id["ana"].reachable
        await reports(house.bo, "Oil")
        assert (await house.ana.hears("Oil")).bot == staff.id
        await house.ana.starts(bot=alerts)
        await house.ana.hears("Alerts come to this chat")
        await reports(house.bo, "Water")
        assert (await house.ana.hears("Water")).bot == alerts.id
