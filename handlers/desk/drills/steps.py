"""One step of a run: what is written to its log, and what everybody who must know of it sees from then on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from handlers.cases import Happening
from handlers.delivery import Lane, Notice
from handlers.desk.drills.exercise import Exercise, in_run
from handlers.drills.expecting import judged
from handlers.drills.folding import read_run
from handlers.drills.results import CHANGING, result_of
from handlers.drills.run import Drill
from handlers.drills.standing import State
from handlers.house import House
from handlers.messages import Message
from handlers.people import Staff
from handlers.ports import Timer, UnitOfWork
from playbooks.phrases import Phrases, phrases

#: The kinds of a run's own timers.
INJECT, PLANNED_END, WINDOW = "drill-inject", "drill-end", "drill-window"
#: The kind of a timer, in real time, that is set for when a run is to begin.
DUE = "drill-due"
#: The same for when it is left alone: nothing of it is looked at, or sent, any more.
CLOSE = "drill-close"
OPEN_FOR = timedelta(days=14)

_NOBODYS_CHAT = 0  # such timers are kept in order by themselves; no chat has this number


def run_by_id(uow: UnitOfWork, drill_id: str) -> Drill | None:
    """A run as its log tells it; it is locked until the commit."""
    return read_run(drill_id, uow.drill_log(drill_id))


@dataclass(slots=True)
class Play:
    """A run in the hands of one turn. `uow` is real life's; `exercise` the world inside the run."""

    uow: UnitOfWork
    house: House
    exercise: Exercise

    @classmethod
    def of(cls, uow: UnitOfWork, house: House, run: Drill) -> Play:
        return cls(uow, house, Exercise(uow, run))

    @property
    def run(self) -> Drill:
        return self.exercise.run

    @property
    def inside(self) -> UnitOfWork:
        """The unit of work for what happens inside the run."""
        return in_run(self.uow, self.run)

    def log(self, kind: str, actor: str | None, **data: Any) -> None:
        """Writes an entry and takes in what it means."""
        before = self.run.standing
        self.exercise.note(Happening(kind, actor, data))
        if self.run.standing != before or self.run.closed or kind == "planned":
            self.keep()
        if kind in CHANGING and (result := result_of(self.run)) is not None:
            self.uow.keep_result(result)

    def keep(self) -> None:
        """How it stands, for every later turn and for what sends."""
        self.uow.keep_standing(self.run.standing, is_open=not self.run.closed)

    def turn_timers(self) -> None:
        """After a ruling on time: everything that waits for the clock waits for it anew."""
        if self.run.state in (State.ENDED, State.CANCELLED):
            self.uow.drop_timers(self.run.id)
            self.wait_in_earnest(CLOSE, self.uow.now + OPEN_FOR)
        else:
            self.uow.move_timers(self.run.id, self.run.clock.when)

    def wait_in_earnest(self, kind: str, due: datetime) -> None:
        """Sets a timer of real time, one of each kind; a line in the desk's routing says what it does."""
        conversation = f"{self.house.staff_bot}:{_NOBODYS_CHAT}"
        self.uow.set_timer(Timer(f"{kind}:{self.run.id}", conversation, due, kind, {"drill": self.run.id}))

    def wait(self, kind: str, name: str, due: Any, **data: str) -> None:
        """Sets one of the run's own timers, in exercise time."""
        conversation = f"{self.house.staff_bot}:{_NOBODYS_CHAT}"
        self.exercise.set_timer(Timer(f"{kind}:{name}", conversation, due, kind, {"name": name, **data}))

    def tell(
        self,
        staff_id: str,
        words: Message,
        *,
        key: str | None = None,
        edits: int | None = None,
        of: str | None = None,
        as_notice: str | None = None,
        urgent: bool = False,
    ) -> None:
        """A message of the run to one of its people; it is marked on its way out.

        `edits` is the platform message it takes the place of, `of` the notice; `as_notice` the id it gets itself.
        """
        person = self.uow.directory.staff_by_id.get(staff_id)
        if person is None or person.telegram is None or not person.active:
            return
        self.exercise.queue(
            Notice(
                as_notice or self.uow.new_id(),
                self.house.staff_bot,
                person.telegram,
                words,
                lane=Lane.URGENT if urgent else Lane.ALERT,
                edits=of,
                edits_message=edits,
                case=self.run.id,  # whoever replies to it speaks in the run
                staff=person.id,
                key=key,
                critical=urgent,
                language=person.language,
            )
        )

    def say_to(self, staff_id: str) -> Phrases:
        """Words in somebody's language."""
        person: Staff | None = self.uow.directory.staff_by_id.get(staff_id)
        return phrases(person.language if person is not None else "en")


def set_date(play: Play, actor: str, starts: str | None) -> None:
    """When it is to begin; whoever leads it is reminded then."""
    play.log("set", actor, starts=starts)
    if play.run.starts is None:
        play.uow.cancel_timer(f"{DUE}:{play.run.id}")
    else:
        play.wait_in_earnest(DUE, play.run.starts)


def follow_deeds(play: Play, met_before: frozenset[str]) -> None:
    """Injects that come after something was done: it has just been."""
    for inject in play.run.injects.values():
        if inject.after is None or inject.after in met_before or play.run.is_settled(inject.id):
            continue
        deed = next((one for one in judged(play.run, play.uow.now) if one.expectation.id == inject.after), None)
        if deed is not None and deed.met_at is not None:
            due = play.exercise.now + inject.wait if inject.wait is not None else play.exercise.now
            play.wait(INJECT, inject.id, due, how="deed")


def met_in(play: Play) -> frozenset[str]:
    """Ids of the expectations that were met so far."""
    if not any(inject.after is not None for inject in play.run.injects.values()):
        return frozenset()
    return frozenset(one.expectation.id for one in judged(play.run, play.uow.now) if one.met_at is not None)
