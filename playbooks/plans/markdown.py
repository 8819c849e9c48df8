"""A Markdown file as blocks: headings, list items, tables, paragraphs and quotes, each with its line."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

_BOX = re.compile(r"^\[[ xX]\]\s+")


@dataclass(frozen=True, slots=True)
class Text:
    """One run of text: `plain` without marks, the parts of it that were bold, and its lines as they were written."""

    plain: str
    bold: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: Text
    line: int


@dataclass(slots=True)
class Item:
    """One item of a list, with what is nested in it."""

    text: Text
    line: int
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or, with `quote`, one that is set apart."""

    text: Text
    line: int
    quote: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    line: int


Block = Heading | Item | Paragraph | Table


def blocks(text: str) -> list[Block]:
    """Every block of `text`, in order. Lines count from 1."""
    # Imported here: only this one command reads Markdown.
    parser = importlib.import_module("markdown_it").MarkdownIt("commonmark").enable("table")
    return list(_blocks(_Tokens(parser.parse(_without_front_matter(text)))))


def _without_front_matter(text: str) -> str:
    """Lines between `---` at the top are for other programs; they are emptied, so that lines keep their numbers."""
    if not text.startswith("---\n"):
        return text
    front, end, rest = text[4:].partition("\n---")
    return "\n" * (front.count("\n") + 2) + rest if end else text


class _Tokens:
    """A cursor over markdown-it's tokens."""

    def __init__(self, tokens: Sequence[Any]) -> None:
        self._tokens = tokens
        self._at = 0

    def more(self) -> bool:
        return self._at < len(self._tokens)

    def next(self) -> Any:
        self._at += 1
        return self._tokens[self._at - 1]


def _blocks(tokens: _Tokens, quote: bool = False) -> Iterator[Block]:
    while tokens.more():
        token = tokens.next()
        line = token.map[0] + 1 if token.map else 1
        if token.type == "heading_open":
            yield Heading(int(token.tag[1]), _text(tokens.next()), line)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            yield from _items(tokens)
        elif token.type == "paragraph_open":
            yield Paragraph(_text(tokens.next()), line, quote)
        elif token.type == "table_open":
            yield _table(tokens, line)
        elif token.type in ("blockquote_open", "blockquote_close"):
            quote = token.type == "blockquote_open"
        elif token.type in ("code_block", "fence"):
            yield Paragraph(Text(token.content.strip()), line)


def _items(tokens: _Tokens) -> list[Item]:
    """The items of a list whose opening was just read."""
    found: list[Item] = []
    while not (token := tokens.next()).type.endswith("_list_close"):
        if token.type == "list_item_open":
            found.append(_item(tokens, token.map[0] + 1))
    return found


def _item(tokens: _Tokens, line: int) -> Item:
    item = Item(Text(""), line)
    while (token := tokens.next()).type != "list_item_close":
        if token.type == "inline":
            text = _text(token)
            if item.text.plain:  # a second paragraph of the same item
                item.items.append(Item(text, token.map[0] + 1))
            else:
                item.text = Text(_BOX.sub("", text.plain), text.bold)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            item.items += _items(tokens)
    return item


def _table(tokens: _Tokens, line: int) -> Table:
    rows: list[list[Text]] = []
    while (token := tokens.next()).type != "table_close":
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_text(token))
    head = tuple(cell.plain for cell in rows[0]) if rows else ()
    return Table(head, tuple(tuple(row) for row in rows[1:]), line)


def _text(inline: Any) -> Text:
    """The words of an inline token, and which of them are bold."""
    plain, bold, open_ = [], [], False
    for child in inline.children or ():
        if child.type in ("strong_open", "strong_close"):
            open_ = child.type == "strong_open"
            if open_:
                bold.append("")
            continue
        words = "\n" if child.type in ("softbreak", "hardbreak") else child.content
        plain.append(words)
        if open_:
            bold[-1] += words
    words = "".join(plain)
    return Text(_joined(words), tuple(_joined(part) for part in bold if part.strip()), tuple(words.splitlines()))


def _joined(text: str) -> str:
    """White space as one space, and none between Chinese characters that a line break has separated."""
    text = " ".join("".join(c if c.isprintable() or c.isspace() else " " for c in text).split())
    return re.sub(r"(?<=[\u3400-\u9fff，。、；：！？]) (?=[\u3400-\u9fff])", "", text)
