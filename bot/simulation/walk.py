"""Walking a playbook: how it is begun, what is given beforehand, and what somebody types line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.channels.terminal.lines import read_line
from bot.channels.terminal.speaking import Speaking
from bot.rehearsal.people import Arrival
from bot.rehearsal.world import World
from bot.simulation.giving import Given, given
from bot.simulation.seeds import Seeds
from bot.simulation.stage import Stage
from handlers.engine import AT_WORK, Frame, Session
from handlers.events import Commanded, Event, Said, Sender, Tapped
from handlers.taps import Tap, mark
from playbooks.model import Playbook
from playbooks.phrases import phrases

_BOT = "staff"


@dataclass(frozen=True, slots=True)
class WorldClock:
    """The rehearsed world's time, for what asks a clock."""

    world: World

    def now(self) -> datetime:
        return self.world.now

    def elapsed(self) -> float:
        return self.world.now.timestamp()

    def real_seconds(self, seconds: float) -> float:
        """Nobody waits here."""
        return 0.0


class Walk:
    """Whoever is on `stage` walks `playbook`."""

    def __init__(self, stage: Stage, playbook: Playbook) -> None:
        self._stage = stage
        self._world, self._you, self._chat, self._screen = stage.world, stage.you, stage.chat, stage.screen
        self._playbook = playbook
        self.say = phrases(stage.you.language)
        self._speaking = Speaking(stage.world.chats, stage.you, WorldClock(stage.world), _BOT)

    # what happens

    def begin(self, words: str = "") -> bool:
        """Starts the playbook: from `words` if it is offered for them, else from the menu of its kind.

        Whether it could be started.
        """
        if words:
            self._gives(Said(words), words)
            if self._start():
                return True
            self._screen.say(self.say("These words do not find this playbook. It is begun from the menu."))
        kind = self._playbook.kind.value
        self._gives(Commanded(kind), f"/{kind}")
        return self._frame() is not None or self._start()

    def answer(self, seeds: Seeds) -> None:
        """Gives what is given beforehand for the live question and those after it, as far as that goes."""
        tried: set[str] = set()
        while (frame := self._frame()) is not None and frame.at != AT_WORK:
            if frame.at is None:
                if seeds.sent:
                    self._taps("ok")
                return
            here = f"{frame.at} {len(frame.answers)}"
            if here in tried or not self._answer(frame.at, seeds):
                return  # asked again: what was given does not do, and whoever walks sees why
            tried.add(here)

    def settle(self, seeds: Seeds) -> bool:
        """Says of the checklist's steps how they ended; False while whoever walks has no checklist yet."""
        store = self._world.store
        case = next(iter(store.cases()), None)
        copy = case.checklist.copy_of(self._you.id) if case is not None and case.checklist is not None else None
        if case is None or copy is None:
            return False
        message = store.reference_of([copy.notice]).get(copy.notice)
        for name, outcome in seeds.steps.items():
            data = Tap("c", case.id, case.version, _outcome(name, outcome)).data
            self._gives(Tapped(self._world.new_tap(), data), f"[{name}: {outcome}]", message)
        return True

    def line(self, text: str) -> None:
        """Somebody typed a line."""
        directory = self._world.store.directory
        inbounds, hint = self._speaking.events_of(read_line(text, directory.staff_by_id), directory)
        if hint:
            self._screen.say(hint)
        self._stage.beside.spoken_in |= {inbound.chat for inbound in inbounds}
        self._stage.arrives([Arrival(i.sender, i.chat, i.event, i.message, i.reply_to) for i in inbounds if i.sender])

    # how it is said

    def _start(self) -> bool:
        """Taps the button that starts the playbook, or one of its choices, if it is offered."""
        wanted = f"m.start={self._playbook.id}"
        live = self._world.chats.live(self._chat)
        if live is None:
            return False
        for button in (button for row in live.now.rows for button in row):
            action = button.data.split(".", 3)[-1]
            if action == wanted or action.startswith(f"{wanted}/"):
                self._gives(Tapped(self._world.new_tap(), button.data), f"[{button.label}]", live.number)
                return self._frame() is not None
        return False

    def _answer(self, path: str, seeds: Seeds) -> bool:
        """Whether anything was given for the place that the conversation stands at."""
        name, _, rest = path.partition(".")
        if rest in ("+", "*"):
            rounds = len(self._rounds(name))
            self._taps("add" if rounds < len(seeds.rounds(name)) else "all")
            return bool(seeds.rounds(name))
        value = seeds.answer(path)
        if value is None:
            return False
        question = self._question(path)
        for one in given(question, value, self._you.language, self._world.store.directory):
            if (frame := self._frame()) is not None and frame.at == path:
                self._gives_one(one, value)
        return True

    def _gives_one(self, one: Given, value: object) -> None:
        if isinstance(one, str):
            self._taps(one, str(value))
        else:
            self._gives(
                one, one.text if isinstance(one, Said) else "/skip" if isinstance(one, Commanded) else str(value)
            )

    def _taps(self, action: str, shown: str = "") -> None:
        session, live = self._session(), self._world.chats.live(self._chat)
        if session is not None and live is not None:
            data = Tap("s", session.tag, session.render, action).data
            labels = {button.data: button.label for row in live.now.rows for button in row}
            self._gives(Tapped(self._world.new_tap(), data), f"[{labels.get(data, shown or action)}]", live.number)

    def _gives(self, event: Event, shown: str, message: int | None = None) -> None:
        self._screen.say(f"{self._you.id}> {shown}")
        sender = Sender(self._chat, self._you.name, self._you.language)
        self._stage.arrives([Arrival(sender, self._chat, event, message, None)])

    # what there is

    def _session(self) -> Session | None:
        return self._world.store.session(f"{_BOT}:{self._chat}")

    def _frame(self) -> Frame | None:
        session = self._session()
        return session.live if session is not None else None

    def _question(self, path: str) -> object:
        name, _, rest = path.partition(".")
        question = self._playbook.question_by_id.get(name)
        inner = rest.partition(".")[2]
        return next((q for q in getattr(question, "questions", ()) if q.id == inner), question)

    def _rounds(self, group: str) -> set[str]:
        frame = self._frame()
        paths = frame.answers if frame is not None else {}
        return {path.split(".")[1] for path in paths if path.startswith(f"{group}.") and path.count(".") > 1}


def _outcome(step: str, outcome: str) -> str:
    """The action by which a step ends so."""
    ways = {"done": "d", "not_applicable": "n"}
    if outcome in ways:
        return f"k.{ways[outcome]}={mark(step)}"
    return f"k.x={mark(step)}" if outcome == "cannot" else f"k.c={mark(step)}={mark(outcome)}"
