"""A row that opens another playbook: its checklist joins this one, and the people it names are called as well."""

from __future__ import annotations

from dataclasses import replace

from handlers.alerts.addressing import Addressed, addressed
from handlers.assessment import groups_of
from handlers.cases import Case, Happening
from handlers.checklist.sheet import Row
from handlers.desk.cases.casework import record_notified, send_card
from handlers.desk.cases.news import News, tell_everyone
from handlers.desk.visit import Visit
from handlers.given import Given
from playbooks.phrases import Phrases


def edition_to_open(visit: Visit, row: Row) -> str:
    """The content hash of what a row opens, as it is offered now; empty if it opens nothing, or that is not there."""
    edition = visit.uow.editions.current(row.step.opens) if row.step.opens is not None else None
    return "" if edition is None else edition.digest


def tell_opened(visit: Visit, case: Case, digest: str) -> Case:
    """Everybody hears of it, and groups that this playbook names get the card; back comes the case with them."""
    edition = visit.uow.editions.by_digest(digest)
    if edition is None:
        return case
    playbook = edition.playbook
    groups, _ = groups_of(Given(playbook, {}, {}, visit.uow.now), case.severity, case.site, visit.directory)
    widened = replace(case, groups=tuple(dict.fromkeys([*case.groups, *groups])))
    visit.uow.record(
        case.id, Happening("joined_checklist", visit.staff.id, {"playbook": playbook.id, "edition": digest})
    )

    def words(say: Phrases) -> str:
        title = playbook.title.text(say.language)
        return "▶ " + say(
            "{number}: {name} opened “{title}”.", number=case.number, name=visit.staff.name, title=title
        )

    tell_everyone(visit, widened, News(words))
    _call_newcomers(visit, widened)
    return widened


def _call_newcomers(visit: Visit, case: Case) -> None:
    reached = {copy.chat for copy in visit.uow.cards(case.id)}
    fresh = tuple(
        one for one in addressed(case, visit.directory, visit.uow.now).recipients if one.chat not in reached
    )
    for recipient in fresh:
        send_card(visit, case, recipient)
    if fresh:
        record_notified(visit, case, Addressed(fresh))
