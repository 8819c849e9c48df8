"""Sections that a Chinese plan numbers 一、二、三、 and does not mark as headings.

二、处置步骤 on a line of its own heads what follows, if that is a list, a table or the lines below it.
Where one such line follows the other they are steps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from playbooks.plans.markdown import Block, Heading, Item, Paragraph, Table, Text

_SECTION = re.compile(r"^\s*[一二三四五六七八九十]{1,3}、\s*[^。；，,.;：:]{1,14}$")
_LEVEL = 6


def with_headings(found: Sequence[Block]) -> Iterator[Block]:
    """The blocks of a plan, such lines as headings; never before its title."""
    titled = False
    for block, after in zip(found, [*found[1:], None], strict=False):
        titled = titled or isinstance(block, Heading)
        if titled and isinstance(block, Paragraph) and _heads(block, after):
            first, *rest = block.text.lines
            yield Heading(_LEVEL, Text(first.strip()), block.line)
            if rest:
                yield replace(block, text=Text("".join(line.strip() for line in rest), lines=tuple(rest)))
        else:
            yield block


def _heads(block: Paragraph, after: Block | None) -> bool:
    lines = block.text.lines
    if not lines or not _SECTION.match(lines[0]) or any(_SECTION.match(line) for line in lines[1:]):
        return False
    follows = isinstance(after, Paragraph) and not _SECTION.match((after.text.lines or ("",))[0])
    return len(lines) > 1 or follows or isinstance(after, Item | Table)
