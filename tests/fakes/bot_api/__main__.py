"""Runs the fake as a process of its own: `python -m tests.fakes.bot_api --port-file PATH`."""

from __future__ import annotations

import argparse
import asyncio
import signal
from pathlib import Path

from tests.fakes.bot_api.control import RemoteBotApi


async def serve(port: int, port_file: Path | None, limits: bool) -> None:
    """Serves until SIGTERM or SIGINT. The port file holds the base address once it listens."""
    api = RemoteBotApi(limits=limits)
    await api.start(port)
    announce(api.base_url, port_file)
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    await stopped.wait()
    await api.stop()


def announce(base_url: str, port_file: Path | None) -> None:
    """Tells whoever started us where we listen."""
    if port_file is not None:
        port_file.write_text(base_url)
    else:
        print(base_url, flush=True)  # noqa: T201


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    parser.add_argument("--port-file", type=Path, help="where to write the base address")
    parser.add_argument("--limits", action="store_true", help="enforce Telegram's send limits")
    given = parser.parse_args()
    asyncio.run(serve(given.port, given.port_file, given.limits))


if __name__ == "__main__":
    main()
