"""Two people report what may be the same: joined, apart, one again; every timeline still tells what its case says."""

from __future__ import annotations

from bot.rehearsal.world import World


def test_joined_then_apart_then_one_again(terminal: World) -> None:
    bo, kit = terminal.person("bo"), terminal.person("kit")
    bo.says("/emergency")
    bo.taps("Medical emergency")
    kit.says("/emergency")
    kit.taps("Medical emergency")
    kit.taps("No, this is another one")
    kit.taps("No, it is E-2026-000001")
    _listen(terminal)

    first, second = (terminal.store.case(f"E-2026-00000{number}") for number in (1, 2))
    assert first is not None
    assert second is not None
    assert (first.also, second.part_of) == (("kit",), "E-2026-000001")
    assert _all_whole(terminal, 2)


def test_what_somebody_lent_goes_with_them(terminal: World) -> None:
    bo, kit = terminal.person("bo"), terminal.person("kit")
    bo.says("/emergency")
    bo.taps("Medical emergency")
    kit.says("/emergency")
    kit.taps("Medical emergency")
    kit.says("Gate 12")
    assert _place(terminal, 1) == {"place": "gate-12"}
    bo.says("Food court")
    assert _place(terminal, 1) == {"place": "food-court"}
    kit.taps("No, this is another one")
    assert (_place(terminal, 1), _place(terminal, 2)) == ({"place": "food-court"}, {"place": "gate-12"})
    _listen(terminal)
    assert _all_whole(terminal, 2)


def _place(world: World, number: int) -> object:
    case = world.store.case(f"E-2026-00000{number}")
    assert case is not None
    return case.place


def _all_whole(world: World, cases: int) -> bool:
    return all(world.store.verify(f"E-2026-00000{number + 1}") is None for number in range(cases))


def _listen(world: World) -> None:
    """What was said is for others to look at (`tests/transcripts/same`)."""
    for chat in world.ledger.chats():
        world.ledger.take(chat)
