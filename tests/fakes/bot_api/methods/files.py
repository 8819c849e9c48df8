"""Fetching files."""

from __future__ import annotations

from typing import Any

from tests.fakes.bot_api.files import DOWNLOAD_LIMIT
from tests.fakes.bot_api.methods.asking import Asked, method
from tests.fakes.bot_api.refusals import bad


@method("getFile")
def get_file(asked: Asked) -> dict[str, Any]:
    file_id = asked.given.text("file_id")
    try:
        file = asked.world.files.find(file_id, asked.bot.id)
    except Exception as error:
        raise bad("wrong file_id or the file is temporarily unavailable") from error
    if file.size > DOWNLOAD_LIMIT:
        raise bad("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": file.unique,
        "file_size": file.size,
        "file_path": f"{file.kind}s/{file.unique}",
    }
