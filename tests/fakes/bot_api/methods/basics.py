"""Who the bot is, and its commands."""

from __future__ import annotations

from typing import Any

from tests.fakes.bot_api.methods.asking import Asked, method
from tests.fakes.bot_api.refusals import bad


@method("getMe")
def get_me(asked: Asked) -> dict[str, Any]:
    return asked.bot.me


@method("logOut")
def log_out(asked: Asked) -> bool:
    return True


@method("close")
def close(asked: Asked) -> bool:
    return True


@method("setMyCommands")
def set_my_commands(asked: Asked) -> bool:
    commands = asked.given.nested("commands")
    if not isinstance(commands, list) or len(commands) > 100:
        raise bad("expected an Array of BotCommand")
    for command in commands:
        name = str(command.get("command", "")).removeprefix("/")
        if not (1 <= len(name) <= 32 and name.replace("_", "").isalnum() and name == name.lower()):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    asked.bot.commands = commands
    return True


@method("getMyCommands")
def get_my_commands(asked: Asked) -> list[dict[str, Any]]:
    return asked.bot.commands


@method("deleteMyCommands")
def delete_my_commands(asked: Asked) -> bool:
    asked.bot.commands = []
    return True


def _accepted(asked: Asked) -> bool:
    return True


for _name in ("setMyName", "setMyDescription", "setMyShortDescription", "setChatMenuButton"):
    method(_name)(_accepted)
