"""`muster drill`: scenarios, runs, exports, and a run that virtual players go through."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.cli.demo import SAMPLE_ORGANISATION
from bot.cli.drill_wording import safe_cell
from bot.rehearsal.drill import Rehearsed, rehearse
from handlers.drills.coverage import CellState
from handlers.organisation import read_organisation
from playbooks.drills import SCENARIOS, load_scenarios
from playbooks.loading import LIBRARY, load_library
from playbooks.yaml_file import read_yaml

GUIDE = (Path(__file__).parents[3] / "docs" / "scripting.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose `world.db` has one run in it."""
    folder = tmp_path_factory.mktemp("drill")
    found = load_scenarios(SCENARIOS)
    people = read_organisation(read_yaml(SAMPLE_ORGANISATION))
    setting = Rehearsed(people=people, published=tuple(load_library(LIBRARY)), plays=found)
    rehearse(folder, setting, found.by_id["medical-gate"].scenario, players=3)
    return folder


def muster(folder: Path, *words: str) -> Result:
    address = f"sqlite:///{folder / 'world.db'}"
    return CliRunner().invoke(main, ["drill", *words], env={"MUSTER_DATABASE_URL": address, "MUSTER_ORG": ""})


def test_the_scenarios_there_are(tmp_path: Path) -> None:
    shown = muster(tmp_path, "scenarios").output
    assert "medical-gate" in shown
    assert "45 min" in shown
    assert {one["id"] for one in json.loads(muster(tmp_path, "scenarios", "--json").output)} == {
        path.stem for path in SCENARIOS.glob("*.yaml")
    }


def test_no_run_yet_is_said(tmp_path: Path) -> None:
    assert muster(tmp_path, "list").stdout == "no runs\n"


def test_runs_are_listed_with_how_they_went(played: Path) -> None:
    assert re.match(r"D-2026-000001 .* ended +100 %  medical-gate", muster(played, "list").output)


def test_one_run_is_shown_with_its_log(played: Path) -> None:
    shown = muster(played, "show", "d-2026-000001").output
    assert "met       CPR is begun" in shown
    assert re.search(r"started +virtual-director", shown)
    assert shown.index("planned") < shown.index("fired") < shown.rindex("ended")


def test_its_log_is_verified(played: Path, tmp_path: Path) -> None:
    assert "the log is whole" in muster(played, "show", "D-2026-000001", "--verify").output
    changed = tmp_path / "world.db"
    with sqlite3.connect(played / "world.db") as source, sqlite3.connect(changed) as copy:
        source.backup(copy)
        for (name,) in copy.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            copy.execute(f"drop trigger {name}")
        copy.execute("update drill_log set actor = 'bo' where kind = 'ended'")
    found = muster(tmp_path, "show", "D-2026-000001", "--verify")
    assert found.exit_code == 1
    assert "is not what was once written" in found.output


def test_a_run_that_is_not_there_is_said_in_one_line(played: Path) -> None:
    found = muster(played, "show", "D-2026-000099")
    assert (found.exit_code, found.output.count("\n")) == (1, 1)


def test_everything_is_exported_as_json(played: Path, tmp_path: Path) -> None:
    (run,) = json.loads(muster(played, "export").output)
    assert run["percent"] == 100
    assert run["log"][0]["kind"] == "planned"
    file = tmp_path / "runs.json"
    assert muster(played, "export", "D-2026-000001", "-o", str(file)).exit_code == 0
    assert json.loads(file.read_text(encoding="utf-8")) == [run]


def test_the_csv_has_a_line_for_each_expectation_and_names_nobody(played: Path) -> None:
    text = muster(played, "export", "--format", "csv").output
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 12
    assert {row["verdict"] for row in rows} == {"met"}
    assert "virtual-" not in text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", " =1", "\uff1d1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("value", [20, True, "CPR is begun", "", "a=1"])
def test_other_cells_stay_as_they_are(value: object) -> None:
    assert safe_cell(value) == str(value)


def test_a_file_that_cannot_be_written_is_the_environments_fault(played: Path, tmp_path: Path) -> None:
    assert muster(played, "export", "-o", str(tmp_path / "none" / "runs.json")).exit_code == 3


