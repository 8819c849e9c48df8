"""A message to everybody at a site: written, looked at once more, sent, and counted by who has read it."""

from __future__ import annotations

from dataclasses import replace

from handlers.cases import Case, Happening
from handlers.desk.safe.beginning import begun, may_begin, send_to_all, sites_of
from handlers.desk.safe.boards import send_boards
from handlers.desk.safe.marking import awaited, forget_asked
from handlers.desk.visit import Visit
from handlers.events import Said as Spoken
from handlers.messages import Button, Message, Span
from handlers.rights import may_call_roll
from handlers.rollcall.asking import lines_for
from handlers.rollcall.calls import Call, CallKind, RollLine, Said
from handlers.taps import Tap

MOST = 1000  # characters; people who are running read little


def word_tapped(visit: Visit, case: Case) -> None:
    """“Message to everybody here”: the next message is it."""
    if may_begin(visit, case):
        visit.remember(roll_ask=f"t{len(case.calls) + 1}.{case.id}", roll_ask_at=visit.uow.now.isoformat())
        where = _where(visit, case)
        visit.tell(visit.say("Write what everybody at {site} is to read. /cancel to leave it.", site=where), case)


def _where(visit: Visit, case: Case) -> str:
    site = visit.directory.site_by_id.get(_site(visit, case) or "")
    return visit.directory.name if site is None else site.name.text(visit.staff.language)


def _site(visit: Visit, case: Case) -> str | None:
    """The case's site; where it is not known, everybody of the organisation."""
    sites = sites_of(visit, case)
    return sites[0] if len(sites) == 1 else None


def took_word(visit: Visit) -> bool:
    """Takes the words that were asked for, and shows them once more; False if this is nothing of the kind."""
    found, event = awaited(visit), visit.inbound.event
    if found is None or found[0] != "t" or not isinstance(event, Spoken):
        return False
    case = visit.uow.case(found[2])
    if case is None or not may_call_roll(visit.staff, case):
        forget_asked(visit)
        return False
    if len(event.text) > MOST:
        visit.tell(visit.say("That is too long. Please say it in at most {n} characters.", n=MOST), case)
        return True
    _show_again(visit, case, found[1], event.text)
    return True


def _show_again(visit: Visit, case: Case, number: int, text: str) -> None:
    say = visit.say
    visit.remember(roll_text=text)
    where = _where(visit, case)
    people = len(lines_for(visit.directory, _site(visit, case), visit.uow.now))
    ask = say.many("Send this to {n} person at {site}?", "Send this to {n} people at {site}?", n=people, site=where)
    spans = (Span(ask + "\n\n", "bold"), Span(text))
    send = Button(say("Send it"), Tap("r", case.id, number, "send").data, "danger")
    leave = Button(say("Leave it"), Tap("r", case.id, number, "no").data)
    visit.tell(Message(spans, ((send,), (leave,))), case)


def send_word(visit: Visit, case: Case, number: int, argument: str) -> None:
    """The second look was enough: it goes out, once."""
    text = visit.session.desk.get("roll_text", "")
    if number <= len(case.calls):
        visit.toast(visit.say("That is sent already."))
    elif not text or not may_begin(visit, case):
        visit.toast(visit.say("Please write it again."))
    else:
        forget_asked(visit)
        _send(visit, case, text)
        visit.toast(visit.say("Sent."))


def _send(visit: Visit, case: Case, text: str) -> None:
    now, site, by = visit.uow.now, _site(visit, case), visit.staff.id
    lines = [_knows(line, visit) if line.staff == by else line for line in lines_for(visit.directory, site, now)]
    call = Call(len(case.calls) + 1, CallKind.WORD, site, by, now, len(lines), text=text)
    lines = send_to_all(visit, case, call, lines)
    visit.uow.record(case.id, Happening("site_message", by, begun(call, lines) | {"text": text}))
    case = send_boards(visit, replace(case, calls=(*case.calls, call)), call, lines)
    visit.uow.keep_roll(case.id, call.number, lines)
    visit.uow.note_roll(case.id, call.number, lines)


def _knows(line: RollLine, visit: Visit) -> RollLine:
    return replace(line, said=Said.READ, at=visit.uow.now, by=line.staff)


def leave_it(visit: Visit, case: Case, number: int, argument: str) -> None:
    """“Leave it”: nobody is asked or told anything."""
    forget_asked(visit)
    visit.toast(visit.say("Nothing was sent."))
