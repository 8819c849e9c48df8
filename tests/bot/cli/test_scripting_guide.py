"""The guide for scripts names every field that the commands print, and no other."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.notice_wording import notice_json, reach_json
from bot.cli.wording import attachment_json, case_json, deadline_json, entry_json, terms_json, updates_json
from handlers.cases import Case, Entry, Run, Status
from handlers.deadlines import Deadline, Pause, State, Terms
from handlers.delivery import Notice, NoticeState
from handlers.media import Media
from handlers.messages import plain
from handlers.proof import Copy, Standing, Why
from handlers.updates.choosing import BUILT_IN
from handlers.updates.deciding import begun
from playbooks.model import Kind, Severity
from playbooks.model.deadlines import Milestone
from playbooks.packs import packs
from storage import Attachment, OutboxItem

GUIDE = (Path(__file__).parents[3] / "docs" / "scripting.md").read_text(encoding="utf-8")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
CASE = Case("1", "C-2026-000001", Kind.COMPLAINT, Run.REAL, "complaint", "e", Severity.LOW, "bo", NOW)


def _section(title: str) -> str:
    return GUIDE.partition(f"## `{title}")[2].partition("\n## ")[0]


def _named(text: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", text))


def test_the_table_of_a_case_has_its_fields_in_order() -> None:
    rows = re.findall(r"^\| (`.*?) \|", _section("muster cases"), re.MULTILINE)
    assert [name for row in rows for name in re.findall(r"`(\w+)`", row)] == list(case_json(CASE))


def test_every_field_of_a_timeline_a_file_and_a_notice_is_named() -> None:
    entry = entry_json(Entry(1, NOW, "opened", None, {}, "", "h"))
    attachment = attachment_json(Attachment(Media("photo", "r", "u"), "bo", NOW))
    notice = notice_json(OutboxItem(Notice("1", "staff", 1, plain("")), NoticeState.DEAD, 1, NOW))
    assert set(entry) | set(attachment) | {"timeline", "attachments"} <= _named(_section("muster case NUMBER"))
    assert set(notice) <= _named(_section("muster outbox"))


def test_every_field_of_a_clock_is_named_and_every_state_it_can_have() -> None:
    pack = packs()["eu-rail"]
    case = replace(CASE, terms=Terms(pack, (Pause(NOW, "authority", "ana"),)))
    terms = terms_json(case)
    assert terms is not None
    deadline = deadline_json(Deadline(Milestone.FINAL, pack.name, State.MET, NOW, None, None))
    section = _section("muster case NUMBER")
    assert set(terms) | set(terms["pauses"][0]) | set(deadline) | {"terms", "deadlines"} <= _named(section)
    assert all(f"`{word.value}`" in section for words in (Milestone, State) for word in words)


def test_every_field_of_the_updates_is_named_and_nobody_owes_any_for_what_nobody_has() -> None:
    owed = replace(CASE, updates=begun(BUILT_IN[Severity.HIGH], NOW, UTC))
    updates = updates_json(replace(owed, status=Status.ACKNOWLEDGED))
    assert updates is not None
    assert {*updates, "updates"} <= _named(_section("muster case NUMBER"))
    assert updates_json(owed) is None


def test_every_field_of_a_proof_of_reach_is_named_and_every_word_it_can_hold() -> None:
    section = _section("muster case NUMBER")
    words = {word.value for kind in (Standing, Why) for word in kind}
    assert set(reach_json(Copy(Standing.SEEN))) | {"reach"} <= _named(section)
    assert all(f"`{word}`" in section for word in words)


def test_every_word_a_field_can_hold_is_named() -> None:
    words = {word.value for kind in (Kind, Run, Severity, Status) for word in kind}
    assert words <= _named(_section("muster cases"))
    assert {state.value for state in NoticeState} <= _named(_section("muster outbox"))
