"""Whether a call that left for a run carries the mark, in whatever it shows to somebody."""

from __future__ import annotations

from handlers.drills.marking import SIGN
from tests.fakes.bot_api.calls import Call

SENDING = (
    "sendMessage",
    "editMessageText",
    "editMessageCaption",
    "sendPhoto",
    "sendVoice",
    "sendDocument",
    "sendVideo",
)


def is_marked(call: Call) -> bool:
    """Texts, captions, every item of an album, and the lines on buttons; or it shows nothing to anybody."""
    told = call.parameters
    if call.method in SENDING:
        return str(told.get("text") or told.get("caption") or "").startswith(f"<b>{SIGN}")
    if call.method == "answerCallbackQuery":
        return not told.get("text") or str(told["text"]).startswith(SIGN)
    if call.method == "sendMediaGroup":
        return all(str(item.get("caption", "")).startswith(f"<b>{SIGN}") for item in told["media"])
    return call.method in ("pinChatMessage", "unpinChatMessage", "getFile", "getMe")
