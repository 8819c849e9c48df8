"""Small news that wait for one chat at the same time become one message, of one line each.

What may be put together says so itself, by its `brief`; it is never an alert, a card, or a reply to what somebody
wrote.  Whatever else the chat is to get goes before it and is not held up by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.delivery import Brief, Lane, Notice
from handlers.messages import Button, Message, Row, Span
from handlers.retry import is_marked, marked
from playbooks.phrases import phrases

MOST = 20  # lines: who gets more than that reads none
LONGEST = 160  # characters of a line
PAUSE = 5.0  # seconds from small news to the next in the same chat: what comes meanwhile goes out together
_BUTTONS = 8
_IN_A_ROW = 2


def brief(text: str, link: Button | None = None) -> Brief:
    """A text as one line, cut where it would be too long."""
    line = " · ".join(text.split("\n")).replace(": · ", ": ").replace("： · ", "：").strip()
    return Brief(line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…", link)


def may_share(notice: Notice) -> bool:
    """Whether it may go out in one message with others of its kind."""
    if notice.brief is None or notice.drill is not None:
        return False
    message = notice.message
    is_plain = notice.edits is None and notice.edits_message is None and not message.media and not message.attached
    return notice.lane is Lane.ROUTINE and is_plain and not notice.critical


def bundled(notices: Sequence[Notice]) -> Notice:
    """The one notice that is sent for these, which are for the same chat and may share; the last is the newest."""
    if len(notices) == 1:
        return notices[0]
    newest = notices[-1]
    say = phrases(newest.language)
    briefs = [notice.brief for notice in notices if notice.brief is not None]
    spans = [Span(say.many("{n} update", "{n} updates", n=len(briefs)), "bold")]
    spans += [Span(f"\n• {brief.line}") for brief in briefs]
    message = Message(tuple(spans), _links(briefs))
    if any(is_marked(notice.message) for notice in notices):
        message = marked(message, newest.language)
    answered = {notice.reply_to for notice in notices}
    return replace(newest, message=message, reply_to=answered.pop() if len(answered) == 1 else None, brief=None)


def _links(briefs: Sequence[Brief]) -> tuple[Row, ...]:
    """One button for each thing that they are about, the newest things if there are many."""
    newest_first = {brief.link.label: brief.link for brief in reversed(briefs) if brief.link is not None}
    links = list(newest_first.values())[:_BUTTONS][::-1]
    return tuple(tuple(links[at : at + _IN_A_ROW]) for at in range(0, len(links), _IN_A_ROW))
