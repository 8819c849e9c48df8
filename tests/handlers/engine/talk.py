"""A staff member talking to the engine. Between every two turns the session is written out and read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers.cases import Case, Run
from handlers.engine import (
    Draw,
    Frame,
    Session,
    Surroundings,
    Tell,
    Toast,
    Turn,
    Wake,
    begin,
    dump_session,
    leave_checklist,
    load_session,
    new_session,
    redraw,
    reopen,
    resume,
    step,
    values_of,
)
from handlers.events import Commanded, ContactGiven, Elapsed, Event, Located, Said, Shared, Tapped, Unsupported
from handlers.limits import DEFAULT_LIMITS, Limits
from handlers.media import Media
from handlers.messages import Button, Message
from handlers.people import Directory, Place, Role, Site, Staff
from playbooks.edition import Edition
from playbooks.model import Playbook, Severity
from playbooks.words import Words

MACAU = ZoneInfo("Asia/Macau")
START = datetime(2026, 11, 20, 6, 5, tzinfo=UTC)  # 14:05 in Macau, a Friday


class Shelf:
    """Editions in memory."""

    def __init__(self, *editions: Edition) -> None:
        self._editions = {edition.digest: edition for edition in editions}

    def add(self, edition: Edition) -> None:
        self._editions[edition.digest] = edition

    def drop(self, edition: Edition) -> None:
        del self._editions[edition.digest]

    def current(self, playbook: str) -> Edition | None:
        return next((e for e in self._editions.values() if e.playbook.id == playbook), None)

    def by_digest(self, digest: str) -> Edition | None:
        return self._editions.get(digest)

    def all_current(self) -> Sequence[Edition]:
        return list(self._editions.values())


def words(text: str, chinese: str | None = None) -> Words:
    return Words.model_validate({"en": text, "zh-Hans": chinese} if chinese else text)


T1 = Site(
    "t1",
    words("Terminal 1", "一号客运大楼"),
    (
        Place(
            "hall-a",
            words("Hall A", "A厅"),
            (Place("gate-12", words("Gate 12", "12号闸口")), Place("desk-3", words("Desk 3"))),
        ),
        Place("car-park", words("Car park", "停车场")),
        Place("toilets", words("Toilets", "洗手间")),
    ),
)
T2 = Site("t2", words("Terminal 2", "二号客运大楼"), (Place("pier", words("Pier")),))
BO = Staff("bo", "Bo", Role.STAFF, "en", 1001, ("t1",))
COLLEAGUES = (
    BO,
    Staff("ana", "Ana Lopes", Role.DUTY_MANAGER, "en", 2001),
    Staff("chan", "陳大文", Role.STAFF, "zh-Hant", 2002),
    Staff("rui", "Rui Sousa", Role.STAFF, "pt", 2003),
)


def playbook(kind: str = "complaint", **fields: Any) -> Playbook:
    """A small playbook with what a test needs in it."""
    given: dict[str, Any] = {
        "id": kind,
        "kind": kind,
        "owner": "tests",
        "version": 1,
        "reviewed": date(2026, 1, 1),
        "sources": ["made up for tests"],
        "title": kind.capitalize(),
        "closing": "Thank you.",
        "questions": [{"id": "what", "type": "text", "ask": "What happened?"}],
    }
    return Playbook.model_validate({**given, **fields})


class Talk:
    """Says things, taps things, and tells what came back."""

    def __init__(
        self, *playbooks: Playbook, staff: Staff = BO, limits: Limits = DEFAULT_LIMITS, sites: Any = (T1, T2)
    ) -> None:
        self.editions = {book.id: Edition.of(book) for book in playbooks}
        self.shelf = Shelf(*self.editions.values())
        self.directory = Directory("Harbour", "Asia/Macau", ("en",), sites, COLLEAGUES)
        self.staff = staff
        self.limits = limits
        self.now = START
        self._ids = 0
        self.effects: tuple[Any, ...] = ()
        self.all_effects: list[Any] = []
        self.taps = 0
        self.session: Session = new_session(self.at)
        self.prompt: Message | None = None

    @classmethod
    def about(cls, *questions: dict[str, Any], kind: str = "complaint", **fields: Any) -> Talk:
        """A conversation from a playbook of these questions, just begun."""
        talk = cls(playbook(kind, questions=list(questions), **fields))
        talk.begin(kind)
        return talk

    @property
    def at(self) -> Surroundings:
        return Surroundings(self.staff, self.directory, self.shelf, self.now, MACAU, self._new_id, self.limits)

    def _new_id(self) -> str:
        self._ids += 1
        return f"01JD{self._ids:022d}"

    # doing

    def begin(self, name: str, **options: Any) -> Turn:
        return self._keep(begin(self.session, self.editions[name], self.at, **options))

    def drill(self, name: str) -> Turn:
        return self.begin(name, run=Run.DRILL)

    def resume(self, frame_id: str) -> Turn:
        return self._keep(resume(self.session, frame_id, self.at))

    def reopens(self, frame: Frame) -> Turn:
        """Opens the case of a frame to be changed."""
        return self._keep(reopen(self.session, self.case_of(frame), self.at))

    def leaves_checklist(self) -> Turn:
        """The work on the checklist is over, or they want their questions back."""
        return self._keep(leave_checklist(self.session, self.at))

    def case_of(self, frame: Frame) -> Case:
        """The case as the desk keeps it."""
        return Case(
            frame.id,
            "I-2026-000001",
            frame.kind,
            frame.run,
            frame.playbook,
            frame.edition,
            Severity.NORMAL,
            self.staff.id,
            frame.started_at,
            site=frame.site,
            answers=values_of(frame),
        )

    def redraw(self) -> Turn:
        return self._keep(redraw(self.session, self.at))

    def says(self, text: str) -> Turn:
        return self.does(Said(text))

    def commands(self, name: str) -> Turn:
        return self.does(Commanded(name))

    def shares(
        self, unique: str, kind: Any = "photo", album: str | None = None, size: int | None = None, caption: str = ""
    ) -> Turn:
        return self.does(Shared(Media(kind, "ref-" + unique, unique, size), caption, album))

    def locates(self, latitude: float, longitude: float) -> Turn:
        return self.does(Located(latitude, longitude))

    def gives_contact(self, name: str, phone: str) -> Turn:
        return self.does(ContactGiven(name, phone))

    def sends_a(self, what: str) -> Turn:
        return self.does(Unsupported(what))

    def taps_on(self, label: str) -> Turn:
        return self.taps_data(self.button(label).data)

    def taps_data(self, data: str) -> Turn:
        self.taps += 1
        return self.does(Tapped(f"tap{self.taps}", data))

    def passes(self, **time: float) -> list[Turn]:
        """Lets time pass; a timer that was asked for comes when it is due."""
        end, turns = self.now + timedelta(**time), []
        while self._wake is not None and self._wake <= end:
            self.now, self._wake = self._wake, None
            turns.append(self.does(Elapsed("idle", "idle")))
        self.now = end
        return turns

    def does(self, event: Event) -> Turn:
        return self._keep(step(self.session, event, self.at))

    _wake: datetime | None = None

    def _keep(self, turn: Turn) -> Turn:
        text = dump_session(turn.session)
        assert load_session(text) == turn.session, "a session must survive being written and read"
        self.session = load_session(text)
        self.effects = turn.effects
        self.all_effects += turn.effects
        for effect in turn.effects:
            if isinstance(effect, Draw):
                self.prompt = effect.message
            if isinstance(effect, Wake):
                self._wake = effect.due
        self._check(turn)
        return turn

    def _check(self, turn: Turn) -> None:
        draws = [effect for effect in turn.effects if isinstance(effect, Draw)]
        assert len(draws) <= 1, "one prompt a turn at most"
        for draw in draws:
            for button in buttons(draw.message):
                assert button.data.split(".")[2] == str(turn.session.render)
                assert len(button.data.encode()) <= 64
                assert button.label

    # seeing

    @property
    def text(self) -> str:
        """The words of the live prompt."""
        return self.prompt.text if self.prompt else ""

    @property
    def labels(self) -> list[str]:
        return [button.label for button in buttons(self.prompt)] if self.prompt else []

    @property
    def frame(self) -> Frame:
        assert self.session.live is not None
        return self.session.live

    @property
    def values(self) -> dict[str, Any]:
        return values_of(self.frame)

    @property
    def toasts(self) -> list[str]:
        return [effect.text for effect in self.effects if isinstance(effect, Toast)]

    @property
    def told(self) -> list[str]:
        return [effect.message.text for effect in self.effects if isinstance(effect, Tell)]

    def got(self, kind: type) -> list[Any]:
        """The effects of this kind in the last turn."""
        return [effect for effect in self.effects if isinstance(effect, kind)]

    def ever_got(self, kind: type) -> list[Any]:
        return [effect for effect in self.all_effects if isinstance(effect, kind)]

    def button(self, label: str) -> Button:
        assert self.prompt is not None
        found = [button for button in buttons(self.prompt) if label in button.label]
        assert found, f"no button {label!r} among {self.labels}"
        exact = [button for button in found if button.label == label]
        return (exact or found)[0]

    def works_everywhere(self) -> Talk:
        self.staff = replace(self.staff, sites=())
        return self

    def editions_by_digest(self, digest: str) -> Edition:
        found = self.shelf.by_digest(digest)
        assert found is not None
        return found

    def speaks(self, language: str) -> Talk:
        self.staff = replace(self.staff, language=language)
        return self


def buttons(message: Message | None) -> list[Button]:
    return [button for row in message.rows for button in row] if message else []
