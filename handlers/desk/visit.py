"""One turn in the making: who is talking, where, in what language, and what has been said so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from handlers.cases import Case
from handlers.delivery import Lane, Notice
from handlers.desk.alike.likeness import hint
from handlers.engine.session import Session
from handlers.engine.turn import Surroundings
from handlers.events import Inbound, Tapped
from handlers.house import House, TapAnswer
from handlers.messages import Message, plain
from handlers.people import Directory, Role, Staff
from handlers.ports import UnitOfWork
from handlers.taps import Tap
from playbooks.phrases import Phrases, phrases


@dataclass(slots=True)
class Visit:
    """Changes only while its turn runs; what lasts goes through `uow`."""

    inbound: Inbound
    uow: UnitOfWork
    house: House
    staff: Staff
    directory: Directory
    session: Session
    answers: list[TapAnswer] = field(default_factory=list)
    known: bool = True  # False: somebody who is not (any more) on the list

    @property
    def say(self) -> Phrases:
        """Words in this person's language."""
        return phrases(self.staff.language)

    @property
    def at(self) -> Surroundings:
        """What the engine wants to know."""
        uow = self.uow
        zone = ZoneInfo(self.directory.timezone)
        return Surroundings(
            self.staff,
            self.directory,
            uow.editions,
            uow.now,
            zone,
            uow.new_id,
            self.house.limits,
            partial(hint, uow, self.say),
        )

    def tell(self, message: Message | str, case: Case | None = None, lane: Lane = Lane.PROMPT) -> None:
        """Says something in this chat; with `case`, a reply to it becomes a note on that case.

        What nobody waits for can go in another `lane`, at the chat's pace.
        """
        words = plain(message) if isinstance(message, str) else message
        self.uow.queue(
            Notice(
                self.uow.new_id(),
                self.inbound.bot,
                self.inbound.chat,
                words,
                lane=lane,
                case=case.id if case else None,
                staff=self.staff.id or None,
                language=self.staff.language,
            )
        )

    def draw(self, message: Message, replaces: bool, amends: bool = False) -> None:
        """Shows the live prompt; one that is still waiting to be sent gives way to it.

        With `replaces` it takes the place of the tapped message, with `amends` that of the prompt before.
        """
        before = self.session.desk.get("prompt") if amends else None
        if before is not None and self.uow.reword(before, message):
            return
        prompt = self.uow.new_id()
        self.uow.queue(
            Notice(
                prompt,
                self.inbound.bot,
                self.inbound.chat,
                message,
                lane=Lane.PROMPT,
                edits=before,
                edits_message=self.tapped_message if replaces else None,
                staff=self.staff.id or None,
                key=f"prompt:{self.inbound.conversation}",
                language=self.staff.language,
            )
        )
        if not replaces:
            self.remember(prompt=before or prompt)

    @property
    def tapped_message(self) -> int | None:
        """The message whose button was tapped, if this is a tap."""
        return self.inbound.message if isinstance(self.inbound.event, Tapped) else None

    def toast(self, text: str = "", alert: bool = False) -> None:
        """Answers the tap, once; later answers to the same tap are not heard."""
        event = self.inbound.event
        if isinstance(event, Tapped) and not self.answers:
            self.answers.append(TapAnswer(self.inbound.bot, event.tap_id, text[:200], alert))

    def remember(self, **small: Any) -> None:
        """Puts small things into the desk's own part of the session; None takes one out."""
        kept = {name: value for name, value in {**self.session.desk, **small}.items() if value is not None}
        self.session = replace(self.session, desk=kept)

    def new_render(self) -> int:
        """Numbers a menu of the desk, so that buttons drawn before it are told to be stale."""
        self.session = replace(self.session, render=self.session.render + 1)
        return self.session.render

    def button_data(self, action: str) -> str:
        """The data of a menu button drawn now."""
        return Tap("s", self.session.tag, self.session.render, f"m.{action}").data


def from_muster(inbound: Inbound, uow: UnitOfWork, house: House) -> Visit:
    """A turn in which nobody says anything: it is Muster itself that speaks."""
    nobody = Staff(id="", name="Muster", role=Role.STAFF)
    return Visit(inbound, uow, house, nobody, uow.directory, Session(tag=""))
