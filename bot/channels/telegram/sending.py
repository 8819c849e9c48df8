"""Sending: one message, in as many calls as it takes, with one result."""

from __future__ import annotations

import asyncio

from bot.channels.port import Load, NotLoaded, Outgoing
from bot.channels.telegram.answers import outcome
from bot.channels.telegram.calls import Call, caption_edit, pinning, plan, tap_answer
from bot.channels.telegram.progress import Progress
from bot.channels.telegram.rendering import Unsendable
from bot.channels.telegram.transport import CutOff, NeverSent, Transport
from handlers.delivery import NotModified, NotSent, Rejected, RetryAfter, SendResult, Sent, Uncertain

_NO_TEXT_TO_EDIT = "there is no text in the message to edit"
_THROUGH = (Sent, NotModified)
_WORTH_A_RETRY = (NotSent, RetryAfter)
_UPLOADING = 4  # times as long as other calls may take


class Sending:
    """Sends over `transport`; a reply may take `patience` seconds. Sends may run at the same time."""

    def __init__(self, transport: Transport, patience: float) -> None:
        self._transport = transport
        self._patience = patience
        self._progress = Progress()

    async def send(self, outgoing: Outgoing) -> SendResult:
        """Sends or edits one message; never raises for what the platform or the network does.

        A text too long for one message goes as several, and the result's reference is the last of them, which has
        the buttons.  When a later part fails in a way that is worth a retry, that result is returned, and sending an
        equal message again goes on with the parts that are missing; when a later part is Uncertain, so is the whole.
        """
        try:
            result = await self._resumed(outgoing, plan(outgoing))
            if outgoing.edit is not None and _means_caption(result):
                result = await self._all(caption_edit(outgoing, outgoing.edit))
        except Unsendable as error:
            return Rejected(str(error))
        await self._pin(outgoing, result)
        return result

    async def _pin(self, outgoing: Outgoing, result: SendResult) -> None:
        """Pins or unpins where the bot may; whether it may is not told beforehand, and the message stands anyway."""
        message = result.reference if isinstance(result, Sent) else outgoing.edit
        if outgoing.message.pin and message is not None and isinstance(result, _THROUGH):
            await self._one(pinning(outgoing, message))

    async def answer_tap(self, tap_id: str, text: str, alert: bool) -> SendResult:
        """Answers a tap, with a line to show or (empty text) silently."""
        return await self._one(tap_answer(tap_id, text, alert))

    async def _resumed(self, outgoing: Outgoing, calls: list[Call]) -> SendResult:
        """Makes the calls that an earlier try of the same message did not get to."""
        if len(calls) == 1:
            return await self._one(calls[0], outgoing.load)
        clock = asyncio.get_running_loop().time
        result: SendResult = NotModified()
        for done in range(self._progress.done(outgoing, clock()), len(calls)):
            result = await self._one(calls[done], outgoing.load)
            if not isinstance(result, _THROUGH):
                self._note(outgoing, result, done, clock())
                return result
        self._progress.forget(outgoing)
        return result

    def _note(self, outgoing: Outgoing, result: SendResult, done: int, now: float) -> None:
        if isinstance(result, _WORTH_A_RETRY):
            self._progress.keep(outgoing, done, now)
        else:
            self._progress.forget(outgoing)

    async def _all(self, calls: list[Call]) -> SendResult:
        result: SendResult = NotModified()
        for call in calls:
            result = await self._one(call)
            if not isinstance(result, _THROUGH):
                break
        return result

    async def _one(self, call: Call, load: Load | None = None) -> SendResult:
        try:
            if call.uploads:
                return await self._uploaded(call, load)
            return outcome(await self._transport.post(call, self._patience))
        except (NeverSent, NotLoaded) as error:
            return NotSent(str(error))
        except CutOff as error:
            return Uncertain(str(error))

    async def _uploaded(self, call: Call, load: Load | None) -> SendResult:
        if load is None:
            raise Unsendable("the message has files of ours, and nobody to load them")
        contents = [await load(upload.digest) for upload in call.uploads]
        return outcome(await self._transport.post(call, self._patience * _UPLOADING, contents))


def _means_caption(result: SendResult) -> bool:
    """An edit of a message that is a photo or file: that it is one is known only by this refusal."""
    return isinstance(result, Rejected) and _NO_TEXT_TO_EDIT in result.why.lower()
