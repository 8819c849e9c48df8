"""A message to everybody at a site: looked at once more before it goes, and who has read it is known."""

from __future__ import annotations

from tests.stories.alerting.conftest import Night
from tests.stories.alerting.test_everybody_safe import CASE, OFF_AND_WITHOUT, QUIET, counted, led, look_away

WORDS = "Leave by door A. Do not use the lifts."


def test_it_is_shown_once_more_then_sent_and_its_readers_are_counted(night: Night) -> None:
    world = led(night(OFF_AND_WITHOUT))
    ana, bo, kit, duty = *world.people("ana", "bo", "kit"), world.group("duty")
    ana.taps("Message to the site")
    ana.heard()
    ana.says(WORDS)
    ana.hears("Send this to 7 people at Terminal 1?", WORDS)
    bo.hears_nothing()
    ana.taps("Send it").told("Sent.")
    ana.taps("Send it").told("That is sent already.")
    for person in (bo, kit):
        person.hears("Ana to everybody at Terminal 1\n" + WORDS, "Gather at: the taxi rank", "[✓ I have read it]")
    bo.taps("I have read it").told("Noted.")
    bo.hears("You have read it, 09:00.")
    look_away(world)
    world.passes(seconds=15)
    for chat in (ana, duty):
        assert "✓ read 2\n… not read 4\n✕ not reachable here 1" in counted(chat)
    ana.taps("Who has not read it")
    ana.hears("… Ming\n… Sam 📞 +853 6000 0003\n… Wai\n… Kit · off shift\n✕ Lin · not reachable here")
    sent = [entry for entry in world.store.timeline(world.case(CASE).id) if entry.kind == "site_message"]
    assert [entry.data["text"] for entry in sent] == [WORDS]
    world.group("duty").heard()


def test_it_is_left_and_nobody_hears_it(night: Night) -> None:
    world = led(night(QUIET))
    ana = world.person("ana")
    ana.taps("Message to the site")
    ana.says(WORDS)
    ana.taps("Leave it").told("Nothing was sent.")
    ana.taps("Message to the site")
    ana.says("/cancel")
    ana.hears("Write what everybody", WORDS, "Nothing was sent.")
    ana.says(WORDS)  # is about nothing any more
    ana.heard()
    world.passes(minutes=1)
    for person in world.people("bo", "kit", "sam"):
        person.hears_nothing()


def test_only_whoever_has_a_part_in_it_can_write_to_everybody(night: Night) -> None:
    world = led(night(QUIET))
    kit = world.person("kit")
    kit.says("/help")
    kit.forges(f"c.{world.case(CASE).id}.1.word").told("This is not for you to open.")
    kit.heard()
