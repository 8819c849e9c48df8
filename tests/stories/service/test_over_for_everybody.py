"""Everybody who was paged hears that it is over: in the group, in private, by the other bot, and outside."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.web_hook import WebHook
from tests.stories.service.serving import House, reports, served
from tests.stories.service.test_nobody_waits_for_the_unreachable import organised

TEAM = "  - {id: night, name: {en: Night team}, chat: -1001, members: [kit, sam], outside: [MAIL]}"
STEPS = "escalation:\n  - steps: [{wait: 30min, notify: managers}]\n    repeat: 0\n"


async def test_who_was_called_by_whatever_way_hears_how_it_ended(house: House, tmp_path: Path) -> None:
    organised(house, tmp_path, TEAM, STEPS)
    staff, alerts = house.api.bot("staff_bot"), house.api.bot("duty_bot")
    house.kit.started.discard(alerts.id)
    async with WebHook() as hook:
        mail = {"mail": f"json://{hook.base}/"}
        async with served(house, duty_bot=house.duty_bot(), outside=mail) as running:
            await reports(house.bo, "Milk")
            card = await house.sam.hears("Milk", "Not taken yet")
            assert (await house.kit.hears("Milk")).bot == staff.id
            await running.quiet()
            await (await house.sam.taps("Call more people", message=card)).answered()
            called = await house.ana.hears("Milk")
            await house.ming.hears("Milk")
            await (await house.ana.taps("Acknowledge", message=called)).answered()
            taken = await house.ana.hears("Taken by Ana")
            await running.quiet()
            await (await house.ana.taps("Resolve", message=taken)).answered()
            assert (await house.kit.hears("I-2026-000001", "Ana", "Milk")).bot == staff.id
            assert (await house.sam.hears("I-2026-000001 is resolved (Ana).")).bot == alerts.id
            await house.ming.hears("I-2026-000001", "Ana", ever=True)
            await house.duty.hears("I-2026-000001 is resolved (Ana).")
            await house.bo.hears("I-2026-000001 is resolved (Ana).")
            await running.quiet()
        said = "".join(request.body.decode() for request in hook.heard)
    assert "I-2026-000001 is resolved (Ana)." in said
