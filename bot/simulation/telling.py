"""Who was told what, and when: the list an author reads to see whom a playbook wakes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.delivery import OUTSIDE
from handlers.people import Directory
from playbooks.locale_format import moment
from playbooks.phrases import Phrases

_LINE = 60  # characters of what they were told


@dataclass(frozen=True, slots=True)
class Told:
    """One message to somebody else than whoever walks."""

    at: datetime
    chat: int
    bot: str
    words: str


@dataclass
class Telling:
    """`unlinked` are staff ids without an account in truth: here they are told, there they could not be."""

    directory: Directory
    unlinked: Collection[str] = ()
    told: list[Told] = field(default_factory=list)

    def note(self, at: datetime, chat: int, bot: str, text: str) -> None:
        """Somebody else got a message, by a bot or an outside channel."""
        first = next((line for line in text.splitlines() if line.strip()), "")
        self.told.append(Told(at, chat, bot, first if len(first) <= _LINE else first[: _LINE - 1] + "…"))

    def lines(self, say: Phrases, now: datetime) -> Iterator[str]:
        """One line for each moment and each thing said, with everybody who was told it."""
        zone = ZoneInfo(self.directory.timezone)
        together: dict[tuple[datetime, str], list[str]] = {}
        for one in self.told:
            together.setdefault((one.at, one.words), []).append(self._name(one, say))
        yield say("Who was told, and when:") if together else say("Nobody else was told.")
        for (at, words), names in together.items():
            yield f"  {moment(at, say.language, zone, now)}  {', '.join(dict.fromkeys(names))}: {words}"

    def _name(self, told: Told, say: Phrases) -> str:
        if told.bot.startswith(OUTSIDE):
            return told.bot.removeprefix(OUTSIDE)
        group = self.directory.group_by_chat.get(told.chat)
        if group is not None:
            return group.name.text(say.language)
        person = self.directory.staff_by_account.get(told.chat)
        if person is None:
            return str(told.chat)
        # TRANSLATORS: Stands in brackets behind somebody's name: they did not link their chat account yet.
        unlinked = say("no account yet")
        return f"{person.name} ({unlinked})" if person.id in self.unlinked else person.name
