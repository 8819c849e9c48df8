"""What chats show that nobody has looked at yet, and whether it is what was expected.

Somebody who looks sees messages as they stand now: one that was edited twice since the last look counts once.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.rehearsal.hearing import Heard, tidy
from bot.rehearsal.transcript import button_labels
from tests.fakes.bot_api.posts import Post


class Listening:
    """Everything that a bot says on the emulated Telegram."""

    def __init__(self) -> None:
        self._unseen: dict[tuple[int, int, int], Post] = {}

    def note(self, post: Post) -> None:
        """A message is new, or changed."""
        if post.bot is not None:
            self._unseen[(post.bot, post.chat.id, post.id)] = post

    def take(self, chat: int) -> list[Heard]:
        """What is new in a chat since the last look, in the order it came."""
        mine = [key for key in self._unseen if key[1] == chat]
        return [_heard(self._unseen.pop(key)) for key in mine]

    def rest(self) -> list[Heard]:
        """What nobody looked at."""
        return [_heard(post) for post in self._unseen.values()]


def _heard(post: Post) -> Heard:
    rows = tuple(tuple(button["text"] for button in row) for row in post.rows)
    return Heard("edit" if post.edits else "message", post.chat.id, post.id, post.text, rows)


def check(who: str, pieces: Sequence[str], heard: Sequence[Heard]) -> None:
    """Raises AssertionError unless every piece was said, and every message has one of them in it."""
    missing = [piece for piece in pieces if not any(_in(piece, one) for one in heard)]
    extra = [one for one in heard if not any(_in(piece, one) for piece in pieces)]
    if missing or extra:
        wanted = f"should have heard {missing}" if missing else "should have heard nothing more"
        raise AssertionError(f"{who} {wanted}; what was said:\n{shown(heard)}")


def _in(piece: str, heard: Heard) -> bool:
    wanted = [tidy(label) for label in button_labels(piece)]
    if not wanted:
        return tidy(piece) in tidy(heard.text)
    there = [tidy(label) for label in heard.labels]
    return any(there[at : at + len(wanted)] == wanted for at in range(len(there)))


def shown(heard: Sequence[Heard]) -> str:
    """What was heard, for failure messages."""
    return "\n".join(f"  {one.how}: " + "\n    ".join(one.pieces()) for one in heard) or "  nothing"
