"""Who cannot be reached is not waited for: another bot, another chat or the next people are asked at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from handlers.delivery import NoticeState
from tests.fakes.web_hook import WebHook
from tests.stories.service.serving import ORGANISATION, House, SteppedClock, reports, served, texts

GROUPS, REST = ORGANISATION.read_text().partition("groups:")[::2]
STEPS = """
escalation:
  - steps:
      - {wait: 30min, notify: on-duty}
      - {wait: 30min, notify: managers}
    repeat: 1
"""


class Later(SteppedClock):
    """Its date moves on as well."""

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self._ahead)


def organised(house: House, folder: Path, groups: str, steps: str = STEPS) -> House:
    """The corner shop with other groups, where the next people would be asked after half an hour."""
    file = folder / "organisation.yaml"
    file.write_text(f"{GROUPS}groups:\n{groups}\nrouting:\n  - {{notify: [night]}}\n{steps}")
    house.options = {**house.options, "org": file}
    return house


NIGHT = "  - {id: night, name: {en: Night team, zh-Hant: 夜更}, members: [kit]}"
IN_A_CHAT = "  - {id: night, name: {en: Night team, zh-Hant: 夜更}, chat: -1001, members: [kit, sam], lead: ming}"


def kinds(house: House) -> list[tuple[str, str | None]]:
    """What the only case's timeline says of asking."""
    (case,) = house.cases()
    with house.looking() as store:
        told = store.timeline(case.id)
    asking = ("notified", "undelivered", "escalated", "unreached")
    return [(entry.kind, entry.data.get("why")) for entry in told if entry.kind in asking]


async def test_the_only_one_asked_has_blocked_the_bot(house: House, tmp_path: Path) -> None:
    organised(house, tmp_path, NIGHT)
    await house.kit.starts()
    async with served(house) as running:
        await running.quiet()
        await house.kit.blocks()
        await running.quiet()
        await reports(house.bo, "Milk")
        await house.ana.hears("I-2026-000001", "Milk", "Not taken yet")
        await house.ming.hears("I-2026-000001")
        await running.quiet()
    assert kinds(house) == [("notified", None), ("undelivered", "blocked"), ("escalated", "unreachable")]


async def test_neither_bot_reaches_them(house: House, tmp_path: Path) -> None:
    organised(house, tmp_path, NIGHT, STEPS.replace("on-duty", "managers"))
    house.kit.started.clear()
    async with served(house, duty_bot=house.duty_bot()) as running:
        await reports(house.bo, "Milk")
        await house.ana.hears("I-2026-000001", "Milk")
        await running.quiet()
    failed = [("undelivered", "never-started")] * 2
    assert [kind for kind in kinds(house) if kind[0] != "notified"] == [*failed, ("escalated", "unreachable")]


async def test_everybody_is_out_of_reach_and_the_reporter_hears_it_at_once(house: House, tmp_path: Path) -> None:
    organised(house, tmp_path, NIGHT)
    for person in (house.kit, house.ana, house.ming):
        person.started.clear()
    async with served(house) as running:
        await reports(house.bo, "Milk")
        await house.bo.hears("Nobody can be reached about I-2026-000001 here just now. Please call them.")
        await running.quiet()
        assert len([text for text in texts(house.bo) if "Nobody can be reached" in text]) == 1
        (case,) = house.cases()
        assert case.escalation is not None
        assert not case.escalation.over, "people come back: they are asked again"
        await house.kit.starts()
        await house.kit.hears("I-2026-000001", "Milk")
        await running.quiet()
    assert [kind for kind, _ in kinds(house)].count("unreached") == 1


async def test_the_bot_was_taken_out_of_the_groups_chat(house: House, tmp_path: Path) -> None:
    organised(house, tmp_path, IN_A_CHAT, STEPS.replace("30min, notify: on-duty", "30s, notify: group"))
    clock = Later()
    async with served(house, clock=clock) as running:
        await reports(house.bo, "Milk")
        await house.duty.hears("Milk")
        await house.sam.hears("Milk")
        await house.duty.removes()
        await house.ming.hears("夜更")
        clock.passes(31)
        await house.sam.hears("I-2026-000001 is not taken yet. Please take it.")
        await running.quiet()
        assert not running.store.directory.group_by_id["night"].reachable
        await house.duty.adds()
        await house.ana.says("/duty@staff_bot", chat=house.duty)
        await house.duty.hears("Who is told:")
        await running.quiet()
        assert running.store.directory.group_by_id["night"].reachable


async def test_the_groups_chat_is_gone_and_nobody_said_so(house: House, tmp_path: Path) -> None:
    organised(house, tmp_path, IN_A_CHAT.replace("members: [kit, sam]", "members: [sam]"))
    house.duty.chat.bots.clear()
    async with served(house) as running:
        await reports(house.bo, "Milk")
        await house.sam.hears("I-2026-000001", "Milk")
        await house.ming.hears("夜更")
        await running.quiet()
        assert not running.store.directory.group_by_id["night"].reachable
    assert [kind for kind, _ in kinds(house)] == ["notified", "undelivered"], "Sam was told: there is no hurry"


async def test_a_channel_outside_takes_nothing_and_the_next_are_asked_at_once(house: House, tmp_path: Path) -> None:
    organised(house, tmp_path, NIGHT.replace("members: [kit]", "outside: [MAIL]"))
    async with WebHook() as hook:
        hook.answers = [500] * 20
        async with served(house, outside={"mail": f"json://{hook.base}/"}) as running:
            await reports(house.bo, "Milk")
            await house.ana.hears("I-2026-000001", "Milk", within=20.0)
            assert running.store.directory.group_by_id["night"].outside == ("mail",)


@pytest.mark.parametrize("minutes", [7, 0.5])
async def test_an_alert_that_was_held_up_says_how_late_it_is(house: House, minutes: float) -> None:
    clock = Later()
    trouble = house.api.faults.add("502", method="sendMessage", chat=2001, times=None)
    async with served(house, clock=clock) as running:
        await reports(house.bo, "Milk")
        await house.duty.hears("Milk")
        await house.api.world.bell.until(lambda: trouble.hits or None, 10.0)
        trouble.times = trouble.hits
        clock.passes(minutes * 60)
        running.service.dispatcher.wake()
        own = await house.ana.hears("Milk", within=20.0)
    assert ("\nSent " in own.text and ", delivered " in own.text) == (minutes > 1)
    assert not house.notices(NoticeState.DEAD)
