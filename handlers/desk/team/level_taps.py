"""The level, chosen by whoever leads in two taps; and the reports that a level asks for, ticked off."""

from __future__ import annotations

from dataclasses import replace

from handlers.cases import Case, Happening, Status
from handlers.desk.alarm import levels
from handlers.desk.cases.amending import tell_newcomers
from handlers.desk.cases.copies import amend_cards
from handlers.desk.cases.news import News
from handlers.desk.team.teamwork import case_button, tell_team
from handlers.desk.telling.outside import follow_outside
from handlers.desk.visit import Visit
from handlers.messages import Message, Span
from handlers.rights import may_direct
from playbooks.model import Playbook
from playbooks.phrases import Phrases


def ask_level(visit: Visit, case: Case) -> None:
    """The first tap: which level?"""
    playbook = _directed(visit, case)
    if playbook is None:
        return
    say = visit.say
    now = playbook.level_by_id.get(case.level or "")
    words = say("Level of {number}", number=case.number)
    rows = []
    for number, level in enumerate(playbook.levels):
        label = ("● " if level is now else "") + level.name.text(say.language)
        rows.append((case_button(case, label, f"lvl={number}", "primary" if level is now else "plain"),))
    visit.tell(Message((Span(words, "bold"),), tuple(rows)), case)


def set_level(visit: Visit, case: Case, argument: str) -> None:
    """The second tap. From now on rules do not change it; they can only advise a higher one."""
    playbook = _directed(visit, case)
    if playbook is None:
        return
    if not argument.isdecimal() or len(argument) > 2 or int(argument) >= len(playbook.levels):
        visit.toast(visit.say("That button does nothing here."))
        return
    level = playbook.levels[int(argument)]
    if level.id == case.level:
        visit.toast(visit.say("It stands at that already."))
    else:
        _move(visit, case, playbook, level.id)
        visit.toast(visit.say("Done."))


def _directed(visit: Visit, case: Case) -> Playbook | None:
    """The playbook, if it has levels and this person may choose among them now."""
    edition, say = visit.uow.editions.by_digest(case.edition), visit.say
    if not may_direct(visit.staff, case):
        visit.toast(say("Only whoever is in charge, or a manager, can decide that."), alert=True)
    elif case.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        visit.toast(say("It is over already."))
    elif edition is None or not edition.playbook.levels:
        visit.toast(say("It has no levels."))
    else:
        return edition.playbook
    return None


def _move(visit: Visit, case: Case, playbook: Playbook, level: str) -> None:
    called = [group for one in playbook.levels_up_to(level) for group in playbook.level_by_id[one].notify]
    known = [group for group in called if group in visit.directory.group_by_id]
    changed = replace(
        case,
        level=level,
        level_by=visit.staff.id,
        advised=None,
        groups=tuple(dict.fromkeys((*case.groups, *known))),
        version=case.version + 1,
    )
    visit.uow.keep_case(changed)
    visit.uow.record(case.id, Happening("level", visit.staff.id, {"level": level, "before": case.level}))
    amend_cards(visit, changed)
    name = playbook.level_by_id[level].name

    def words(say: Phrases) -> str:
        level_name = name.text(say.language)
        return say("{name} sets {number} to: {level}", name=visit.staff.name, number=case.number, level=level_name)

    tell_team(visit, changed, News(words))
    follow_outside(visit, replace(changed, groups=case.groups), News(words))
    tell_newcomers(visit, case, changed)
    levels.moved(visit, case, changed, playbook)


def report_told(visit: Visit, case: Case, argument: str) -> None:
    """Somebody above or outside has been told."""
    edition = visit.uow.editions.by_digest(case.edition)
    reports = [report for level in edition.playbook.levels for report in level.reports] if edition else []
    if not argument.isdecimal() or len(argument) > 2 or int(argument) >= len(reports):
        visit.toast(visit.say("That button does nothing here."))
        return
    report = reports[int(argument)]
    if report.id in case.reported:
        visit.toast(visit.say("That was noted already."))
        return
    changed = replace(case, reported=(*case.reported, report.id), version=case.version + 1)
    visit.uow.keep_case(changed)
    visit.uow.record(case.id, Happening("informed", visit.staff.id, {"report": report.id}))
    amend_cards(visit, changed)

    def words(say: Phrases) -> str:
        whom = report.text.text(say.language)
        return say("{number}: {name} has told: {whom}", number=case.number, name=visit.staff.name, whom=whom)

    tell_team(visit, changed, News(words))
    visit.toast(visit.say("Noted."))
