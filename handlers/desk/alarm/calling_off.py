"""Calling an emergency off: at once after a wrong tap, later only with the agreement of whoever is in charge.

Nobody calls off a real one by mistake: after the grace time the alarm goes on until a commander or manager agrees.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.cases import Case, Happening, Status
from handlers.desk.cases.copies import amend_cards, copies_in_use
from handlers.desk.cases.news import News, tell_everyone, tell_reporter
from handlers.desk.live.joining import end_watching
from handlers.desk.safe.finishing import end_calls
from handlers.desk.telling.outside import follow_outside
from handlers.desk.telling.watching import unwatched
from handlers.desk.visit import Visit
from handlers.messages import Button, ButtonStyle, Row
from handlers.rights import may_call_off
from handlers.taps import Tap
from playbooks.phrases import Phrases


def call_off(visit: Visit, case: Case) -> bool:
    """Calls it off if that needs nobody else's agreement; otherwise asks for it. True if it is off."""
    if case.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        return True
    if _alone(visit, case):
        withdraw(visit, case)
        return True
    if case.doubted_by is None:
        _ask(visit, case)
    return False


def is_slip(visit: Visit, case: Case) -> bool:
    """Whether it may still be a wrong tap: within the grace time, and nobody else sees it, too."""
    return visit.uow.now - case.opened_at <= visit.directory.reports.grace and not case.also


def _alone(visit: Visit, case: Case) -> bool:
    """A slip, or called off by whoever may agree anyway, or with nobody to be asked."""
    return is_slip(visit, case) or may_call_off(visit.staff, case) or not copies_in_use(visit, case)


def withdraw(visit: Visit, case: Case) -> None:
    """It is withdrawn, and everybody who was called hears that it is over."""
    changed = replace(case, status=Status.WITHDRAWN, doubted_by=None, version=case.version + 1)
    unwatched(visit, case)
    end_watching(visit, changed)
    changed = end_calls(visit, changed)
    visit.uow.keep_case(changed)
    asked = {"asked_by": case.doubted_by} if case.doubted_by else {}
    visit.uow.record(case.id, Happening("withdrawn", visit.staff.id, asked))
    amend_cards(visit, changed)

    def words(say: Phrases) -> str:
        return say("{number} was called off by {name}.", number=case.number, name=visit.staff.name)

    tell_everyone(visit, changed, News(words))
    follow_outside(visit, changed, News(words))
    tell_reporter(visit, changed, News(words))


def _ask(visit: Visit, case: Case) -> None:
    changed = replace(case, doubted_by=visit.staff.id, version=case.version + 1)
    visit.uow.keep_case(changed)
    visit.uow.record(case.id, Happening("doubted", visit.staff.id))

    def words(say: Phrases) -> str:
        asks = say("{name} says that {number} is a false alarm.", name=visit.staff.name, number=case.number)
        return asks + "\n" + say("It goes on until somebody in charge agrees.")

    def rows(say: Phrases) -> tuple[Row, ...]:
        # TRANSLATORS: Buttons under “Bo says that E-… is a false alarm”.
        agree = _button(changed, say("Agree: call it off"), "off", "danger")
        return ((agree,), (_button(changed, say("No, it goes on"), "on", "primary"),))

    tell_everyone(visit, changed, News(words, rows=rows))
    follow_outside(visit, changed, News(words))


def _button(case: Case, label: str, action: str, style: ButtonStyle) -> Button:
    return Button(label, Tap("c", case.id, case.version, action).data, style)


def agree(visit: Visit, case: Case) -> None:
    """Somebody in charge agrees that it is a false alarm."""
    if _may_answer(visit, case):
        withdraw(visit, case)
        visit.toast(visit.say("{number} is called off.", number=case.number))


def refuse(visit: Visit, case: Case) -> None:
    """Somebody in charge says that it goes on; whoever asked hears it, and so does everybody else."""
    if not _may_answer(visit, case):
        return
    changed = replace(case, doubted_by=None, version=case.version + 1)
    visit.uow.keep_case(changed)
    visit.uow.record(case.id, Happening("upheld", visit.staff.id, {"who": case.doubted_by}))

    def words(say: Phrases) -> str:
        return say("{number} goes on, says {name}.", number=case.number, name=visit.staff.name)

    tell_everyone(visit, changed, News(words))
    follow_outside(visit, changed, News(words))
    tell_reporter(visit, changed, News(words))
    visit.toast(visit.say("{number} goes on.", number=case.number))


def _may_answer(visit: Visit, case: Case) -> bool:
    """Whether the question still stands and is theirs to answer; says why not."""
    say = visit.say
    if case.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        visit.toast(say("It is over already."))
    elif not may_call_off(visit.staff, case):
        visit.toast(say("Only whoever is in charge, or a manager, can decide that."), alert=True)
    elif case.doubted_by is None:
        visit.toast(say("That is decided already."))
    else:
        return True
    return False
