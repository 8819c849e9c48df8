"""A message that carries a document or picture, with the finished file put to it, as it is sent."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from bot.channels.port import Load, Outgoing
from bot.documents.printer import Printer, format_of
from handlers.media import Media, own_content
from handlers.messages import Document, Picture, called
from playbooks.model import MediaKind


async def with_file(outgoing: Outgoing, printer: Printer, load: Load) -> Outgoing:
    """The message with its file made, as one of our own content. Raises NotMade or NotLoaded."""
    file = outgoing.message.attached
    if file is None or outgoing.edit is not None:  # an edit changes words; what was attached stays
        return outgoing
    content = await printer.make(file, load)
    digest = hashlib.sha256(content).hexdigest()

    async def load_this_too(wanted: str) -> bytes:
        return content if wanted == digest else await load(wanted)

    made = _media(file, digest, len(content))
    message = replace(outgoing.message, attached=None, media=(*outgoing.message.media, made))
    return replace(outgoing, message=message, load=load_this_too)


def _media(file: Document | Picture, digest: str, size: int) -> Media:
    kind: MediaKind
    kind, mime = ("document", _MIMES[format_of(file)]) if isinstance(file, Document) else ("photo", "image/png")
    return own_content(Media(kind, "", digest, size, mime, called(file)), digest)


_MIMES = {"pdf": "application/pdf", "html": "text/html"}
