"""Roll calls: everybody at a site is asked once, who needs help is heard at once, and nobody missing is forgotten."""

from __future__ import annotations

from pathlib import Path

from tests.stories.alerting.conftest import Night
from tests.stories.world.people import Group, Person
from tests.stories.world.world import World

CASE = "E-2026-000001"
PLACE = """
escalation: [{steps: [{wait: 300d, notify: group}]}]
sites:
  - {id: t1, name: {en: Terminal 1}, variables: {assembly_point: {en: the taxi rank}}}
groups:
  - {id: duty, members: [ana, ming]}
"""
SAM = """
staff:
  - {id: sam, phone: "+853 6000 0003"}
"""
QUIET = PLACE + SAM
ROSTER = """  - {id: safety, members: [kit, sam], roster: {weekly: [{from: "08:00", to: "16:00", staff: [sam]}]}}
"""
TWO_SITES = QUIET.replace("groups:", "  - {id: t2, name: {en: Terminal 2}}\ngroups:").replace(
    "staff:",
    "staff:\n  - {id: rosa, name: Rosa, role: staff, telegram: 1009, sites: [t2]}\n  - {id: bo, sites: [t1]}",
)
OFF_AND_WITHOUT = PLACE + ROSTER + SAM + "  - {id: lin, name: Lin, role: staff}\n"
QUAKE = Path(__file__).parent / "quake"
EVERYBODY = ("bo", "kit", "sam", "ana", "ming", "wai")


def led(world: World, playbook: str = "Gas smell") -> World:
    """Bo raises an alarm at 09:00, and Ana is in charge; nobody has anything left to look at."""
    bo = world.person("bo")
    bo.says("/emergency")
    bo.taps(playbook)
    bo.says("It shakes.")
    world.person("ana").taps("Acknowledge")
    world.person("ana").taps("I take command")
    world.passes(seconds=20)
    look_away(world)
    return world


def look_away(world: World) -> None:
    """Everybody has seen what there is."""
    for chat in (*world.people(*EVERYBODY), world.group("duty")):
        chat.heard()


def asked(world: World) -> World:
    """Ana asks everybody; nobody has anything left to look at."""
    begin(world.person("ana"))
    look_away(world)
    return world


def begin(ana: Person) -> None:
    ana.taps("Roll call", on="Reported by")
    ana.taps("Ask everybody: Terminal 1").told("Everybody is being asked.")


def counted(chat: Person | Group) -> str:
    """What the board in a chat says now."""
    return [post.text for post in chat.on_platform.sees if post.bot and "\nE-2026-000001 · " in post.text][-1]


def said(chat: Person | Group, *pieces: str) -> bool:
    """Whether all of that was said here since the last look, whatever else was."""
    heard = "\n".join(heard.text for heard in chat.heard())
    return all(piece in heard for piece in pieces)


def test_everybody_at_the_site_is_asked_once_and_counted(night: Night) -> None:
    world = led(night(QUIET))
    ana, bo, kit = world.people("ana", "bo", "kit")
    begin(ana)
    for person in world.people("bo", "kit", "sam", "ming", "wai"):
        person.hears("Are you safe?\nE-2026-000001 · Gas smell\nWhere: Terminal 1\nGather at: the taxi rank")
    bo.taps("I am safe").told("Noted: you are safe.")
    bo.hears("You are safe, 09:00. Thank you.", "[🆘 I need help]")
    kit.taps("I am safe").told("Noted: you are safe.")
    kit.heard()
    world.passes(seconds=15)
    for chat in (ana, world.group("duty")):
        assert "✓ safe 3\n🆘 need help 0\n… no answer 3\n" in counted(chat)
    assert {"roll_call", "roll_answers"} <= set(world.kinds(CASE))
    look_away(world)


