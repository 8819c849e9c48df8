"""Notes and files added to a case by replying to any of its messages."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.alerts.cards import name_of
from handlers.cases import Case, Happening
from handlers.delivery import Lane, Notice
from handlers.desk.cases.files import media_in
from handlers.desk.cases.news import News, tell_listeners, tell_reporter
from handlers.desk.cases.sight import note_sight
from handlers.desk.telling.outside import follow_where_no_chat_is
from handlers.desk.visit import Visit
from handlers.engine.questions.evidence import too_big, too_many
from handlers.events import Located, Said, Shared
from handlers.media import Media
from handlers.messages import plain
from handlers.rights import may_note
from playbooks.phrases import Phrases

#: For how long after “add a note” what is said next is taken for the note.
AWAITED = timedelta(minutes=30)

_QUOTED = 300  # characters of a note that are passed on; the whole of it is on the timeline


def replied_cases(visit: Visit) -> list[Case]:
    """The cases whose message this is a reply to, if they may add to them: one, or several told of together."""
    inbound = visit.inbound
    if inbound.reply_to is None or not isinstance(inbound.event, Said | Shared | Located):
        return []
    found = visit.uow.cases_of_message(inbound.bot, inbound.chat, inbound.reply_to)
    cases = [case for case in map(visit.uow.case, found) if case is not None]
    return cases if any(may_note(visit.staff, case, visit.directory, inbound.chat) for case in cases) else []


def ask_which(visit: Visit) -> None:
    """They replied to a message about several cases."""
    visit.tell(visit.say("That message is about several cases. Tap one of them, and reply to what comes."))


def add_note(visit: Visit, case: Case) -> None:
    """Puts what they sent on the case's timeline, says so, and tells the other side."""
    event = visit.inbound.event
    if visit.inbound.reply_to is not None:
        note_sight(visit, case, "replied")
    if isinstance(event, Shared):
        _add_file(visit, case, event)
    elif isinstance(event, Located):
        _add_text(visit, case, f"{event.latitude:.5f}, {event.longitude:.5f}")
    elif isinstance(event, Said):
        _add_text(visit, case, event.text)


def _add_text(visit: Visit, case: Case, text: str) -> None:
    if len(text) > visit.house.limits.text:
        visit.tell(visit.say("That is too long for one note. Please send it in parts."), case)
        return
    data = {"text": text, "edited": True} if visit.inbound.edited else {"text": text}
    visit.uow.record(case.id, Happening("noted", visit.staff.id, data))
    _confirm(visit, case, visit.say("Added to {number}.", number=case.number))
    _pass_on(visit, case, text)


def _add_file(visit: Visit, case: Case, event: Shared) -> None:
    limits, media = visit.house.limits, event.media
    if media.size is not None and media.size > limits.media_bytes:
        visit.tell(too_big(visit.say, limits), case)
    elif (held := _files(visit, case)) >= limits.media_per_case:
        visit.tell(too_many(visit.say, held), case)
    elif visit.uow.attach(case.id, media, visit.staff.id, visit.inbound.bot):
        _keep_file(visit, case, media, event.caption)
    else:
        _confirm(visit, case, visit.say("{number} has this file already.", number=case.number))


def _keep_file(visit: Visit, case: Case, media: Media, caption: str) -> None:
    data = {"kind": media.kind, "unique": media.unique, "reference": media.reference, "bot": visit.inbound.bot}
    visit.uow.record(case.id, Happening("evidence", visit.staff.id, data))
    if caption:
        visit.uow.record(case.id, Happening("noted", visit.staff.id, {"text": caption}))
    _confirm(visit, case, visit.say("Added to {number}.", number=case.number))
    _pass_on(visit, case, caption, (media,))


def _files(visit: Visit, case: Case) -> int:
    added = sum(entry.kind == "evidence" for entry in visit.uow.timeline(case.id))
    return added + sum(1 for _ in media_in(case.answers))


def _confirm(visit: Visit, case: Case, words: str) -> None:
    """A short yes. The members of an album come one by one; one yes that is still waiting is enough for them."""
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            visit.inbound.bot,
            visit.inbound.chat,
            plain(words),
            lane=Lane.PROMPT,
            case=case.id,
            staff=visit.staff.id if visit.inbound.private else None,
            key=_album_key(visit, case),
            language=visit.staff.language,
        )
    )


def _album_key(visit: Visit, case: Case) -> str | None:
    event = visit.inbound.event
    album = event.album if isinstance(event, Shared) else None
    return f"album:{case.id}:{album}:{visit.inbound.conversation}" if album else None


def _pass_on(visit: Visit, case: Case, text: str, media: tuple[Media, ...] = ()) -> None:
    """The groups hear of the reporter's note, the reporter of theirs."""
    news = News(lambda say: _worded(visit, case, say, text), media)
    tell_listeners(visit, case, news)
    follow_where_no_chat_is(visit, case, news)
    tell_reporter(visit, case, news)


def _worded(visit: Visit, case: Case, say: Phrases, text: str) -> str:
    name = name_of(visit.staff.id, visit.directory)
    if not text:
        return say("{name} added a file to {number}.", name=name, number=case.number)
    quoted = text if len(text) <= _QUOTED else text[:_QUOTED].rstrip() + "…"
    # TRANSLATORS: Somebody’s note on a case, as others hear of it.
    return say("{name} on {number}: {note}", name=name, number=case.number, note=quoted)


def awaited_note(visit: Visit) -> Case | None:
    """The case for which “add a note” was tapped just before; asked for once only."""
    awaited = visit.session.desk.get("note")
    if awaited is None or not isinstance(visit.inbound.event, Said | Shared | Located) or visit.inbound.edited:
        return None
    fresh = visit.uow.now - datetime.fromisoformat(visit.session.desk["note_at"]) <= AWAITED
    forget_note(visit)
    case = visit.uow.case(awaited) if fresh else None
    return case if case is not None and may_note(visit.staff, case, visit.directory) else None


def forget_note(visit: Visit) -> None:
    """The next message is no longer a note."""
    if "note" in visit.session.desk:
        visit.remember(note=None, note_at=None, note_as=None)
