"""A gateway that sends what an outside channel brings it as SMS, or does not."""

from __future__ import annotations

import json

from bot.rehearsal.hearing import Heard
from tests.fakes.web_hook import WebHook
from tests.stories.world.listening import check, shown

SECRET = "s3cret-path"


class Gateway:
    """`address` is what an operator would put into `MUSTER_OUTSIDE__<NAME>`."""

    def __init__(self, name: str, hook: WebHook) -> None:
        self.name = name
        self._hook = hook
        self._looked_at = 0

    @property
    def address(self) -> str:
        """As apprise wants it."""
        return f"json://{self._hook.base}/{SECRET}"

    def hears(self, *pieces: str) -> None:
        """All `pieces` came here since the last look, and no message without one of them."""
        check(self.name, pieces, self.heard())

    def hears_nothing(self) -> None:
        """Nothing came here since the last look."""
        heard = self.heard()
        assert not heard, f"{self.name} heard\n{shown(heard)}"

    def heard(self) -> list[Heard]:
        """Takes what was accepted since the last look."""
        taken = self._hook.accepted[self._looked_at :]
        self._looked_at = len(self._hook.accepted)
        return [Heard("message", 0, number, _words(body)) for number, body in enumerate(taken)]

    def breaks(self) -> None:
        """Takes nothing from now on."""
        self._hook.always = 500

    def works_again(self) -> None:
        """Takes everything again."""
        self._hook.always = 200


def _words(body: bytes) -> str:
    message = json.loads(body)
    return f"{message['title']}\n{message['message']}".strip()
