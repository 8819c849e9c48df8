"""Telegram by aiogram: its Bot, addresses, session and connections, without its models on the way of a message.

aiogram's own `bot.send_message` validates the request, dumps it, and parses the message that comes back into models
that nobody here reads.  `LightSession` adds one way of asking to aiogram's session that leaves those out: the same
connections, headers and encoding on the wire, at less than half the work.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.utils.token import TokenValidationError
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientTimeout,
    ConnectionTimeoutError,
    FormData,
    InvalidURL,
)
from yarl import URL

from bot.channels.telegram.calls import Call
from bot.channels.telegram.transport import (
    CONNECT_SECONDS,
    DOWNLOAD_LIMIT,
    BadToken,
    CutOff,
    NeverSent,
    Reply,
    scrubbed,
)

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_NOWHERE = URL()  # yarl encodes a form five times faster than urllib
_CHUNK = 64 * 1024


class LightSession(AiohttpSession):
    """aiogram's session, with a way to ask that parses nothing. Raises what aiohttp raises."""

    async def ask(self, url: URL, form: bytes | FormData, patience: ClientTimeout) -> Reply:
        """Posts a form, encoded already or with files in it."""
        session = await self.create_session()
        headers = _FORM if isinstance(form, bytes) else None
        async with session.post(url, data=form, headers=headers, timeout=patience, allow_redirects=False) as response:
            return Reply(response.status, await response.read())

    async def load(self, url: URL, patience: ClientTimeout) -> Reply:
        """Fetches a file, and stops soon after DOWNLOAD_LIMIT bytes."""
        session = await self.create_session()
        content = bytearray()
        async with session.get(url, timeout=patience, allow_redirects=False) as response:
            async for chunk in response.content.iter_chunked(_CHUNK):
                content += chunk
                if len(content) > DOWNLOAD_LIMIT:
                    break
            return Reply(response.status, bytes(content))

    async def close(self) -> None:
        """Lets go of connections; aiogram's quarter of a second is for TLS to say goodbye, and only spent on it."""
        if self.api.base.startswith("https:"):
            await super().close()
        elif self._session is not None:
            await self._session.close()


class AiogramTransport:
    """A `Transport` for one bot. Raises BadToken if the token cannot be one."""

    def __init__(self, token: str, api_base: str) -> None:
        self._token = token
        self._session = LightSession(api=TelegramAPIServer.from_base(api_base))
        try:
            self._bot = Bot(token, session=self._session)
        except TokenValidationError:
            raise BadToken from None
        self._addresses: dict[str, URL] = {}
        self._timeouts: dict[float, ClientTimeout] = {}

    async def open(self) -> None:
        """Connections are made when they are needed."""

    async def post(self, call: Call, seconds: float, contents: Sequence[bytes] = ()) -> Reply:
        """Makes a request, waiting up to `seconds` for its reply. Raises NeverSent or CutOff."""
        try:
            form = (
                _form(call, contents) if call.uploads else _NOWHERE.with_query(call.params).raw_query_string.encode()
            )
            return await self._session.ask(self._address(call.method), form, self._timeout(seconds))
        except (ClientError, OSError, ValueError) as error:
            raise self._failure(error) from None

    async def get(self, path: str, seconds: float) -> Reply:
        """Fetches a file's content. Raises NeverSent or CutOff."""
        try:
            url = URL(self._session.api.file_url(self._token, path))
            return await self._session.load(url, self._timeout(seconds))
        except (ClientError, OSError, ValueError) as error:
            raise self._failure(error) from None

    async def close(self) -> None:
        await self._session.close()

    def _address(self, method: str) -> URL:
        if method not in self._addresses:
            self._addresses[method] = URL(self._session.api.api_url(self._token, method))
        return self._addresses[method]

    def _timeout(self, seconds: float) -> ClientTimeout:
        if seconds not in self._timeouts:
            self._timeouts[seconds] = ClientTimeout(total=seconds, connect=CONNECT_SECONDS)
        return self._timeouts[seconds]

    def _failure(self, error: Exception) -> NeverSent | CutOff:
        """TimeoutError is an OSError; only those in which no connection came about are certain."""
        if isinstance(error, InvalidURL) or (isinstance(error, ValueError) and not isinstance(error, ClientError)):
            return NeverSent("has an address that is none")
        if isinstance(error, ClientConnectorError | ConnectionTimeoutError):
            return NeverSent(f"cannot be reached ({scrubbed(str(error), self._token)})")
        return CutOff(f"did not finish its answer ({type(error).__name__})")


def _form(call: Call, contents: Sequence[bytes]) -> FormData:
    form = FormData(call.params)
    for upload, content in zip(call.uploads, contents, strict=True):
        form.add_field(upload.field, BytesIO(content), filename=upload.name, content_type=upload.mime)
    return form
