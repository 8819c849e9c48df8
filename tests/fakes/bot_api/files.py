"""Files that people sent or bots uploaded. A file_id is good for one bot only, as on Telegram."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.bot_api.refusals import bad

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
PHOTO_SIDES = 10_000  # pixels, width and height together
PHOTO_RATIO = 20
KINDS = ("photo", "video", "voice", "animation", "document", "audio", "video_note")


def fits_a_chat(photo: bytes) -> bool:
    """Whether Telegram takes this as a photo; only a PNG is looked into."""
    if not photo.startswith(b"\x89PNG\r\n\x1a\n"):
        return True
    width, height = struct.unpack(">II", photo[16:24])
    return bool(width + height <= PHOTO_SIDES and max(width, height) <= PHOTO_RATIO * min(width, height))


@dataclass(slots=True, eq=False)
class File:
    """`size` may claim more than `content` holds, so that big files cost nothing."""

    unique: str
    kind: str
    content: bytes
    size: int
    name: str | None = None
    mime: str | None = None

    def id_for(self, bot: int) -> str:
        """The file_id that this bot gets to see."""
        return f"{self.kind[:2].upper()}{bot}-{self.unique}"

    def wire(self, bot: int) -> Any:
        """Telegram's PhotoSize array, Video, Voice, Document and so on, for this bot."""
        about: dict[str, Any] = {
            "file_id": self.id_for(bot),
            "file_unique_id": self.unique,
            "file_size": self.size,
        }
        if self.kind == "photo":
            small = about | {"file_id": f"{about['file_id']}s", "file_unique_id": f"{self.unique}s", "file_size": 900}
            return [small | {"width": 90, "height": 67}, about | {"width": 1280, "height": 960}]
        if self.mime:
            about["mime_type"] = self.mime
        if self.name and self.kind not in ("voice", "video_note"):
            about["file_name"] = self.name
        if self.kind not in ("photo", "document"):
            about["duration"] = 3
        if self.kind in ("video", "animation"):
            about |= {"width": 640, "height": 480}
        if self.kind == "video_note":
            about["length"] = 240
        return about


@dataclass(slots=True)
class Files:
    """Every file there is."""

    by_unique: dict[str, File] = field(default_factory=dict)

    def keep(
        self,
        kind: str,
        content: bytes,
        *,
        size: int | None = None,
        name: str | None = None,
        mime: str | None = None,
    ) -> File:
        """Takes a new file in."""
        unique = f"AQAD{len(self.by_unique) + 1:06d}"
        file = File(unique, kind, content, len(content) if size is None else size, name, mime)
        self.by_unique[unique] = file
        return file

    def find(self, file_id: str, bot: int) -> File:
        """The file that `file_id` is for this bot; refused when it is another bot's or nobody's."""
        unique = file_id.partition("-")[2].removesuffix("s")
        file = self.by_unique.get(unique)
        if file is None or file_id.removesuffix("s") != file.id_for(bot):
            raise bad("wrong file identifier/HTTP URL specified")
        return file
