"""Certificates in chat: everybody's own, and for trainers those of a team; as a list, and as PDF for whoever asks."""

from __future__ import annotations

from handlers.desk.programme.history import HELD
from handlers.desk.programme.looking import button, programme_now, team_named
from handlers.desk.visit import Visit
from handlers.drills.certificate_words import certificate_line
from handlers.drills.certificates import Certificate, Validity, certificates_of, certified
from handlers.drills.coverage import members_of
from handlers.drills.programme import Programme
from handlers.messages import Button, Message, Row, Span, plain
from handlers.people import Group
from handlers.reports.drill.certificate import certificate_paper, team_paper
from handlers.taps import mark
from playbooks.phrases import Phrases

#: What buttons do: my own certificates, one of them as PDF, those of a team as PDF.
MINE, PAPER, LIST = "mine", "paper", "list"
_MOST = 8  # buttons


def certificates_row(say: Phrases) -> Row:
    """A button to one's own."""
    # TRANSLATORS: Button: the exercises that I took part in, and until when each is good.
    return (button("🎓 " + say("My certificates"), MINE),)


def show_mine(visit: Visit, argument: str) -> None:
    """Everybody sees their own."""
    programme, say = programme_now(visit.uow, visit.house), visit.say
    mine = certificates_of(visit.staff.id, programme)
    if not mine:
        visit.tell(say("You have no certificate yet. You get one by taking part in an exercise with others."))
        return
    lines = [certificate_line(one, programme, say) for one in mine]
    rows = tuple((_paper(one, programme, say),) for one in mine if one.validity is Validity.GOOD)
    spans = (Span("🎓 " + say("My certificates"), "bold"), Span("\n" + "\n".join(lines)))
    visit.tell(Message(spans, rows[:_MOST]))


def _paper(certificate: Certificate, programme: Programme, say: Phrases) -> Button:
    title = programme.title(certificate.playbook, say.language)
    return button(f"📄 {title} (PDF)"[:60], PAPER, mark(certificate.playbook))


def send_mine(visit: Visit, argument: str) -> None:
    """One of one's own as a document, as long as it is good."""
    programme, say = programme_now(visit.uow, visit.house), visit.say
    mine = certificates_of(visit.staff.id, programme)
    found = next((one for one in mine if mark(one.playbook) == argument and one.validity is Validity.GOOD), None)
    if found is None:
        visit.toast(say("There is no such certificate any more."), alert=True)
        return
    log = visit.uow.drill_log(found.result.drill)
    paper = certificate_paper(found, programme, visit.staff, log[-1] if log else None, say.language)
    name = f"{found.result.number}-{visit.staff.id}.pdf"
    visit.tell(Message((Span(certificate_line(found, programme, say)),), attached=paper.document(name)))
    visit.toast(say("It is on its way."))


def show_held(visit: Visit, argument: str) -> None:
    """What the people of a team hold, to a trainer who looks after it."""
    team, say = team_named(visit, argument), visit.say
    if team is None:
        visit.toast(say("This is not for you to open."), alert=True)
        return
    programme, name = programme_now(visit.uow, visit.house), team.name.text(say.language)
    held = _held(visit, team, programme)
    if not held:
        visit.tell(plain(say("Nobody in {team} has a certificate yet.", team=name)))
        return
    spans = [Span("🎓 " + name, "bold")]
    for staff, certificates in held.items():
        spans.append(Span(f"\n\n{visit.directory.staff_by_id[staff].name}", "bold"))
        spans.append(Span("".join("\n" + certificate_line(one, programme, say) for one in certificates)))
    # TRANSLATORS: Button: the certificates of a whole team as one document.
    row = (button("📄 " + say("As a list (PDF)"), LIST, mark(team.id)),)
    visit.tell(Message(tuple(spans), (row,)))


def send_held(visit: Visit, argument: str) -> None:
    """The same as a document."""
    team, say = team_named(visit, argument), visit.say
    if team is None:
        visit.toast(say("This is not for you to open."), alert=True)
        return
    programme = programme_now(visit.uow, visit.house)
    paper = team_paper(team, _held(visit, team, programme), programme, say.language)
    words = f"🎓 {team.name.text(say.language)}"
    visit.tell(Message((Span(words),), attached=paper.document(f"certificates-{team.id}.pdf")))
    visit.toast(say("It is on its way."))


def _held(visit: Visit, team: Group, programme: Programme) -> dict[str, list[Certificate]]:
    people = sorted(members_of(team, visit.directory), key=lambda person: person.name)
    return certified([person.id for person in people], programme)


__all__ = ["HELD", "LIST", "MINE", "PAPER", "certificates_row", "send_held", "send_mine", "show_held", "show_mine"]
