"""Steering the fake from another process: `POST /control/<what>` with a JSON object.

    person {account, name, language, started}      group {chat, title, members}
    act    {account, does: "says", with: {"text": "hello"}}            -> the message it made
    hears  {account, words: [...], within}         sees {account} or {chat}
    fault  {trouble, method, ...}                  push {update, bot}    calls {method}

Messages are shown as `{id, chat, text, buttons, media, bot}` and named as `{chat, id}` where an action needs one.
"""

from __future__ import annotations

import json
from typing import Any

from tests.fakes.bot_api.api import BotApi
from tests.fakes.bot_api.groups import Group
from tests.fakes.bot_api.http import Request, Response
from tests.fakes.bot_api.people import Person
from tests.fakes.bot_api.posts import Post
from tests.fakes.bot_api.tapping import Tap
from tests.fakes.bot_api.wire import dumps

ACTIONS = (
    *("says", "starts", "taps", "edits", "blocks", "unblocks", "sends_album", "sends_contact", "sends_location"),
    *("sends_photo", "sends_video", "sends_voice", "sends_document", "sends_sticker"),
    *("sends_audio", "sends_animation", "sends_video_note"),
)


class RemoteBotApi(BotApi):
    """A fake that also answers `/control/…`."""

    async def handle(self, request: Request) -> Response:
        """Answers a control request, or else what a bot asks."""
        what = request.path.removeprefix("/control/")
        if what == request.path:
            return await super().handle(request)
        order = json.loads(request.body or b"{}")
        try:
            return Response(dumps({"ok": True, "result": await self._obey(what, order)}))
        except (AssertionError, LookupError, TypeError, ValueError) as error:
            return Response(dumps({"ok": False, "why": str(error)}), 400)

    async def _obey(self, what: str, order: dict[str, Any]) -> Any:
        simple = {"person": self._person, "group": self._group, "fault": self._fault, "push": self._push}
        if what in simple:
            return simple[what](order)
        if what == "calls":
            return [{"method": c.method, "with": c.parameters, "outcome": c.outcome} for c in self._calls(order)]
        if what == "act":
            return _shown(await self._act(order))
        if what == "hears":
            return _shown(await self._who(order).hears(*order["words"], within=order.get("within", 10)))
        if what == "sees":
            return _shown(self._who(order).sees)
        raise LookupError(f"no control {what!r}")

    def _person(self, order: dict[str, Any]) -> None:
        self.person(order.pop("account"), order.pop("name", ""), **order)

    def _group(self, order: dict[str, Any]) -> None:
        members = [self.world.people[account] for account in order.get("members", ())]
        self.group(order["chat"], order.get("title", "Group"), members=members, bots=order.get("bots"))

    def _fault(self, order: dict[str, Any]) -> None:
        self.faults.add(order.pop("trouble"), **order)

    def _push(self, order: dict[str, Any]) -> int:
        return self.push_raw(order["update"], order.get("bot"))

    def _calls(self, order: dict[str, Any]) -> list[Any]:
        return self.calls.of(order["method"]) if "method" in order else list(self.calls)

    async def _act(self, order: dict[str, Any]) -> Any:
        if order["does"] not in ACTIONS:
            raise LookupError(f"nobody can {order['does']!r}")
        person = self.world.people[order["account"]]
        return await getattr(person, order["does"])(
            **{k: self._named(k, v) for k, v in order.get("with", {}).items()}
        )

    def _named(self, name: str, value: Any) -> Any:
        if name == "chat":
            return Group(self.world, self.world.groups[value])
        if name in ("message", "post", "reply_to"):
            chats = [*self.world.groups.values(), *self.world.private.values()]
            return next(c.posts[value["id"]] for c in chats if c.id == value["chat"] and value["id"] in c.posts)
        return value

    def _who(self, order: dict[str, Any]) -> Person | Group:
        if "account" in order:
            return self.world.people[order["account"]]
        return Group(self.world, self.world.groups[order["chat"]])


def _shown(what: Any) -> Any:
    if isinstance(what, list):
        return [_shown(one) for one in what]
    if isinstance(what, Tap):
        return {"tap": what.query.id, "answer": what.answer}
    if isinstance(what, Post):
        about = {"id": what.id, "chat": what.chat.id, "text": what.text, "buttons": what.buttons}
        return about | {"media": what.media, "bot": what.bot}
    return what
