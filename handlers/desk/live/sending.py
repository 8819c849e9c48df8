"""What people at work on a checklist write and send: a reason, a proof, “done”, or else a note on the case."""

from __future__ import annotations

from handlers.cases import Case, Status
from handlers.checklist.marks import CANNOT, DONE, NOT_APPLICABLE, PROOF
from handlers.checklist.sheet import Row
from handlers.checklist.showing.choosing import mine_to_do
from handlers.desk.cases.news import share_files
from handlers.desk.cases.notes import add_note
from handlers.desk.live.awaiting import await_reason, awaited, forget_awaited
from handlers.desk.live.drawing import copy_for_person
from handlers.desk.live.marking import refusal
from handlers.desk.live.sheets import scene_for, sheet_for
from handlers.desk.live.tapping import settle
from handlers.desk.visit import Visit
from handlers.engine.matching import normal
from handlers.engine.questions.evidence import too_big
from handlers.engine.questions.yes_no import meaning
from handlers.events import Commanded, Located, Said, Shared
from handlers.media import Media
from handlers.rights import may_work
from handlers.taps import mark

_REASON = 500  # characters
_WORDS = {
    DONE: "done finished ok 完成 做完 做完了 已完成 搞掂 feito concluído",
    NOT_APPLICABLE: "na n/a 不适用 不適用 唔適用",
    CANNOT: "cannot cant 做不到 不能 唔得 impossível não posso",
}
_MEANT = {normal(word): outcome for outcome, words in _WORDS.items() for word in words.split()}


def took_awaited(visit: Visit) -> bool:
    """Takes what was asked for just before, whatever else is going on; False if this is nothing of the kind."""
    event = visit.inbound.event
    if visit.inbound.edited:
        return False
    if isinstance(event, Said) and (found := awaited(visit, "w")) is not None:
        _reason(visit, *found, event.text)
        return True
    if isinstance(event, Shared | Located) and (found := awaited(visit, "p")) is not None:
        return _prove(visit, *found)
    return False


def work_case(visit: Visit) -> Case | None:
    """The open case on whose checklist they last worked in this chat, if they may still."""
    known = visit.session.desk.get("work")
    case = visit.uow.case(known) if known else None
    if case is None or case.checklist is None or case.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        return None
    return case if may_work(visit.staff, case, visit.directory) else None


def means_work(visit: Visit) -> bool:
    """Whether what they sent says how a step went, or shows it; only then is it for the checklist by itself."""
    event = visit.inbound.event
    if isinstance(event, Said):
        return _meant(visit, event.text) is not None
    return isinstance(event, Shared)


def handed(visit: Visit, case: Case) -> None:
    """What they sent while at work: about the step in front of them if it can be, else a note on the case."""
    event, row = visit.inbound.event, _in_front(visit, case)
    if isinstance(event, Commanded):
        _commanded(visit, case, row, event.name)
    elif isinstance(event, Said) and row is not None and (outcome := _meant(visit, event.text)) is not None:
        _typed(visit, case, row, outcome)
    elif isinstance(event, Shared | Located) and row is not None and _wanted(row, event) and _prove(visit, case, row):
        return
    elif isinstance(event, Said | Shared | Located):
        add_note(visit, case)
    else:
        visit.tell(visit.say("Please use the buttons."))


def _in_front(visit: Visit, case: Case) -> Row | None:
    """The step that their message shows in full."""
    sheet = sheet_for(visit, case)
    copy = case.checklist.copy_of(visit.staff.id) if case.checklist else None
    copy = copy or copy_for_person(visit, case, visit.staff)
    if copy is None:
        return None
    scene = scene_for(visit, case, sheet, copy)
    shown = scene.row_marked(copy.view[1:]) if copy.view[:1] in ("r", "w") else None
    return shown or next(iter(mine_to_do(scene)), None)


def _meant(visit: Visit, text: str) -> str | None:
    """How a step went, in the words of a button or another way to say them."""
    say, wanted = visit.say, normal(text)
    labels = {say("✓ Done"): DONE, say("Not applicable"): NOT_APPLICABLE, say("Cannot do"): CANNOT}
    for label, outcome in labels.items():
        if wanted and normal(label) == wanted:
            return outcome
    said = meaning(text)
    return DONE if said == "yes" else CANNOT if said == "no" else _MEANT.get(wanted)


def _commanded(visit: Visit, case: Case, row: Row | None, name: str) -> None:
    if row is None:
        visit.tell(visit.say("Nothing for you now. Others are at the rest."), case)
    elif name == "done":
        _typed(visit, case, row, DONE)
    elif row.step.critical:
        visit.tell("⚠️ " + visit.say("This step is critical. Tap what happened with it."), case)
    else:
        _typed(visit, case, row, NOT_APPLICABLE)


def _typed(visit: Visit, case: Case, row: Row, outcome: str) -> None:
    chosen = next((option.id for option in row.step.decide if _names(visit, option.label)), None)
    if outcome == CANNOT and not row.step.decide:
        await_reason(visit, case, mark(row.id))
        visit.tell(visit.say("What is in the way? Write it in a few words."), case)
    elif row.step.decide and outcome == DONE and chosen is None:
        visit.tell(visit.say("Please use the buttons."), case)
    elif why := refusal(visit, row, outcome):
        visit.tell("⚠️ " + why, case)
    else:
        settle(visit, case, row, chosen or outcome)


def _names(visit: Visit, label: object) -> bool:
    event = visit.inbound.event
    text = getattr(label, "text", None)
    return isinstance(event, Said) and text is not None and normal(text(visit.staff.language)) == normal(event.text)


def _reason(visit: Visit, case: Case, row: Row, text: str) -> None:
    if not text.strip() or len(text) > _REASON:
        visit.tell("⚠️ " + visit.say("Please say it in at most {most} characters.", most=_REASON), case)
        return
    forget_awaited(visit)
    settle(visit, case, row, CANNOT, text.strip())


def _wanted(row: Row, event: Shared | Located) -> bool:
    kind = "location" if isinstance(event, Located) else event.media.kind
    return kind in row.step.evidence


def _prove(visit: Visit, case: Case, row: Row) -> bool:
    """Keeps a proof; whether it was the last they need they say by themselves."""
    event = visit.inbound.event
    if isinstance(event, Located):
        settle(visit, case, row, PROOF, f"{event.latitude:.5f},{event.longitude:.5f}")
        return True
    if not isinstance(event, Shared):
        return False
    media = event.media
    if media.size is not None and media.size > visit.house.limits.media_bytes:
        visit.tell(too_big(visit.say, visit.house.limits), case)
        return True
    fresh = visit.uow.attach(case.id, media, visit.staff.id, visit.inbound.bot)
    changed = settle(visit, case, row, PROOF, media.unique)
    if fresh:
        _share(visit, changed, media)
    return True


def _share(visit: Visit, case: Case, media: Media) -> None:
    share_files(visit, case, [media])
