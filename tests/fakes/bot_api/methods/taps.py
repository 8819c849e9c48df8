"""Answering taps."""

from __future__ import annotations

from tests.fakes.bot_api.methods.asking import Asked, method
from tests.fakes.bot_api.refusals import OLD_QUERY, bad
from tests.fakes.bot_api.updates import TAPS_KEPT


@method("answerCallbackQuery")
def answer_callback_query(asked: Asked) -> bool:
    text = asked.given.text("text")
    if len(text) > 200:
        raise bad("MESSAGE_TOO_LONG")
    query = asked.bot.queries.get(asked.given.text("callback_query_id"))
    if query is None or asked.world.now() - query.at >= TAPS_KEPT:
        raise bad(OLD_QUERY)
    query.answer, query.alert = text, asked.given.flag("show_alert")
    if asked.world.keep_posts is not None:
        del asked.bot.queries[query.id]
    asked.world.bell.ring()
    return True
