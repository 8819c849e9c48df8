"""Secrets and imports: what a client library must not do to us."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest

from bot.channels.port import Outgoing
from bot.channels.telegram.channel import TelegramChannel
from handlers.messages import plain
from tests.fakes.bot_api import BotApi


async def test_the_token_is_in_no_log_and_no_result(
    channel: TelegramChannel, api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    told = []
    for trouble in ("502", "cut-before", "429"):
        api.faults.add(trouble, method="sendMessage")  # type: ignore[arg-type]
        told.append(await channel.send(Outgoing(1001, plain("hello"))))
    told.append(await channel.send(Outgoing(1001, plain("hello"))))
    assert api.token.partition(":")[2] not in repr(told) + caplog.text + repr([r.args for r in caplog.records])


@pytest.mark.parametrize(
    ("library", "other"), [("aiogram", "telegram"), ("python-telegram-bot", "aiogram")], ids=["aiogram", "ptb"]
)
def test_a_library_that_is_not_configured_is_not_imported(library: str, other: str) -> None:
    program = (
        "import sys; from bot.channels.telegram.factory import make; before = set(sys.modules); "
        f"make({library!r}, 'staff', '123456:abcdefghijkl'); "
        "print({'aiogram', 'telegram'} & before, {'aiogram', 'telegram'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    configured = "aiogram" if other == "telegram" else "telegram"
    assert done.stdout.strip() == f"set() {{{configured!r}}}"
