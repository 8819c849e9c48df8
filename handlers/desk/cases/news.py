"""News about a case, said to those who are concerned: worded for each of them, as a reply to their card."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from handlers.bundling import brief
from handlers.cases import Case
from handlers.delivery import Brief, Copy, Lane, Notice
from handlers.desk.cases.copies import copies_in_use, lane_of, reader_of
from handlers.desk.visit import Visit
from handlers.media import Media
from handlers.messages import Button, Message, Row, Span
from handlers.rosters.off_shift import spared
from handlers.taps import Tap
from playbooks.model import Kind, Severity
from playbooks.phrases import Phrases, phrases


@dataclass(frozen=True, slots=True)
class News:
    """`words` in a reader's language, files, and buttons."""

    words: Callable[[Phrases], str]
    media: tuple[Media, ...] = ()
    rows: Callable[[Phrases], tuple[Row, ...]] | None = None
    lane: Lane | None = None  # None: as the case itself; what goes by another lane is not critical
    key: str | None = None  # one that still waits for a chat gives way to a newer one with the same


def tell_everyone(visit: Visit, case: Case, news: News) -> None:
    """To every chat that has the card: an edited card makes no sound."""
    for copy in copies_in_use(visit, case):
        tell_copy(visit, case, copy, news)


def ask_everyone(visit: Visit, case: Case, news: News) -> None:
    """To every chat that has the card, but not to those who are off shift: they are not asked to do anything."""
    for copy in copies_to_ask(visit, case):
        tell_copy(visit, case, copy, news)


def copies_to_ask(visit: Visit, case: Case) -> list[Copy]:
    """The copies of those who can be asked for something now: not of people who are off shift."""
    copies = copies_in_use(visit, case)
    people = [visit.directory.staff_by_id[copy.staff] for copy in copies if copy.staff is not None]
    in_chat = any(copy.staff is None for copy in copies)
    off = spared(people, case, visit.directory, visit.uow.now, others=in_chat)
    return [copy for copy in copies if copy.staff not in off]


def tell_others(visit: Visit, case: Case, news: News) -> None:
    """To every chat that has the card, but for whoever did it and the reporter, who hear it in their own words."""
    for copy in copies_in_use(visit, case):
        if copy.staff is None or copy.staff not in (visit.staff.id, case.reporter):
            tell_copy(visit, case, copy, news)


def tell_listeners(visit: Visit, case: Case, news: News) -> None:
    """To the groups' chats, and where there is none to the people themselves, once each.

    The chat it was said in has heard it already, and the reporter is told on their own.
    """
    copies = copies_in_use(visit, case)
    chats = [copy for copy in copies if copy.staff is None] or copies
    for copy in chats:
        if copy.chat != visit.inbound.chat and copy.staff not in (visit.staff.id, case.reporter):
            tell_copy(visit, case, copy, news)


def tell_reporter(visit: Visit, case: Case, news: News) -> None:
    """To whoever reported the case, unless it is they who did it."""
    reporter = visit.directory.staff_by_id.get(case.reporter)
    if reporter is None or reporter.telegram is None or not reporter.active or reporter.id == visit.staff.id:
        return
    bot = visit.house.staff_bot
    small = _brief(case, news, reporter.language)
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            bot,
            reporter.telegram,
            _worded(visit, news, bot, reporter.language),
            lane=_lane(news, small, Lane.ALERT if case.kind is Kind.EMERGENCY else Lane.PROMPT),
            case=case.id,
            staff=reporter.id,
            key=_key(news, reporter.telegram),
            language=reporter.language,
            brief=small,
        )
    )


def share_files(visit: Visit, case: Case, files: Iterable[Media]) -> None:
    """Shows files that were given during an emergency to those who come to help."""
    media = tuple(files)
    if media and case.kind is Kind.EMERGENCY:
        tell_listeners(visit, case, News(lambda say: f"{case.number}: {visit.staff.name}", media))


def tell_copy(visit: Visit, case: Case, copy: Copy, news: News) -> None:
    """To the chat of one copy of the card, as a reply to it."""
    language = reader_of(visit, copy)
    small = _brief(case, news, language)
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            copy.bot,
            copy.chat,
            _worded(visit, news, copy.bot, language),
            lane=_lane(news, small, lane_of(case)),
            reply_to=copy.notice,
            case=case.id,
            staff=copy.staff,
            key=_key(news, copy.chat),
            critical=case.kind is Kind.EMERGENCY and news.lane is None,
            language=language,
            brief=small,
        )
    )


def _key(news: News, chat: int) -> str | None:
    return f"{news.key}:{chat}" if news.key else None


def _lane(news: News, small: Brief | None, otherwise: Lane) -> Lane:
    if news.lane is not None:
        return news.lane
    return Lane.ROUTINE if small else otherwise


def _brief(case: Case, news: News, language: str) -> Brief | None:
    """News of a matter of low severity, if nothing is asked and nothing shown, may come together with others."""
    is_small = case.severity is Severity.LOW and case.kind is not Kind.EMERGENCY
    if not is_small or news.rows or news.media:
        return None
    show = Button(case.number, Tap("c", case.id, case.version, "show").data)
    return brief(news.words(phrases(language)), show)


def _worded(visit: Visit, news: News, bot: str, language: str) -> Message:
    """A file is known only to the bot that heard it; others' readers find it in the details once it is fetched."""
    media = news.media if bot == visit.inbound.bot else ()
    say = phrases(language)
    return Message((Span(news.words(say)),), news.rows(say) if news.rows else (), media)


def about(case: Case) -> str:
    """The case's headline on a line of its own, so that nobody has to know numbers by heart."""
    return f"\n{case.headline}" if case.headline else ""
