"""The Telegram channel: updates in, messages out, over either library's transport."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.channels.port import (
    ChannelBusy,
    ChannelRefused,
    ChannelUnreachable,
    Conflict,
    Outgoing,
    RawUpdate,
    TooLarge,
    Undecodable,
)
from bot.channels.telegram.answers import Answer, read, token_refused
from bot.channels.telegram.calls import Call, file_id
from bot.channels.telegram.decoding import ALLOWED_UPDATES, decode, raw_update, updates_in
from bot.channels.telegram.sending import Sending
from bot.channels.telegram.transport import (
    DOWNLOAD_LIMIT,
    POLL_GRACE_SECONDS,
    REPLY_SECONDS,
    CutOff,
    NeverSent,
    Reply,
    Transport,
)
from handlers.delivery import SendResult
from handlers.events import Inbound

_ALLOWED = json.dumps(ALLOWED_UPDATES)


class TelegramChannel:
    """A `Channel`. `bot` is "staff" or "duty", and names the settings that error texts point to.

    `patience` is how many seconds a reply may take before what came of a request counts as unknown.
    """

    def __init__(self, bot: str, transport: Transport, patience: float = REPLY_SECONDS) -> None:
        self._bot = bot
        self._transport = transport
        self._patience = patience
        self._username: str | None = None
        self._sending = Sending(transport, patience)

    @property
    def bot(self) -> str:
        return self._bot

    @property
    def username(self) -> str | None:
        return self._username

    async def open(self) -> None:
        """Checks the token and learns the bot's public name. Raises ChannelRefused or ChannelUnreachable."""
        await self._transport.open()
        try:
            me = await self._ask(Call("getMe", {}))
        except BaseException:
            await self._transport.close()
            raise
        self._username = me.get("username") if isinstance(me, dict) else None

    async def close(self) -> None:
        """Lets go of connections. No send is under way when this is called."""
        await self._transport.close()

    # updates in

    async def poll(self) -> None:
        """Takes updates by `fetch` from now on: a webhook set earlier is taken down, and what waits there is kept."""
        await self._ask(Call("deleteWebhook", {}))

    async def listen(self, url: str, secret: str) -> None:
        """Has the platform deliver updates to `url` from now on, with `secret` in a header."""
        await self._ask(Call("setWebhook", {"url": url, "secret_token": secret, "allowed_updates": _ALLOWED}))

    async def offer(self, commands: Mapping[str, str], language: str | None = None) -> None:
        """Puts commands (name and what it is for) into the menu of everybody whose app is in `language`, a two-letter
        code, or of everybody else."""
        menu = json.dumps([{"command": name, "description": what[:256]} for name, what in commands.items()])
        more = {"language_code": language} if language else {}
        await self._ask(Call("setMyCommands", {"commands": menu, **more}))

    async def fetch(self, offset: int | None, wait: float) -> Sequence[RawUpdate]:
        """Waits up to `wait` seconds for input. Passing `offset` confirms every update before it.

        An update without a usable id cannot be kept and is left to the next confirmation.
        Raises ChannelUnreachable, ChannelRefused or Conflict.
        """
        params = {"timeout": str(int(wait)), "limit": "100", "allowed_updates": _ALLOWED}
        if offset is not None:
            params["offset"] = str(offset)
        reply = await self._post(Call("getUpdates", params), wait + POLL_GRACE_SECONDS)
        if reply.status == 409 and b"webhook" in reply.body:
            await self.poll()  # left over from another set-up; the next try will do
        if reply.status != 200:
            self._raise_for(reply)
        return self._updates(reply)

    def _updates(self, reply: Reply) -> list[RawUpdate]:
        fetched: list[RawUpdate] = []
        try:
            for update, raw in updates_in(reply.body.decode(errors="replace")):
                fetched += self._usable(update, raw)
        except (ValueError, RecursionError):
            if not fetched:  # else these first, and whatever is wrong with the next will show again
                self._raise_for(reply)
        return fetched

    def _usable(self, update: Any, raw: str) -> list[RawUpdate]:
        try:
            return [raw_update(update, raw, self._bot)]
        except Undecodable:
            return []

    def decode(self, raw: str, received_at: datetime) -> Inbound | None:
        """What `raw` means, or None when it is nothing for us. Raises Undecodable."""
        return decode(raw, self._bot, received_at, self._username)

    # messages out

    async def send(self, outgoing: Outgoing) -> SendResult:
        """Sends or edits one message; see `Sending.send` for messages that take several calls."""
        return await self._sending.send(outgoing)

    async def answer_tap(self, tap_id: str, text: str, alert: bool) -> SendResult:
        """Answers a tap, with a line to show or (empty text) silently."""
        return await self._sending.answer_tap(tap_id, text, alert)

    # files

    async def download(self, reference: str) -> bytes:
        """The content of a file people sent.

        Raises ChannelUnreachable, FileNotFoundError if it is gone, or TooLarge.
        """
        answer = read(await self._post(Call("getFile", {"file_id": file_id(reference)}), self._patience))
        if answer is None or (not answer.ok and answer.status != 400):
            raise ChannelUnreachable(self._where("gave no usable answer about a file"))
        path = answer.result.get("file_path") if answer.ok and isinstance(answer.result, dict) else None
        if "too big" in answer.description:
            raise TooLarge(answer.description)
        if not isinstance(path, str):
            raise FileNotFoundError(answer.description or "the platform no longer has this file")
        return await self._content(path)

    async def _content(self, path: str) -> bytes:
        try:
            reply = await self._transport.get(path, REPLY_SECONDS * 3)
        except (NeverSent, CutOff) as error:
            raise ChannelUnreachable(self._where(str(error))) from None
        if reply.status in (400, 404, 410):
            raise FileNotFoundError("the platform no longer has this file")
        if reply.status != 200:
            raise ChannelUnreachable(self._where(f"answered HTTP {reply.status} for a file"))
        if len(reply.body) > DOWNLOAD_LIMIT:
            raise TooLarge("the file is larger than a bot may fetch")
        return reply.body

    # asking the platform

    async def _ask(self, call: Call) -> Any:
        reply = await self._post(call, self._patience)
        answer = read(reply)
        if answer is None or not answer.ok:
            self._raise_for(reply)
            return None
        return answer.result

    async def _post(self, call: Call, seconds: float) -> Reply:
        try:
            return await self._transport.post(call, seconds)
        except (NeverSent, CutOff) as error:
            raise ChannelUnreachable(self._where(str(error))) from None

    def _raise_for(self, reply: Reply) -> None:
        answer = read(reply)
        if answer is not None and token_refused(answer):
            raise ChannelRefused(
                f"Telegram does not know this token; check {self._setting('TOKEN')} ({answer.description})"
            )
        if answer is not None and answer.status == 409:
            raise Conflict(f"somebody else takes the updates of this bot: {answer.description}")
        if reply.status == 429 or reply.status >= 500:
            raise ChannelBusy(self._where(_complaint(answer, reply)), answer.retry_after if answer else None)
        raise ChannelUnreachable(self._where(_complaint(answer, reply)))

    def _where(self, what: str) -> str:
        return f"the Bot API {what}; check {self._setting('API_BASE')}"

    def _setting(self, name: str) -> str:
        return f"MUSTER_{self._bot.upper()}_BOT__{name}"


def _complaint(answer: Answer | None, reply: Reply) -> str:
    if answer is None:
        return f"sent something else than its own answers (HTTP {reply.status})"
    return f"answered {answer.status} {answer.description}"
