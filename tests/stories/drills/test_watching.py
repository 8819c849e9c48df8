"""Those who lead see how it stands in one message; evaluators say what they see with one tap, and why."""

from __future__ import annotations

from handlers.drills.evaluation import Rating
from handlers.drills.standing import State
from tests.stories.drills.conftest import MakeHall
from tests.stories.drills.hall import Hall


def board(world: Hall) -> str:
    """The trainer's live message as it stands."""
    lines = [post.text for post in world.tess.on_platform.sees if post.bot and "exercise time" in post.text]
    assert len(lines) == 1, "there is one live message"
    return str(lines[0])


def test_the_director_has_one_message_that_follows_the_run(hall: MakeHall) -> None:
    world = hall()
    bo, ana = world.people("bo", "ana")
    world.begins("bo", "ana", "kit")
    assert "⏭" in board(world)
    assert "What you see" in board(world)
    world.passes(minutes=1, seconds=1)
    assert "⏳" in board(world)
    assert "The alarm is raised" in board(world)
    bo.says("/emergency")
    bo.taps("Medical emergency")
    assert "The alarm is raised · Bo" in board(world)
    ana.taps("Acknowledge")
    assert "Somebody takes it · Ana" in board(world)
    world.passes(minutes=7)
    assert "🔴 Breathing is checked · late by" in board(world)


def test_the_live_message_is_pinned_and_let_go_when_it_is_over(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", "kit")
    calls = [call.method for call in world.api.calls]
    assert calls.count("pinChatMessage") == 1
    world.tess.taps("End the exercise")
    assert world.run().state is State.ENDED
    assert [call.method for call in world.api.calls].count("unpinChatMessage") == 1


def test_asking_for_it_again_brings_it_below_everything_else(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", "kit")
    world.tess.says("/drill")
    world.tess.hears("How it stands is further down now.", "exercise time", "Plan an exercise")
    assert "running" in board(world)


def test_an_evaluator_rates_with_one_tap_and_says_why(hall: MakeHall) -> None:
    world = hall()
    wai = world.person("wai")
    world.begins("bo", "ana", "kit", evaluators=["wai"])
    world.passes(minutes=1, seconds=1)
    wai.taps("1 · S").told("Noted.")
    wai.hears("The alarm is out and somebody has it within two minutes. — S", "Why?")
    wai.says("Nobody knew the number of the gate.")
    wai.hears("Noted.")
    seen = world.run().evaluation.observations[0]
    assert (seen.of, seen.rating, seen.by) == ("alarm", Rating.SOME, "wai")
    assert seen.reason == "Nobody knew the number of the gate."
    assert "1 observation" in board(world)
    assert world.store.cases() == [], "what an evaluator writes there is no report"


def test_a_photo_tells_why_and_stays_with_the_run_s_case(hall: MakeHall) -> None:
    world = hall()
    bo, wai = world.people("bo", "wai")
    world.begins("bo", "ana", "kit", evaluators=["wai"])
    bo.says("/emergency")
    bo.taps("Medical emergency")
    wai.taps("1 · M")
    world.does(wai.on_platform.sends_photo("the door is blocked"))
    seen = world.run().evaluation.observations[0]
    assert seen.reason == "the door is blocked"
    assert [one["kind"] for one in seen.files] == ["photo"]
    assert len(world.store.attachments(world.case("DE-2026-000001").id)) == 1


def test_before_there_is_a_case_a_photo_is_fetched_and_kept_with_the_run(hall: MakeHall) -> None:
    world = hall()
    wai = world.person("wai")
    world.begins("bo", "ana", "kit", evaluators=["wai"])
    wai.taps("1 · U")
    world.does(wai.on_platform.sends_voice("nobody looks up"))
    world.passes(seconds=5)
    run = world.run()
    (file,) = world.store.attachments(run.id)
    assert file.digest is not None
    assert world.store.blob(file.digest) is not None
    kept = [entry for entry in world.log() if entry.kind == "kept"]
    assert [entry.data["sha256"] for entry in kept] == [file.digest], "so the run's hash chain vouches for it"
    world.has_kept_its_logs()


def test_a_rating_without_a_reason_shows_that_it_lacks_one(hall: MakeHall) -> None:
    world = hall()
    wai = world.person("wai")
    world.begins("bo", "ana", "kit", evaluators=["wai"])
    wai.taps("2 · U")
    wai.hears("— U ✎?", "Why?")
    world.passes(minutes=20)
    wai.says("/help")
    assert not world.run().evaluation.observations[0].is_reasoned


def test_players_and_strangers_rate_nothing(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", "kit", evaluators=["wai"])
    forged = world.person("wai").on_platform.last.button("1 · P")["callback_data"]
    world.person("bo").forges(forged).told("That cannot be done now.")
    world.person("sam").says("/help")
    world.person("sam").forges(forged).told("This is not for you to open.")
    assert not world.run().evaluation.observations


def test_an_evaluator_gets_the_sheet_back_and_afterwards_score_and_review(hall: MakeHall) -> None:
    world = hall()
    wai = world.person("wai")
    world.begins("bo", "ana", "kit", evaluators=["wai"])
    wai.says("/drill")
    wai.hears("running · evaluator", "One tap each.", "Plan an exercise")
    world.tess.taps("End the exercise")
    world.forgets()
    wai.taps("Score")
    wai.hears("of the points")
    wai.taps("Review (PDF)")
    wai.hears("After-action review")


def test_what_is_over_is_pinned_nowhere(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", "kit")
    world.tess.taps("End the exercise")
    world.tess.says("/drill")
    calls = [call.method for call in world.api.calls]
    assert (calls.count("pinChatMessage"), calls.count("unpinChatMessage")) == (1, 2)
    world.forgets()
