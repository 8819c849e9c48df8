"""Outside channels (mail, SMS, a company's own chat): a group's new cases and what becomes of them, as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.alerts.addressing import group_language
from handlers.cases import Case
from handlers.delivery import OUTSIDE, Notice
from handlers.desk.cases.copies import card_for, lane_of
from handlers.desk.cases.news import News
from handlers.desk.visit import Visit
from handlers.messages import plain
from playbooks.phrases import phrases

#: The kind of event by which we hear that a channel takes nothing.
FAILING = "outside-failing"


def bot_of(name: str) -> str:
    """What carries notices to the outside channel `name`."""
    return OUTSIDE + name


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


def follow_where_no_chat_is(visit: Visit, case: Case, news: News) -> None:
    """The same for groups without a chat alone: the others hear it there, and need not pay for an SMS."""
    by_id = visit.directory.group_by_id
    silent = [group for group in case.groups if group in by_id and by_id[group].open_chat is None]
    follow_outside(visit, replace(case, groups=tuple(silent)), news)


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
