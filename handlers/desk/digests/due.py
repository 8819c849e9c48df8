"""A group's digest is due: to its chat, else by its outside channels, else to whoever is on duty for it."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.alerts.addressing import group_language
from handlers.delivery import Lane, Notice
from handlers.desk.digests.taps import group_digest
from handlers.desk.telling.outside import bot_of, channels_of
from handlers.desk.visit import Visit, from_muster
from handlers.digests.watching import following_digest, is_promised
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.messages import plain
from handlers.people import Group, Staff
from handlers.ports import UnitOfWork
from handlers.rosters import on_duty


def digest_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Gives the digest that was promised, once, and sees to the next. A group that wants none any more gets none."""
    group = uow.directory.group_by_id.get(event.data["group"])
    following = following_digest(uow.directory, group, uow.now) if group is not None else None
    if group is None or following is None:
        return
    if is_promised(event.data, uow.now):
        for notice in _notices(from_muster(inbound, uow, house), group):
            uow.queue(notice)
    uow.set_timer(following)


def _notices(visit: Visit, group: Group) -> Iterator[Notice]:
    outside = channels_of(visit, [group.id])
    if group.open_chat is not None:
        yield _notice(visit, group, visit.house.alert_bot, group.open_chat)
    elif outside:
        for name, language in outside.items():
            words = plain(group_digest(visit, group, language=language).text)
            yield Notice(visit.uow.new_id(), bot_of(name), 0, words, lane=Lane.ROUTINE, language=language)
    else:
        people = on_duty(visit.directory, group.id, visit.uow.now)
        yield from (_privately(visit, group, person) for person in people if person.telegram is not None)


def _privately(visit: Visit, group: Group, person: Staff) -> Notice:
    bot = visit.house.alert_bot if person.reachable else visit.house.staff_bot
    assert person.telegram is not None
    return _notice(visit, group, bot, person.telegram, person)


def _notice(visit: Visit, group: Group, bot: str, chat: int, person: Staff | None = None) -> Notice:
    """One that still waits gives way to a newer one."""
    language = person.language if person is not None else group_language(group, visit.directory)
    return Notice(
        visit.uow.new_id(),
        bot,
        chat,
        group_digest(visit, group, language=language),
        lane=Lane.ROUTINE,
        staff=person.id if person is not None else None,
        key=f"digest:{group.id}:{chat}",
        language=language,
    )
