"""What comes before anybody said what it is about: a photo, a voice message, a place. Nothing of it is lost."""

from __future__ import annotations

from handlers.desk.alarm.whereabouts import note_place
from handlers.desk.kept import keep_file
from handlers.desk.menus import show_help, show_kinds
from handlers.desk.saying import is_fresh
from handlers.desk.starting import suggest
from handlers.desk.visit import Visit
from handlers.engine.questions.evidence import too_big
from handlers.events import Located, Shared


def take_early(visit: Visit) -> None:
    """Keeps it for what is begun next, and asks what it is about; words under a photo are read as if typed."""
    event, say = visit.inbound.event, visit.say
    if isinstance(event, Shared):
        _take_file(visit, event)
    elif isinstance(event, Located):
        note_place(visit, {"latitude": event.latitude, "longitude": event.longitude})
        _ask_what(visit, say("Your location goes with what you report now."))
    else:
        show_help(visit, say("To add it to a case, reply to one of the case's messages; see /cases."))


def _take_file(visit: Visit, event: Shared) -> None:
    size = event.media.size
    if size is not None and size > visit.house.limits.media_bytes:
        _ask_what(visit, too_big(visit.say, visit.house.limits))
        return
    keep_file(visit, event)
    if event.caption.strip():
        suggest(visit, event.caption)
    elif event.media.kind == "voice":
        _ask_what(visit, visit.say("I cannot listen to it, but it goes with what you report now."))
    else:
        _ask_what(visit, visit.say("It goes with what you report now."))


def _ask_what(visit: Visit, opening: str) -> None:
    """What was written just before is still what it is about."""
    if is_fresh(visit):
        suggest(visit, visit.session.desk["said"], opening)
    else:
        show_kinds(visit, opening)
