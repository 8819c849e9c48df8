"""The risk matrix is set in every language and size, and shows what a house wrote as text."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.documents.press import Job
from bot.documents.printer import run_press
from handlers.incidents.grade import graded
from handlers.incidents.matrix import Matrix, RiskLevel, Rung, by_product
from handlers.incidents.picture import matrix_picture
from handlers.incidents.usual_matrix import USUAL_MATRIX
from playbooks.phrases import phrases
from playbooks.words import LANGUAGES, Words
from tests.bot.documents.test_press import HOSTILE, words_in

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


def pdf(matrix: Matrix, language: str, note: str = "") -> bytes:
    picture = matrix_picture(matrix, graded(matrix, 1, 1, NOW), "I-2026-000001", note, ["Risk"], phrases(language))
    return run_press(Job(picture.template, "pdf", language, picture.data))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_can_be_read_back(language: str) -> None:
    words = words_in(pdf(USUAL_MATRIX, language))
    for rung in (*USUAL_MATRIX.likelihood, *USUAL_MATRIX.impact, *USUAL_MATRIX.levels):
        assert "".join(rung.name.text(language).split()) in words.replace("\u200b", "")


def test_the_largest_matrix_with_the_longest_words_is_one_page_and_all_text() -> None:
    scale = tuple(Rung(f"r{number}", Words({"en": f"{HOSTILE} {number}"})) for number in range(7))
    levels = (RiskLevel("a", Words({"en": HOSTILE}), "blue"), RiskLevel("b", Words({"en": "x" * 60}), "brown"))
    made = pdf(Matrix(scale, scale, levels, by_product(7, 7, (1, 20)), HOSTILE), "en", HOSTILE)
    assert len(PdfReader(BytesIO(made)).pages) == 1
    assert "".join(HOSTILE.split()) in words_in(made).replace("\u200b", "")