def test_who_needs_help_is_heard_at_once_with_where_they_are(night: Night) -> None:
    world = asked(led(night(QUIET)))
    ana, kit, duty = *world.people("ana", "kit"), world.group("duty")
    kit.taps("I need help").told("It has been passed on")
    for chat in (ana, duty):
        assert said(chat, "Kit needs help · E-2026-000001\nWhere: not said yet.")
    kit.hears("You need help, 09:00.", "[✓ I am safe]")
    world.does(kit.on_platform.sends_location(22.19, 113.54))
    kit.hears("It has been passed on.")
    kit.says("under the stairs")
    kit.hears("It has been passed on.")
    for chat in (ana, duty):
        assert said(chat, "Kit needs help and says more · E-2026-000001\n22.19000, 113.54000", "“under the stairs”")
    ana.taps("I go there").told("They know that you are coming.")
    ana.taps("I go there").told("They know that you are coming.")
    kit.hears("Ana is coming to you.")
    world.passes(seconds=15)
    assert "Ana is going “under the stairs”" in counted(duty)
    kit.taps("I am safe").told("Noted: you are safe.")
    for chat in (ana, duty):
        assert said(chat, "Kit is safe now · E-2026-000001")
    kit.hears("You are safe")
    world.passes(seconds=15)
    look_away(world)


def test_a_second_tap_changes_nothing_and_another_answer_does(night: Night) -> None:
    world = asked(led(night(QUIET)))
    ana, bo = world.people("ana", "bo")
    bo.taps("I am safe").told("Noted: you are safe.")
    bo.hears("You are safe")
    bo.taps_old("I am safe").told("Noted: you are safe.")
    bo.hears_nothing()
    bo.taps("I need help").told("It has been passed on")
    bo.hears("You need help")
    assert said(ana, "Bo needs help")
    world.group("duty").heard()
    begun = world.kinds(CASE).count("roll_call")
    ana.taps("Ask everybody: Terminal 1").told("It has begun already.")
    assert (begun, world.kinds(CASE).count("roll_call")) == (1, 1)
    world.passes(seconds=15)
    look_away(world)


def test_who_does_not_answer_is_asked_again_and_then_listed(night: Night) -> None:
    world = led(night(OFF_AND_WITHOUT))
    ana, bo, kit, sam, duty = *world.people("ana", "bo", "kit", "sam"), world.group("duty")
    begin(ana)
    assert "Terminal 1: 7 people · off shift: 1 · not reachable here: 1" in "\n".join(h.text for h in ana.heard())
    kit.hears("You are off shift. Please answer all the same.")
    sam.hears("Are you safe?")
    for person in world.people("bo", "ming", "wai"):
        person.heard()
        person.taps("I am safe")
        person.heard()
    world.passes(minutes=2)
    bo.hears_nothing()
    for person in (kit, sam):
        person.hears("You have not answered yet.\n🔴 Are you safe?")
    look_away(world)
    world.passes(minutes=3)
    for chat in (ana, duty):
        chat.hears("3 people are missing · E-2026-000001\n… Sam", "… Kit · off shift\n✕ Lin · not reachable here")
    world.passes(hours=5)
    for chat in (ana, duty, kit, sam):
        chat.hears_nothing()


def test_only_those_who_look_for_somebody_read_their_number(night: Night) -> None:
    world = asked(led(night(QUIET)))
    ana, duty = world.person("ana"), world.group("duty")
    ana.taps("Who is missing")
    ana.hears("… Sam 📞 +853 6000 0003")
    ana.taps("Who is missing", duty)
    (shown,) = duty.heard()
    assert "… Sam" in shown.text
    assert "6000" not in shown.text


def test_who_has_blocked_the_bot_is_missing_at_once(night: Night) -> None:
    world = led(night(QUIET))
    ana, sam = world.people("ana", "sam")
    sam.blocks()
    world.expects_error("notice given up")
    begin(ana)
    look_away(world)
    world.passes(seconds=15)
    assert "… no answer 4\n✕ not reachable here 1" in counted(ana)
    look_away(world)


