"""Whoever comes to a site while a roll call goes on there is asked as well, and counted."""

from __future__ import annotations

from tests.stories.alerting.conftest import Night
from tests.stories.alerting.test_everybody_safe import CASE, QUIET, TWO_SITES, asked, counted, led, look_away
from tests.stories.world.people import Person

ROSA_ON_DUTY = TWO_SITES.replace("members: [ana, ming]", "members: [ana, ming, rosa]")
ROSA_CAME = TWO_SITES.replace("sites: [t2]", "sites: [t1, t2]")


def test_who_is_sent_to_the_site_is_asked_within_two_minutes(night: Night) -> None:
    world = asked(led(night(TWO_SITES)))
    rosa, ana = world.people("rosa", "ana")
    world.imports(ROSA_CAME)
    rosa.hears_nothing()
    world.passes(minutes=2)
    look_away(world)
    rosa.hears("Are you safe?", "[✓ I am safe]")
    assert "… no answer 6" in counted(ana)
    rosa.taps("I am safe").told("Noted: you are safe.")
    rosa.heard()
    world.passes(seconds=15)
    assert "✓ safe 2" in counted(ana)
    assert world.case(CASE).calls[0].asked == 7
    look_away(world)


def test_who_comes_to_help_is_asked_at_once_wherever_they_work(night: Night) -> None:
    world = asked(led(night(ROSA_ON_DUTY)))
    rosa, ana = world.people("rosa", "ana")
    assert not any("Are you safe?" in heard.text for heard in rosa.heard())
    rosa.taps("Team")
    rosa.taps("I take part")
    world.passes(seconds=15)
    look_away(world)
    assert any("Are you safe?" in heard.text for heard in rosa.heard())
    assert "… no answer 6" in counted(ana)


def test_who_is_seen_there_and_works_elsewhere_is_found_asked_and_marked(night: Night) -> None:
    world = asked(led(night(TWO_SITES)))
    rosa, ana = world.people("rosa", "ana")
    ana.taps("Mark somebody")
    ana.says("rosa")
    ana.hears("Who?", "Rosa: – not on the list", "[Rosa]")
    ana.taps("Rosa")
    rosa.hears("Are you safe?")
    ana.hears("Rosa\n… Rosa", "[✓ Seen, safe]")
    ana.taps("Seen, safe").told("Noted.")
    rosa.hears("Ana says that you are safe")
    ana.taps("◀ Back")
    world.passes(seconds=15)
    assert "✓ safe 2" in counted(ana)
    look_away(world)


def test_who_has_an_account_at_last_is_asked(night: Night) -> None:
    without = QUIET + "  - {id: lin, name: Lin, role: staff}\n"
    world = asked(led(night(without)))
    ana = world.person("ana")
    world.imports(without.replace("role: staff}", "role: staff, telegram: 1008}"))
    lin = Person(world, "lin", world.api.person(1008, "Lin"))
    world.passes(minutes=1)
    lin.hears("Are you safe?")
    lin.taps("I am safe").told("Noted: you are safe.")
    lin.hears("You are safe")
    world.passes(minutes=1)
    assert "not reachable" not in counted(ana)
    look_away(world)


def test_nobody_is_asked_any_more_when_it_is_over_and_nobody_twice(night: Night) -> None:
    world = asked(led(night(TWO_SITES)))
    rosa, ana = world.people("rosa", "ana")
    world.passes(minutes=20)
    look_away(world)
    world.restarts()
    world.passes(minutes=20)
    for chat in (*world.people("bo", "kit", "sam", "rosa"), world.group("duty")):
        chat.hears_nothing()
    ana.taps("End the roll call")
    ana.taps("End it")
    look_away(world)
    world.imports(ROSA_CAME)
    world.passes(minutes=20)
    rosa.hears_nothing()
    look_away(world)
