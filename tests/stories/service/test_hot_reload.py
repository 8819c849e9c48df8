"""The folder of playbooks changes under a service that runs, with one process and with several."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fakes.bot_api import Person
from tests.stories.service.clocks import MovedClock
from tests.stories.service.program import polls, program
from tests.stories.service.serving import FORM, ORGANISATION, House, Running, reports, served, texts

TESSA = "  - {id: teresa, name: Teresa, role: admin, telegram: 3001, language: pt}\n"
BROKEN = "Os procedimentos não podem ser atualizados"
MENDED = "O erro nos procedimentos desapareceu"


@pytest.fixture
def folder(any_house: House, tmp_path: Path) -> Path:
    """The shop's own folder of playbooks; Teresa is its admin."""
    return _own_folder(any_house, tmp_path)


def _own_folder(house: House, tmp_path: Path) -> Path:
    folder = tmp_path / "playbooks"
    shutil.copytree(FORM, folder)
    organisation = tmp_path / "organisation.yaml"
    organisation.write_text(ORGANISATION.read_text().replace("groups:", TESSA + "groups:"))
    house.options |= {"playbooks": folder, "org": organisation}
    return folder


def _writes(folder: Path, old: str, new: str, name: str = "spill.yaml") -> None:
    """As an editor does: the file is replaced."""
    text = (folder / name).read_text()
    assert old in text
    (folder / f".{name}.new").write_text(text.replace(old, new))
    (folder / f".{name}.new").replace(folder / name)


def _moves(folder: Path, to: Path) -> None:
    folder.rename(to)


async def _noticed(running: Running) -> None:
    """Until what the folder holds by now is in use, or was refused."""
    for _ in range(2):  # once to see it change, once to see it at rest
        await running.library.look()
    await running.quiet()


async def test_a_changed_question_is_asked_without_a_restart(any_house: House, folder: Path) -> None:
    async with served(any_house) as running:
        await _noticed(running)
        await any_house.kit.says("/incident")
        await any_house.kit.hears("What is spilt?")
        _writes(folder, "What is spilt?", "What was spilt, and how much?")
        await _noticed(running)
        await any_house.bo.says("/incident")
        await any_house.bo.hears("What was spilt, and how much?")
        await any_house.kit.says("Milk")
        await any_house.kit.hears("Where is it?")
        await any_house.kit.says("/review")
        review = await any_house.kit.hears("What")
        assert "how much" not in review.text  # a conversation in flight stays on its own
        newest = running.store.publications(limit=1)
        assert [(made.playbook, made.way.value) for made in newest] == [("spill", "folder")]


async def test_a_broken_file_takes_nothing_away_and_admins_hear_once(any_house: House, folder: Path) -> None:
    teresa = any_house.api.person(3001, "Teresa")
    async with served(any_house) as running:
        await _noticed(running)
        _writes(folder, "question", "qestion")
        _writes(folder, "kind: emergency", "kind: incident", "gas.yaml")  # a good one, but not without the other
        await _noticed(running)
        told = await teresa.hears(BROKEN)
        assert "spill.yaml:" in told.text
        assert str(folder) not in told.text
        await teresa.says("/doctor")
        await teresa.hears("os procedimentos não podem ser atualizados")
        _writes(folder, "qestion", "qstion")
        await _noticed(running)
        assert {e.playbook.kind.value for e in running.store.editions.all_current()} == {"incident", "emergency"}
        await reports(any_house.bo, "Milk")
    async with served(any_house) as running:  # and not again by a start
        await _noticed(running)
        _writes(folder, "qstion", "question")
        await _noticed(running)
        await teresa.hears(MENDED)
        assert {e.playbook.kind.value for e in running.store.editions.all_current()} == {"incident"}
        news = [text.partition("\n")[0] for text in texts(teresa) if text.startswith(("⚠️", "✓"))]
        assert [BROKEN in news[0], MENDED in news[1], len(news)] == [True, True, 2]


async def test_a_folder_that_is_gone_takes_nothing_away(any_house: House, folder: Path) -> None:
    teresa = any_house.api.person(3001, "Teresa")
    async with served(any_house) as running:
        await _noticed(running)
        _moves(folder, folder.with_name("elsewhere"))
        await _noticed(running)
        await teresa.hears(BROKEN)
        await reports(any_house.bo, "Milk")
        _moves(folder.with_name("elsewhere"), folder)
        await _noticed(running)
        await teresa.hears(MENDED)
        assert len(running.store.publications()) == 2


