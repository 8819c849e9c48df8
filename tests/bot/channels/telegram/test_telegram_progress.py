"""How far a long message has got."""

from __future__ import annotations

from bot.channels.port import Outgoing
from bot.channels.telegram.progress import Progress
from handlers.messages import plain

LONG = Outgoing(1, plain("long"))


def test_what_is_kept_is_known_until_it_is_old_or_forgotten() -> None:
    progress = Progress()
    assert progress.done(LONG, 0.0) == 0
    progress.keep(LONG, 2, 0.0)
    assert progress.done(Outgoing(1, plain("long")), 599.0) == 2
    assert progress.done(Outgoing(2, plain("long")), 0.0) == 0
    assert progress.done(LONG, 601.0) == 0
    progress.forget(LONG)
    assert progress.done(LONG, 1.0) == 0


def test_it_never_grows_beyond_its_bound() -> None:
    progress = Progress()
    for chat in range(300):
        progress.keep(Outgoing(chat, plain("x")), 1, 0.0)
    assert progress.done(Outgoing(0, plain("x")), 0.0) == 0
    assert progress.done(Outgoing(299, plain("x")), 0.0) == 1