@pytest.mark.parametrize("scenario", sorted(path.stem for path in SCENARIOS.glob("*.yaml")))
def test_virtual_players_do_all_that_is_expected(tmp_path: Path, scenario: str) -> None:
    found = muster(tmp_path, "rehearse", scenario, "--players", "4", "--json")
    assert found.exit_code == 0, found.output
    run = json.loads(found.output)
    assert (run["percent"], run["state"], run["fenced"]) == (100, "ended", 0)
    assert not (tmp_path / "world.db").exists(), "nothing of it is stored"


def test_a_scenario_that_is_not_there_is_said_with_what_may_be_meant(tmp_path: Path) -> None:
    found = muster(tmp_path, "rehearse", "medical-gat")
    assert found.exit_code == 1
    assert "medical-gate" in found.output


def test_what_nobody_can_do_in_time_fails_the_rehearsal(tmp_path: Path) -> None:
    text = (SCENARIOS / "lost-child.yaml").read_text(encoding="utf-8")
    (tmp_path / "playbooks").symlink_to(LIBRARY)
    (tmp_path / "scenarios").mkdir()
    hopeless = text.replace("deed: taken", "deed: level\n        of: nowhere", 1)
    (tmp_path / "scenarios" / "lost-child.yaml").write_text(hopeless, encoding="utf-8")
    env = {"MUSTER_PLAYBOOKS": str(tmp_path / "playbooks"), "MUSTER_ORG": ""}
    found = CliRunner().invoke(main, ["drill", "rehearse", "lost-child", "--players", "3"], env=env)
    assert found.exit_code == 1, found.output
    assert "missed    Somebody takes it" in found.output


def test_virtual_players_set_a_level_that_is_expected(tmp_path: Path) -> None:
    text = (SCENARIOS / "kitchen-fire.yaml").read_text(encoding="utf-8")
    (tmp_path / "playbooks").symlink_to(LIBRARY)
    (tmp_path / "scenarios").mkdir()
    changed = text.replace("deed: command", "deed: level\n        of: rescue", 1)
    (tmp_path / "scenarios" / "kitchen-fire.yaml").write_text(changed, encoding="utf-8")
    env = {"MUSTER_PLAYBOOKS": str(tmp_path / "playbooks"), "MUSTER_ORG": ""}
    found = CliRunner().invoke(main, ["drill", "rehearse", "kitchen-fire", "--players", "3"], env=env)
    assert found.exit_code == 0, found.output
    assert "met       Somebody is in charge" in found.output


def test_the_guide_names_every_field(played: Path) -> None:
    section = GUIDE.partition("## `muster drill list --json`")[2].partition("\n## ")[0]
    (run,) = json.loads(muster(played, "list", "--json").output)
    unnamed = [name for name in (*run, *run["expectations"][0]) if f"`{name}`" not in section]
    assert unnamed == []


def test_coverage_says_who_has_drilled_what_and_what_is_due(played: Path) -> None:
    shown = muster(played, "coverage").output.splitlines()
    assert any(re.match(r"done +2\d{3}-\d\d-\d\d  medical-emergency .* D-2026-000001", line) for line in shown)
    assert any(line.startswith("never     -           fire ") for line in shown)


def test_coverage_for_scripts_and_spreadsheets(played: Path) -> None:
    cells = json.loads(muster(played, "coverage", "--json").output)
    rows = list(csv.DictReader(io.StringIO(muster(played, "coverage", "--csv").output)))
    assert [row["playbook"] for row in rows] == [cell["playbook"] for cell in cells]
    section = GUIDE.partition("## `muster drill coverage --json`")[2].partition("\n## ")[0]
    assert set(re.findall(r"`(\w+)`", section)) >= set(cells[0])
    assert all(f"`{state.value}`" in section for state in CellState)


def test_what_came_of_runs_can_be_worked_out_anew_from_their_logs(played: Path) -> None:
    with sqlite3.connect(played / "world.db") as database:
        (before,) = database.execute("SELECT data FROM drill_results").fetchall()
        database.execute("DELETE FROM drill_results")
    assert "D-2026-000001" not in muster(played, "coverage").output
    assert "D-2026-000001" in muster(played, "coverage", "--rebuild").output
    with sqlite3.connect(played / "world.db") as database:
        assert database.execute("SELECT data FROM drill_results").fetchall() == [before]
