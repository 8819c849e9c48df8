"""What an answer costs the database: statements, counted at the one place through which all of them go."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.onlooking import now
from bench.rollcall.setting import FIRST, PLAYBOOK, organisation
from bot.ids import id_maker
from handlers.cases import Case
from handlers.desk import handle
from handlers.events import Commanded, Elapsed, Event, Inbound, Sender, Tapped
from handlers.house import House
from handlers.organisation import read_organisation
from handlers.taps import Tap, mark
from playbooks.edition import Edition
from playbooks.model import Playbook
from playbooks.yaml_file import parse_yaml
from storage import Received, Store

_HOUSE = House(find=lambda text, taught: ())


@dataclass(frozen=True, slots=True)
class Cost:
    """Of an answer, when `together` of them share a commit. `each_ms` is its turn and its part of the commit."""

    people: int
    together: int
    begin_ms: float  # the turn in which everybody is asked
    each: float  # statements
    each_ms: float
    count_ms: float  # the turn that counts everybody


def statements(people: int, *, together: int) -> Cost:
    """Asks `people` in one turn, lets all of them answer, and counts once."""
    with tempfile.TemporaryDirectory(prefix="muster-rollcall-") as name:
        desk = _Desk(Path(name), people)
        case = desk.alarm()
        begun = time.perf_counter()
        desk.turns([(FIRST, _tap("r", case, f"go={mark('here')}."))])
        begin = time.perf_counter() - begun
        answers = [(FIRST + n, _tap("r", case, "ok")) for n in range(1, people)]
        with desk.counted() as count:
            begun = time.perf_counter()
            for at in range(0, len(answers), together):
                desk.turns(answers[at : at + together])
            took = time.perf_counter() - begun
            each = count() / len(answers)
        begun = time.perf_counter()
        desk.count_now()
        counting = time.perf_counter() - begun
        desk.store.close()
    ms = 1000 / len(answers)
    return Cost(
        people, together, round(begin * 1000, 1), round(each, 2), round(took * ms, 2), round(counting * 1000, 1)
    )


def _tap(scope: Any, case: Case, action: str) -> Event:
    return Tapped("1", Tap(scope, case.id, 1, action).data)


class _Desk:
    def __init__(self, folder: Path, people: int) -> None:
        self._updates = 0
        self.store = Store.open(f"sqlite:///{folder / 'muster.db'}", clock=now, new_id=id_maker(now), owner="bench")
        self.store.import_organisation(read_organisation(parse_yaml(json.dumps(organisation(people)), "bench")))
        self.store.publish([Edition.of(Playbook.model_validate(PLAYBOOK))])

    def alarm(self) -> Case:
        """Raised by the first of them, who leads."""
        self.turns([(FIRST, Commanded("emergency"))])
        session = self.store.session(f"staff:{FIRST}")
        assert session is not None
        data = Tap("s", session.tag, session.render, "m.start=blaze").data
        self.turns([(FIRST, Tapped("1", data))])
        (case,) = self.store.cases()
        self.turns([(FIRST, Tapped("1", Tap("c", case.id, case.version, "take=0").data))])
        return case

    def turns(self, events: list[tuple[int, Event]]) -> None:
        """Each from its account, all in one commit."""
        inbound = []
        for account, event in events:
            self._updates += 1
            inbound.append(Inbound("staff", account, event, now(), sender=Sender(account, "Somebody"), message=1))
        received = [Received(self._updates - n, one.conversation, "{}", now()) for n, one in enumerate(inbound)]
        with self.store.turns(len(inbound), lambda notice: True, received={"staff": received}) as batch:
            by_conversation = {one.conversation: one for one in inbound}
            for item in batch.items:
                with batch.turn(item) as uow:
                    handle(by_conversation[item.conversation], uow, _HOUSE)

    def count_now(self) -> None:
        """What the timer does."""
        from_timer = self.store.next_timer()
        assert from_timer is not None
        self.store.fire_timers(from_timer, 100)
        with self.store.turns(100, lambda notice: True) as batch:
            for item in batch.items:
                timer = json.loads(item.raw)
                with batch.turn(item) as uow:
                    due = Elapsed(timer["timer"], timer["kind"], timer["data"])
                    handle(Inbound("staff", 0, due, now()), uow, _HOUSE)

    @contextmanager
    def counted(self) -> Iterator[Callable[[], int]]:
        """Counts statements; many rows of one statement are one."""
        database: Any = self.store._database
        made = [0]
        plain = {name: getattr(database, name) for name in ("read", "first", "write", "write_all")}

        def counting(name: str) -> Callable[..., Any]:
            def call(statement: Any, *rows: Any, **values: Any) -> Any:
                made[0] += name != "write_all" or len(rows[0]) > 1  # one row is written by `write`
                return plain[name](statement, *rows, **values)

            return call

        for name in plain:
            setattr(database, name, counting(name))
        yield lambda: made[0]
        for name in plain:
            delattr(database, name)
