"""Who somebody is, taken out of texts; everything else stays readable."""

from __future__ import annotations

import pytest

from handlers.reports.masking import masked, names_in


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Call her on 6612 3456 please", "Call her on ••• please"),
        ("+853 6612-3456", "•••"),
        ("電話 66123456，姓陳", "電話 •••，姓陳"),
        ("(853) 6612.3456", "•••"),
        ("card 4539 1488 0343 6467.", "card •••."),
        ("card 4539 1488 0343 6467 0012 3456 77", "card •••"),
        ("passport M1234567", "passport •••"),
        ("rosa.lin@example.org wrote", "••• wrote"),
        ("Rosa Lin said; rosa lin did not", "••• said; rosa lin did not"),
        ("Rosalind said", "Rosalind said"),
        ("陳大文先生投訴", "•••先生投訴"),
        ("2 Mar 2026 08:45", "2 Mar 2026 08:45"),
        ("2026-03-02 at gate 12, row 34", "2026-03-02 at gate 12, row 34"),
        ("02/03/2026", "02/03/2026"),
        ("C-2026-000123 and DE-2026-000004", "C-2026-000123 and DE-2026-000004"),
        ("240 people, 1,200 MOP, 14:02:33", "240 people, 1,200 MOP, 14:02:33"),
        ("", ""),
    ],
)
def test_what_tells_who_somebody_is_goes(text: str, shown: str) -> None:
    assert masked(text, {"Rosa Lin", "陳大文"}) == shown


def test_names_are_found_wherever_answers_name_somebody() -> None:
    answers = {
        "who": {"name": "Rosa Lin", "phone": None},
        "injured": [
            {"person": {"name": "陳大文", "phone": "66"}, "place": {"name": "Gate"}},
            {"person": {"name": "A", "phone": ""}},
        ],
        "what": "name",
    }
    assert names_in(answers) == {"Rosa Lin", "陳大文"}
