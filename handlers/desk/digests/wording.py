"""A digest in words: what is open, the gravest first, a page at a time, with a button for each case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from handlers.alerts.ages import age_words
from handlers.alerts.cards import MARKS, status_line
from handlers.alerts.clock_words import clock_line, reason_words
from handlers.desk.incidents.telling import area_counts, findings_of
from handlers.desk.updates.words import next_words
from handlers.desk.visit import Visit
from handlers.digests.gathering import Digest, Matter, Part, is_paused, needs_help
from handlers.incidents.words import area_name
from handlers.messages import Button, Message, Row, Span
from handlers.taps import Tap
from playbooks.locale_format import clock, weekday
from playbooks.model import Area
from playbooks.phrases import Phrases, phrases

SHOWN = 10  # cases on one page
_ACROSS = 2  # buttons beside each other


@dataclass(frozen=True, slots=True)
class Page:
    """It begins with case number `first`, counted among those of `area`."""

    first: int = 0
    area: Area | None = None

    @property
    def action(self) -> str:
        """What the buttons to pages of the same list do."""
        return "list" if self.area is None else f"list={self.area.value}"


FIRST = Page()


def page_of(tap: Tap) -> Page:
    """The page that a button leads to; of everything where it names no area."""
    _, _, name = tap.action.partition("=")
    return Page(tap.render, next((area for area in Area if area.value == name), None))


def digest_message(
    visit: Visit,
    title: str,
    everything: Digest,
    language: str,
    target: str,
    page: Page = FIRST,
    besides: str = "",
) -> Message:
    """A page of it. `target` is what the buttons to other pages carry; `besides`: a line on what is no case."""
    say, first, digest = phrases(language), page.first, everything.of(page.area)
    title = title if page.area is None else f"{title} · {area_name(page.area, say)}"
    shown = digest.matters[first : first + SHOWN]
    spans = [Span(f"{title} · {_moment(visit, language)}", "bold"), Span("\n" + _counts(digest, say))]
    spans += [Span(f"\n{line}") for line in [area_counts([m.case for m in digest.matters], say)] if line]
    spans += [Span(f"\n{besides}")] if besides else []
    for part, matters in groupby(shown, lambda matter: matter.part):
        spans.append(Span(f"\n\n{_heading(part, say)}", "bold"))
        spans += [Span("\n" + "\n".join(_lines(visit, matter, say))) for matter in matters]
    left = len(digest.matters) - first - len(shown)
    if left:
        spans.append(Span("\n\n" + say("and {n} more", n=left)))
    rows = (*_case_rows(shown), *_page_rows(target, page, left), *_area_rows(target, page, everything, say))
    return Message(tuple(spans), rows)


def _moment(visit: Visit, language: str) -> str:
    zone = ZoneInfo(visit.directory.timezone)
    here = visit.uow.now.astimezone(zone)
    return f"{weekday(here, language, here)} {clock(here, language, zone)}"


def _counts(digest: Digest, say: Phrases) -> str:
    if not digest.matters:
        return say("No open cases.")
    parts = [say("Open: {n}", n=len(digest.matters))]
    # TRANSLATORS: How many of the open cases, in one line: “Open: 7 · overdue: 2 · not taken: 3 · waiting: 1”.
    parts += [say("overdue: {n}", n=digest.overdue)] if digest.overdue else []
    parts += [say("not taken: {n}", n=digest.not_taken)] if digest.not_taken else []
    parts += [say("waiting: {n}", n=digest.waiting)] if digest.waiting else []
    return " · ".join(parts)


def _heading(part: Part, say: Phrases) -> str:
    return {
        # TRANSLATORS: Headings in a list of open cases.
        Part.OVERDUE: say("Overdue"),
        Part.NOT_TAKEN: say("Not taken yet"),
        Part.WAITING: say("Waiting for others"),
        Part.TAKEN: say("Somebody has it"),
    }[part]


def _lines(visit: Visit, matter: Matter, say: Phrases) -> Iterator[str]:
    case, now = matter.case, visit.uow.now
    age = age_words(now - case.opened_at, say)
    yield f"{MARKS[case.severity]} {case.number} · {age} · {case.headline or _title(visit, matter, say.language)}"
    if found := findings_of(visit, case, say):
        yield found
    status = status_line(case, visit.directory, now, say)
    if status != _heading(matter.part, say):
        yield status
    if matter.overdue is not None:
        yield clock_line(matter.overdue, visit.directory.calendar_of(case.site), now, say)
    if is_paused(case) and case.terms is not None and case.terms.paused is not None:
        yield say("Clock stopped: {reason}", reason=reason_words(case.terms.paused.reason, say))
    if owed := next_words(visit, case, say):
        yield owed
    if needs_help(case):
        yield say("More people were called")


def _title(visit: Visit, matter: Matter, language: str) -> str:
    edition = visit.uow.editions.by_digest(matter.case.edition)
    return edition.playbook.title.text(language) if edition else matter.case.playbook


def _case_rows(shown: tuple[Matter, ...]) -> Iterator[Row]:
    cases = [matter.case for matter in shown]
    buttons = [Button(case.number, Tap("c", case.id, case.version, "show").data) for case in cases]
    for begin in range(0, len(buttons), _ACROSS):
        yield tuple(buttons[begin : begin + _ACROSS])


def _page_rows(target: str, page: Page, left: int) -> Iterator[Row]:
    back = Tap("g", target, max(0, page.first - SHOWN), page.action).data
    on = Tap("g", target, page.first + SHOWN, page.action).data
    row = ((Button("◀", back),) if page.first else ()) + ((Button("▶", on),) if left else ())
    if row:
        yield row


def _area_rows(target: str, page: Page, everything: Digest, say: Phrases) -> Iterator[Row]:
    """The areas apart, where there are several; and from one of them back to all."""
    if page.area is not None:
        # TRANSLATORS: Button: not only the cases of one category, but all that are open.
        yield (Button(say("All that are open"), Tap("g", target, 0, "list").data),)
        return
    areas = everything.areas if len(everything.areas) > 1 else ()
    buttons = [Button(area_name(area, say), Tap("g", target, 0, Page(0, area).action).data) for area in areas]
    for begin in range(0, len(buttons), _ACROSS):
        yield tuple(buttons[begin : begin + _ACROSS])
