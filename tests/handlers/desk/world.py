"""A small organisation with two playbooks and an alarm, in which people talk to the desk and hear what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

from handlers.cases import Case
from handlers.delivery import Notice, NoticeState
from handlers.desk import handle
from handlers.events import Commanded, Elapsed, Event, Inbound, Said, Sender, Shared, Tapped
from handlers.house import House, Suggestion, TapAnswer
from handlers.media import Media
from handlers.messages import Button, Message
from handlers.organisation import read_organisation
from handlers.people import Staff
from handlers.ports import Invitation, Timer
from playbooks.edition import Edition
from playbooks.loading import parse_yaml
from playbooks.model import Playbook
from tests.fakes.unit_of_work import MemoryUnitOfWork

BO, ANA, CHI, EVE = 1001, 2001, 2002, 9999
DUTY_CHAT, FIRE_CHAT = -1001, -1002

ORGANISATION = """
name: Harbour Terminal
timezone: Asia/Macau
languages: [en, pt]
sites:
  - {id: t1, name: {en: Terminal 1}, places: [{id: gate-12, name: {en: Gate 12}}]}
  - {id: t2, name: {en: Terminal 2}}
staff:
  - {id: bo, name: Bo, role: staff, telegram: 1001, language: en, sites: [t1]}
  - {id: ana, name: Ana, role: duty-manager, telegram: 2001, language: en}
  - {id: chi, name: Chi, role: staff, telegram: 2002, language: en}
  - {id: dee, name: Dee, role: admin, telegram: 3001, language: en}
  - {id: fay, name: Fay, role: staff, language: en}
groups:
  - {id: duty, name: {en: Duty managers}, chat: -1001, members: [ana, chi]}
  - {id: fire, name: {en: Fire team}, chat: -1002, members: [fay]}
routing:
  - {when: {kind: emergency}, notify: [duty]}
  - {notify: [duty]}
"""

_HEAD = "owner: office\nversion: 1\nreviewed: 2026-01-31\nsources: [house rules]\n"

COMPLAINT = (
    _HEAD
    + """
id: complaint
kind: complaint
title: {en: Complaint}
headline: [what]
questions:
  - {id: what, type: text, ask: {en: What is the complaint?}}
  - id: about
    type: choice
    ask: {en: What is it about?}
    choices: [{id: fees, label: {en: Fees}}, {id: manners, label: {en: Manners}}]
severity_rules:
  - {when: {question: about, equals: manners}, severity: high}
closing: {en: We will look into it.}
"""
)

INCIDENT = (
    _HEAD
    + """
id: spill
kind: incident
title: {en: Something spilled}
questions:
  - {id: what, type: text, ask: {en: What was spilled?}}
closing: {en: Keep people away.}
routing:
  - {notify: [cleaners]}
"""
)

FIRE = (
    _HEAD
    + """
id: fire
kind: emergency
title: {en: Fire}
severity: high
headline: [what]
questions:
  - {id: what, type: text, ask: {en: What is burning?}, required: false}
  - {id: spread, type: yes_no, ask: {en: Does it spread?}}
severity_rules:
  - {when: {question: spread, equals: "yes"}, severity: critical}
routing:
  - {when: {question: spread, equals: "yes"}, notify: [fire]}
steps:
  - {id: out, text: {en: Get everybody out}}
  - {id: doors, text: {en: Close the doors}}
