"""What every kind of question can do: ask, read what people send, and show the value it got."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar
from zoneinfo import ZoneInfo

from handlers.engine.session import How
from handlers.engine.turn import Surroundings
from handlers.events import Event
from handlers.messages import ButtonStyle, Span
from handlers.people import Directory
from playbooks.conditions import holds
from playbooks.locale_format import sign
from playbooks.model import Condition, NumberQuestion, YesNoQuestion
from playbooks.phrases import Phrases, phrases

Q = TypeVar("Q")


@dataclass(frozen=True, slots=True)
class Key:
    """A button before it is drawn: `action` is what comes back."""

    label: str
    action: str
    style: ButtonStyle = "plain"


Keys = tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a question adds to its own words: lines under it, rows of buttons."""

    spans: tuple[Span, ...] = ()
    rows: tuple[Keys, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    value: Any
    how: How = "typed"


@dataclass(frozen=True, slots=True)
class Rejected:
    """Not an answer; `why` is said and the question stands."""

    why: str


@dataclass(frozen=True, slots=True)
class NeedsConfirmation:
    """Perhaps one of these values, likeliest first: “did you mean …?”"""

    guesses: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Partial:
    """Part of an answer: `state` is kept for the next event; `note` is said; `amends` as for `Draw`."""

    state: dict[str, Any]
    note: str = ""
    amends: bool = False
    warning: bool = False


Reading = Accepted | Rejected | NeedsConfirmation | Partial


@dataclass(frozen=True, slots=True)
class Showing:
    """For whom a value is put into words. With `now`, times are told from it (“yesterday 14:02”)."""

    language: str
    directory: Directory
    timezone: ZoneInfo
    now: datetime | None = None

    @property
    def say(self) -> Phrases:
        return phrases(self.language)


@dataclass(slots=True)
class Asking(Generic[Q]):
    """A question that is live, and all it may look at. `path` and `edition` name it for caches."""

    question: Q
    path: str
    edition: str
    at: Surroundings
    say: Phrases
    state: Mapping[str, Any] = field(default_factory=dict)
    site: str | None = None
    standing: Any = None
    values: Mapping[str, Any] = field(default_factory=dict)
    questions: Mapping[str, Any] = field(default_factory=dict)
    media_held: int = 0  # files the whole conversation has, counted for evidence only

    @property
    def language(self) -> str:
        return self.at.staff.language

    @property
    def showing(self) -> Showing:
        return Showing(self.language, self.at.directory, self.at.timezone, self.at.now)

    def holds(self, condition: Condition | None) -> bool:
        """Whether `condition` holds, given the answers so far."""
        return holds(condition, self.values, questions=self.questions, now=self.at.now)


class Asker(Generic[Q]):
    """One kind of question. Subclasses have no state of their own."""

    def ask(self, asking: Asking[Q]) -> Prompt:
        """What the prompt shows besides the question's words."""
        return Prompt()

    def read(self, asking: Asking[Q], event: Event) -> Reading | None:
        """What a message means as an answer; None when this kind has no use for such a message."""
        return None

    def tapped(self, asking: Asking[Q], argument: str) -> Reading | None:
        """What a tap on one of this question's own buttons means; None when it never had such a button."""
        return None

    def finished(self, asking: Asking[Q]) -> Reading | None:
        """What /done means here; None when there is nothing to be done with."""
        return None

    def stands(self, asking: Asking[Q], value: Any) -> bool:
        """Whether `value` is (still) a possible answer: for prefilled values, and when other answers changed."""
        return True

    def show(self, question: Q, value: Any, showing: Showing) -> str:
        """`value` in words for a reader; one line unless the person wrote several."""
        return str(value)


def own(label: str, argument: str, style: ButtonStyle = "plain") -> Key:
    """A button that comes back to the question's own `tapped`."""
    return Key(label, f"a={argument}", style)


def paging(page: int, pages: int) -> tuple[Keys, ...]:
    """The row that leads to the pages before and after, if there are several."""
    if pages < 2:
        return ()
    row = [Key("◀", f"pg={page - 1}")] if page > 0 else []
    row.append(Key(f"{page + 1}/{pages}", f"pg={page}"))
    if page < pages - 1:
        row.append(Key("▶", f"pg={page + 1}"))
    return (tuple(row),)


def page_of(keys: Sequence[Key], page: int, size: int) -> tuple[Keys, ...]:
    """The rows of one page of a list of buttons, with the row that turns pages."""
    pages = max(1, -(-len(keys) // size))
    page = min(max(page, 0), pages - 1)
    shown = keys[page * size : (page + 1) * size]
    return grid(shown) + paging(page, pages)


def grid(keys: Sequence[Key]) -> tuple[Keys, ...]:
    """Rows of one, two or three buttons, as their labels' widths allow on a phone."""
    if not keys:
        return ()
    widest = max(width(key.label) for key in keys)
    across: Literal[1, 2, 3] = 3 if widest <= 8 else 2 if widest <= 16 else 1
    return tuple(tuple(keys[n : n + across]) for n in range(0, len(keys), across))


def width(text: str) -> int:
    """How wide `text` is, roughly, in Latin letters."""
    return len(text) if text.isascii() else sum(2 if char > "\u2e80" else 1 for char in text)


def named_if_bare(question: Any, shown: str, language: str) -> str:
    """An answer among others on one line: a yes or a number means nothing without its question's name."""
    bare = isinstance(question, YesNoQuestion) or (isinstance(question, NumberQuestion) and question.unit is None)
    if not bare or not shown:
        return shown
    return f"{question.name(language)}{sign(': ', language)}{shown}"


def shortened(text: str, limit: int) -> str:
    """`text` on one line of at most `limit` characters."""
    line = " ".join(text.split()) if len(text) > limit or "\n" in text else text
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
