"""Nothing of a drill reaches anybody off its list, and nobody can take it for real."""

from __future__ import annotations

from tests.stories.drills.conftest import MakeHall
from tests.stories.drills.hall import HERE, Hall


def _alarm(world: Hall, by: str = "bo") -> None:
    world.person(by).says("/emergency")
    world.person(by).taps("Medical emergency")


def test_groups_hear_nothing_unless_they_were_chosen_and_their_members_nothing_unless_they_play(
    hall: MakeHall,
) -> None:
    world = hall()
    world.begins("bo", "ana")
    _alarm(world)
    world.passes(minutes=20)  # it escalates to everybody there is
    world.group("duty").hears_nothing()
    for name in ("ming", "sam", "kit", "wai"):
        world.person(name).hears_nothing()
    assert any("DE-2026-000001" in one.text for one in world.person("ana").heard())
    assert world.run().fenced == ()  # there was nobody to be kept from hearing: they are not there at all


def test_a_chosen_group_chat_reads_along_and_whoever_is_not_on_the_list_can_do_nothing_there(hall: MakeHall) -> None:
    world = hall()
    world.plans()
    world.casts("player", "Bo", "Ana")
    world.tess.taps("💬 Group chats")
    world.tess.taps("☐ Duty managers")
    world.tess.taps("◀ Back")
    world.tess.taps("Start it now")
    world.person("bo").taps("I take part")
    world.forgets()
    world.only_the_run_from_here()
    _alarm(world)
    duty = world.group("duty")
    duty.hears("DE-2026-000001", "[Acknowledge]")
    world.person("ming").taps("Acknowledge", group=duty).told("EXERCISE, not real: This is not for you to open.")
    world.person("ana").taps("Acknowledge", group=duty).told("EXERCISE, not real: You have taken DE-2026-000001.")
    world.passes(minutes=1)
    assert world.everything_is_marked() > 5
    world.group("safety").hears_nothing()


def test_a_group_that_nobody_plays_is_played_by_those_who_lead(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "kit")  # neither is a duty manager
    _alarm(world)
    heard = world.tess.heard()
    assert any("DE-2026-000001" in one.text and ("Acknowledge",) in [row[:1] for row in one.rows] for one in heard)
    world.person("ana").hears_nothing()


def test_outside_channels_hear_nothing(hall: MakeHall) -> None:
    changes = HERE.replace("{id: duty, members", "{id: duty, outside: [mail], members")
    world = hall(changes, gateways=("mail",))
    world.begins("bo", "ana")
    _alarm(world)
    world.passes(minutes=20)
    world.gateway("mail").hears_nothing()


def test_no_message_of_a_drill_shows_a_number_that_anybody_could_dial(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", "kit")
    world.only_the_run_from_here()
    _alarm(world)
    ana = world.person("ana")
    ana.taps("Acknowledge")
    world.passes(minutes=3)
    texts = [str(call.parameters.get("text", "")) for call in list(world.api.calls)[world._from :]]
    assert any("Call the ambulance now: 📵" in text for text in texts)
    assert not [text for text in texts if "999" in text]


def test_somebody_taken_off_the_list_gets_nothing_that_was_still_on_its_way(hall: MakeHall) -> None:
    world = hall()
    world.expects_error("notice given up")
    world.plans()
    world.casts("player", "Bo", "Ana")
    world.api.faults.add("429", method="sendMessage", chat=world.person("bo").number, seconds=30)
    world.tess.taps("Invite them")
    world.tess.taps("👥 People")
    world.tess.taps("player (")
    world.tess.taps("☑ Bo")
    world.passes(minutes=2)
    world.person("bo").hears_nothing()
    assert [item.why for item in world.dead()] == ["not on the list of its exercise"]


def test_drill_cases_are_in_nobodys_real_lists(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", "kit")
    _alarm(world)
    world.person("kit").taps("I step out")
    world.forgets()
    ana, ming = world.person("ana"), world.person("ming")
    ming.says("/digest")
    assert "DE-" not in "".join(one.text for one in ming.heard())
    world.person("bo").says("/cases")
    world.person("bo").hears("DE-2026-000001", "EXERCISE, not real")
    _alarm(world, "kit")  # in earnest: it joins nothing of the drill
    ana.heard()
    assert world.case("E-2026-000001").drill is None
    assert world.kinds("DE-2026-000001").count("reported too") == 0


def test_a_second_alarm_in_the_run_joins_the_first_of_the_run(hall: MakeHall) -> None:
    world = hall(HERE + "reports: {same: {emergency: 10min}}\n")
    world.begins("bo", "ana", "kit")
    _alarm(world)
    _alarm(world, "kit")
    assert world.kinds("DE-2026-000001").count("reported too") == 1
    assert [case.number for case in world.store.cases()] == ["DE-2026-000001"]


def test_with_a_bot_of_their_own_alerts_of_a_drill_are_marked_there_too(hall: MakeHall) -> None:
    world = hall(duty_bot=True)
    world.begins("bo", "ana", "kit")
    world.only_the_run_from_here()
    _alarm(world)
    ana = world.person("ana")
    ana.taps("Acknowledge").told("EXERCISE, not real: You have taken DE-2026-000001.")
    world.passes(minutes=3)
    assert world.everything_is_marked() > 10
    ana.says("On my way", bot="duty_bot", reply_to="DE-2026-000001")
    assert "noted" in world.kinds("DE-2026-000001")


def _with_mail(safe: str = "") -> str:
    return HERE.replace("{id: duty, members", "{id: duty, outside: [mail], members") + safe


def test_an_outside_channel_is_told_where_the_organisation_and_the_trainer_want_it_marked(hall: MakeHall) -> None:
    world = hall(_with_mail("reports: {drill_outside: [MAIL]}\n"), gateways=("mail",))
    world.plans()
    assert "outside channels that are off: mail" in world.tess.on_platform.last.text
    world.casts("player", "Bo", "Ana")
    world.tess.taps("💬 Group chats")
    world.tess.taps("☐ 📤 mail")
    world.tess.taps("◀ Back")
    assert "outside channels: mail" in world.tess.on_platform.last.text
    world.tess.taps("Start it now")
    world.person("bo").taps("I take part")
    _alarm(world)
    world.gateway("mail").hears("EXERCISE, not real", "DE-2026-000001")


def test_a_channel_that_the_organisation_takes_back_is_off_at_once(hall: MakeHall) -> None:
    world = hall(_with_mail("reports: {drill_outside: [mail]}\n"), gateways=("mail",))
    world.plans()
    world.casts("player", "Bo", "Ana")
    world.tess.taps("💬 Group chats")
    world.tess.taps("☐ 📤 mail")
    world.tess.taps("◀ Back")
    world.imports(_with_mail())
    world.tess.taps("Start it now")
    world.person("bo").taps("I take part")
    _alarm(world)
    world.passes(minutes=20)
    world.gateway("mail").hears_nothing()
    assert world.run().fenced == (), "it was not even tried"
