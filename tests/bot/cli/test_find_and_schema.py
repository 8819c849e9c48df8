"""`muster find` and `muster schema`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def test_find_prints_entries_and_scores_as_json() -> None:
    found = json.loads(run("find", "overcharged at the counter", "--json"))
    assert found[0]["entry"] == "complaint/fees"
    assert 0 < found[0]["score"] <= 1


def test_find_prints_titles_for_people() -> None:
    assert "Complaint: Fees" in run("find", "overcharged", "at", "the", "counter")


def test_find_says_when_nothing_fits(tmp_path: Path) -> None:
    assert run("find", "what time is it") == "Nothing fits.\n"
    assert json.loads(run("find", "what time is it", "--json")) == []
    assert "Nothing fits.\n" in run("find", "anything", "--playbooks", str(tmp_path))


def test_find_keeps_to_its_limit() -> None:
    assert len(json.loads(run("find", "angry customer fainted", "--json", "--limit", "1"))) == 1


def test_find_lists_what_was_proposed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATABASE_URL", f"sqlite:///{tmp_path / 'muster.db'}")
    assert "no proposals\n" in run("find", "--proposals")
    assert json.loads(run("find", "--proposals", "--json")) == []


def test_find_needs_something_to_find() -> None:
    assert CliRunner().invoke(main, ["find"]).exit_code == 2


def test_schema_is_json_that_names_every_field() -> None:
    schema = json.loads(run("schema"))
    assert schema["$schema"].startswith("http://json-schema.org/draft-07")
    assert {"id", "kind", "questions", "steps"} <= set(schema["properties"])
