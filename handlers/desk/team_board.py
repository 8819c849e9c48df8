"""The team of an emergency at a glance: roles, who takes part, who must be told, and what can be tapped."""

from __future__ import annotations

from datetime import datetime

from handlers.alerts.addressing import group_language
from handlers.alerts.cards import clock_time, name_of
from handlers.cases import Case
from handlers.delivery import Notice
from handlers.desk.needs import report_buttons, take_buttons
from handlers.desk.teamwork import case_button
from handlers.desk.visit import Visit
from handlers.messages import Message, Row, Span
from handlers.rights import may_direct
from handlers.team_roles import may_be_many, role_name, roles_of
from playbooks.locale_format import labelled, series
from playbooks.model import Kind, Playbook, Report
from playbooks.phrases import Phrases, phrases


def show_team(visit: Visit, case: Case) -> None:
    """Sends the board to where it was asked for; of a group's chat everybody can use it."""
    edition = visit.uow.editions.by_digest(case.edition)
    if edition is None or case.kind is not Kind.EMERGENCY:
        visit.toast(visit.say("That button does nothing here."))
        return
    group = None if visit.inbound.private else visit.directory.group_by_chat.get(visit.inbound.chat)
    language = group_language(group, visit.directory) if group else visit.staff.language
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            visit.inbound.bot,
            visit.inbound.chat,
            board(visit, case, edition.playbook, phrases(language)),
            case=case.id,
            staff=visit.staff.id if visit.inbound.private else None,
            key=f"team:{case.id}:{visit.inbound.conversation}",
            language=language,
        )
    )


def board(visit: Visit, case: Case, playbook: Playbook, say: Phrases) -> Message:
    """The board as this person, or a group, may use it."""
    lines = [_role_line(visit, case, playbook, role, say) for role in roles_of(playbook)]
    part = [name_of(one.staff, visit.directory) for one in case.team.participants]
    if part:
        lines.append(labelled(say("Taking part"), series(part, say.language), say.language))
    reports = _due(case, playbook)
    lines += [_report_line(visit, case, report, say) for report in reports]
    head = say("Team of {number}", number=case.number)
    open_reports = [report for report in reports if report.id not in case.reported]
    rows = (
        *take_buttons(case, playbook, _free(case, playbook), say),
        *report_buttons(case, playbook, open_reports, say),
        *(_own_rows(visit, case, playbook, say) if visit.inbound.private else ()),
    )
    return Message((Span(head, "bold"), Span("\n" + "\n".join(lines))), rows)


def _role_line(visit: Visit, case: Case, playbook: Playbook, role: str, say: Phrases) -> str:
    holders = [name_of(staff, visit.directory) for staff in case.team.holders(role)]
    # TRANSLATORS: Stands after a role that nobody has: “Caller: nobody yet”.
    who = series(holders, say.language) if holders else say("nobody yet")
    offered = [name_of(offer.to, visit.directory) for offer in case.team.offers if offer.role == role]
    if offered:
        who += " → " + series(offered, say.language)
    return labelled(role_name(playbook, role, say), who, say.language)


def _free(case: Case, playbook: Playbook) -> tuple[str, ...]:
    return tuple(r for r in roles_of(playbook) if not case.team.holders(r) or may_be_many(playbook, r))


def _due(case: Case, playbook: Playbook) -> list[Report]:
    return [report for one in playbook.levels_up_to(case.level) for report in playbook.level_by_id[one].reports]


def _report_line(visit: Visit, case: Case, report: Report, say: Phrases) -> str:
    text = report.text.text(say.language)
    if report.id in case.reported:
        return f"✓ {text}"
    if report.within is None:
        return f"○ {text}"
    due = _reached_at(visit, case) + report.within
    # TRANSLATORS: Somebody above or outside who must be told: “Head office: 000 0000, by 14:05”.
    return "○ " + say(
        "{whom}, by {time}", whom=text, time=clock_time(due, visit.directory, visit.uow.now, say.language)
    )


def _reached_at(visit: Visit, case: Case) -> datetime:
    moved = (entry.at for entry in visit.uow.timeline(case.id) if entry.kind == "level")
    return max(moved, default=case.opened_at)


def _own_rows(visit: Visit, case: Case, playbook: Playbook, say: Phrases) -> tuple[Row, ...]:
    """What only this person can do."""
    rows: list[Row] = []
    mine = case.team.roles_of(visit.staff.id)
    for number, role in enumerate(roles_of(playbook)):
        name = role_name(playbook, role, say)
        if role in mine:
            # TRANSLATORS: Buttons for a role that I have: hand it to somebody, or have it no longer.
            give = case_button(case, say("Hand over: {role}", role=name), f"give={number}")
            rows.append((give, case_button(case, say("Give up"), f"drop={number}")))
        elif may_direct(visit.staff, case):
            # TRANSLATORS: Button for whoever leads: choose who has this role.
            rows.append((case_button(case, say("Assign: {role}", role=name), f"asg={number}"),))
    if case.team.takes_part(visit.staff.id):
        rows.append((case_button(case, say("I am leaving"), "leave"),))
    else:
        rows.append((case_button(case, say("I take part"), "join"),))
    return tuple(rows)
