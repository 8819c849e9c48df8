"""The commands that look into the database or write people into it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.clock import RealClock
from bot.ids import id_maker
from handlers.actions import Action, Origin, Owner, done
from handlers.desk import handle
from handlers.desk.people.enrolment import token_hash
from handlers.events import Commanded, Event, Inbound, Said, Sender, Tapped
from handlers.house import House
from handlers.incidents.category import About
from handlers.incidents.grade import Grade
from handlers.incidents.joint import JointReview
from handlers.organisation import read_organisation
from playbooks.loading import parse_yaml
from playbooks.model import Area
from storage import Received, Store
from tests.handlers.desk.world import BO, COMPLAINT, FIRE, ORGANISATION, edition


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATABASE_URL", f"sqlite:///{tmp_path / 'muster.db'}")
    return tmp_path


def muster(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def open_store(folder: Path) -> Store:
    clock = RealClock()
    return Store.open(f"sqlite:///{folder / 'muster.db'}", clock=clock.now, new_id=id_maker(clock.now), owner="tests")


def alarm(folder: Path, where: str = "The kitchen", more: str = "") -> None:
    """Bo raises the alarm, and the service stops. `more`: what else the organisation file says."""
    store = open_store(folder)
    store.import_organisation(read_organisation(parse_yaml(ORGANISATION + more, "organisation.yaml")))
    store.publish([edition(COMPLAINT), edition(FIRE)])
    menu = turn(store, 1, Commanded("emergency"))
    turn(store, 2, Tapped("tap", menu))
    turn(store, 3, Said(where))
    store.close()


def turn(store: Store, number: int, event: Event) -> str:
    """One turn; gives back the data of the first button of the last notice."""
    at = datetime.now(UTC)
    store.receive("staff", [Received(number, f"staff:{BO}", "{}", at)])
    with store.turns() as batch:
        for item in batch.items:
            with batch.turn(item) as uow:
                handle(
                    Inbound("staff", BO, event, at, True, Sender(BO, "Bo")), uow, House(find=lambda text, taught: ())
                )
    rows = batch.notices[-1].notice.message.rows
    return rows[0][0].data if rows else ""


def test_an_organisation_is_checked_and_imported(here: Path) -> None:
    (here / "org.yaml").write_text(ORGANISATION, encoding="utf-8")
    assert "Harbour Terminal: 5 staff, 2 groups, 2 sites" in muster("org", "check", "org.yaml").output
    assert muster("org", "import", "org.yaml").exit_code == 0
    assert muster("org", "import", "org.yaml").exit_code == 0, "repeatable"
    store = open_store(here)
    assert store.directory.staff_by_account[BO].name == "Bo"
    store.close()


def test_a_wrong_organisation_names_the_line_and_changes_nothing(here: Path) -> None:
    (here / "org.yaml").write_text(ORGANISATION.replace("[ana, chi]", "[anna, chi]"), encoding="utf-8")
    result = muster("org", "import", "org.yaml")
    assert result.exit_code == 1
    assert "org.yaml:15:" in result.stderr
    assert "did you mean `ana`?" in result.stderr
    assert not (here / "muster.db").exists()


def test_a_file_that_is_not_there_is_said_in_one_line() -> None:
    result = muster("org", "check", "gone.yaml")
    assert result.exit_code == 1
    assert "gone.yaml" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_invitation_is_kept_by_its_hash_only(here: Path) -> None:
    alarm(here)
    shown = muster("invite", "--role", "trainer", "--site", "t1", "--bot", "harbour_bot").output.strip()
    token = shown.removeprefix("https://t.me/harbour_bot?start=")
    rows = sqlite3.connect(here / "muster.db").execute("select token_hash, role, site from invitations").fetchall()
    assert rows == [(token_hash(token), "trainer", "t1")]
    assert muster("invite", "--staff", "fay").output.startswith("/start ")
    assert "did you mean `fay`?" in muster("invite", "--staff", "fey").stderr
    wrong = muster("invite", "--site", "t11")
    assert wrong.exit_code == 1
    assert "did you mean `t1`?" in wrong.stderr


def test_cases_and_one_case_as_json(here: Path) -> None:
    alarm(here)
    (listed,) = json.loads(muster("cases", "--json").output)
    assert (listed["kind"], listed["status"], listed["headline"]) == ("emergency", "open", "The kitchen")
    case = json.loads(muster("case", listed["number"].lower(), "--json").output)
    assert [entry["kind"] for entry in case["timeline"]] == ["opened", "notified", "answered"]
    assert case["answers"] == {"what": "The kitchen"}
    assert "The kitchen" in muster("case", listed["number"]).output
    assert listed["number"] in muster("cases").output
    assert json.loads(muster("cases", "--json", "--kind", "complaint").output) == []
    assert muster("case", "C-1999-000001").exit_code == 1


def test_what_people_wrote_is_shown_and_never_steers_a_terminal(here: Path) -> None:
    alarm(here, "\x1b[2Jfire\x9b <b>\ud83d\x00 \u202eאש 🔥")
    assert "\x1b" not in muster("cases").output
    (listed,) = json.loads(muster("cases", "--json").output)
    assert listed["headline"] == "\x1b[2Jfire\x9b <b>\ud83d\x00 \u202eאש 🔥"
    shown = muster("case", listed["number"]).output
    assert "\x1b" not in shown
    assert "\x9b" not in shown
    assert "<b>" in shown
    case = json.loads(muster("case", listed["number"], "--json").output)
    assert case["answers"]["what"] == listed["headline"]
    assert muster("outbox", "--state", "queued").exit_code == 0


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://u:very-secret@127.0.0.1:1/muster", "postgresql://u:***@127.0.0.1:1/muster"),
        ("postgres://u:very-secret@127.0.0.1:1/muster", "postgresql://u:***@127.0.0.1:1/muster"),
        ("postgresql://u:very@very-secret@127.0.0.1:1/muster", "%40"),
        ("postgresql://u:very-secret@127.0.0.1:port/muster", "is not a database URL"),
        ("postgresql://u@127.0.0.1:1/muster?password=very-secret&bad=1", '"bad"'),
        ("mysql://u:very-secret@127.0.0.1/muster", "mysql is not supported"),
        ("very-secret", "is not a database URL"),
    ],
)
def test_a_database_url_that_is_of_no_use_is_said_without_its_password(
    monkeypatch: pytest.MonkeyPatch, url: str, said: str
) -> None:
    monkeypatch.setenv("MUSTER_DATABASE_URL", url)
    result = muster("cases")
    assert result.exit_code == 3
    assert said in result.stderr
    assert "MUSTER_DATABASE_URL" in result.stderr
    assert "very-secret" not in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_timeline_that_was_tampered_with_is_told(here: Path) -> None:
    alarm(here)
    (listed,) = json.loads(muster("cases", "--json").output)
    assert "is whole (3 entries)" in muster("case", listed["number"], "--verify").output
    database = sqlite3.connect(here / "muster.db")
    for (name,) in database.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        database.execute(f"drop trigger {name}")
    database.execute("update timeline set actor = 'eve' where sequence = 3")
    database.commit()
    database.close()
    result = muster("case", listed["number"], "--verify")
    assert result.exit_code == 1
    assert "entry 3" in result.stderr


def test_the_outbox_shows_what_waits(here: Path) -> None:
    alarm(here)
    assert muster("outbox").output == "nothing\n"
    queued = json.loads(muster("outbox", "--state", "queued", "--json").output)
    assert any(notice["critical"] and notice["lane"] == "urgent" for notice in queued)
    assert len(json.loads(muster("outbox", "--state", "queued", "--json", "--limit", "1").output)) == 1 < len(queued)
    wrong = muster("outbox", "--retry", "nothing")
    assert wrong.exit_code == 1
    assert wrong.stderr == "no notice nothing was given up; `muster outbox` lists those that were\n"
    assert muster("outbox", "--retry", "all").output == "0 queued again\n"


def test_whoever_looks_from_another_folder_is_told_that_the_database_is_a_new_one(here: Path) -> None:
    first = muster("cases")
    assert (first.exit_code, first.stdout) == (0, "no cases\n")
    assert f"{here / 'muster.db'} is new: no database was there" in first.stderr
    assert not muster("cases").stderr


def test_the_doctor_names_what_would_keep_an_alert_from_somebody(here: Path) -> None:
    empty = muster("doctor")
    assert empty.exit_code == 1
    assert "nobody is on the list" in empty.output
    alarm(here)
    output = muster("doctor").output
    assert "fay: has no account" in output
    assert "MUSTER_STAFF_BOT__TOKEN is not set" in output
    assert "as one of fire" in output
    assert "group duty" not in output


def test_the_doctor_looks_at_the_files_and_the_routes(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "org.yaml").write_text(
        "name: X\nstaff:\n  - {id: ana, name: Ana, role: admin, telegram: 1}\n"
        "groups:\n  - {id: duty, name: {en: Duty}, chat: -1, members: [ana]}\n"
        "routing:\n  - {when: {severity_at_least: high}, notify: duty}\n"
    )
    muster("org", "import", "org.yaml")
    monkeypatch.setenv("MUSTER_STAFF_BOT__TOKEN", "123456:very-secret")
    monkeypatch.setenv("MUSTER_ORG", "gone.yaml")
    output = muster("doctor").output
    assert "not every case is routed" in output
    assert "MUSTER_ORG: gone.yaml" in output
    assert "very-secret" not in output
    (here / "org.yaml").write_text((here / "org.yaml").read_text() + "  - {notify: duty}\n")
    muster("org", "import", "org.yaml")
    monkeypatch.setenv("MUSTER_ORG", "org.yaml")
    well = muster("doctor")
    assert well.exit_code == 0, well.output
    assert well.output.startswith("all is well\nto consider: MUSTER_DUTY_BOT__TOKEN")


def test_a_database_that_cannot_be_reached_is_the_environments_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_DATABASE_URL", "sqlite:////nowhere/at/all/muster.db")
    result = muster("cases")
    assert result.exit_code == 3
    assert "MUSTER_DATABASE_URL" in result.stderr


def test_a_case_shows_its_clocks(here: Path) -> None:
    alarm(here, more="deadlines: [{when: {kind: emergency}, pack: us-airlines, house: {final: 12 hours}}]\n")
    shown = muster("case", _only_number())
    assert "acknowledge: target " in shown.output
    assert "(running)" in shown.output
    told = json.loads(muster("case", _only_number(), "--json").output)
    assert told["terms"] == {"pack": "us-airlines", "version": 1, "pauses": []}
    assert [clock["milestone"] for clock in told["deadlines"]] == ["acknowledge", "final"]
    assert {clock["state"] for clock in told["deadlines"]} == {"running"}


def _only_number() -> str:
    (case,) = json.loads(muster("cases", "--json").output)
    return str(case["number"])


def test_outside_channels_that_a_file_names_must_be_set(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = here / "org.yaml"
    file.write_text("name: X\ngroups:\n  - {id: duty, name: {en: Duty}, outside: MAIL}\n")
    refused = muster("org", "import", "org.yaml")
    assert refused.exit_code == 1
    assert "MUSTER_OUTSIDE__MAIL is not set, and group duty" in refused.stderr
    monkeypatch.setenv("MUSTER_OUTSIDE__MAIL", "nonsense://s3cret")
    assert muster("org", "import", "org.yaml").exit_code == 0
    output = muster("doctor").output
    assert "MUSTER_OUTSIDE__MAIL is not an address" in output
    assert "s3cret" not in output


def test_corrective_actions_are_listed_and_stand_with_their_case(here: Path) -> None:
    alarm(here)
    store = open_store(here)
    case = store.cases()[0]
    made = Action(
        "1", "A-2026-000001", "A new lock", Owner(group="duty"), date(2020, 1, 1), Origin.CASE, "ana", case.opened_at
    )
    settled = done(replace(made, id="2", number="A-2026-000002"), "bo", case.opened_at, "It opens")
    store.receive("staff", [Received(9, f"staff:{BO}", "{}", case.opened_at)])
    with store.turns() as batch, batch.turn(batch.items[0]) as uow:
        uow.keep_action(replace(made, case=case.id))
        uow.keep_action(settled)
    store.close()

    first, second = json.loads(muster("actions", "--json").output)
    assert (first["number"], first["owner"], first["overdue"]) == (
        made.number,
        {"staff": None, "group": "duty"},
        True,
    )
    assert (second["state"], second["words"], second["overdue"]) == ("done", "It opens", False)
    assert "(overdue) A new lock" in muster("actions", "--open").output
    assert "It opens" not in muster("actions", "--open").output
    assert json.loads(muster("case", case.number, "--json").output)["actions"] == [first]
    assert "A-2026-000001: group duty, due 2020-01-01 (open): A new lock" in muster("case", case.number).output


def test_without_corrective_actions_nothing_is_listed(here: Path) -> None:
    assert muster("actions").stdout == "no corrective actions\n"


def test_cases_are_found_by_category_and_risk_and_say_what_was_found(here: Path) -> None:
    alarm(here)
    store, at = open_store(here), datetime(2026, 3, 2, tzinfo=UTC)
    (case,) = store.cases()
    review = JointReview(1, "Why?", ("duty", "fire"), date(2026, 3, 6), "ana", at)
    store.receive("staff", [Received(9, f"staff:{BO}", "{}", at)])
    with store.turns() as batch, batch.turn(batch.items[0]) as uow:
        found = replace(case, about=About(Area.TECHNOLOGY), grade=Grade("likely", "major", "extreme", at, "ana"))
        uow.keep_case(replace(found, reviews=(review,)))
    store.close()
    (listed,) = json.loads(muster("cases", "--area", "technology", "--risk", "extreme", "--json").output)
    assert (listed["category"]["area"], listed["risk"]["level"], listed["reviews"][0]["waiting"]) == (
        "technology",
        "extreme",
        ["duty", "fire"],
    )
    assert muster("cases", "--node", "dispatch").output == "no cases\n"
    shown = muster("case", case.number).output
    assert "category: technology\nrisk: extreme (likely x major)\n" in shown
    assert "joint review 1: open, by 2026-03-06, duty, fire; no answer from duty, fire" in shown


def test_a_folder_without_transcripts_is_said(here: Path) -> None:
    (here / "empty").mkdir()
    result = muster("play", "empty")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "empty: holds no transcripts; their names end in .yaml\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this machine has no disk that is always full")
def test_what_finds_no_room_on_the_disk_is_said_in_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-c", "from bot.cli import main; main()", "schema"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (ran.returncode, ran.stderr) == (3, "what was asked for cannot be written: No space left on device\n")
