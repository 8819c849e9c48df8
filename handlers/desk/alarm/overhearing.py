"""Words of danger in the middle of a complaint or an incident: the alarm is offered, and the report goes on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from handlers.desk.saying import remember_said
from handlers.desk.visit import Visit
from handlers.engine.keyed import Keyed
from handlers.engine.matching import normal, tokens
from handlers.engine.session import Frame
from handlers.messages import Button, plain
from playbooks.edition import Edition
from playbooks.model import Kind, Playbook

#: From this chance on somebody means the alarm. With less they only say its name: “the fire brigade gets a discount”.
_MEANT = 0.1


def offer_alarm(visit: Visit, frame: Frame, text: str) -> None:
    """Offers the alarm that `text` is about, once in each report; `frame` is what it was an answer to."""
    if not _reports_something_else(frame) or visit.session.desk.get("overheard") == frame.id:
        return
    dangers = [edition for edition in visit.uow.editions.all_current() if edition.playbook.kind is Kind.EMERGENCY]
    if not any(_names_it(text, edition) for edition in dangers):
        return
    found = visit.house.find(text, visit.directory.taught)
    meant = next((one.playbook for one in dangers if found and one.playbook.id == found[0].entry), None)
    if meant is not None and found[0].score >= _MEANT:
        _offer(visit, frame, meant, text)


def _reports_something_else(frame: Frame) -> bool:
    """Not an emergency, and not words on a case that is known already: looking back on a fire is no fire."""
    return frame.kind is not Kind.EMERGENCY and frame.about is None and not frame.amending


def still_overheard(visit: Visit) -> bool:
    """Whether the report in which the alarm was offered goes on: its button is as good as new."""
    return any(frame.id == visit.session.desk.get("overheard") for frame in visit.session.frames)


def _offer(visit: Visit, frame: Frame, playbook: Playbook, text: str) -> None:
    visit.remember(overheard=frame.id)
    remember_said(visit, text, playbook.id)
    say = visit.say
    title = playbook.title.text(visit.staff.language)
    button = Button("🚨 " + title, visit.button_data(f"alarm={playbook.id}"), "danger")
    # TRANSLATORS: Somebody takes a complaint and writes words such as “fire”. The button below raises the alarm.
    visit.tell(plain("⚠️ " + say("Danger now? Tap to raise the alarm. Your report waits."), (button,)))


def _names_it(text: str, edition: Edition) -> bool:
    """Whether a name of this emergency stands in `text`: cheap enough to be asked at every answer."""
    words, run = tokens(text), normal(text)
    latin, chinese = _names(Keyed(edition.digest, edition.playbook))
    return any(name <= words for name in latin) or any(name in run for name in chinese)


@lru_cache(maxsize=256)
def _names(playbook: Keyed[Playbook]) -> tuple[tuple[frozenset[str], ...], tuple[str, ...]]:
    """What an emergency is called: names of several words each, and Chinese ones that stand within others."""
    names = list(_called(playbook.thing))
    latin = {tokens(name) for name in names if name.isascii() or tokens(name) != {normal(name)}}
    chinese = {normal(name) for name in names if tokens(name) == {normal(name)} and not normal(name).isascii()}
    return tuple(name for name in latin if name), tuple(name for name in chinese if len(name) > 1)


def _called(playbook: Playbook) -> Iterator[str]:
    yield from playbook.title.root.values()
    for several in playbook.aliases.values():
        yield from several
