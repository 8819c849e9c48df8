"""The terminal keeps what every channel promises: input until it is confirmed, honest results, taps answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import ANY

import pytest

from bot.channels.port import ChannelUnreachable, NotLoaded, Outgoing, Undecodable
from bot.channels.terminal.channel import TerminalChannel
from bot.channels.terminal.showing import PlainScreen, Seen
from handlers.delivery import NotModified, NotSent, Rejected, Sent
from handlers.events import Commanded, Inbound, Said, Tapped
from handlers.media import Media, own_content
from handlers.messages import Button, Message, Span, plain
from handlers.people import Directory, Group, Role, Staff
from playbooks.words import Words

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
BO = Staff("bo", "Bo", Role.STAFF, telegram=1001)
ANA = Staff("ana", "Ana", Role.DUTY_MANAGER, telegram=2001)
MING = Staff("ming", "Ming", Role.DUTY_MANAGER, telegram=2002)
DIRECTORY = Directory(
    staff=(BO, ANA, MING), groups=(Group("duty", Words({"en": "Duty managers"}), -1001, ("ana", "ming")),)
)
YES_NO = plain("Is it wet?", (Button("Yes", "s.tag.1.a=yes"), Button("No", "s.tag.1.a=no")))
CARD = plain("E-2026-000001\nDanger", (Button("Acknowledge", "c.01.1.ack"),))


class StillClock:
    def now(self) -> datetime:
        return NOW

    def elapsed(self) -> float:
        return 0.0

    def real_seconds(self, seconds: float) -> float:
        return seconds


class Typed:
    """Lines as they are put in."""

    def __init__(self) -> None:
        self.lines: asyncio.Queue[str | None] = asyncio.Queue()

    async def next(self) -> str | None:
        return await self.lines.get()


class Screen(PlainScreen):
    """Keeps what was said."""

    def __init__(self) -> None:
        super().__init__("bo")
        self.said: list[str] = []
        self.seen: list[Seen] = []

    def say(self, text: str) -> None:
        self.said.append(text)

    def show(self, seen: Seen) -> None:
        self.seen.append(seen)
        super().show(seen)


class Desk:
    """A channel with its lines and its screen in our hands."""

    def __init__(self, files: Path) -> None:
        self.lines, self.screen, self.settled = Typed(), Screen(), 0
        self.channel = TerminalChannel(
            BO, lambda: DIRECTORY, self.screen, self.lines, StillClock(), self._settle, files
        )
        self.offset: int | None = None

    async def _settle(self) -> None:
        self.settled += 1

    async def hears(self, line: str) -> Inbound:
        """The one event of a typed line."""
        self.lines.lines.put_nowait(line)
        (update,) = await self.channel.fetch(self.offset, 1.0)
        self.offset = update.update_id + 1
        inbound = self.channel.decode(update.raw, NOW)
        assert inbound is not None
        assert inbound.conversation == update.conversation
        return inbound

    async def shows(self, chat: int, message: Message, edit: int | None = None) -> int:
        result = await self.channel.send(Outgoing(chat, message, edit))
        assert isinstance(result, Sent)
        assert result.reference is not None
        return result.reference


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    made = Desk(tmp_path)
    await made.channel.open()
    yield made
    await made.channel.close()


async def test_input_comes_again_until_the_offset_confirms_it(desk: Desk) -> None:
    desk.lines.lines.put_nowait("hello")
    first = await desk.channel.fetch(None, 1.0)
    assert await desk.channel.fetch(None, 1.0) == first
    desk.lines.lines.put_nowait("again")
    (second,) = await desk.channel.fetch(first[0].update_id + 1, 1.0)
    assert second.update_id > first[0].update_id
    assert desk.settled == 2


async def test_words_commands_and_other_speakers(desk: Desk) -> None:
    assert (await desk.hears("the floor is wet")).event == Said("the floor is wet")
    assert (await desk.hears("/incident")).event == Commanded("incident")
    ana = await desk.hears("@ana on my way")
    assert (ana.chat, ana.sender and ana.sender.account, ana.event) == (2001, 2001, Said("on my way"))


async def test_a_number_taps_where_there_is_a_button_and_is_text_where_there_is_none(desk: Desk) -> None:
    assert (await desk.hears("2")).event == Said("2")
    shown = await desk.shows(1001, YES_NO)
    tap = await desk.hears("2")
    assert isinstance(tap.event, Tapped)
    assert (tap.event.data, tap.message) == ("s.tag.1.a=no", shown)
    assert (await desk.hears("3")).event == Said("3")


async def test_a_menu_that_came_with_a_question_can_be_answered_too(desk: Desk) -> None:
    menu = plain("Which?", tuple(Button(name, f"s.tag.1.m.lang={name}") for name in ("en", "pt", "zh")))
    await desk.shows(1001, menu)
    await desk.shows(1001, YES_NO)
    third, first = await desk.hears("3"), await desk.hears("1")
    assert isinstance(third.event, Tapped)
    assert third.event.data.endswith("lang=zh")
    assert isinstance(first.event, Tapped)
    assert first.event.data.endswith("a=yes")
    assert (await desk.hears("3")).event == Said("3")  # by now the menu is history


async def test_somebody_taps_in_their_own_chat_or_else_in_their_group(desk: Desk) -> None:
    await desk.shows(-1001, CARD)
    assert (await desk.hears("ana 1")).chat == -1001
    await desk.shows(2001, CARD)
    assert (await desk.hears("ana: [Acknowledge]")).chat == 2001


async def test_a_button_that_is_not_there_is_said_and_nothing_is_sent(desk: Desk) -> None:
    desk.lines.lines.put_nowait("[Maybe]")
    assert (await desk.hears("go on")).event == Said("go on")
    assert "There is no button “Maybe” now." in desk.screen.said


async def test_help_also_tells_what_can_be_typed_here(desk: Desk) -> None:
    assert (await desk.hears("/help")).event == Commanded("help")
    assert "/photo scene.jpg sends a file" not in desk.screen.said[-1]  # first what everybody is told
    await desk.hears("go on")
    assert any("/photo scene.jpg sends a file" in said for said in desk.screen.said)


async def test_edits_say_what_came_of_them(desk: Desk) -> None:
    shown = await desk.shows(1001, YES_NO)
    assert await desk.channel.send(Outgoing(1001, YES_NO, shown)) == NotModified()
    assert await desk.shows(1001, plain("✓ Wet"), edit=shown) == shown
    assert isinstance(await desk.channel.send(Outgoing(1001, YES_NO, shown + 99)), Rejected)


async def test_of_an_edited_card_only_the_news_is_shown(desk: Desk) -> None:
    shown = await desk.shows(2001, CARD)
    await desk.shows(2001, plain("E-2026-000001\nDanger\nGate 12", *CARD.rows), edit=shown)
    assert desk.screen.said[-1] == "[Duty managers · Ana] ↻ E-2026-000001 · Gate 12"
    taken = plain("E-2026-000001\nDanger\nTaken", (Button("Resolve", "c.01.2.done"),))
    await desk.shows(2001, taken, edit=shown)
    assert "  ana 1 [Resolve]" in desk.screen.said


async def test_an_edit_that_nobody_can_see_is_not_shown(desk: Desk) -> None:
    shown = await desk.shows(2001, CARD)
    await desk.shows(2001, plain("E-2026-000001\nDanger", (Button("Acknowledge", "c.01.2.ack"),)), edit=shown)
    assert len(desk.screen.seen) == 1
    assert (await desk.hears("ana 1")).event == Tapped(ANY, "c.01.2.ack")


async def test_your_own_question_is_shown_whole_whenever_it_changes(desk: Desk) -> None:
    shown = await desk.shows(1001, YES_NO)
    await desk.shows(1001, plain("Is it still wet?", *YES_NO.rows), edit=shown)
    assert desk.screen.said[-2:] == ["Is it still wet?", "  1 [Yes]   2 [No]"]


async def test_one_manager_is_shown_in_full_and_the_others_in_a_line(desk: Desk) -> None:
    for chat in (2001, 2002, -1001):
        await desk.shows(chat, CARD)
    assert [seen.brief for seen in desk.screen.seen] == [False, True, True]
    assert desk.screen.seen[0].to == "Duty managers · Ana"
    assert "  ana 1 [Acknowledge]" in desk.screen.said
    assert "[Duty managers · Ming] E-2026-000001 …" in desk.screen.said


async def test_what_people_write_does_not_steer_the_terminal(desk: Desk) -> None:
    await desk.shows(1001, plain("\x1b[2Jboo\x07 👩‍🚒 שלום"))
    assert "�[2Jboo� 👩‍🚒 שלום" in desk.screen.said


async def test_a_tap_is_answered_unless_its_words_are_on_the_screen(desk: Desk) -> None:
    await desk.shows(1001, plain("✓ Wet: Yes"))
    await desk.channel.answer_tap("tap", "✓ Wet: Yes", False)
    await desk.channel.answer_tap("tap", "Noted.", False)
    assert desk.screen.said == ["✓ Wet: Yes", "(Noted.)"]


async def test_files_are_fetched_from_where_they_are(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(b"photo")
    assert await desk.channel.download(str(file)) == b"photo"
    with pytest.raises(FileNotFoundError):
        await desk.channel.download(str(tmp_path / "b.jpg"))
    with pytest.raises(ChannelUnreachable):
        await desk.channel.download("AgACAgIAAx")


async def test_the_end_of_the_lines_is_the_end(desk: Desk) -> None:
    desk.lines.lines.put_nowait(None)
    fetching = asyncio.ensure_future(desk.channel.fetch(None, 1.0))
    await desk.channel.ended.wait()
    assert not fetching.done()
    fetching.cancel()


def test_what_is_no_event_is_undecodable(tmp_path: Path) -> None:
    with pytest.raises(Undecodable):
        Desk(tmp_path).channel.decode("no json", NOW)


async def test_a_file_of_ours_is_saved_and_the_message_says_where(desk: Desk, tmp_path: Path) -> None:
    contents = {"d1": b"one", "d2": b"two"}

    async def load(digest: str) -> bytes:
        return contents[digest]

    for digest in (*contents, "d1"):
        file = own_content(Media("document", "", digest, name="../report.pdf"), digest)
        await desk.channel.send(Outgoing(1001, Message((Span("The report"),), media=(file,)), load=load))
    names = [seen.message.media[0].name for seen in desk.screen.seen]
    assert names == [str(tmp_path / name) for name in ("report.pdf", "report-2.pdf", "report.pdf")]
    assert (tmp_path / "report-2.pdf").read_bytes() == b"two"


async def test_a_file_that_cannot_be_had_or_kept(desk: Desk, tmp_path: Path) -> None:
    async def load(digest: str) -> bytes:
        if digest == "gone":
            raise NotLoaded("nothing is stored under gone")
        return b"x"

    def outgoing(digest: str) -> Outgoing:
        file = own_content(Media("document", "", digest, name="x.pdf"), digest)
        return Outgoing(1001, Message((Span("The report"),), media=(file,)), load=load)

    assert await desk.channel.send(outgoing("gone")) == NotSent("nothing is stored under gone")
    desk.channel._files = tmp_path / "a file"
    desk.channel._files.write_text("in the way")
    result = await desk.channel.send(outgoing("d1"))
    assert isinstance(result, Rejected)
    assert "cannot be saved in" in result.why
