"""What stands beside your own chat on a terminal: which chats are shown in full, and how each is headed."""

from __future__ import annotations

from collections.abc import Callable

from bot.channels.terminal.chats import Chats
from bot.channels.terminal.showing import How, Screen, Seen, same_buttons
from handlers.messages import Message
from handlers.people import Directory, Role, Staff


class Beside:
    """Shows messages on `screen` as `you` see them; `spoken_in` are chats in which you spoke for somebody."""

    def __init__(self, you: Staff, directory: Callable[[], Directory], screen: Screen, chats: Chats) -> None:
        self._you = you
        self._directory = directory
        self._screen = screen
        self._chats = chats
        self.spoken_in: set[int] = set()
        self.last_shown = ""

    def show(self, chat: int, message: Message, how: How, before: Message | None = None) -> None:
        """In full where somebody looks; elsewhere one line tells that it came, and nothing that it changed."""
        watched = chat in self._watched()
        if watched or how == "message":
            to, speaker = self.whose(chat)
            self.last_shown = message.text
            self._screen.show(Seen(message, how, to, speaker, brief=not watched, before=before))

    def changed(self, chat: int, number: int, message: Message, before: Message) -> None:
        """An edit: in full where there is something new to tap; the news alone, or nothing, where there is not."""
        glanced_at = self._glanced_at(chat, number, message, before)
        if not glanced_at or message.text != before.text:
            self.show(chat, message, "edit", before if glanced_at else None)

    def whose(self, chat: int) -> tuple[str | None, str | None]:
        """How a chat is headed, and the id that speaks in it; nothing for your own."""
        directory = self._directory()
        if chat == self._you.telegram:
            return None, None
        group = directory.group_by_chat.get(chat)
        if group is not None:
            return group.name.text(self._you.language), next(iter(group.members), None)
        person = directory.staff_by_account.get(chat)
        if person is None:
            return str(chat), None
        groups = [g.name.text(self._you.language) for g in directory.groups if person.id in g.members]
        return " · ".join([*groups[:1], person.name]), person.id

    def _watched(self) -> set[int]:
        """The chats that are shown in full: yours, a duty manager's, and of everybody you spoke for."""
        directory = self._directory()
        managers = [p.telegram for p in directory.staff_by_account.values() if p.role is Role.DUTY_MANAGER]
        others = managers[:1] or [group.chat for group in directory.groups]
        return {chat for chat in (self._you.telegram, *others, *self.spoken_in) if chat is not None}

    def _glanced_at(self, chat: int, number: int, message: Message, before: Message) -> bool:
        """Whether an edit only brings news: the same can be tapped, and it is not your own live question."""
        live = self._chats.live(chat)
        own = chat == self._you.telegram and live is not None and live.number == number
        return bool(message.rows) and same_buttons(message, before) and not own
