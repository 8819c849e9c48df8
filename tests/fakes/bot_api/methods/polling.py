"""Receiving updates: long polling and webhook."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.bot_api.methods.asking import Asked, method
from tests.fakes.bot_api.refusals import bad
from tests.fakes.bot_api.webhook import Webhook
from tests.fakes.bot_api.wire import Verbatim


@method("getUpdates")
async def get_updates(asked: Asked) -> Verbatim:
    given, updates = asked.given, asked.bot.updates
    updates.allow(given.nested("allowed_updates"))
    updates.expire(asked.world.now())
    limit = min(max(given.number("limit") or 100, 1), 100)
    timeout = min(max(given.number("timeout") or 0, 0), 50)
    found = await updates.fetch(given.number("offset"), limit, timeout)
    return Verbatim("[" + ",".join(found) + "]")


@method("setWebhook")
async def set_webhook(asked: Asked) -> bool:
    given, updates = asked.given, asked.bot.updates
    url = given.text("url")
    if not url:
        return await _without_webhook(asked)
    secret = given.text("secret_token")
    _check_webhook(url, secret)
    updates.allow(given.nested("allowed_updates"))
    await _stop(asked)
    if given.flag("drop_pending_updates"):
        updates.waiting.clear()
    updates.webhook = Webhook(asked.world, asked.bot, url, secret, asked.run)
    updates.webhook.start()
    updates.bell.ring()
    return True


def _check_webhook(url: str, secret: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost"):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad("secret token contains unallowed characters")


@method("deleteWebhook")
async def delete_webhook(asked: Asked) -> bool:
    return await _without_webhook(asked)


async def _without_webhook(asked: Asked) -> bool:
    await _stop(asked)
    if asked.given.flag("drop_pending_updates"):
        asked.bot.updates.waiting.clear()
    return True


async def _stop(asked: Asked) -> None:
    hook, asked.bot.updates.webhook = asked.bot.updates.webhook, None
    if hook is not None:
        await hook.stop()


@method("getWebhookInfo")
def get_webhook_info(asked: Asked) -> dict[str, Any]:
    updates = asked.bot.updates
    hook = updates.webhook
    about: dict[str, Any] = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(updates.waiting),
    }
    if hook and hook.last_error:
        about |= {"last_error_date": int(hook.last_error_at), "last_error_message": hook.last_error}
    if updates.allowed is not None:
        about["allowed_updates"] = sorted(updates.allowed)
    return about
