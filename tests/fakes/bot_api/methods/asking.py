"""What a method gets to see, and where methods are listed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tests.fakes.bot_api.arguments import Arguments
from tests.fakes.bot_api.bots import Bot
from tests.fakes.bot_api.quota import Quota
from tests.fakes.bot_api.world import World


@dataclass(slots=True)
class Asked:
    """One call: who asks, with what. `run` makes a further call (a webhook's reply)."""

    world: World
    bot: Bot
    given: Arguments
    quota: Quota | None = None
    run: Callable[[Bot, str, Arguments], Awaitable[Any]] | None = None


Method = Callable[[Asked], Any | Awaitable[Any]]

#: By lower-case name, because Telegram takes method names in any case.
METHODS: dict[str, Method] = {}


def method(name: str) -> Callable[[Method], Method]:
    """Lists a function as the Bot API method `name`."""

    def listed(function: Method) -> Method:
        METHODS[name.lower()] = function
        return function

    return listed
