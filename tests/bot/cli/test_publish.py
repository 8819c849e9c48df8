"""`muster publish`: what it says, what it does, and how it ends."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from handlers.events import Commanded, Said
from handlers.organisation import read_organisation
from handlers.publications import Way
from handlers.readings.reading import Reading
from playbooks.loading import load_library, parse_yaml
from storage import Received, Store
from tests.bot.cli.test_store_commands import open_store, turn
from tests.handlers.desk.world import ORGANISATION
from tests.stories.service.serving import FORM

NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shop whose two playbooks are published; somebody is in the middle of a report."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATABASE_URL", f"sqlite:///{tmp_path / 'muster.db'}")
    monkeypatch.setenv("MUSTER_PLAYBOOKS", str(tmp_path / "playbooks"))
    shutil.copytree(FORM, tmp_path / "playbooks")
    store = open_store(tmp_path)
    store.import_organisation(read_organisation(parse_yaml(ORGANISATION, "organisation.yaml")))
    store.publish(tuple(load_library(tmp_path / "playbooks")))
    turn(store, 1, Commanded("incident"))
    turn(store, 2, Said("Milk"))
    store.close()
    return tmp_path


def muster(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def changed(folder: Path, old: str = "What is spilt?", new: str = "What was spilt?") -> Path:
    file = folder / "playbooks" / "spill.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    return file


def current(folder: Path) -> dict[str, str]:
    store: Store = open_store(folder)
    try:
        return {e.playbook.id: e.playbook.questions[0].ask.text("en") for e in store.editions.all_current()}
    finally:
        store.close()


def test_nothing_has_changed(here: Path) -> None:
    result = muster("publish")
    assert (result.exit_code, result.output) == (0, "nothing has changed\n")


def test_a_change_is_shown_in_lines_and_published_by_somebody(here: Path) -> None:
    changed(here)
    result = muster("publish", "--by", "Ana")
    head, line, waits = result.stdout.splitlines()
    assert head.startswith("spill: version 1, as before (")
    assert (line, waits) == (
        "  ~ Question “What is spilt?”: now worded “What was spilt?”.",
        "  1 conversation in flight stays on the edition it began with",
    )
    store = open_store(here)
    (made,) = store.publications(limit=1)
    assert (made.playbook, made.way, made.by) == ("spill", Way.COMMAND, "Ana")
    store.close()
    newest, *earlier = muster("publish", "--history").output.splitlines()
    assert newest.endswith(f" UTC  spill: version 1 ({made.edition[:12]}) by Ana")
    assert [line.rpartition(") ")[2] for line in earlier] == ["from the folder"] * 2
    told = json.loads(muster("publish", "--history", "--json").stdout)[0]
    assert (told["playbook"], told["edition"], told["way"], told["by"]) == ("spill", made.edition, "command", "Ana")
    assert current(here)["spill"] == "What was spilt?"


def test_a_dry_run_changes_nothing(here: Path) -> None:
    result = muster("publish", str(changed(here)), "--dry-run")
    assert result.output.splitlines()[-1] == "nothing was published: this was a dry run"
    assert current(here)["spill"] == "What is spilt?"


def test_a_file_with_an_error_publishes_nothing_of_the_folder(here: Path) -> None:
    changed(here)
    gas = here / "playbooks" / "gas.yaml"
    gas.write_text(gas.read_text().replace("kind:", "kinds:"))
    result = muster("publish")
    assert result.exit_code == 1
    assert "gas.yaml:" in result.output
    assert current(here)["spill"] == "What is spilt?"


def test_a_group_that_nobody_has_is_an_error(here: Path) -> None:
    changed(here, "headline: [what]", "headline: [what]\nrouting: [{notify: [dutty]}]")
    result = muster("publish")
    assert result.exit_code == 1
    assert "the organisation has no group `dutty`" in result.output


def test_one_file_leaves_the_others_and_one_is_withdrawn(here: Path) -> None:
    (here / "playbooks" / "gas.yaml").unlink()
    assert muster("publish", str(changed(here))).exit_code == 0
    assert set(current(here)) == {"spill", "gas"}
    assert muster("publish", "--withdraw", "gas").output == "gas: no longer offered\n"
    assert set(current(here)) == {"spill"}
    again = muster("publish", "--withdraw", "gas")
    assert (again.exit_code, again.output) == (1, "there is no playbook `gas`; use one of spill\n")


def test_scripts_read_it_as_json(here: Path) -> None:
    changed(here)
    told = json.loads(muster("publish", "--json").stdout)
    (change,) = told["changes"]
    assert (told["published"], told["withdrawn"], change["playbook"], change["in_flight"]) == (True, [], "spill", 1)
    assert change["differences"] == ["~ Question “What is spilt?”: now worded “What was spilt?”."]
    assert json.loads(muster("publish", "--json").stdout) == {"changes": [], "withdrawn": [], "published": False}


def test_what_was_published_by_command_outlives_a_start(here: Path) -> None:
    shutil.copytree(here / "playbooks", here / "later" / "playbooks")
    assert muster("publish", str(changed(here / "later"))).exit_code == 0
    muster_chat = CliRunner().invoke(main, ["chat", "--as", "bo"], input="/quit\n")
    assert muster_chat.exit_code == 0, muster_chat.output
    assert current(here)["spill"] == "What was spilt?"


def with_map(folder: Path, more: str = "") -> None:
    changed(folder, "version: 1", f"version: 2\nmap: {{from: 1, carry: true{more}}}")
    changed(folder, "id: what", "id: matter")
    changed(folder, "headline: [what]", "headline: [matter]")


def test_what_a_map_does_not_know_is_refused_where_somebody_answered_it(here: Path) -> None:
    with_map(here)
    result = muster("publish")
    assert result.exit_code == 1
    assert "spill: `what` is answered in 1 conversation in flight" in result.stderr
    assert current(here)["spill"] == "What is spilt?"
    assert muster("publish", "--dry-run").exit_code == 1
    anyway = muster("publish", "--anyway")
    assert (anyway.exit_code, anyway.stdout.splitlines()[-1]) == (
        0,
        "  1 conversation in flight stays on the edition it began with",
    )


def test_what_a_map_knows_is_carried_over(here: Path) -> None:
    with_map(here, ", questions: {what: matter}")
    result = muster("publish")
    assert result.stdout.splitlines()[1:] == [
        "  ~ question `what` is `matter` now",
        "  1 conversation in flight is carried over to it",
    ]
    store = open_store(here)
    assert store.next_timer() is not None
    store.close()


def test_a_map_from_elsewhere_is_remarked(here: Path) -> None:
    changed(here, "version: 1", "version: 4\nmap: {from: 3, carry: true}")
    result = muster("publish")
    assert result.exit_code == 0
    assert "  warning: `map` leads from version 3, and version 1 is published" in result.stdout


def test_who_has_read_it_is_told_by_group(here: Path) -> None:
    assert muster("publish", "--status").output == "there is nothing that anybody has to read\n"
    changed(here, "version: 1", "version: 2\nchanges: [Count twice.]\nmust_read: {roles: [staff]}")
    result = muster("publish")
    assert "  to be read by 3 people:\n    • Count twice.\n" in result.stdout
    store = open_store(here)
    (digest,) = [e.digest for e in store.editions.all_current() if e.playbook.id == "spill"]
    told(store, Reading("bo", "spill", 2, digest, NOW, read_at=NOW))
    store.close()
    assert muster("publish", "--status").output.splitlines() == [
        "spill, version 2: 1 of 3 have read it",
        "  duty: 0 of 1 have read it; not yet: chi",
        "  fire: 0 of 1 have read it; not yet: fay",
        "  in no group: 1 of 1 have read it",
        "  cannot be asked, without an account: fay",
    ]
    (as_json,) = json.loads(muster("publish", "--status", "--json").stdout)
    assert (as_json["read"], as_json["unread"], as_json["version"]) == (["bo"], ["chi", "fay"], 2)
    (receipt,) = as_json["receipts"]
    assert (receipt["staff"], receipt["edition"], receipt["read_at"]) == ("bo", digest, NOW.isoformat())


def told(store: Store, reading: Reading) -> None:
    """A turn keeps a reading."""
    store.receive("staff", [Received(99, "staff:1", "{}", NOW)])
    with store.turns() as batch, batch.turn(batch.items[0]) as uow:
        uow.keep_reading(reading)


def test_changes_that_nobody_would_read_are_remarked(here: Path) -> None:
    changed(here, "version: 1", "version: 2\nchanges: [Count twice.]")
    assert muster("publish").exit_code == 0
    changed(here, "Count twice.", "Count again.")
    assert "raise `version`" in muster("publish").stdout
    changed(here, "version: 2", "version: 3")
    assert "`changes` are those of version 2" in muster("publish").stdout
