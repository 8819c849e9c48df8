"""The report of a case as a document, for somebody who asks for it."""

from __future__ import annotations

from handlers.cases import Case, Happening
from handlers.desk.visit import Visit
from handlers.messages import Button, Message, Row, Span
from handlers.reports.case_report import case_document
from handlers.reports.record import Reading, record_of
from handlers.rights import may_see, may_see_personal
from handlers.taps import Tap
from playbooks.phrases import Phrases

ACTION = "report"


def report_row(visit: Visit, case: Case, say: Phrases) -> tuple[Row, ...]:
    """The button, in one's own chat: what it sends can be passed on with one tap."""
    if not visit.inbound.private or not may_see(visit.staff, case, visit.directory):
        return ()
    # TRANSLATORS: Button on the details of a case: send me everything about it as a PDF.
    return ((Button(say("Report (PDF)"), Tap("c", case.id, case.version, ACTION).data),),)


def send_report(visit: Visit, case: Case) -> None:
    """Sends it in the reader's language, with what they may see; who got one stands on the timeline."""
    if not visit.inbound.private:
        visit.toast(visit.say("Please write to me in a private chat."), alert=True)
        return
    personal = may_see_personal(visit.staff, case, visit.directory)
    visit.uow.record(case.id, Happening("report", visit.staff.id, {"personal": personal}))
    reading = Reading(record_of(visit.uow, case), visit.staff.language, personal, visit.staff.id)
    words = Span(visit.say("Report of {number}", number=case.number), "bold")
    visit.tell(Message((words,), attached=case_document(reading)), case)
    visit.toast(visit.say("The report is on its way."))
