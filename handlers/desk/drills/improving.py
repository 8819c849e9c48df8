"""From a finding of a run to a corrective action: which one, and then the form that asks what, who and by when."""

from __future__ import annotations

from handlers.desk.drills.agreeing import ABOUT
from handlers.desk.drills.observing import may_observe
from handlers.desk.drills.scoring import fill_for, score_now
from handlers.desk.drills.steps import Play
from handlers.desk.effects import apply
from handlers.desk.visit import Visit
from handlers.engine import Session, begin, new_session
from handlers.events import Inbound
from handlers.messages import Button, Row, plain
from handlers.people import Staff
from handlers.reports.drill.findings import Finding, to_improve
from handlers.taps import Tap, mark
from playbooks.forms import form
from playbooks.phrases import phrases

ELSE = "-"
_SHOWN = 12


def show_findings(play: Play, inbound: Inbound, person: Staff, argument: str) -> str:
    """What is to be put right? Each finding is a button; the one that was tapped begins the form."""
    run, say = play.run, phrases(person.language)
    if not may_observe(run, person.id):
        return say("Only those who lead the exercise can do that.")
    if not inbound.private:
        return say("Please write to me in a private chat.")
    found, fill = to_improve(run, score_now(play)), fill_for(play, say.language)
    if argument:
        return _begin(play, inbound, person, next((one for one in found if mark(one.name) == argument), None))
    rows: list[Row] = [(Button(one.text(say, fill)[:60], _data(run.id, mark(one.name))),) for one in found[:_SHOWN]]
    # TRANSLATORS: Button below findings of an exercise: none of these is what the corrective action is for.
    rows.append((Button(say("Something else"), _data(run.id, ELSE)),))
    play.tell(person.id, plain(say("What is to be put right?"), *rows))
    return ""


def _begin(play: Play, inbound: Inbound, person: Staff, finding: Finding | None) -> str:
    """Asks what, who and by when, in the trainer's own conversation: an action is real."""
    session = play.uow.session(inbound.conversation) or Session(tag="")
    visit = Visit(inbound, play.uow, play.house, person, play.uow.directory, session)
    if not visit.session.tag:
        visit.session = new_session(visit.at)
    about = f"{ABOUT}{play.run.id}:{finding.name if finding is not None else ''}"
    news = finding.text(visit.say, fill_for(play, visit.staff.language)) if finding is not None else ""
    edition = form("corrective-action")
    apply(visit, begin(visit.session, edition, visit.at, play.run.site, about=about, news=news))
    play.uow.keep_session(inbound.conversation, visit.session)
    return ""


def _data(drill_id: str, finding: str) -> str:
    return Tap("x", drill_id, 0, f"act={finding}").data
