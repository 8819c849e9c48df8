"""Telegram by python-telegram-bot: its Bot and its requests, without its models on the way of a message.

`bot.send_message` builds library objects from the reply and turns refusals into exceptions that no longer say
how far the request came.  `BaseRequest.do_request`, which is public, gives status and body, and failures with cause.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from io import BytesIO
from urllib.parse import urlsplit

from aiohttp import ClientConnectorError, ConnectionTimeoutError, InvalidURL
from telegram import Bot, InputFile
from telegram.error import InvalidToken, NetworkError
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.channels.telegram.calls import Call, Upload
from bot.channels.telegram.ptb_request import AiohttpRequest
from bot.channels.telegram.transport import (
    BadToken,
    CutOff,
    NeverSent,
    Reply,
    scrubbed,
)

_CONNECTIONS = 100
_BEFORE_SENDING = (ClientConnectorError, ConnectionTimeoutError)


class PtbTransport:
    """A `Transport` for one bot. Raises BadToken if the token cannot be one."""

    def __init__(self, token: str, api_base: str) -> None:
        self._token = token
        self._sending = _request(api_base, _CONNECTIONS)
        self._polling = _request(api_base, 1)  # so that a burst of messages never keeps us from hearing
        try:
            self._bot = Bot(
                token,
                base_url=f"{api_base}/bot",
                base_file_url=f"{api_base}/file/bot",
                request=self._sending,
                get_updates_request=self._polling,
            )
        except InvalidToken:
            raise BadToken from None

    async def open(self) -> None:
        await self._sending.initialize()
        await self._polling.initialize()

    async def post(self, call: Call, seconds: float, contents: Sequence[bytes] = ()) -> Reply:
        """Makes a request, waiting up to `seconds` for its reply. Raises NeverSent or CutOff."""
        request = self._polling if call.method == "getUpdates" else self._sending
        parameters = [RequestParameter(name, value, None) for name, value in call.params.items()]
        parameters += [_file(*pair) for pair in zip(call.uploads, contents, strict=True)]
        url = f"{self._bot.base_url}/{call.method}"
        return await self._do(request, url, "POST", RequestData(parameters), seconds)

    async def get(self, path: str, seconds: float) -> Reply:
        """Fetches a file's content. Raises NeverSent or CutOff."""
        return await self._do(self._sending, f"{self._bot.base_file_url}/{path}", "GET", None, seconds)

    async def close(self) -> None:
        await self._sending.shutdown()
        await self._polling.shutdown()

    async def _do(
        self, request: AiohttpRequest, url: str, verb: str, data: RequestData | None, seconds: float
    ) -> Reply:
        try:
            return Reply(*await request.do_request(url, verb, data, read_timeout=seconds))
        except NetworkError as error:  # TimedOut is one
            raise self._failure(error.__cause__ or error) from None
        except ValueError:  # yarl's, for an address that is none
            raise NeverSent("has an address that is none") from None

    def _failure(self, error: BaseException) -> NeverSent | CutOff:
        if isinstance(error, InvalidURL):
            return NeverSent("has an address that is none")
        if isinstance(error, _BEFORE_SENDING):
            return NeverSent(f"cannot be reached ({scrubbed(str(error), self._token) or type(error).__name__})")
        return CutOff(f"did not finish its answer ({type(error).__name__})")


def _file(upload: Upload, content: bytes) -> RequestParameter:
    return RequestParameter(upload.field, None, [InputFile(BytesIO(content), upload.name, read_file_handle=False)])


def _request(api_base: str, connections: int) -> AiohttpRequest:
    return AiohttpRequest(connections, proxies=not _is_here(api_base))


def _is_here(api_base: str) -> bool:
    """Whether the address is this machine, which no proxy from the environment can reach."""
    host = urlsplit(api_base).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
