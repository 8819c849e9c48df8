"""The team of an emergency at a glance: roles, who takes part, who must be told, and what can be tapped."""

from __future__ import annotations

from handlers.alerts.addressing import group_language
from handlers.alerts.cards import clock_time, name_of
from handlers.alerts.team_rows import everybody_row
from handlers.cases import Case, Status
from handlers.delivery import Notice
from handlers.desk.alarm.needs import report_buttons, take_buttons
from handlers.desk.alarm.overdue import reached_at
from handlers.desk.team.teamwork import case_button
from handlers.desk.visit import Visit
from handlers.messages import Button, Message, Row, Span
from handlers.rights import may_call_roll, may_direct
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
    lines += [_report_line(visit, case, playbook, report, say) for report in reports]
    head = say("Team of {number}", number=case.number)
    open_reports = [report for report in reports if report.id not in case.reported]
    rows = (
        *_role_rows(visit, case, playbook, say),
        *report_buttons(case, playbook, open_reports, say),
        *(_part_rows(visit, case, say) if visit.inbound.private else ()),
        *_end_row(case, say),
        *((everybody_row(case, say),) if visit.inbound.private and may_call_roll(visit.staff, case) else ()),
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


def _due(case: Case, playbook: Playbook) -> list[Report]:
    return [report for one in playbook.levels_up_to(case.level) for report in playbook.level_by_id[one].reports]


def _report_line(visit: Visit, case: Case, playbook: Playbook, report: Report, say: Phrases) -> str:
    text = report.text.text(say.language)
    if report.id in case.reported:
        return f"✓ {text}"
    if report.within is None:
        return f"○ {text}"
    due = reached_at(case, visit.uow.timeline(case.id), playbook, _level_of(playbook, report)) + report.within
    # TRANSLATORS: Somebody above or outside who must be told: “Head office: 000 0000, by 14:05”.
    return "○ " + say(
        "{whom}, by {time}", whom=text, time=clock_time(due, visit.directory, visit.uow.now, say.language)
    )


def _level_of(playbook: Playbook, report: Report) -> str:
    return next(level.id for level in playbook.levels if report in level.reports)


def _role_rows(visit: Visit, case: Case, playbook: Playbook, say: Phrases) -> tuple[Row, ...]:
    """A row for each role: take it, give it out, hand it over, give it up. A group sees only what can be taken."""
    rows = (_role_row(visit, case, playbook, role, say) for role in roles_of(playbook))
    return tuple(row for row in rows if row)


def _role_row(visit: Visit, case: Case, playbook: Playbook, role: str, say: Phrases) -> Row:
    number, name, private = roles_of(playbook).index(role), role_name(playbook, role, say), visit.inbound.private
    if private and case.team.holds(visit.staff.id, role):
        # TRANSLATORS: Buttons for a role that I have: hand it to somebody, or have it no longer.
        give = case_button(case, say("Hand over: {role}", role=name), f"give={number}")
        return (give, case_button(case, say("Give up"), f"drop={number}"))
    keys: list[Button] = []
    if not case.team.holders(role) or may_be_many(playbook, role):
        keys += [key for row in take_buttons(case, playbook, (role,), say) for key in row]
    if private and may_direct(visit.staff, case):
        # TRANSLATORS: Buttons for whoever leads: choose who has this role.
        label = say("Assign") if keys else say("Assign: {role}", role=name)
        keys.append(case_button(case, label, f"asg={number}"))
    return tuple(keys)


def _end_row(case: Case, say: Phrases) -> tuple[Row, ...]:
    """Whoever leads may have no other message than the checklist; whoever taps is asked in private."""
    under_way = case.status in (Status.OPEN, Status.ACKNOWLEDGED) and case.stood_down is None
    return ((case_button(case, say("End the response"), "end"),),) if under_way else ()


def _part_rows(visit: Visit, case: Case, say: Phrases) -> tuple[Row, ...]:
    if case.team.takes_part(visit.staff.id):
        return ((case_button(case, say("I am leaving"), "leave"),),)
    return ((case_button(case, say("I take part"), "join"),),)