async def test_a_mistake_of_ours_about_a_file_does_not_end_the_service(
    any_house: House, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served(any_house) as running:
        await _noticed(running)
        with monkeypatch.context() as broken:
            broken.setattr("bot.library.watcher.read_folder", lambda *_: 1 / 0)
            _writes(folder, "What is spilt?", "What was spilt?")
            await _noticed(running)
        await reports(any_house.bo, "Milk")
        _writes(folder, "What was spilt?", "And what was spilt?")
        await _noticed(running)
        await any_house.kit.says("/incident")
        await any_house.kit.hears("And what was spilt?")


async def test_what_is_new_is_found_and_what_left_is_not(any_house: House, folder: Path) -> None:
    async with served(any_house) as running:
        await _noticed(running)
        await any_house.bo.says("spill")
        await any_house.bo.hears("Is it one of these?")
        shutil.copy(folder / "spill.yaml", folder / "flood.yaml")
        _writes(folder, "id: spill", "id: flood", "flood.yaml")
        _writes(folder, "Spill", "Burst pipe", "flood.yaml")
        (folder / "spill.yaml").unlink()
        await _noticed(running)
        await any_house.sam.says("burst pipe")
        await any_house.sam.taps("Burst pipe", message=await any_house.sam.hears("Is it one of these?"))
        assert [found.entry for found in running.service.house.find("spill", ())] == []


async def test_where_the_command_has_the_word_the_folder_is_not_watched(any_house: House, folder: Path) -> None:
    async with served(any_house, publish="command") as running:
        await _noticed(running)
        _writes(folder, "What is spilt?", "What was spilt?")
        await _noticed(running)
        await any_house.bo.says("/incident")
        await any_house.bo.hears("What is spilt?")
    async with served(any_house, publish="command"):
        await any_house.kit.says("/incident")
        await any_house.kit.hears("What is spilt?")


async def test_two_processes_on_one_folder_publish_and_tell_once(pg_house: House, tmp_path: Path) -> None:
    house, folder = pg_house, _own_folder(pg_house, tmp_path)
    teresa = house.api.person(3001, "Teresa")
    more = {"PLAYBOOKS": str(folder), "ORG": str(tmp_path / "organisation.yaml")}
    async with program(house, tmp_path, "one", **more) as one, program(house, tmp_path, "two", **more) as two:
        await polls(house)
        await _asked(house.bo, "What is spilt?")
        _writes(folder, "question", "qestion")
        await teresa.hears(BROKEN, within=40)
        _writes(folder, "qestion", "question")
        _writes(folder, "What is spilt?", "What was spilt?")
        await teresa.hears(MENDED, within=40)
        await _asked(house.kit, "What was spilt?")
        assert await one.terminated() == 0, one.output
        assert await two.terminated() == 0, two.output
    assert len(texts(teresa)) == 2
    with house.looking() as store:
        assert [made.playbook for made in store.publications()] == ["spill", "spill", "gas"]


async def _asked(person: Person, question: str) -> None:
    await person.says("/incident")
    await person.hears(question, within=40)


async def test_a_report_under_way_goes_on_with_the_edition_that_maps_it(any_house: House, folder: Path) -> None:
    async with served(any_house) as running:
        await _noticed(running)
        await any_house.bo.says("/incident")
        await any_house.bo.hears("What is spilt?")
        await any_house.bo.says("Milk")
        old = await any_house.bo.hears("Where is it?")
        _writes(folder, "version: 1", "version: 2\nmap: {from: 1, carry: true, questions: {where: spot}}")
        _writes(folder, "id: where", "id: spot")
        _writes(folder, "Where is it?", "Where exactly?")
        await _noticed(running)
        shown = await any_house.bo.hears("These questions have changed. Your answers are kept.", "Where exactly?")
        assert shown.id != old.id
        await any_house.bo.says("By the till")
        review = await any_house.bo.hears("1. What:", "By the till")
        await any_house.bo.taps("Submit", message=review)
        await any_house.bo.hears("The number is")
        (case,) = any_house.cases()
        assert case.answers == {"what": "Milk", "spot": "By the till"}
        assert case.edition == running.store.editions.all_current()[1].digest


async def test_those_who_must_read_what_is_new_are_asked_by_the_service(any_house: House, folder: Path) -> None:
    clock = MovedClock(datetime(2026, 3, 2, 1, tzinfo=UTC))  # nine in the morning in Macau
    async with served(any_house, clock=clock) as running:
        await _noticed(running)
        news = "changes: [{en: Count twice., zh-Hant: 數兩次。}]\nmust_read: {roles: [duty-manager]}"
        _writes(folder, "version: 1", f"version: 2\n{news}")
        await _noticed(running)
        clock.passes(minutes=2)
        ming = await any_house.ming.hears("有更新，請看一看：", "倒瀉", "• 數兩次。", within=20)
        asked = await any_house.ana.hears("Please read what is new:", "Spill", "• Count twice.", within=20)
        await (await any_house.ana.taps("✓ I have read it", message=asked)).answered()
        await any_house.ana.hears("✓ Read at")
        await running.quiet()
        clock.passes(days=3)
        await any_house.ming.hears("還未看的更新：", within=20)
        await (await any_house.ming.taps("✓ 我看過了", message=ming)).answered()
        await running.quiet()
        assert all(reading.read_at for reading in running.store.readings(["spill"]))
    assert len([text for text in texts(any_house.ana) if "Spill" in text]) == 1
