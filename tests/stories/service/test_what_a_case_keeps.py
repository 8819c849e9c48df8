"""What people wrote, from a phone to the other side's card and back, and a timeline that tells of every meddling."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from tests.stories.service.serving import House, reports, served, texts

STRANGE = (
    "<b>Oil</b> & <script>alert(1)</script> &lt;",
    "*_`[a](tg://user?id=1)`_* @bo /emergency {number} %s {{x}}",
    "👩‍👩‍👧‍👦🏳️‍🌈🇲🇴 e\u0301 \u202eשלום\u202c مرحبا",
    "before\x00after\x1b[31m\x07\x9f",
    "漢字" * 60,
)


def muster(house: House, *words: str) -> Result:
    """A command beside the running service."""
    return CliRunner(env={"MUSTER_DATABASE_URL": house.url}).invoke(main, list(words), catch_exceptions=False)


def shown(text: str) -> str:
    """As Telegram shows it: it takes NUL from nobody."""
    return " ".join(text.replace("\x00", "").split())


@pytest.mark.parametrize("text", STRANGE, ids=["markup", "other markup", "emoji", "controls", "long"])
async def test_any_text_arrives_as_it_was_written(any_house: House, text: str) -> None:
    async with served(any_house) as running:
        await reports(any_house.bo, text)
        card = await any_house.duty.hears("I-2026-000001")
        await any_house.ana.says(text, chat=any_house.duty, reply_to=card)
        await any_house.bo.hears("Ana on I-2026-000001")
        await any_house.ana.taps("Details", message=card)
        await any_house.duty.hears("By the door")
        await running.quiet()
        assert any_house.bo.last.text.count("\n") == 0
        details = texts(any_house.duty)[-1]
    beginning = text.split("\x00")[0][:60]
    for seen in (texts(any_house.duty)[0], details, any_house.bo.last.text):
        assert beginning in seen
    case = json.loads(muster(any_house, "case", "I-2026-000001", "--json").output)
    assert case["answers"]["what"] == text
    assert [entry["data"]["text"] for entry in case["timeline"] if entry["kind"] == "noted"] == [text]
    readable = muster(any_house, "case", "I-2026-000001").output
    assert not {"\x00", "\x1b", "\x07", "\x9f"} & set(readable)
    assert muster(any_house, "case", "I-2026-000001", "--verify").exit_code == 0


async def test_everything_that_happened_is_on_the_timeline_in_its_order(any_house: House) -> None:
    bo, ana, duty = any_house.bo, any_house.ana, any_house.duty
    async with served(any_house) as running:
        await reports(bo, "Milk")
        closing = await bo.hears("The number is")
        card = await duty.hears("Milk")
        own = next(post for post in ana.sees if "Milk" in post.text)
        await (await ana.taps("Acknowledge", message=own)).answered()
        await bo.says("It spreads", reply_to=closing)
        await duty.hears("Bo on I-2026-000001: It spreads")
        await bo.sends_photo("look", reply_to=closing)
        await duty.hears("look")
        await ana.sends_photo("wet sign is up", chat=duty, reply_to=card)
        await bo.hears("wet sign is up")
        await ana.says("I see it", reply_to=own)
        await bo.hears("Ana on I-2026-000001: I see it")
        await bo.sends_album(3, reply_to=closing)
        await running.quiet()
        taken = await ana.hears("Taken by Ana", ever=True)
        await (await ana.taps("Resolve", message=taken)).answered()
        await bo.hears("is resolved")
        await running.quiet()
    case = json.loads(muster(any_house, "case", "I-2026-000001", "--json").output)
    told = [(entry["kind"], entry["actor"]) for entry in case["timeline"] if entry["kind"] not in ("kept", "seen")]
    assert told == [
        *(("opened", "bo"), ("answered", "bo"), ("answered", "bo"), ("notified", None), ("acknowledged", "ana")),
        *(("noted", "bo"), ("evidence", "bo"), ("noted", "bo"), ("evidence", "ana"), ("noted", "ana")),
        *(("noted", "ana"), ("evidence", "bo"), ("evidence", "bo"), ("evidence", "bo"), ("resolved", "ana")),
    ]
    reach = {copy["staff"] or copy["group"]: (copy["standing"], copy["seen_by"]) for copy in case["reach"]}
    assert reach == {"duty": ("seen", "ana"), "ana": ("seen", "ana"), "ming": ("delivered", None)}
    assert all(copy["queued_at"] <= copy["accepted_at"] for copy in case["reach"])
    moments = [entry["at"] for entry in case["timeline"]]
    assert moments == sorted(moments)
    assert [entry["sequence"] for entry in case["timeline"]] == list(range(1, len(moments) + 1))
    assert len(case["attachments"]) == 5


MEDDLING = {
    "what was said": "update timeline set data = replace(data, 'Milk', 'Beer') where sequence = 2",
    "when": "update timeline set at = at + 1 where sequence = 2",
    "who": "update timeline set actor = 'sam' where sequence = 2",
    "what happened": "update timeline set kind = 'noted' where sequence = 2",
    "one gone": "delete from timeline where sequence = 2",
    "the last gone": "delete from timeline where sequence = 4",
    "all gone": "delete from timeline",
    "two swapped": "update timeline set sequence = case sequence when 2 then 93 else 92 end where sequence in (2, 3)",
    "one more": "insert into timeline (case_id, sequence, at, kind, actor, data, previous, hash) "
    "select case_id, 5, at, kind, actor, data, hash, hash from timeline where sequence = 4",
}


@pytest.mark.parametrize("meddling", MEDDLING)
async def test_meddling_with_the_timeline_shows(any_house: House, tmp_path: Path, meddling: str) -> None:
    async with served(any_house) as running:
        await reports(any_house.bo, "Milk")
        await running.quiet()
    before = muster(any_house, "case", "I-2026-000001", "--verify")
    assert (before.exit_code, "4 entries" in before.output) == (0, True)
    if not MEDDLING[meddling].startswith("insert"):
        with pytest.raises((sqlite3.Error, psycopg.Error), match="append-only"):
            _as_owner(any_house, MEDDLING[meddling], unguarded=False)
    _as_owner(any_house, MEDDLING[meddling], unguarded=True)
    result = muster(any_house, "case", "I-2026-000001", "--verify")
    assert result.exit_code == 1
    assert "is not what was once written" in result.stderr


MEDDLING_WITH_THE_CASE = {
    "an answer": "update cases set data = replace(data, 'Milk', 'Beer')",
    "its standing": "update cases set status = 'resolved'",
    "who took it": "update cases set acknowledged_by = 'sam'",
    "who reported it": "update cases set reporter = 'sam'",
    "its number": "update cases set number = 'I-2026-000009'",
}


async def test_meddling_with_the_case_itself_shows(any_house: House, tmp_path: Path) -> None:
    async with served(any_house) as running:
        await reports(any_house.bo, "Milk")
        card = await any_house.duty.hears("Milk")
        await (await any_house.ana.taps("Acknowledge", message=card)).answered()
        await running.quiet()
    assert muster(any_house, "case", "I-2026-000001", "--verify").exit_code == 0
    for meddling, statement in MEDDLING_WITH_THE_CASE.items():
        before = _as_owner(any_house, "select number, status, acknowledged_by, reporter, data from cases")
        _as_owner(any_house, statement)
        number = str(_as_owner(any_house, "select number from cases")[0][0])
        result = muster(any_house, "case", number, "--verify")
        assert (meddling, result.exit_code) == (meddling, 1)
        for name, value in zip(("number", "status", "acknowledged_by", "reporter", "data"), before[0], strict=True):
            quoted = str(value).replace("'", "''")
            _as_owner(any_house, f"update cases set {name} = '{quoted}'")
    assert muster(any_house, "case", "I-2026-000001", "--verify").exit_code == 0


def _as_owner(house: House, statement: str, *, unguarded: bool = False) -> list[tuple[object, ...]]:
    """Somebody with the database's own tools; `unguarded`: who first takes the guards down. Gives what is found."""
    if house.url.startswith("sqlite"):
        database: sqlite3.Connection | psycopg.Connection = sqlite3.connect(house.url.removeprefix("sqlite:///"))
        guards = [
            row[0] for row in database.execute("select name from sqlite_master where type = 'trigger'").fetchall()
        ]
        takes_down: Callable[[str], str] = "drop trigger {}".format
    else:
        database = psycopg.connect(house.url)
        guards, takes_down = ["timeline"], "alter table {} disable trigger user".format
    try:
        for guard in guards if unguarded else ():
            database.execute(takes_down(guard))
        found = database.execute(statement)
        rows = found.fetchall() if found.description else []
        database.commit()
        return rows
    finally:
        database.close()
