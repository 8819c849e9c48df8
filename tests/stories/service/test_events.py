"""Case events, from the tap to a web server: signed, in order, again until they are taken."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from bot.channels.events import EventsChannel, signature
from bot.channels.port import Outgoing
from bot.clock import RealClock
from bot.config import SettingsError, load_settings
from handlers.delivery import NoticeState, NotSent, Rejected, RetryAfter, SendResult, Sent
from handlers.messages import plain
from handlers.retry import marked
from tests.fakes.web_hook import WebHook
from tests.stories.service.serving import House, reports, served

SECRET = "not-to-be-told-0123"
EVENT = json.dumps({"id": "E1", "type": "case.opened"})


@pytest.fixture
async def hook() -> AsyncIterator[WebHook]:
    async with WebHook() as hook:
        yield hook


def publishing(house: House, hook: WebHook) -> House:
    house.options = {"events": {"url": f"http://{hook.base}/muster", "secret": SECRET}}
    return house


async def test_what_happens_to_a_case_is_posted_signed_and_in_order(house: House, hook: WebHook) -> None:
    async with served(publishing(house, hook)) as running:
        await reports(house.bo, "Milk")
        await house.ana.taps("Acknowledge", message=await house.ana.hears("Milk"))
        await house.duty.hears("Taken by Ana")
        await hook.hears(5)
        await running.quiet()
    told = [json.loads(request.body) for request in hook.heard]
    with house.looking() as store:
        timeline = store.timeline(house.cases()[0].id)
    assert [event["type"] for event in told] == [f"case.{entry.kind}" for entry in timeline]
    assert [event["at"] for event in told] == [entry.at.isoformat() for entry in timeline]
    for request in hook.heard:
        at, given = (part.split("=")[1] for part in request.headers["muster-signature"].split(","))
        assert given == signature(SECRET.encode(), int(at), request.body)
        assert request.headers["muster-event"] == json.loads(request.body)["id"]
        assert b"Milk" not in request.body


async def test_what_is_not_taken_comes_again_before_what_is_behind_it(house: House, hook: WebHook) -> None:
    hook.answers = [503, 500]
    async with served(publishing(house, hook)) as running:
        await reports(house.bo, "Milk")
        await hook.hears(6)
        await running.quiet()
    ids = [json.loads(request.body)["id"] for request in hook.heard]
    assert ids[0] == ids[1] == ids[2]
    assert ids[2:] == sorted(set(ids))


async def test_what_will_never_be_taken_is_given_up_in_the_open(house: House, hook: WebHook) -> None:
    hook.answers = [422]
    async with served(publishing(house, hook)) as running:
        await reports(house.bo, "Milk")
        await hook.hears(4)
        await running.quiet()
    (dead,) = house.notices(NoticeState.DEAD)
    assert (dead.notice.bot, dead.why) == ("events", "status 422")


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (204, Sent(None)),
        (302, NotSent("status 302")),
        (401, NotSent("status 401")),
        (410, Rejected("status 410")),
        (429, RetryAfter(30.0)),
        (502, NotSent("status 502")),
    ],
)
async def test_what_an_answer_means(status: int, result: SendResult, hook: WebHook) -> None:
    hook.always = status
    channel = EventsChannel(f"http://{hook.base}/", SECRET, RealClock())
    assert await channel.send(Outgoing(0, plain(EVENT))) == result
    await channel.close()


async def test_a_repeat_is_word_for_word_the_same(hook: WebHook) -> None:
    channel = EventsChannel(f"http://{hook.base}/", SECRET, RealClock())
    await channel.send(Outgoing(0, marked(plain(EVENT), "pt")))
    await channel.close()
    assert hook.heard[0].body == EVENT.encode()


async def test_nobody_there_is_no_news() -> None:
    async with WebHook() as gone:
        pass
    channel = EventsChannel(f"http://{gone.base}/s3cret", SECRET, RealClock())
    result = await channel.send(Outgoing(0, plain(EVENT)))
    await channel.close()
    assert isinstance(result, NotSent)
    assert "s3cret" not in result.why


@pytest.mark.parametrize(
    ("url", "secret", "named"),
    [
        ("https://example.org/s3cret", "", "MUSTER_EVENTS__SECRET"),
        ("https://example.org/s3cret", "s3cret", "MUSTER_EVENTS__SECRET"),
        ("example.org/s3cret", SECRET, "MUSTER_EVENTS__URL"),
    ],
)
def test_a_wrong_setting_is_named_and_not_shown(
    url: str, secret: str, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUSTER_EVENTS__URL", url)
    monkeypatch.setenv("MUSTER_EVENTS__SECRET", secret)
    with pytest.raises(SettingsError, match=named) as caught:
        load_settings()
    assert "s3cret" not in str(caught.value)