def test_a_warden_marks_those_without_a_phone_and_counts_visitors(night: Night) -> None:
    world = asked(led(night(OFF_AND_WITHOUT)))
    ana, duty = world.person("ana"), world.group("duty")
    ana.taps("Mark somebody")
    ana.says("lin, sam")
    ana.taps("Lin")
    ana.taps("Seen, safe").told("Noted.")
    ana.taps("Sam")
    ana.taps("Not at the site").told("Noted.")
    world.person("sam").heard()
    ana.taps("◀ Back")
    ana.taps("Visitors")
    ana.says("twelve")
    ana.says("12 of 14")
    look_away(world)
    world.passes(seconds=15)
    for chat in (ana, duty):
        assert "– not at the site 1\nVisitors counted: 12 of 14" in counted(chat)
    assert [kind for kind in world.kinds(CASE) if kind.startswith("roll_")] == [
        *("roll_call", "roll_marked", "roll_marked", "roll_visitors")
    ]
    world.person("sam").taps("I am safe").told("Noted: you are safe.")  # they know best
    world.passes(seconds=15)
    look_away(world)


def test_it_does_not_end_with_somebody_missing_by_one_tap_and_its_end_is_told(night: Night) -> None:
    world = asked(led(night(QUIET)))
    ana, bo, wai, duty = *world.people("ana", "bo", "wai"), world.group("duty")
    bo.taps("I am safe")
    world.passes(seconds=15)
    look_away(world)
    ana.taps("End the roll call")
    ana.hears("4 people have not answered.\nKit, Ming, Sam, Wai\nEnd the roll call all the same?", "[End it]")
    ana.taps("End it").told("The roll call is over.")
    ana.hears("Ended by Ana 09:00")
    world.passes(seconds=15)
    duty.hears("Ended by Ana 09:00")
    for person in world.people("bo", "kit", "sam", "ming", "wai"):
        person.hears("The roll call is over: 2 of 6 are accounted for.", "Stay at the taxi rank")
    wai.taps("I am safe", on="Are you safe").told("Noted: you are safe.")
    wai.hears("You are safe")
    world.passes(seconds=15)
    for chat in (ana, duty):
        chat.hears("Answered after the end: Wai · E-2026-000001", "✓ safe 3")
    ended, late = world.store.timeline(world.case(CASE).id)[-2:]
    assert ended.data["missing"] == ["kit", "ming", "sam", "wai"]
    assert (late.kind, late.data["safe"], late.data["late"]) == ("roll_answers", ["wai"], True)


def test_when_nobody_is_missing_whoever_leads_hears_it(night: Night) -> None:
    world = asked(led(night(QUIET)))
    ana = world.person("ana")
    for person in world.people("bo", "kit", "sam", "ming", "wai"):
        person.taps("I am safe")
        person.heard()
    world.passes(seconds=15)
    for chat in (ana, world.group("duty")):
        chat.hears("Everybody is accounted for · E-2026-000001", "✓ safe 6\n🆘 need help 0\n… no answer 0")
    ana.taps("End the roll call").told("The roll call is over.")
    look_away(world)


def test_the_end_of_the_emergency_ends_its_roll_call(night: Night) -> None:
    world = asked(led(night(QUIET)))
    ana = world.person("ana")
    ana.taps("False alarm")
    world.person("kit").hears("The roll call is over: 1 of 6 are accounted for.", "It was called off: a false alarm.")
    world.passes(seconds=15)
    look_away(world)
    world.passes(minutes=10)
    for person in world.people(*EVERYBODY):
        person.hears_nothing()


def test_a_level_asks_everybody_and_a_step_is_done_when_it_ends(night: Night) -> None:
    world = led(night(QUIET, playbooks=QUAKE), "Earthquake")
    ana, kit = world.people("ana", "kit")
    ana.taps("Level")
    ana.taps("Damage")
    kit.hears("Are you safe?\nE-2026-000001 · Earthquake\nWhere: Terminal 1\nGather at: the taxi rank")
    look_away(world)
    world.passes(minutes=1)
    kit.hears("You have not answered yet.")
    look_away(world)
    ana.taps("None", on="Is anything damaged")
    look_away(world)
    ana.taps("End the roll call")
    ana.taps("End it").told("The roll call is over.")
    look_away(world)
    ana.taps("📋 Roll call", on="Count everybody")
    ana.taps("Ask everybody: Terminal 1").told("Everybody is being asked.")
    look_away(world)
    ana.taps("End the roll call")
    ana.taps("End it").told("The roll call is over.")
    world.passes(seconds=15)
    look_away(world)
    done = [entry.data for entry in world.store.timeline(world.case(CASE).id) if entry.kind == "step"]
    assert [(one["step"], one["outcome"]) for one in done] == [("look", "none"), ("count", "done")]


