"""What a message of a roll call is drawn from: the case, the call, and in which language it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.alerts.cards import clock_time, name_of, place_name
from handlers.cases import Case, Status
from handlers.messages import Button, ButtonStyle
from handlers.people import Directory, Site
from handlers.rollcall.asking import muster_point
from handlers.rollcall.calls import Call, RollLine
from handlers.taps import Tap
from playbooks.model import Playbook
from playbooks.phrases import Phrases, phrases

#: Marks a place that nobody gave for this: the moment at which it was named for something else.
GUESSED = "last"


@dataclass(frozen=True, slots=True)
class CallScene:
    """`viewer` is the staff id of whoever reads it; None in a group's chat."""

    case: Case
    call: Call
    playbook: Playbook
    directory: Directory
    now: datetime
    language: str
    viewer: str | None = None

    @property
    def say(self) -> Phrases:
        return phrases(self.language)

    @property
    def site(self) -> Site | None:
        return self.directory.site_by_id.get(self.call.site or "")

    @property
    def site_name(self) -> str:
        """Where everybody was asked; the organisation's name when that is everywhere."""
        return self.site.name.text(self.language) if self.site is not None else self.directory.name

    @property
    def muster_point(self) -> str:
        return muster_point(self.site, self.language)

    @property
    def is_over(self) -> bool:
        """Whether the case itself is closed."""
        return self.case.status in (Status.RESOLVED, Status.WITHDRAWN)

    def head(self) -> str:
        """The case in one line."""
        return f"{self.case.number} · {self.playbook.title.text(self.language)}"

    def name(self, staff: str | None) -> str:
        return name_of(staff, self.directory)

    def time(self, moment: datetime) -> str:
        return clock_time(moment, self.directory, self.now, self.language)

    def place(self, line: RollLine) -> str:
        """Where somebody says that they are, or was a short while ago; empty if nobody knows."""
        if line.place is None:
            return ""
        name = place_name(line.place, line.place.get("site"), self.directory, self.language)
        # TRANSLATORS: Of somebody who needs help and has not said where they are.
        return self.say("last known: {place}", place=name) if GUESSED in line.place else name

    def phone(self, staff: str) -> str:
        """How to ring somebody; empty if nobody knows, or where everybody would read it."""
        person = self.directory.staff_by_id.get(staff)
        return person.phone or "" if person is not None and self.viewer is not None else ""

    def button(self, label: str, action: str, style: ButtonStyle = "plain") -> Button:
        """A button of this call."""
        return Button(label, Tap("r", self.case.id, self.call.number, action).data, style)
