"""In a drill the response is ended as in earnest; what it shows is talked about afterwards, by its trainers."""

from __future__ import annotations

from tests.stories.drills.conftest import MakeHall


def test_the_response_ends_in_exercise_and_nothing_is_agreed_there(hall: MakeHall) -> None:
    world = hall()
    bo, ana = world.person("bo"), world.person("ana")
    world.begins("bo", "ana", "kit")
    world.only_the_run_from_here()
    world.passes(minutes=1, seconds=1)
    bo.says("/emergency")
    bo.taps("Medical emergency")
    for tap in ("Acknowledge", "I take command", "End the response", "Yes, it is over"):
        ana.taps(tap)
    assert world.case("DE-2026-000001").stood_down is not None
    shown = [post for post in ana.on_platform.sees if "the response is over." in post.text][-1]
    assert next(button["text"] for row in shown.rows for button in row) == "Not over: it goes on"
    ana.forges(f"c.{world.case('DE-2026-000001').id}.1.rev").told("This is an exercise.")
    ana.forges(f"c.{world.case('DE-2026-000001').id}.1.act").told("This is an exercise.")
    assert world.store.actions() == []
    world.tess.taps("End the exercise")
    assert world.everything_is_marked() > 20
    world.nobody_else_heard(bo.number, ana.number, world.person("kit").number, world.tess.number)