def test_nobody_else_sees_or_moves_anything(night: Night) -> None:
    world = led(night(TWO_SITES))
    ana, bo, rosa = world.people("ana", "bo", "rosa")
    begin(ana)
    look_away(world)
    rosa.says("/help")
    case = world.case(CASE).id
    for action in ("show", "m=0", "end", "fin", "rem", "go=0"):
        rosa.forges(f"r.{case}.1.{action}").told("This is not for you to open.")
    rosa.forges(f"r.{case}.1.ok").told("This is not for you to open.")
    rosa.forges(f"r.{case}.9.ok").told("This is not for you to open.")
    rosa.forges("r.nobody.1.ok").told("This is not for you to open.")
    bo.forges(f"r.{case}.1.fin").told("Only whoever is in charge")  # took part by reporting it
    rosa.heard()
    world.passes(seconds=15)
    look_away(world)
    assert [line.staff for line in world.store.roll(case, 1)] == ["ana", "bo", "kit", "ming", "sam", "wai"]


def test_a_kill_among_the_answers_loses_none_and_repeats_nothing(night: Night) -> None:
    world = asked(led(night(QUIET)))
    bo, kit, duty = *world.people("bo", "kit"), world.group("duty")
    bo.taps("I am safe")
    world.dies()
    world.starts()
    kit.taps("I am safe")
    world.passes(seconds=15)
    assert "✓ safe 3" in counted(duty)
    world.restarts()
    world.passes(minutes=2)
    bo.heard()
    assert sum("You have not answered" in heard.text for heard in world.person("sam").heard()) == 1
    look_away(world)


def test_asked_again_after_an_aftershock_an_old_answer_does_not_count(night: Night) -> None:
    world = asked(led(night(QUIET)))
    ana, bo, kit, duty = *world.people("ana", "bo", "kit"), world.group("duty")
    ana.taps("End the roll call")
    ana.taps("End it")
    look_away(world)
    begin(ana)
    look_away(world)
    old = f"r.{world.case(CASE).id}.1"
    bo.forges(f"{old}.ok").told("You have been asked again since.")
    kit.forges(f"{old}.sos").told("You need help.")  # but help is help
    for chat in (ana, duty):
        assert said(chat, "Kit needs help · E-2026-000001")
    kit.heard()
    world.passes(seconds=15)
    assert "✓ safe 1\n🆘 need help 1\n… no answer 4" in counted(duty)
    look_away(world)


def test_several_processes_count_together(shared_night: Night) -> None:
    world = asked(led(shared_night(QUIET, processes=2)))
    with world.at_once():
        for person in world.people("bo", "kit", "sam", "ming", "wai"):
            person.taps("I am safe")
    world.passes(seconds=20)
    assert any("✓ safe 6" in heard.text for heard in world.group("duty").heard())
    look_away(world)
    answers = [e.data["safe"] for e in world.store.timeline(world.case(CASE).id) if e.kind == "roll_answers"]
    assert sorted(name for some in answers for name in some) == ["bo", "kit", "ming", "sam", "wai"]


def test_an_alarm_does_not_wait_behind_a_roll_call_of_many(night: Night) -> None:
    many = "".join(f"  - {{id: s{n}, name: S{n}, role: staff, telegram: {5000 + n}}}\n" for n in range(200))
    world = led(night(QUIET + many, limits=True))
    begin(world.person("ana"))
    raised = world.clock.now()
    world.person("sam").raises("smoke")
    assert (world.clock.now() - raised).total_seconds() < 3
    assert any("E-2026-000002" in heard.text for heard in world.group("duty").heard())
    world.passes(seconds=60)
    assert all(world.person(f"s{n}").heard() for n in range(200))
    look_away(world)


