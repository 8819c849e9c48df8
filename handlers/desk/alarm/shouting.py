"""“Message to all”: what whoever leads writes next goes to everybody who was told, aloud."""

from __future__ import annotations

from handlers.cases import Case, Happening
from handlers.desk.cases.news import News
from handlers.desk.cases.notes import awaited_note
from handlers.desk.team.teamwork import tell_team
from handlers.desk.telling.outside import follow_outside
from handlers.desk.visit import Visit
from handlers.events import Said
from handlers.rights import may_direct
from playbooks.phrases import Phrases

MOST = 1000  # characters; a message to people who are running is short


def ask_message(visit: Visit, case: Case) -> None:
    """The next message in this chat is for everybody."""
    if not may_direct(visit.staff, case):
        visit.toast(visit.say("Only whoever is in charge, or a manager, can decide that."), alert=True)
    elif not visit.inbound.private:
        visit.toast(visit.say("Please do that in your private chat with me."))
    else:
        visit.remember(note=case.id, note_at=visit.uow.now.isoformat(), note_as="loud")
        visit.tell(visit.say("Write to everybody on {number}. /cancel to leave it.", number=case.number), case)


def awaited_message(visit: Visit) -> Case | None:
    """The case to everybody on which this is a message; asked for once only."""
    if visit.session.desk.get("note_as") != "loud":
        return None
    case = awaited_note(visit)
    return (
        case if case is not None and may_direct(visit.staff, case) and isinstance(visit.inbound.event, Said) else None
    )


def send_to_all(visit: Visit, case: Case) -> None:
    """Says it to everybody, by name, and puts it on the timeline."""
    event = visit.inbound.event
    text = event.text if isinstance(event, Said) else ""
    if len(text) > MOST:
        visit.tell(visit.say("That is too long. Please say it in at most {n} characters.", n=MOST), case)
        return
    visit.uow.record(case.id, Happening("noted", visit.staff.id, {"text": text, "to_all": True}))

    def words(say: Phrases) -> str:
        return f"📣 {case.number} · {visit.staff.name}:\n{text}"

    tell_team(visit, case, News(words))
    follow_outside(visit, case, News(words))
    visit.tell(visit.say("Sent to everybody on {number}.", number=case.number), case)
