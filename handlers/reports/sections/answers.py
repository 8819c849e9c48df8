"""What was reported: every answer as it stands now."""

from __future__ import annotations

from handlers.alerts.answer_words import answer_words
from handlers.reports.masking import HIDDEN
from handlers.reports.paper import Block, Cell, Facts, Section, Text
from handlers.reports.record import Reading

#: Kinds of questions whose answers are nobody's own words.
_HARMLESS = frozenset({"yes_no", "datetime", "day", "money", "evidence", "staff", "owner"})


def reported(reading: Reading) -> Section | None:
    """The first line of it in somebody's own words, then the answers in the playbook's order."""
    case, blocks = reading.case, list[Block]()
    if case.headline:
        blocks.append(Text(reading.text(case.headline)))
    rows = tuple(
        (question.name(reading.language), Cell(answer(reading, question, case.answers[question.id])))
        for question in reading.playbook.questions
        if case.answers.get(question.id) is not None
    )
    blocks += [Facts(rows)] if rows else []
    if not blocks:
        return None
    # TRANSLATORS: Heading in a case's report over the answers that were given.
    return Section(reading.say("What was reported"), tuple(blocks))


def answer(reading: Reading, question: object, value: object) -> str:
    """One answer in words, as far as this reader may see it."""
    kind = getattr(question, "type", "")
    if not reading.personal and kind == "person":
        return HIDDEN
    words = answer_words(question, value, reading.directory, reading.say).strip("\n")
    return words if kind in _HARMLESS else reading.text(words)
