"""The Bot API's methods. Each takes the call's `Asked` and gives back Telegram's `result`, or raises Refused."""

from tests.fakes.bot_api.methods import asking, basics, chats, editing, files, polling, sending, taps
from tests.fakes.bot_api.methods.asking import METHODS, Asked

__all__ = ["METHODS", "Asked", "asking", "basics", "chats", "editing", "files", "polling", "sending", "taps"]
