"""Outside channels (mail, SMS, a company's own chat): a group's new cases and what becomes of them, as plain text."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.alerts.addressing import FALLBACK, group_language
from handlers.cases import Case
from handlers.delivery import Lane, Notice
from handlers.desk.copies import card_for, lane_of
from handlers.desk.news import News
from handlers.desk.visit import Visit
from handlers.house import House
from handlers.messages import plain
from handlers.people import Directory, Group
from handlers.ports import UnitOfWork
from playbooks.locale_format import series
from playbooks.phrases import phrases

#: The kind of event by which we hear that a channel takes nothing.
FAILING = "outside-failing"


def bot_of(name: str) -> str:
    """What carries notices to the outside channel `name`."""
    return f"outside-{name}"


def send_outside(visit: Visit, case: Case, told: Iterable[str] = ()) -> tuple[str, ...]:
    """Queues the card for each outside channel of the case's groups, and gives back their names.

    `told` are groups that had it before.
    """
    before = channels_of(visit, told)
    fresh = {name: reader for name, reader in channels_of(visit, case.groups).items() if name not in before}
    for name, language in fresh.items():
        _queue(visit, case, name, card_for(visit, case, language).text, language)
    return tuple(fresh)


def follow_outside(visit: Visit, case: Case, news: News) -> None:
    """A short message to each outside channel that had the card: what is sent there cannot be edited."""
    for name, language in channels_of(visit, case.groups).items():
        _queue(visit, case, name, news.words(phrases(language)), language)


def channels_of(visit: Visit, groups: Iterable[str]) -> dict[str, str]:
    """The channels of these groups and the language each is read in; only those that this installation has."""
    if not visit.house.outside:
        return {}
    by_id = visit.directory.group_by_id
    found: dict[str, str] = {}
    for group in (by_id[one] for one in groups if one in by_id):
        for name in group.outside:
            if name in visit.house.outside:
                found.setdefault(name, group_language(group, visit.directory))
    return found


def _queue(visit: Visit, case: Case, name: str, words: str, language: str) -> None:
    visit.uow.queue(
        Notice(visit.uow.new_id(), bot_of(name), 0, plain(words), lane=lane_of(case), case=case.id, language=language)
    )


def tell_of_failing(uow: UnitOfWork, house: House, name: str) -> None:
    """Says that a channel takes nothing, to the chats of its groups; for one without a chat, to those in charge."""
    directory = uow.directory
    groups = [group for group in directory.groups if name in group.outside]
    for group in groups:
        if group.chat is not None:
            _say_it_fails(uow, house.alert_bot, group.chat, None, group_language(group, directory), name, [group])
    alone = [group for group in groups if group.chat is None]
    if alone:
        _tell_those_in_charge(uow, house, directory, name, alone)


def _tell_those_in_charge(
    uow: UnitOfWork, house: House, directory: Directory, name: str, groups: list[Group]
) -> None:
    for person in directory.staff:
        if person.active and person.telegram is not None and person.role in FALLBACK:
            bot = house.alert_bot if person.reachable else house.staff_bot
            _say_it_fails(uow, bot, person.telegram, person.id, person.language, name, groups)


def _say_it_fails(
    uow: UnitOfWork, bot: str, chat: int, staff: str | None, language: str, name: str, groups: list[Group]
) -> None:
    say = phrases(language)
    names = series([group.name.text(language) for group in groups], language)
    # TRANSLATORS: {channel} is the name of a mail address, SMS gateway or the like; {names} are groups.
    words = say("{channel} takes no alerts just now. Tell {names} another way.", channel=name.upper(), names=names)
    uow.queue(
        Notice(
            uow.new_id(),
            bot,
            chat,
            plain("⚠️ " + words),
            lane=Lane.URGENT,
            staff=staff,
            critical=True,
            key=f"{FAILING}:{name}:{chat}",
            language=language,
        )
    )
