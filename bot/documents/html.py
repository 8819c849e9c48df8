"""A document of the house as one web page that needs nothing else: no script, no address, photos inside."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from handlers.reports.paper import Paper

#: What pictures begin with; anything else that people sent is not shown by a browser of ours.
_IMAGES = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF8", "image/gif"))


def html_of(paper: Paper, images: Mapping[str, bytes]) -> str:
    """The page; `images` are the contents of its photos by SHA-256. What people wrote is escaped."""
    return page_of(paper.data(), paper.language, images)


def page_of(data: Mapping[str, Any], language: str, images: Mapping[str, bytes]) -> str:
    """The same of a paper's data, as a message carries it."""
    sources = {digest: source for digest, content in images.items() if (source := _source(content))}
    return _template().render(paper=data, language=language, images=sources)


@cache
def _template() -> Template:
    loader = PackageLoader("bot.documents", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("paper.html")


def _source(content: bytes) -> str:
    """A picture as an address that holds it; empty for what is none."""
    mime = next((mime for start, mime in _IMAGES if content.startswith(start)), None)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        mime = "image/webp"
    return f"data:{mime};base64,{base64.b64encode(content).decode()}" if mime else ""
