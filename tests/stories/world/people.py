"""People and groups of a story. What they do is dealt with, to the last message, before the story goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.rehearsal.hearing import Heard, tidy
from tests.fakes import bot_api
from tests.fakes.bot_api.screens import newest
from tests.fakes.bot_api.tapping import Tap
from tests.stories.world.listening import check, shown

if TYPE_CHECKING:
    from tests.stories.world.world import World

_TITLES = {"gas": "Gas smell", "smoke": "Smoke", "cut": "Cut hand", "spill": "Spill", "lamp": "Broken lamp"}
_TITLES["rude"] = "Rude words"
_COMMANDS = {"gas": "/emergency", "smoke": "/emergency", "rude": "/complaint"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a tap."""

    world: World
    who: str
    tap: Tap

    def told(self, words: str) -> None:
        """The line on the button must have these words in it."""
        answer = self.tap.answer
        assert answer is not None, f"nobody answered the tap of {self.who}"
        assert tidy(words) in tidy(answer), f"{self.who} was told {answer!r}, not {words!r}"


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat whose messages are looked at, once each."""

    world: World
    name: str

    @property
    def number(self) -> int:
        """The chat's number on the platform now."""
        raise NotImplementedError

    def hears(self, *pieces: str) -> None:
        """All `pieces` were said here since the last look, and no message without one of them.

        `[Yes] [No]` are buttons beside each other.
        """
        check(self.name, pieces, self.world.listening.take(self.number))

    def hears_nothing(self) -> None:
        """Nothing was said here since the last look."""
        heard = self.world.listening.take(self.number)
        assert not heard, f"{self.name} heard\n{shown(heard)}"

    def heard(self) -> list[Heard]:
        """Takes what was said since the last look, whatever it is."""
        return self.world.listening.take(self.number)


@dataclass(frozen=True, slots=True)
class Group(Chat):
    """A group chat."""

    on_platform: bot_api.Group

    @property
    def number(self) -> int:
        return self.on_platform.id

    def upgrades(self, to: int) -> None:
        """Becomes a supergroup with another number."""
        self.world.does(self.on_platform.upgrades(to))

    def throws_out(self, bot: str = "staff_bot") -> None:
        """The bot is not in this group any more."""
        self.world.does(self.on_platform.removes(bot))

    def lets_in(self, bot: str = "staff_bot") -> None:
        """It is again."""
        self.world.does(self.on_platform.adds(bot))


@dataclass(frozen=True, slots=True)
class Person(Chat):
    """Somebody with a phone; they see their private chats with the bots, and the groups."""

    on_platform: bot_api.Person

    @property
    def number(self) -> int:
        return self.on_platform.id

    def says(
        self, text: str, group: Group | None = None, reply_to: str | None = None, bot: str | None = None
    ) -> None:
        """Types something, to Muster or in a group; `reply_to`: as a reply to the newest message with these words."""
        where = group.on_platform if group is not None else None
        replied = self._saying(reply_to, group) if reply_to is not None else None
        self.world.does(
            self.on_platform.says(text, chat=where, reply_to=replied, bot=bot or (replied and replied.bot))
        )

    def taps(self, label: str, group: Group | None = None, on: str = "") -> Answer:
        """Taps a button, here or in a group: on the newest message that shows it (and has the words `on`)."""
        seen = group.on_platform.sees if group is not None else self.on_platform.sees
        post = newest([post for post in seen if on in post.text], label)
        assert post is not None, f"{self.name} sees no [{label}]; there is\n" + "\n".join(map(repr, seen[-6:]))
        return self._taps(post, post.button(label))

    def taps_old(self, label: str, group: Group | None = None) -> Answer:
        """Taps a button that has been overtaken: one that a message showed before, or an older message shows."""
        seen = group.on_platform.sees if group is not None else self.on_platform.sees
        now = newest(seen, label)
        old = [post for post in seen if post.bot and post is not now and post.button(label, past=True)]
        assert old or (now is not None and now.past_rows), f"there is no old [{label}] for {self.name}"
        post = old[-1] if old else now
        return self._taps(post, post.button(label, past=True))  # type: ignore[union-attr]

    def forges(self, data: str, group: Group | None = None) -> Answer:
        """Taps a button that nobody drew, as a modified app can, on the newest message here or in a group."""
        posts = group.on_platform.sees if group is not None else [self.on_platform.last]
        return self._taps([post for post in posts if post.bot][-1], {"callback_data": data})

    def blocks(self, bot: str = "staff_bot") -> None:
        """Blocks a bot."""
        self.world.does(self.on_platform.blocks(bot))

    def unblocks(self, bot: str = "staff_bot") -> None:
        """Lets it write again."""
        self.world.does(self.on_platform.unblocks(bot))

    def raises(self, what: str, saying: str | None = None) -> None:
        """Raises an alarm, or reports something, to the end; what was said to them meanwhile is looked at."""
        self.says(_COMMANDS.get(what, "/incident"))
        if what != "rude":  # the only one of its kind
            self.taps(_TITLES[what])
        self.says(saying or what.capitalize())
        if what not in ("gas", "smoke"):
            self.taps("Submit")
        assert self.heard(), f"nobody answered {self.name}"

    def _taps(self, post: Any, button: Any) -> Answer:
        tap = self.on_platform.taps_data(post, button["callback_data"])
        self.world.work()
        return Answer(self.world, self.name, tap)

    def _saying(self, words: str, group: Group | None) -> Any:
        seen: Sequence[Any] = group.on_platform.sees if group is not None else self.on_platform.sees
        found = [post for post in seen if post.bot and words in post.text]
        assert found, f"no message to {self.name} says {words!r}"
        return found[-1]