def test_while_nobody_goes_to_somebody_it_is_said_again_also_to_those_above(night: Night) -> None:
    world = asked(led(night(QUIET)))
    ana, kit, ming = world.people("ana", "kit", "ming")
    kit.taps("I need help")
    ming.taps("I am safe")
    look_away(world)
    world.passes(minutes=2)
    for chat in (ana, ming, world.group("duty")):
        assert said(chat, "Nobody has gone to Kit yet, who needs help · E-2026-000001")
    world.passes(minutes=2)
    assert said(ana, "Nobody has gone to Kit yet")
    ana.taps("I go there").told("They know that you are coming.")
    look_away(world)
    world.passes(minutes=20)
    for chat in (*world.people("ana", "kit", "ming"), world.group("duty")):
        assert "Nobody has gone" not in "\n".join(heard.text for heard in chat.heard())
    look_away(world)


def test_a_reply_and_a_location_are_part_of_the_answer_and_no_note_on_the_case(night: Night) -> None:
    world = asked(led(night(QUIET)))
    kit, sam = world.people("kit", "sam")
    kit.taps("I am safe")
    world.does(kit.on_platform.sends_location(22.2, 113.5))
    sam.taps("I am safe")
    sam.says("with two guests at the door", reply_to="You are safe")
    assert said(kit, "Noted. Thank you.")
    assert said(sam, "Noted. Thank you.")
    kit.says("what is going on?")  # is not about the roll call
    assert not said(kit, "Noted. Thank you.")
    world.passes(seconds=15)
    look_away(world)
    lines = {line.staff: line for line in world.store.roll(world.case(CASE).id, 1)}
    assert lines["kit"].place == {"latitude": 22.2, "longitude": 113.5}
    assert (lines["kit"].words, lines["sam"].words) == ("", "with two guests at the door")
    assert "noted" not in world.kinds(CASE)


def test_an_answer_that_was_asked_for_goes_on_while_somebody_reports(night: Night) -> None:
    world = led(night(QUIET))
    ana, kit = world.people("ana", "kit")
    kit.says("/incident")
    kit.taps("Spill")
    kit.heard()
    begin(ana)
    kit.hears("Are you safe?")
    kit.taps("I am safe").told("Noted: you are safe.")
    kit.says("Water")  # answers the question that was live all the time
    kit.taps("Submit")
    assert said(kit, "The number is I-2026-000001")
    world.passes(seconds=15)
    look_away(world)


def test_the_end_of_the_response_warns_of_the_missing_and_ends_the_roll_call(night: Night) -> None:
    world = asked(led(night(QUIET)))
    ana, kit = world.people("ana", "kit")
    ana.taps("End the response")
    assert said(ana, "The roll call goes on. Missing: 5, need help: 0")
    ana.taps("Yes, it is over")
    kit.hears("The roll call is over: 1 of 6 are accounted for.", "The danger is over. Thank you.")
    world.passes(minutes=10)
    assert not said(kit, "You have not answered yet.")
    look_away(world)


def test_whoever_takes_over_command_has_the_count_and_asks_again_but_not_at_once(night: Night) -> None:
    world = asked(led(night(QUIET)))
    ana, kit, ming = world.people("ana", "kit", "ming")
    ana.taps("Ask them again").told("They were asked a moment ago.")
    ana.taps("Team")
    ana.taps("Hand over: In charge")
    ana.taps("Ming")
    ming.taps("I take it")
    world.passes(seconds=30)
    assert "… no answer 5" in counted(ming)
    look_away(world)
    ming.taps("Ask them again").told("5 people are asked again.")
    kit.hears("You have not answered yet.")
    ming.taps("Ask them again").told("They were asked a moment ago.")
    world.passes(seconds=10)
    look_away(world)
