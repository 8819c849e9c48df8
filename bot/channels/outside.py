"""Outside channels by apprise: mail, SMS gateways, WeCom, DingTalk, Feishu, Slack, a webhook, and a hundred more.

Imported only when one is configured.  The address of a channel is a secret: nothing here, and nothing that apprise
logs, shows it.  What apprise tells of a failure is that there was one; so it is tried again, and a message that got
through although it said no may come twice.
"""

from __future__ import annotations

import asyncio
import logging

import apprise
import structlog

from bot.channels.one_way import OneWay
from bot.channels.port import Outgoing
from handlers.delivery import NotSent, SendResult, Sent, Uncertain
from handlers.desk.telling.outside import bot_of

log = structlog.get_logger()

SEND_SECONDS = 60.0
FAILURES_UNTIL_TOLD = 3  # in a row: with the first back-offs, about three seconds

#: Its errors show addresses.
logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)


class NotAnAddress(ValueError):
    """apprise cannot make a channel of this; the text says nothing of it."""


class OutsideChannel(OneWay):
    """One way out. `failing` is called once when it takes nothing, and again only after it took something."""

    def __init__(self, name: str, url: str) -> None:
        """Raises NotAnAddress if `url` is none of apprise's."""
        super().__init__(bot_of(name), name)
        self._failures = 0
        self._apprise = apprise.Apprise(asset=apprise.AppriseAsset(app_id="Muster", app_desc="Muster", app_url=""))
        if not self._apprise.add(url):
            raise NotAnAddress

    async def send(self, outgoing: Outgoing) -> SendResult:
        """Sends the words, their first line as a title where there are titles."""
        title, _, body = outgoing.message.text.partition("\n")
        result = await self._tried(title if body else "", body or title)
        self._failures = 0 if isinstance(result, Sent) else self._failures + 1
        if self._failures == FAILURES_UNTIL_TOLD:
            log.error("an outside channel takes nothing", setting=f"MUSTER_OUTSIDE__{self.name.upper()}")
            self.failing(self.name)
        return result

    async def _tried(self, title: str, body: str) -> SendResult:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                return await asyncio.to_thread(self._notify, title, body)
        except TimeoutError:
            return Uncertain(f"no answer within {SEND_SECONDS:.0f} s")
        except Exception as error:  # noqa: BLE001 - apprise runs the code of many; none of it may end the sending
            return NotSent(type(error).__name__)

    def _notify(self, title: str, body: str) -> SendResult:
        result = self._apprise.notify(body=body, title=title, body_format=apprise.NotifyFormat.TEXT)
        return Sent(None) if result else NotSent("the channel did not take it")
