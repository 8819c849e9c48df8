"""What is wrong at the start is said in one line, and what is not needed is not loaded."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stories.service.program import START, environment, polls, program
from tests.stories.service.serving import FORM, ORGANISATION, House, free_port, reports, served

BROKEN = "id: spill\nkind: incident\nquestion: []\n"
PROBE = """
import atexit, sys
def tell():
    wanted = ("aiogram", "telegram", "uvicorn", "starlette", "alembic")
    print("LOADED", *(name for name in wanted if name in sys.modules), file=sys.stderr)
atexit.register(tell)
from bot.cli import main
main()
"""


def _ends(given: dict[str, str], folder: Path) -> tuple[int, str]:
    done = subprocess.run(START, env=given, capture_output=True, text=True, cwd=folder, timeout=60)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr.strip()


def _fails(house: House, folder: Path, **more: str) -> tuple[int, str]:
    return _ends(environment(house, **more), folder)


def _playbooks(folder: Path, text: str) -> Path:
    (folder / "playbooks").mkdir()
    (folder / "playbooks" / "spill.yaml").write_text(text)
    return folder / "playbooks"


async def test_a_broken_playbook_leaves_the_edition_that_is_stored(house: House, tmp_path: Path) -> None:
    async with served(house):
        await reports(house.bo, "Milk")
    folder = _playbooks(tmp_path, BROKEN)
    async with served(house, playbooks=folder) as running:
        await reports(house.bo, "Oil")
        assert {edition.playbook.id for edition in running.store.editions.all_current()} == {"spill", "gas"}
    shutil.copy(FORM / "spill.yaml", folder)
    async with served(house, playbooks=folder) as running:  # once nothing is broken, the folder says what there is
        assert {edition.playbook.id for edition in running.store.editions.all_current()} == {"spill"}


async def test_no_usable_playbook_at_the_very_first_start(house: House, tmp_path: Path) -> None:
    code, said = _fails(house, tmp_path, PLAYBOOKS=str(_playbooks(tmp_path, BROKEN)))
    assert code == 1
    assert "spill.yaml:" in said
    assert said.splitlines()[-1].startswith("MUSTER_PLAYBOOKS: no usable playbook")


async def test_a_broken_organisation_file_imports_nothing(house: House, tmp_path: Path) -> None:
    broken = tmp_path / "organisation.yaml"
    broken.write_text(ORGANISATION.read_text().replace("role: staff", "role: stuff", 1))
    code, said = _fails(house, tmp_path, ORG=str(broken))
    assert code == 1
    (line,) = said.splitlines()
    assert line.startswith(f"{broken}:10:")
    assert "role" in line
    with house.looking() as store:
        assert store.directory.staff == ()


@pytest.mark.parametrize("text", ["[staff_bot\n", "log_format = 'xml'\n"])
async def test_a_broken_settings_file(house: House, tmp_path: Path, text: str) -> None:
    (tmp_path / "muster.toml").write_text(text)
    given = environment(house)
    del given["MUSTER_LOG_FORMAT"], given["MUSTER_STAFF_BOT__TOKEN"]
    code, said = _ends(given, tmp_path)
    assert code == 1, said
    assert len(said.splitlines()) == 1


async def test_an_unknown_token_and_nobody_listening(each: House, tmp_path: Path) -> None:
    async with program(each, tmp_path, "unknown", STAFF_BOT__TOKEN="1001:not-ours-at-all-xxxxxxx") as unknown:
        assert await unknown.ends() == 3
        (line,) = unknown.output.splitlines()
        assert "MUSTER_STAFF_BOT__TOKEN" in line
        assert "not-ours" not in line
    nobody = f"http://127.0.0.1:{free_port()}"
    async with program(each, tmp_path, "nobody", STAFF_BOT__API_BASE=nobody) as unreachable:
        assert await unreachable.ends() == 3
        (line,) = unreachable.output.splitlines()
        assert "MUSTER_STAFF_BOT__API_BASE" in line


async def test_only_the_library_that_is_configured_is_loaded(each: House, tmp_path: Path) -> None:
    async with program(each, tmp_path, "probe", command=[sys.executable, "-c", PROBE, "run"]) as probe:
        await polls(each)
        assert await probe.terminated() == 0
    loaded = probe.output.partition("LOADED")[2].split()
    assert loaded == ["aiogram" if each.library == "aiogram" else "telegram"]


async def test_the_menu_of_commands_speaks_the_readers_language(house: House) -> None:
    async with served(house):
        offered = {call.parameters.get("language_code"): call for call in house.api.calls.of("setMyCommands")}
        assert set(offered) == {None, "pt", "zh"}
        complaint = {code: call.parameters["commands"][1] for code, call in offered.items()}
        assert complaint[None] == {"command": "complaint", "description": "somebody is not happy"}
        assert complaint["pt"]["description"] == "alguém não está satisfeito"
        assert complaint["zh"]["description"] == "有人不滿"  # the organisation writes traditional characters


async def test_a_menu_that_is_refused_keeps_nobody_waiting(house: House) -> None:
    house.api.faults.add("500", method="setMyCommands", times=3)
    async with served(house):
        await reports(house.bo, "Milk")
