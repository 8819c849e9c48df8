"""Who is counted as what, in which order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.delivery import NoticeState
from handlers.rollcall.calls import Call, CallKind, RollLine, Said, call_of, open_roll, tally, with_call

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


def line(staff: str, position: int, said: Said | None = None, **more: object) -> RollLine:
    """Somebody who was asked, and perhaps answered so many minutes later as their position."""
    given = {} if said is None else {"said": said, "at": AT + timedelta(minutes=position), "by": staff}
    return RollLine(staff, position, **{"notice": "n", **given, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("of", "where"),
    [
        (line("bo", 1), "waiting"),
        (line("bo", 1, notice=None), "unreachable"),
        (line("bo", 1, state=NoticeState.QUEUED), "waiting"),
        (line("bo", 1, state=NoticeState.SENT), "waiting"),
        (line("bo", 1, state=NoticeState.DEAD), "unreachable"),
        (line("bo", 1, Said.SAFE, state=NoticeState.DEAD), "safe"),
        (line("bo", 1, Said.SAFE, notice=None), "safe"),
        (line("bo", 1, Said.HELP), "help"),
        (line("bo", 1, Said.AWAY), "away"),
        (line("bo", 1, Said.READ), "read"),
    ],
)
def test_everybody_is_counted_as_one_thing(of: RollLine, where: str) -> None:
    counted = tally([of])
    assert [
        name for name in ("safe", "help", "away", "read", "waiting", "unreachable") if getattr(counted, name)
    ] == [where]


def test_the_missing_are_those_at_work_then_those_off_shift_then_those_who_cannot_be_asked() -> None:
    counted = tally([line("kit", 3), line("lin", 1, notice=None), line("sam", 2, off_shift=True)])
    assert [one.staff for one in counted.missing] == ["kit", "sam", "lin"]


def test_whoever_called_for_help_first_comes_first() -> None:
    later = line("bo", 9, Said.HELP)
    assert [one.staff for one in tally([later, line("kit", 4, Said.HELP)]).help] == ["kit", "bo"]


def test_what_was_said_is_news_until_it_is_noted_and_again_when_something_else_is_said() -> None:
    assert not line("bo", 1).is_news
    said = line("bo", 1, Said.SAFE)
    assert said.is_news
    assert not line("bo", 1, Said.SAFE, noted_at=said.at).is_news
    assert line("bo", 1, Said.HELP, noted_at=AT).is_news


def test_a_case_has_one_roll_call_that_goes_on_and_any_number_of_messages() -> None:
    first = Call(1, CallKind.ROLL, "t1", "ana", AT, 3, ended_at=AT)
    word, second = Call(2, CallKind.WORD, "t1", "ana", AT, 3), Call(3, CallKind.ROLL, "t1", None, AT, 3)
    assert open_roll((first, word)) is None
    assert open_roll((first, word, second)) is second
    assert call_of((first, word), 2) is word
    assert call_of((first, word), 3) is None
    assert [call.number for call in with_call((first, second), word)] == [1, 2, 3]
