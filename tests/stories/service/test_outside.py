"""Alerts to outside channels, from the tap to a web server: in order, again after a failure, given up in the open."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.outside import OutsideChannel
from bot.channels.port import Outgoing
from bot.config import Settings, SettingsError
from bot.wiring import make_outside
from handlers.delivery import NoticeState, NotSent, Sent
from handlers.messages import plain
from tests.fakes.web_hook import WebHook
from tests.stories.service.serving import ORGANISATION, House, reports, served


@pytest.fixture
async def hook() -> AsyncIterator[WebHook]:
    async with WebHook() as hook:
        yield hook


@pytest.fixture
def mailing(house: House, hook: WebHook, tmp_path: Path) -> House:
    """The corner shop, whose group has a channel called MAIL."""
    file = tmp_path / "organisation.yaml"
    file.write_text(ORGANISATION.read_text().replace("members: [ana, ming]", "members: [ana, ming], outside: [MAIL]"))
    house.options = {"org": file, "outside": {"mail": f"json://{hook.base}/s3cret"}}
    return house


def heard(hook: WebHook) -> list[dict[str, Any]]:
    return [json.loads(request.body) for request in hook.heard]


async def test_a_case_and_what_becomes_of_it_arrive(mailing: House, hook: WebHook) -> None:
    async with served(mailing) as running:
        await reports(mailing.bo, "Milk <3 & :smile:")
        await mailing.duty.hears("Milk")
        (await mailing.ana.taps("Acknowledge", message=await mailing.ana.hears("Milk")))
        await hook.hears(2)
        await running.quiet()
    card, taken = heard(hook)
    assert "I-2026-000001" in card["title"]
    assert "Milk <3 & :smile:" in card["message"]
    assert "Reported by Bo" in card["message"]
    assert "Ana has taken I-2026-000001" in taken["title"]
    assert mailing.notices(NoticeState.QUEUED, NoticeState.SENDING, NoticeState.DEAD) == []


async def test_what_fails_is_sent_again_and_the_group_hears_of_it_once(mailing: House, hook: WebHook) -> None:
    hook.answers = [500, 503, 401]
    async with served(mailing) as running:
        await reports(mailing.bo, "Milk")
        await mailing.duty.hears("MAIL takes no alerts just now", within=20.0)
        await running.quiet()
    assert len([post for post in mailing.duty.sees if "takes no alerts" in post.text]) == 1
    (waiting,) = mailing.notices(NoticeState.QUEUED)
    assert (waiting.notice.bot, waiting.attempts) == ("outside-mail", 3)
    assert "s3cret" not in (waiting.why or "")


async def test_nothing_that_goes_wrong_shows_the_address(caplog: pytest.LogCaptureFixture) -> None:
    async with WebHook() as gone:
        pass
    caplog.set_level(logging.DEBUG)
    logging.getLogger("urllib3").setLevel(logging.INFO)
    channel = OutsideChannel("mail", f"json://user:s3cret@{gone.base}/s3cret")
    result = await channel.send(Outgoing(0, plain("hello")))
    assert isinstance(result, NotSent)
    assert "s3cret" not in repr(result) + caplog.text


async def test_it_is_said_once_that_nothing_gets_through_and_again_after_something_did(hook: WebHook) -> None:
    told: list[str] = []
    channel = OutsideChannel("mail", f"json://{hook.base}/")
    channel.failing = told.append
    hook.answers = [500] * 5 + [200] + [500] * 3
    results = [await channel.send(Outgoing(0, plain("one\ntwo"))) for _ in range(9)]
    assert told == ["mail", "mail"]
    assert [isinstance(result, Sent) for result in results] == [False] * 5 + [True] + [False] * 3


@pytest.mark.parametrize("wrong", ["s3cret", "nonsense://s3cret", "https://example.org/s3cret", "mailto://s3cret"])
def test_a_wrong_address_is_refused_by_name_and_not_shown(wrong: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(SettingsError, match="MUSTER_OUTSIDE__NIGHT_SMS") as caught:
        make_outside(Settings(outside={"night_sms": wrong}))  # type: ignore[dict-item]
    assert "s3cret" not in str(caught.value) + caplog.text


async def test_a_group_that_names_an_unknown_channel_keeps_the_service_from_starting(
    mailing: House, hook: WebHook
) -> None:
    mailing.options["outside"] = {"post": f"json://{hook.base}/"}
    with pytest.raises(SettingsError, match="MUSTER_OUTSIDE__MAIL is not set, and group"):
        async with served(mailing):
            await asyncio.sleep(0)
