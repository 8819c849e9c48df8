"""Sends the probe's test alerts by the way of real ones, and tells by another way when one is not proved.

Each test is a timer, a turn, a notice in the urgent lane; nothing of it is in cases or figures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.alerts.cards import clock_time
from handlers.delivery import Lane, Notice
from handlers.desk.duty.showing import minute_of
from handlers.desk.health.testing import how_long
from handlers.desk.telling.outside import bot_of
from handlers.engine.session import Session
from handlers.events import Elapsed, Inbound, Tapped
from handlers.house import House, TapAnswer
from handlers.messages import Button, Message, Span, plain
from handlers.people import Role
from handlers.ports import Timer, UnitOfWork
from handlers.probes import Probe, Standing, next_test
from handlers.taps import PROBE, Tap, read_tap
from playbooks.phrases import Phrases, phrases

KIND = "probe"
BEGIN = {"phase": "begin"}  # what a process that begins to serve tells us
_KEY = "probe"


def conversation_of(probe: Probe, house: House) -> str:
    """Where the tests take place, and what is known of them is kept."""
    return f"{house.alert_bot}:{probe.chat}"


def is_answer(event: Tapped) -> bool:
    """Whether this is a tap on a test of the probe."""
    tap = read_tap(event.data)
    return tap is not None and tap.scope == PROBE


def probe_elapsed(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """A test is due, or the time is up in which one was to be proved; nothing if there is no probe any more."""
    probe = house.probe
    if probe is None or inbound.conversation != conversation_of(probe, house):
        return
    work = _Work(uow, house, probe, uow.session(inbound.conversation) or Session(tag=""))
    match event.data["phase"]:
        case "begin":
            work.begin()
        case "send":
            work.send()
        case _:
            work.check(event.data["notice"])


def probe_answered(inbound: Inbound, event: Tapped, uow: UnitOfWork, house: House) -> TapAnswer:
    """Somebody, or a monitor, tapped a test: in the probe's own chat that proves the whole way."""
    probe, tap = house.probe, read_tap(event.data)
    say = phrases(uow.directory.languages[0])
    if probe is None or tap is None or inbound.conversation != conversation_of(probe, house):
        return TapAnswer(inbound.bot, event.tap_id, say("This is not for you to open."), alert=True)
    work = _Work(uow, house, probe, uow.session(inbound.conversation) or Session(tag=""))
    return TapAnswer(inbound.bot, event.tap_id, work.answered(tap.render, inbound.message))


@dataclass(slots=True)
class _Work:
    """One turn of the probe."""

    uow: UnitOfWork
    house: House
    probe: Probe
    session: Session

    @property
    def _standing(self) -> Standing:
        return Standing.read(self.session.desk)

    @property
    def _say(self) -> Phrases:
        return phrases(self.uow.directory.languages[0])

    def begin(self) -> None:
        """A process begins to serve: a test that is under way goes on, else the next is due when it is."""
        standing = self._standing
        waits = standing.sent is not None and not standing.is_proved and not standing.failing
        if waits and standing.sent is not None and self.uow.now < standing.sent + self.probe.within:
            self._wait("check", standing.sent + self.probe.within, notice=standing.notice or "")
        else:
            self._wait("send", next_test(standing, self.probe, self.uow.now))

    def send(self) -> None:
        """The next test."""
        now, notice = self.uow.now, self.uow.new_id()
        self._queue(self.house.alert_bot, self.probe.chat, self._test(now), notice=notice, key=KIND)
        self._keep(replace(self._standing, sent=now, notice=notice))
        self._wait("check", now + self.probe.within, notice=notice)

    def check(self, notice: str) -> None:
        """The time is up for this test."""
        standing, sent = self._standing, self.uow.was_sent(notice)
        if standing.is_proved or (sent and not self.probe.answered):
            self._proved()
        else:
            self._failed(sent)
        self._wait("send", next_test(self._standing, self.probe, self.uow.now))

    def answered(self, minute: int, message: int | None) -> str:
        """A tap on the test of this minute; what is said to whoever tapped."""
        standing, say = self._standing, self._say
        if standing.sent is None or minute_of(standing.sent) != minute:
            return say("That button is from before. Please use the newest card.")
        seconds = int((self.uow.now - standing.sent).total_seconds())
        self._proved()
        self._wait("send", next_test(self._standing, self.probe, self.uow.now))
        words = how_long(say, seconds)
        self._queue(self.house.alert_bot, self.probe.chat, plain("✓ " + words), edits=message)
        return words

    def _test(self, now: datetime) -> Message:
        say = self._say
        head = Span("🔔 " + say("Test: nothing has happened"), "bold")
        if not self.probe.answered:
            # TRANSLATORS: A test alert that Muster sends by itself, again and again.
            return Message((head, Span("\n" + say("Muster looks whether alerts can be sent. Nothing to do."))))
        button = Button(say("Acknowledge"), Tap(PROBE, KIND, minute_of(now), "ok").data, "primary")
        words = say("Muster looks whether alerts arrive and can be answered. Tap the button.")
        return Message((head, Span("\n" + words)), ((button,),))

    def _proved(self) -> None:
        if self._standing.failing:
            self._tell_those_in_charge(lambda say: "✓ " + say("Test alerts get through again."))
        self._keep(replace(self._standing, proved=self.uow.now, failing=False))

    def _failed(self, sent: bool) -> None:
        standing = self._standing
        if not standing.failing:
            self._tell_those_in_charge(self._trouble(standing.sent or self.uow.now - self.probe.within, sent))
        self._keep(replace(standing, failing=True))

    def _trouble(self, at: datetime, sent: bool) -> Callable[[Phrases], str]:
        directory, now = self.uow.directory, self.uow.now

        def words(say: Phrases) -> str:
            time = clock_time(at, directory, now, say.language)
            if sent:
                what = say("Nobody answered the test alert of {time}.", time=time)
            else:
                what = say("The test alert of {time} could not be delivered.", time=time)
            return "⚠️ " + what + "\n" + say("Alerts may not reach anybody now. Please look into it.")

        return words

    def _tell_those_in_charge(self, words: Callable[[Phrases], str]) -> None:
        """By the bot that does not carry alerts, if there are two, and by an outside channel, if one is named."""
        for person in self.uow.directory.staff:
            if person.active and person.telegram is not None and person.role is Role.ADMIN:
                told = plain(words(phrases(person.language)))
                self._queue(self.house.staff_bot, person.telegram, told, staff=person.id, critical=True)
        if self.probe.outside is not None:
            self._queue(bot_of(self.probe.outside), 0, plain(words(self._say)))

    def _queue(
        self,
        bot: str,
        chat: int,
        message: Message,
        *,
        notice: str | None = None,
        key: str | None = None,
        edits: int | None = None,
        staff: str | None = None,
        critical: bool = False,
    ) -> None:
        person = self.uow.directory.staff_by_id.get(staff or "")
        language = person.language if person is not None else self.uow.directory.languages[0]
        self.uow.queue(
            Notice(
                notice or self.uow.new_id(),
                bot,
                chat,
                message,
                lane=Lane.URGENT,
                edits_message=edits,
                staff=staff,
                key=key,
                critical=critical,
                language=language,
            )
        )

    def _keep(self, standing: Standing) -> None:
        self.session = replace(self.session, desk=standing.kept(self.session.desk))
        self.uow.keep_session(conversation_of(self.probe, self.house), self.session)

    def _wait(self, phase: str, due: datetime, **more: str) -> None:
        conversation = conversation_of(self.probe, self.house)
        self.uow.set_timer(Timer(_KEY, conversation, due, KIND, {"phase": phase, **more}))
