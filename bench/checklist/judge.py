"""Everything about a storm of taps that is not as promised, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.onlooking import looking, now
from handlers.cases import Case
from handlers.checklist.laying_out import Grounds, sheet_of
from handlers.checklist.record import KIND, replayed
from handlers.checklist.showing import Scene, page_of
from handlers.people import Directory
from playbooks.model import Playbook
from storage import Store
from tests.fakes.bot_api import BotApi, Post, Tap

Given = Sequence[tuple[Tap, str, str]]


def wrongs(folder: Path, given: Given, people: int) -> list[str]:
    """Every broken promise about the state."""
    with looking(folder) as store:
        return list(_wrong(store, given, people))


def _wrong(store: Store, given: Given, people: int) -> Iterator[str]:
    (case,) = store.cases()
    assert case.checklist is not None
    entries = store.timeline(case.id)
    if store.verify(case.number) is not None:
        yield "the timeline's chain is broken"
    if replayed(entries) != case.checklist.board:
        yield "the state is not what the timeline gives"
    heard = {str(entry.data["tap"]): entry for entry in entries if entry.kind == KIND}
    marks = [entry for entry in entries if entry.kind == KIND]
    if len(heard) != len(marks):
        yield f"{len(marks) - len(heard)} taps are on the timeline twice"
    for tap, row, outcome in given:
        entry = heard.get(tap.query.id)
        if entry is None:
            yield f"lost: {outcome} on {row}"
        elif (entry.data["step"], entry.data["outcome"]) != (row, outcome):
            yield f"{outcome} on {row} became {entry.data}"
    if len(case.checklist.copies) != people + 1:
        yield f"{len(case.checklist.copies)} messages for {people} people and their group"


def final_state_is_shown(api: BotApi, folder: Path, given: Given) -> bool:
    """Whether every message shows what it would show if it were drawn now, but for how long it has been going on."""
    with looking(folder) as store:
        (case,) = store.cases()
        entries = [entry for entry in store.timeline(case.id) if entry.kind == KIND]
        if len(entries) < len(given) or case.checklist is None:
            return False
        edition = store.editions.by_digest(case.edition)
        assert edition is not None
        copies = range(len(case.checklist.copies))
        return all(_shows(api, case, edition.playbook, store.directory, number) for number in copies)


def _shows(api: BotApi, case: Case, playbook: Playbook, directory: Directory, number: int) -> bool:
    assert case.checklist is not None
    copy = case.checklist.copies[number]
    sheet = sheet_of(Grounds(playbook, case.checklist.board, case.answers, case.checklist.began, now()))
    wanted = page_of(Scene(case, playbook, sheet, directory, "en", copy.staff), copy.view).text
    posts = _posts(api, copy.chat)
    return bool(posts) and _timeless(posts[-1].text) == _timeless(wanted)


def _posts(api: BotApi, chat: int) -> list[Post]:
    screen = api.world.groups[chat].visible if chat < 0 else api.world.people[chat].sees
    return [post for post in screen if post.text.startswith("☑ ")]


def _timeless(text: str) -> str:
    """Without the line that says how long it has been going on; how much is done stays."""
    lines = [line.rpartition("·")[2] if "⏱" in line and "done" in line else line for line in text.splitlines()]
    return "\n".join(line.strip() for line in lines if line.strip())
