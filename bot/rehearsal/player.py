"""Plays a transcript in a world, and notes for every line what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bot.rehearsal.hearing import Heard, Verdict, compare
from bot.rehearsal.transcript import (
    Expects,
    Leaves,
    Line,
    Passes,
    Publishes,
    Restarts,
    Silence,
    Speaks,
    Transcript,
)
from bot.rehearsal.world import CannotDo, World


@dataclass(frozen=True, slots=True)
class Look:
    """What was heard in one chat, and whether that is what was expected."""

    chat: int
    heard: tuple[Heard, ...]
    verdict: Verdict


@dataclass
class Outcome:
    """What came of one line: what it looked at, and what its doing caused that nobody ever expected (`late`)."""

    line: Line
    looks: list[Look] = field(default_factory=list)
    late: list[Heard] = field(default_factory=list)
    trouble: str = ""  # why it could not be done at all

    @property
    def as_expected(self) -> bool:
        return all(look.verdict.good for look in self.looks)

    @property
    def good(self) -> bool:
        return self.as_expected and not self.late and not self.trouble


@dataclass
class Played:
    """A transcript and what came of its lines; it stops at the first line that cannot be done."""

    transcript: Transcript
    outcomes: list[Outcome]

    @property
    def good(self) -> bool:
        return all(outcome.good for outcome in self.outcomes)


def play(transcript: Transcript, world: World, folder: Path) -> Played:
    """Plays it to the end, or to the first line that cannot be done. Files it names are in `folder`."""
    player = _Player(transcript, world, folder)
    for index, line in enumerate(transcript.talk):
        outcome = Outcome(line)
        player.outcomes.append(outcome)
        try:
            player.do(index, outcome)
            if index == len(transcript.talk) - 1:
                world.check()
        except CannotDo as problem:
            outcome.trouble = str(problem)
            break
    if transcript.rest != "ignored":
        player.look_for_the_rest()
    return Played(transcript, player.outcomes)


class _Player:
    def __init__(self, transcript: Transcript, world: World, folder: Path) -> None:
        self.folder = folder
        self.transcript = transcript
        self.world = world
        self.outcomes: list[Outcome] = []
        self.here: int | None = None  # the chat that was last spoken in

    def do(self, index: int, outcome: Outcome) -> None:
        self.world.cause = index
        match outcome.line:
            case Expects() as line:
                self._expect(line, outcome)
            case Silence() as line:
                self._silence(line, outcome)
            case Speaks() as line:
                self.here = self._speak(line)
            case Passes() as line:
                self.world.passes(seconds=line.time.total_seconds())
            case Restarts():
                self.world.restart()
            case Leaves() as line:
                self.world.leaves(line.who)
            case Publishes() as line:
                self.world.publishes(self.folder / line.file)

    def _speak(self, line: Speaks) -> int:
        chat = self.world.group(line.group).chat if line.group else self.world.person(line.who).chat
        self.world.person(line.who).sends(line.what, chat, line.manner)
        return chat

    def _expect(self, line: Expects, outcome: Outcome) -> None:
        for chat in self._chats(line):
            heard = tuple(self.world.ledger.take(chat))
            verdict = compare(line.pieces, heard)
            if self.transcript.rest == "ignored":
                verdict = Verdict(verdict.missing)
            outcome.looks.append(Look(chat, heard, verdict))

    def _chats(self, line: Expects) -> list[int]:
        if line.to:
            return [self.world.chat_of(name) for name in line.to]
        if self.here is None:
            raise CannotDo("nobody has spoken yet; write muster to NAME")
        return [self.here]

    def _silence(self, line: Silence, outcome: Outcome) -> None:
        chats = [self.world.chat_of(name) for name in line.who] or self.world.ledger.chats()
        for chat in chats:
            heard = tuple(one for one in self.world.ledger.take(chat) if one.must_be_expected)
            outcome.looks.append(Look(chat, heard, Verdict(extra=heard)))

    def look_for_the_rest(self) -> None:
        """Silence is expected where nothing else was: whatever is left over belongs to the line that caused it."""
        for heard, cause in self.world.ledger.rest():
            if heard.must_be_expected:
                self.outcomes[cause].late.append(heard)
