"""How a team did over time: a picture, and the same in words; for those who train it."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.drills.conftest import MakeHall
from tests.stories.drills.programme import YEARLY, changed, drilled, looks, said


def test_a_team_that_drilled_nothing_has_no_history_yet(hall: MakeHall) -> None:
    world = hall(YEARLY)
    looks(world)
    world.tess.taps("📈 Safety office")
    world.tess.hears("Safety office has drilled nothing yet.", "[🎓 Certificates]")


def test_each_run_is_shown_with_its_share_its_edition_and_whether_it_went_better(hall: MakeHall) -> None:
    world = hall(YEARLY)
    drilled(world, "bo", "ana", "ming")
    changed(world, within=timedelta(minutes=9))
    world.begins("ana", "ming", "bo")
    world.passes(minutes=1, seconds=20)
    world.person("ana").says("/emergency")
    world.person("ana").taps("Medical emergency")
    world.person("ming").taps("Acknowledge")
    world.passes(minutes=9)
    world.tess.taps("End the exercise")
    world.forgets()
    looks(world)
    world.tess.taps("📈 Duty managers")
    shown = said(world)
    assert "Medical emergency · ↗ better than the last time" in shown
    first, second = (line for line in shown.splitlines() if " % · version" in line)
    assert first.startswith("2 Mar · ")
    assert first.endswith("version 1 · D-2026-000001")
    assert second.endswith("version 2 · D-2026-000002")
    assert int(first.split(" · ")[1].split()[0]) < int(second.split(" · ")[1].split()[0])
    assert any(str(file.name) == "trend.png" for file in world.api.world.files.by_unique.values())
