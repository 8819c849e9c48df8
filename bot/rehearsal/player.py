"""Plays a transcript in a world, and notes for every line what came of it."""

from __future__ import annotations

from collections.abc import Sequence
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


@dataclass
class Outcome:
    """What came of one line. `heard` is what it looked at; `late` what its doing caused and nobody ever expected."""

    line: Line
    verdict: Verdict = field(default_factory=Verdict)
    heard: tuple[Heard, ...] = ()
    late: list[Heard] = field(default_factory=list)
    trouble: str = ""  # why it could not be done at all

    @property
    def good(self) -> bool:
        return self.verdict.good and not self.late and not self.trouble


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
        chat = self._chat(line)
        outcome.heard = tuple(self.world.ledger.take(chat))
        outcome.verdict = compare(line.pieces, outcome.heard)
        if self.transcript.rest == "ignored":
            outcome.verdict = Verdict(outcome.verdict.missing)

    def _chat(self, line: Expects) -> int:
        if line.to is None:
            if self.here is None:
                raise CannotDo("nobody has spoken yet; write muster to NAME")
            return self.here
        return self.world.group(line.to).chat if line.group else self.world.person(line.to).chat

    def _silence(self, line: Silence, outcome: Outcome) -> None:
        chats = [self.world.chat_of(name) for name in line.who] or self.world.ledger.chats()
        heard = [one for chat in chats for one in self.world.ledger.take(chat)]
        outcome.verdict = Verdict(extra=tuple(one for one in heard if one.must_be_expected))

    def look_for_the_rest(self) -> None:
        """Silence is expected where nothing else was: whatever is left over belongs to the line that caused it."""
        for heard, cause in self.world.ledger.rest():
            if heard.must_be_expected:
                self.outcomes[cause].late.append(heard)


def said_lines(heard: Sequence[Heard]) -> list[str]:
    """What was said, line by line."""
    return [piece for one in heard for piece in one.pieces()]
