"""Every transcript goes as it says; between two turns everything is read back from the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.rehearsal.rehearsing import rehearse, transcripts_in

HERE = Path(__file__).parent
TRANSCRIPTS = list(transcripts_in([HERE]))


@pytest.mark.parametrize("file", TRANSCRIPTS, ids=lambda file: str(file.relative_to(HERE)))
def test_goes_as_written(file: Path) -> None:
    rehearsed = rehearse(file)
    if not rehearsed.good:
        pytest.fail(rehearsed.report, pytrace=False)


def test_there_are_many() -> None:
    assert len(TRANSCRIPTS) >= 40
