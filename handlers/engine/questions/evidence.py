"""Photos, videos, voice messages or documents: one or several, as they come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from handlers.engine.matching import normal
from handlers.engine.questions.base import Accepted, Asker, Asking, Partial, Prompt, Reading, Rejected, Showing, own
from handlers.engine.questions.yes_no import meaning
from handlers.events import Event, Said, Shared
from handlers.limits import Limits
from handlers.media import Media
from handlers.messages import Span
from playbooks.locale_format import either, series
from playbooks.model import EvidenceQuestion
from playbooks.phrases import Phrases

_MEGABYTE = 1024 * 1024
_CAPTION = 1024  # characters; Bot API


class EvidenceAsker(Asker[EvidenceQuestion]):
    def ask(self, asking: Asking[EvidenceQuestion]) -> Prompt:
        say, got = asking.say, self._got(asking)
        line = (Span("📎 " + counted(say, got) + "\n"),) if got else ()
        if got and (len(got) >= asking.question.minimum or _full(asking, got)):
            again = ((own(say("Start again"), "none"),),) if asking.standing else ()
            return Prompt(line, ((own(say("Done"), "done", "primary"),), *again))
        if asking.question.minimum == 0 and asking.question.required:
            return Prompt(line, ((own(say("None"), "done"),),))
        return Prompt(line)

    def read(self, asking: Asking[EvidenceQuestion], event: Event) -> Reading | None:
        if isinstance(event, Said) and (enough := self._enough(asking, event.text)) is not None:
            return enough
        if not isinstance(event, Shared):
            return Rejected(asking.say("Please send {kinds}.", kinds=kinds_named(asking.say, asking.question.kinds)))
        got = self._got(asking)
        if any(item["unique"] == event.media.unique for item in got):
            return Partial({"got": got}, "" if event.album else asking.say("I have that file already."))
        held = _held(asking, got)
        if why := refusal(asking.say, asking.at.limits, event.media, asking.question.kinds, held):
            return Rejected(why)
        if len(got) >= asking.question.maximum:
            return Rejected(asking.say("At most {n} fit here. Tap Done to go on.", n=asking.question.maximum))
        return self._one_more(asking, [*got, as_value(event)], event)

    def tapped(self, asking: Asking[EvidenceQuestion], argument: str) -> Reading | None:
        if argument == "none" and asking.standing:
            return Partial({"got": []})
        return self.finished(asking) if argument == "done" else None

    def finished(self, asking: Asking[EvidenceQuestion]) -> Reading | None:
        got = self._got(asking)
        if len(got) < asking.question.minimum and not _full(asking, got):
            return Rejected(asking.say("At least {n} needed.", n=asking.question.minimum))
        return Accepted(got, "shared")

    def stands(self, asking: Asking[EvidenceQuestion], value: Any) -> bool:
        return isinstance(value, list) and all(isinstance(item, dict) and "unique" in item for item in value)

    def show(self, question: EvidenceQuestion, value: Any, showing: Showing) -> str:
        return counted(showing.say, value) if value else showing.say("None")

    def _enough(self, asking: Asking[EvidenceQuestion], text: str) -> Reading | None:
        """“Done”, typed; or “no” where there need not be any."""
        words = {normal(word) for word in ("done", asking.say("Done"), "that is all")}
        none_needed = meaning(text) == "no" and asking.question.minimum == 0 and asking.question.required
        return self.finished(asking) if normal(text) in words or none_needed else None

    def _one_more(self, asking: Asking[EvidenceQuestion], got: list[dict[str, Any]], event: Shared) -> Reading:
        if len(got) >= asking.question.maximum and event.album is None:
            return Accepted(got, "shared")
        same_album = event.album is not None and asking.state.get("album") == event.album
        state = {"got": got, **({"album": event.album} if event.album else {})}
        return Partial(state, amends=same_album)

    def _got(self, asking: Asking[EvidenceQuestion]) -> list[dict[str, Any]]:
        return list(asking.state.get("got", asking.standing or ()))


def _held(asking: Asking[EvidenceQuestion], got: Sequence[dict[str, Any]]) -> int:
    """How many files the conversation has with `got`."""
    return asking.media_held - len(asking.standing or ()) + len(got)


def _full(asking: Asking[EvidenceQuestion], got: Sequence[dict[str, Any]]) -> bool:
    """Whether no more files fit, so that nobody can be asked for more."""
    return _held(asking, got) >= asking.at.limits.media_per_case


def as_value(event: Shared) -> dict[str, Any]:
    """A shared file as it is stored in an answer; `media_of` reads it back."""
    media = event.media
    value: dict[str, Any] = {"kind": media.kind, "reference": media.reference, "unique": media.unique}
    for name in ("size", "mime", "name"):
        if (known := getattr(media, name)) is not None:
            value[name] = known
    if caption := (event.caption or media.caption):
        value["caption"] = caption[:_CAPTION]
    return value


def media_of(value: Iterable[dict[str, Any]]) -> tuple[Media, ...]:
    """The files an evidence answer holds."""
    return tuple(Media(**item) for item in value)


def refusal(say: Phrases, limits: Limits, media: Media, kinds: Sequence[str], held: int) -> str:
    """Why a file is not taken, or nothing. `held`: how many files the conversation has already."""
    if media.kind not in kinds:
        return say("That kind of file does not help here. Please send {kinds}.", kinds=kinds_named(say, kinds))
    if media.size is not None and media.size > limits.media_bytes:
        return too_big(say, limits)
    if held >= limits.media_per_case:
        return too_many(say, held)
    return ""


def too_big(say: Phrases, limits: Limits) -> str:
    """What to say to a file above the limit."""
    most = limits.media_bytes // _MEGABYTE
    return say("That file is too big; at most {n} MB fit. Please send a smaller one.", n=most)


def too_many(say: Phrases, held: int) -> str:
    """What to say to one more file when `held` are all that a case takes."""
    return say("There are {n} files already, and no more fit.", n=held)


def kinds_named(say: Phrases, kinds: Sequence[str]) -> str:
    """“a photo, a video or a document”"""
    names = {
        # TRANSLATORS: These four stand in “Please send {kinds}.”, as “a photo or a video”.
        "photo": say("a photo"),
        "video": say("a video"),
        "voice": say("a voice message"),
        "document": say("a document"),
    }
    return either([names[kind] for kind in kinds], say.language)


def counted(say: Phrases, items: Sequence[dict[str, Any]]) -> str:
    """“2 photos, 1 voice message”"""
    count = {
        kind: sum(1 for item in items if item.get("kind") == kind) for kind in ("photo", "video", "voice", "document")
    }
    parts = [
        say.many("{n} photo", "{n} photos", n=count["photo"]) if count["photo"] else "",
        say.many("{n} video", "{n} videos", n=count["video"]) if count["video"] else "",
        say.many("{n} voice message", "{n} voice messages", n=count["voice"]) if count["voice"] else "",
        say.many("{n} document", "{n} documents", n=count["document"]) if count["document"] else "",
    ]
    return series([part for part in parts if part], say.language)
