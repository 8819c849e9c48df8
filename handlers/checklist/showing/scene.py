"""What a page is drawn from: the case, its rows, and who looks at them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from handlers.alerts.cards import clock_time, name_of
from handlers.cases import Case, Status
from handlers.checklist.sheet import Row, Sheet
from handlers.messages import Button, ButtonStyle
from handlers.people import Directory
from handlers.taps import Tap, mark
from handlers.team_roles import role_name
from playbooks.model import Playbook
from playbooks.phrases import Phrases, phrases
from playbooks.variables import filled
from playbooks.words import Words

#: The role of whoever reported it, where a playbook gives steps to them.
REPORTER = "reporter"


@dataclass(frozen=True)
class Scene:
    """`viewer` is a staff id, or None for a group's chat. `questions`: some of theirs still wait for an answer."""

    case: Case
    playbook: Playbook
    sheet: Sheet
    directory: Directory
    language: str
    viewer: str | None = None
    questions: bool = False
    marks: dict[str, Row] = field(default_factory=dict)

    @property
    def say(self) -> Phrases:
        return phrases(self.language)

    @property
    def now(self) -> datetime:
        return self.sheet.now

    @property
    def over(self) -> bool:
        """Whether the case is closed: then there is nothing left to tap."""
        return self.case.status in (Status.RESOLVED, Status.WITHDRAWN)

    @property
    def leads(self) -> bool:
        """Whether the viewer is in charge."""
        return self.viewer is not None and self.viewer == self.case.team.commander

    def row_marked(self, row_mark: str) -> Row | None:
        """The row whose id has this mark."""
        return next((row for row in self.sheet.rows if mark(row.id) == row_mark), None)

    def holders(self, role: str | None) -> tuple[str, ...]:
        """Who has a role."""
        if role is None:
            return ()
        return self.case.team.holders(role) or ((self.case.reporter,) if role == REPORTER else ())

    def is_mine(self, row: Row) -> bool:
        """Whether the viewer is at it, or has its role."""
        return self.viewer is not None and self.viewer in (row.standing.at_it, *self.holders(row.step.role))

    def is_others(self, row: Row) -> bool:
        """Whether somebody else is at it, or has its role."""
        at_it, holders = row.standing.at_it, self.holders(row.step.role)
        if at_it is not None:
            return at_it != self.viewer
        return bool(holders) and self.viewer not in holders

    # words

    def words(self, row: Row, words: Words) -> str:
        """A text of the row's playbook as it reads at this site."""
        site = self.directory.site_by_id.get(self.case.site or "")
        text = words.text(self.language)
        return filled(text, self.language, row.playbook.variables, site.variables if site else {})

    def text(self, row: Row) -> str:
        return self.words(row, row.step.text)

    def name(self, staff: str | None) -> str:
        return name_of(staff, self.directory)

    def time(self, moment: datetime) -> str:
        return clock_time(moment, self.directory, self.now, self.language)

    def who(self, row: Row) -> str:
        """Who is at it, or what its role is called."""
        if row.standing.at_it is not None:
            return self.name(row.standing.at_it)
        if row.step.role is None:
            return ""
        named = role_name(row.playbook, row.step.role, self.say)
        holders = [self.name(holder) for holder in self.case.team.holders(row.step.role)]
        return f"{named} ({', '.join(holders)})" if holders else named

    # buttons

    def button(self, label: str, action: str, style: ButtonStyle = "plain") -> Button:
        """A button of the checklist: it says what it is about, so that of an earlier drawing still means the same."""
        return Button(label, Tap("c", self.case.id, 0, f"k.{action}").data, style)

    def row_button(self, label: str, action: str, row: Row, more: str = "", style: ButtonStyle = "plain") -> Button:
        """A button about one row."""
        return self.button(label, f"{action}={mark(row.id)}{more}", style)