closing: {en: Stay at the meeting point.}
"""
)


def edition(text: str) -> Edition:
    return Edition.of(Playbook.model_validate(parse_yaml(text, "inline.yaml").data))


@dataclass
class World:
    """Messages are sent as soon as they are queued unless `offline`."""

    uow: MemoryUnitOfWork = field(default_factory=MemoryUnitOfWork)
    house: House = field(default_factory=lambda: House(find=lambda text, taught: (), new_token=lambda: "tok-1"))
    answers: tuple[TapAnswer, ...] = ()
    heard: dict[int, list[Notice]] = field(default_factory=dict)
    offline: bool = False
    closed: frozenset[tuple[str, int]] = frozenset()  # bot and chat
    numbers: int = 100

    @classmethod
    def of(cls, *playbooks: str, organisation: str = ORGANISATION) -> World:
        return cls().furnished(organisation, playbooks)

    def furnished(self, organisation: str, playbooks: tuple[str, ...]) -> World:
        world = self
        world.uow.directory = read_organisation(parse_yaml(organisation, "organisation.yaml"))
        for text in playbooks or (COMPLAINT, INCIDENT, FIRE):
            world.uow.editions.put(edition(text))
        return world

    def finds(self, *entries: str) -> None:
        self.house = replace(self.house, find=lambda text, taught: [Suggestion(entry, 0.9) for entry in entries])

    def passes(self, **length: float) -> None:
        self.uow.now += timedelta(**length)

    # what people do

    def says(self, who: int, text: str, **where: int) -> None:
        if text.startswith("/"):
            name, _, argument = text[1:].partition(" ")
            self.does(who, Commanded(name, argument), **where)
        else:
            self.does(who, Said(text), **where)

    def sends(self, who: int, unique: str, caption: str = "", album: str | None = None, **where: int) -> None:
        self.does(who, Shared(Media("photo", f"ref-{unique}", unique), caption, album), **where)

    def taps(self, who: int, label: str, chat: int | None = None) -> str:
        """Taps the newest button called `label` that the chat shows; gives back what the button answers."""
        chat = chat or who
        for notice in reversed(self.heard.get(chat, [])):
            button = _button(notice.message, label)
            if button is not None:
                return self.taps_data(who, button.data, chat, self.reference_of(notice))
        raise AssertionError(f"no button {label!r} in {self.buttons(chat)}")

    def taps_data(self, who: int, data: str, chat: int | None = None, message: int | None = None) -> str:
        self.does(who, Tapped("tap", data), chat=chat or who, message=message)
        assert len(self.answers) == 1, "every tap is answered exactly once"
        return self.answers[0].text

    def does(
        self, who: int, event: Event, chat: int | None = None, reply_to: int | None = None, message: int | None = None
    ) -> None:
        chat = chat or who
        self.numbers += 1
        inbound = Inbound(
            "staff",
            chat,
            event,
            self.uow.now,
            private=chat > 0,
            sender=Sender(who, f"Account {who}", "en"),
            message=message or self.numbers,
            reply_to=reply_to,
        )
        self.arrives(inbound)

    def arrives(self, inbound: Inbound) -> None:
        """One turn."""
        self.answers = self.turn(inbound)
        if not self.offline:
            self.send()

    def comes_due(self, case_id: str, late: Timer | None = None) -> None:
        """The timer of a case, or one that was on its way when things changed, has its turn."""
        timer = late or self.uow.timers.pop(f"case:{case_id}")
        self.uow.now = max(self.uow.now, timer.due)
        event = Elapsed(timer.key, timer.kind, timer.data)
        self.arrives(Inbound("staff", 0, event, self.uow.now, private=False))

    def turn(self, inbound: Inbound) -> tuple[TapAnswer, ...]:
        return handle(inbound, self.uow, self.house)

    # what happens outside conversations

    def changes(self, person: Staff) -> None:
        """Somebody's entry becomes this."""
        self.uow.keep_staff(person)

    def puts(self, case: Case) -> None:
        """A case becomes this, as if much had happened before."""
        self.uow.keep_case(case)

    def invites(self, invitation: Invitation) -> None:
        """An invitation is made on the command line."""
        self.uow.keep_invitation(invitation)

    # what they hear

    def send(self) -> None:
        """Everything that waits goes out."""
        for notice in list(self.uow.queued.values()):
            if self.uow.states[notice.id] is NoticeState.QUEUED:
                self.sent(notice)

    def sent(self, notice: Notice) -> None:
        """One notice went out, unless nothing gets into its chat."""
        if (notice.bot, notice.chat) in self.closed:
            self.uow.states[notice.id] = NoticeState.DEAD
            self.uow.whys[notice.id] = "blocked: Forbidden: bot was blocked by the user"
            return
        self.uow.times[notice.id] = (self.uow.times[notice.id][0], self.uow.now)
        self.uow.states[notice.id] = NoticeState.SENT
        if notice.edits is None and notice.edits_message is None:
            self.numbers += 1
            self.uow.references[notice.id] = self.numbers
        self.heard.setdefault(notice.chat, []).append(notice)

    def reference_of(self, notice: Notice) -> int | None:
        return self.uow.references.get(notice.edits or notice.id) or notice.edits_message

    def last(self, chat: int) -> str:
        return self.heard[chat][-1].message.text

    def texts(self, chat: int) -> str:
        return "\n---\n".join(notice.message.text for notice in self.heard.get(chat, []))

    def buttons(self, chat: int) -> list[str]:
        """The labels on the newest message of the chat."""
        return [button.label for row in self.heard[chat][-1].message.rows for button in row]

    def forget(self) -> None:
        """What was heard so far does not count any more."""
        self.heard.clear()

    def card(self, chat: int) -> Notice:
        """The first copy of a card in a chat."""
        return next(notice for notice in self.heard[chat] if notice.card)

    @property
    def case(self) -> Case:
        """The only one there is."""
        (case,) = self.uow.cases.values()
        return case

    def kinds(self) -> list[str]:
        """What is on the timeline of the only case."""
        (entries,) = self.uow.entries.values()
        return [entry.kind for entry in entries]


def _button(message: Message, label: str) -> Button | None:
    return next((button for row in message.rows for button in row if button.label == label), None)
