"""An outside channel takes nothing: somebody is told, and what waits on it alone is brought to others."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.alerts.addressing import FALLBACK, group_language
from handlers.cases import Case, Status
from handlers.delivery import Lane, Notice
from handlers.desk.telling.outside import FAILING
from handlers.desk.telling.paging import take_step
from handlers.desk.visit import Visit, from_muster
from handlers.escalation.deciding import step_asked_for
from handlers.escalation.policy import Step
from handlers.escalation.targets import members, targets
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.messages import plain
from handlers.people import Directory, Group
from handlers.ports import UnitOfWork
from playbooks.locale_format import series
from playbooks.phrases import Phrases, phrases


def channel_failed(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Three tries in a row came to nothing on an outside channel."""
    visit, name = from_muster(inbound, uow, house), event.data["name"]
    tell_of_failing(uow, house, name)
    for case in _waiting_on_it_alone(visit, name):
        _go_further(visit, case)


def _waiting_on_it_alone(visit: Visit, name: str) -> Iterator[Case]:
    """Cases that nobody has, of groups that nothing else reaches."""
    seen: set[str] = set()
    for group in visit.directory.groups:
        if name in group.outside and _nothing_else_reaches(group, visit.directory):
            for found in visit.uow.cases_of_group(group.id):
                case = visit.uow.case(found.id) if found.id not in seen else None
                seen.add(found.id)
                if case is not None and case.status is Status.OPEN:
                    yield case


def _nothing_else_reaches(group: Group, directory: Directory) -> bool:
    people = members(group, directory)
    return group.open_chat is None and len(group.outside) == 1 and not any(p.telegram is not None for p in people)


def _go_further(visit: Visit, case: Case) -> None:
    """The next step that asks anybody in a chat is taken now."""

    def reaches(step: Step) -> bool:
        return bool(targets(step, case, visit.directory, visit.uow.now).recipients)

    def words(say: Phrases) -> str:
        return say("{number} is not taken yet. Please take it.", number=case.number)

    index = step_asked_for(case.escalation, reaches) if case.escalation is not None else None
    if index is not None:
        take_step(visit, case, index, words, why="channel")


def tell_of_failing(uow: UnitOfWork, house: House, name: str) -> None:
    """Says that a channel takes nothing, to the chats of its groups; for one without a chat, to those in charge."""
    directory = uow.directory
    groups = [group for group in directory.groups if name in group.outside]
    for group in groups:
        if (chat := group.open_chat) is not None:
            _say_it_fails(uow, house.alert_bot, chat, None, group_language(group, directory), name, [group])
    alone = [group for group in groups if group.open_chat is None]
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
