"""python-telegram-bot's requests over aiohttp.

The library leaves it open who carries its requests (`telegram.request.BaseRequest`).  Its own choice, httpx, costs
about five times the CPU of aiohttp for each call, and more the more calls are under way, because its pool looks at
every connection for every request.  Bot, addresses, encoding and errors are the library's.
"""

from __future__ import annotations

from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, FormData, TCPConnector
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.channels.telegram.transport import CONNECT_SECONDS, DOWNLOAD_LIMIT, REPLY_SECONDS

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_NOWHERE = URL()  # yarl encodes a form five times faster than urllib
_CHUNK = 64 * 1024


class AiohttpRequest(BaseRequest):
    """At most `connections` at a time; `proxies`: whether proxies that the environment names are used."""

    def __init__(self, connections: int, *, proxies: bool) -> None:
        self._connections = connections
        self._proxies = proxies
        self._session: ClientSession | None = None
        self._addresses: dict[str, URL] = {}
        self._timeouts: dict[float, ClientTimeout] = {}

    @property
    def read_timeout(self) -> float:
        """Seconds a reply may take."""
        return REPLY_SECONDS

    async def initialize(self) -> None:
        """Gets ready; connections are made when they are needed."""
        self._session = ClientSession(
            connector=TCPConnector(limit=self._connections), trust_env=self._proxies, headers={"User-Agent": "muster"}
        )

    async def shutdown(self) -> None:
        """Closes all connections."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Makes a request; `read_timeout` bounds all of it. Raises NetworkError or TimedOut, with their cause."""
        if self._session is None:
            raise RuntimeError("initialize() comes first")
        try:
            async with self._session.request(
                method,
                self._address(url),
                timeout=self._timeout(read_timeout),
                allow_redirects=False,
                **_body(request_data),
            ) as response:
                content = bytearray()
                async for chunk in response.content.iter_chunked(_CHUNK):
                    content += chunk
                    if len(content) > DOWNLOAD_LIMIT:
                        break
                return response.status, bytes(content)
        except TimeoutError as error:
            raise TimedOut from error
        except (ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error

    def _address(self, url: str) -> URL:
        if (known := self._addresses.get(url)) is not None:
            return known
        address = URL(url)
        if len(self._addresses) < 100:  # methods are few; files are many and each is fetched once
            self._addresses[url] = address
        return address

    def _timeout(self, seconds: Any) -> ClientTimeout:
        total = seconds if isinstance(seconds, int | float) else REPLY_SECONDS
        if total not in self._timeouts:
            self._timeouts[total] = ClientTimeout(total=total, connect=CONNECT_SECONDS)
        return self._timeouts[total]


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": _NOWHERE.with_query(data.json_parameters).raw_query_string.encode(), "headers": _FORM}
    form = FormData(data.json_parameters)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return {"data": form}
