"""Certificates: everybody has their own, they name the edition, and lapse when its steps change or time is over."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from pypdf import PdfReader

from handlers.taps import mark
from playbooks.words import Words
from tests.stories.drills.conftest import MakeHall
from tests.stories.drills.hall import Hall
from tests.stories.drills.programme import YEARLY, changed, drilled, said


def mine(world: Hall, name: str) -> str:
    """What somebody reads of their own."""
    world.person(name).says("/practice")
    world.person(name).taps("My certificates")
    return said(world, name).partition("My certificates")[2]


def papers(world: Hall) -> list[str]:
    """The PDFs that were sent, as text."""
    files: list[Any] = list(world.api.world.files.by_unique.values())
    made = [PdfReader(io.BytesIO(file.content)) for file in files if str(file.name).endswith(".pdf")]
    return [" ".join(" ".join(page.extract_text() for page in paper.pages).split()) for paper in made]


def test_whoever_took_part_has_one_that_names_edition_and_run_as_a_document_too(hall: MakeHall) -> None:
    world = hall(YEARLY)
    drilled(world, "bo", "ana", "ming")
    assert "✓ Medical emergency · version 1 · 2 Mar 2026 · D-2026-000001: good until 2 Mar 2027" in mine(world, "ana")
    world.person("ana").taps("Medical emergency (PDF)").told("It is on its way.")
    world.forgets()
    (paper,) = papers(world)
    edition = world.store.editions.current("medical-emergency")
    assert edition is not None
    last = world.log()[-1]
    for words in ("Ana", "Duty managers", "D-2026-000001", "2 Mar 2027", f"{last.sequence} · "):
        assert words in paper
    assert edition.digest[:20] in paper.replace(" ", "")
    assert "%" not in paper


def test_who_did_not_take_part_has_none(hall: MakeHall) -> None:
    world = hall(YEARLY)
    drilled(world, "bo", "ana")
    world.person("ming").says("/drill")
    world.person("ming").taps("My certificates")
    world.person("ming").hears("No exercise is planned for you.", "You have no certificate yet.")
    world.person("tess").says("/drill")
    world.tess.taps("My certificates")
    assert "You have no certificate yet." in said(world)


def test_it_lapses_with_time(hall: MakeHall) -> None:
    world = hall(YEARLY)
    drilled(world, "bo", "ana", "ming")
    world.passes(days=366)
    world.forgets()
    assert "✗ Medical emergency" in (shown := mine(world, "ana"))
    assert "lapsed, it was good until 2 Mar 2027" in shown
    world.person("ana").forges(f"s.prog.0.m.prog=paper.{mark('medical-emergency')}").told("no such certificate")


def test_an_edition_with_other_steps_lapses_it_and_the_trainer_hears_whose(hall: MakeHall) -> None:
    world = hall(YEARLY)
    drilled(world, "bo", "ana", "ming")
    changed(world, within=timedelta(minutes=9))
    world.tess.hears(
        "“Medical emergency”, version 2: the steps have changed",
        "done otherwise: “Danger first.",
        "Their certificates lapsed: Ana, Bo, Ming",
        "[＋ Plan: Medical emergency at a gate · Duty managers]",
    )
    world.person("ana").hears_nothing()
    assert "lapsed, the steps have changed: done otherwise: “Danger first." in mine(world, "ana")


def test_other_words_lapse_nothing_and_nobody_is_told(hall: MakeHall) -> None:
    world = hall(YEARLY)
    drilled(world, "bo", "ana", "ming")
    changed(world, text=Words("Look around you first."))
    world.tess.hears_nothing()
    assert "version 1 · 2 Mar 2026 · D-2026-000001: good until" in mine(world, "ana")


def test_an_edition_that_goes_back_brings_back_what_lapsed(hall: MakeHall) -> None:
    world = hall(YEARLY)
    drilled(world, "bo", "ana", "ming")
    before = world.store.editions.current("medical-emergency")
    assert before is not None
    changed(world, within=timedelta(minutes=9))
    world.forgets()
    changed(world, within=before.playbook.steps[0].within)
    world.tess.hears_nothing()
    assert "D-2026-000001: good until" in mine(world, "ana")


def test_at_night_the_trainer_is_left_alone_until_the_morning(hall: MakeHall) -> None:
    world = hall(YEARLY)
    drilled(world, "bo", "ana", "ming")
    world.passes_until("2026-03-03 02:00")
    world.forgets()
    changed(world, within=timedelta(minutes=9))
    world.passes_until("2026-03-03 07:59")
    world.tess.hears_nothing()
    world.passes_until("2026-03-03 08:00")
    world.tess.hears("the steps have changed")


def test_the_trainer_sees_what_a_team_holds_and_gets_it_as_a_list_without_figures(hall: MakeHall) -> None:
    world = hall(YEARLY)
    drilled(world, "bo", "ana")
    world.tess.says("/drill")
    world.tess.taps("Programme of drills")
    world.tess.taps("📈 Duty managers")
    world.tess.taps("Certificates")
    shown = said(world)
    assert "Ana\n✓ Medical emergency · version 1" in shown
    assert "Ming" not in shown.partition("🎓")[2]
    world.tess.taps("As a list (PDF)").told("It is on its way.")
    world.forgets()
    (paper,) = papers(world)
    assert "Ana" in paper
    assert "%" not in paper
