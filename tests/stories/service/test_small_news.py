"""News of matters of low severity come together, and what is done with them afterwards still leads to one case."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.clock import RealClock
from handlers.delivery import NoticeState
from tests.fakes.bot_api import Post
from tests.stories.service.serving import FORM, House, all_sent, reports, served, texts

WHAT = ("Milk", "Oil", "Water", "Paint")
SEVERAL = "That message is about several cases. Tap one of them, and reply to what comes."


@pytest.fixture
def low(any_house: House, tmp_path: Path) -> House:
    """The corner shop, in which a spill is a small matter."""
    shutil.copytree(FORM, tmp_path / "playbooks")
    spill = tmp_path / "playbooks" / "spill.yaml"
    spill.write_text(spill.read_text().replace("headline: [what]", "headline: [what]\nseverity: low"))
    any_house.options["playbooks"] = tmp_path / "playbooks"
    return any_house


async def _four_are_taken(house: House) -> Post:
    """Ana takes four cases of Bo's while the news of the first is under way. What Bo hears of the others."""
    for what in WHAT:
        await reports(house.bo, what)
        await house.ana.hears(what, "Not taken yet")
    first, *others = [post for post in house.ana.sees if "Not taken yet" in post.text]
    stall = house.api.faults.add("stall", method="sendMessage", chat=house.bo.id)
    seen = len(house.api.calls.of("sendMessage", chat=house.bo.id))
    await (await house.ana.taps("Acknowledge", message=first)).answered()
    await house.api.called("sendMessage", seen + 1, chat=house.bo.id)
    for card in others:
        await (await house.ana.taps("Acknowledge", message=card)).answered()
    stall.release()
    return await house.bo.hears("3 updates", within=30)


async def test_what_comes_together_is_one_message_with_a_line_each(low: House) -> None:
    async with served(low, clock=RealClock(10)):
        await _four_are_taken(low)
        await all_sent(low)
    alone, together = [text for text in texts(low.bo) if "Ana has taken" in text]
    lines = [f"• Ana has taken I-2026-00000{n}. · {what}" for n, what in enumerate(WHAT, 1)]
    assert alone == "Ana has taken I-2026-000001.\nMilk"
    assert together.split("\n") == ["3 updates", *lines[1:]]
    news = [item for item in low.notices(NoticeState.SENT) if item.notice.brief is not None]
    assert len({item.reference for item in news}) == 2
    assert len(news) == len(WHAT)


async def test_a_button_leads_to_one_case_and_a_reply_to_several_is_refused(low: House) -> None:
    async with served(low, clock=RealClock(10)):
        together = await _four_are_taken(low)
        await low.bo.says("It is sticky", reply_to=together)
        await low.bo.hears(SEVERAL)
        await low.bo.taps("I-2026-000003", message=together)
        shown = await low.bo.hears("I-2026-000003 · ")
        await low.bo.says("It is sticky", reply_to=shown)
        await low.bo.hears("Added to I-2026-000003.")


async def test_what_is_refused_for_now_comes_together_a_moment_later(low: House) -> None:
    async with served(low, clock=RealClock(10)):
        await _four_are_taken(low)
        await all_sent(low)
        storm = low.api.faults.add("502", method="sendMessage", chat=low.bo.id, times=2)
        for card in [post for post in low.ana.sees if "Taken by Ana" in post.text]:
            await (await low.ana.taps("Resolve", message=card)).answered()
        await all_sent(low)
    assert storm.hits == 2
    told = "\n".join(texts(low.bo))
    assert [told.count(f"I-2026-00000{n} is resolved (Ana).") for n in range(1, 5)] == [1, 1, 1, 1]
    assert "Possibly a repeat" not in told
