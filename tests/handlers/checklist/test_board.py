"""Marks add up to the same whatever order they come in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.cases import Entry
from handlers.checklist.board import Board, added, board_of
from handlers.checklist.marks import CANNOT, DONE, FREED, MINE, OPEN, PROOF, Mark
from handlers.checklist.record import happening, replayed

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PEOPLE = ["bo", "kit", "sam", "lin", "rosa", "ana", "ming"]


def mark(row: str, outcome: str, by: str = "bo", second: int = 0, tap: str = "", reason: str = "") -> Mark:
    return Mark(row, outcome, by, MORNING + timedelta(seconds=second), tap or f"{by}-{second}-{outcome}", reason)


def entry(number: int, one: Mark) -> Entry:
    said = happening(one)
    return Entry(number, MORNING + timedelta(hours=1), said.kind, said.actor, said.data, "", f"hash-{number}")


marks = st.builds(
    mark,
    st.sampled_from(["call", "aed"]),
    st.sampled_from([DONE, DONE, CANNOT, OPEN, MINE, FREED, PROOF, "yes", "no"]),
    st.sampled_from(PEOPLE),
    st.integers(0, 6),
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["photo-1", "photo-2"]),
)


@given(st.lists(marks, max_size=40), st.randoms())
def test_any_order_and_any_repetition_give_what_the_timeline_gives(said: list[Mark], chance: object) -> None:
    unique = list({(one.row, one.order): one for one in said}.values())  # no two marks are of the same tap
    heard = [*unique, *unique[::3], *unique[::5]]
    chance.shuffle(heard)  # type: ignore[attr-defined]

    live = Board()
    for one in heard:
        live = added(live, one)

    assert live == board_of(unique) == replayed(entry(n, one) for n, one in enumerate(unique))


@given(st.lists(marks, max_size=40))
def test_what_is_kept_is_enough_to_go_on_from(said: list[Mark]) -> None:
    unique = list({(one.row, one.order): one for one in said}.values())
    half = len(unique) // 2

    kept = board_of(unique[:half]).marks

    assert board_of([*kept, *unique[half:]]) == board_of(unique)


def test_the_last_word_by_its_own_time_wins() -> None:
    late = board_of([mark("call", CANNOT, second=20), mark("call", DONE, second=10)])

    assert late.of("call").settled(1) == mark("call", CANNOT, second=20)


def test_what_was_taken_back_is_open_again() -> None:
    board = board_of([mark("call", DONE, second=1), mark("call", OPEN, second=2)])

    assert board.of("call").settled(1) is None
    assert added(board, mark("call", DONE, "kit", second=3)).of("call").settled(1) is not None


def test_two_people_must_be_two() -> None:
    board = board_of([mark("count", DONE, "bo", 1), mark("count", DONE, "bo", 2)])
    assert board.of("count").settled(2) is None

    both = added(board, mark("count", DONE, "kit", 3)).of("count").settled(2)
    assert both is not None
    assert both.by == "kit"


def test_who_did_it_first_keeps_the_credit() -> None:
    board = board_of([mark("call", DONE, "kit", 2), mark("call", DONE, "bo", 1)])

    assert board.of("call").settled(1) == mark("call", DONE, "bo", 1)


def test_somebody_is_at_it_until_they_let_go() -> None:
    board = board_of([mark("call", MINE, "kit", 1)])
    assert board.of("call").at_it == "kit"
    assert added(board, mark("call", FREED, "kit", 2)).of("call").at_it is None


def test_a_row_grows_no_further_than_what_can_matter() -> None:
    many = [mark("call", DONE, f"person-{n}", n) for n in range(200)]

    assert len(board_of(many).of("call").marks) == 5
