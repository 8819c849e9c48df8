"""A complaint is interrupted by somebody collapsing; both end well, and everybody knows what they need to."""

from __future__ import annotations

from bot.rehearsal.world import World


def test_an_emergency_in_the_middle_of_a_complaint(terminal: World) -> None:
    bo, ana, ming, kit = (terminal.person(name) for name in ("bo", "ana", "ming", "kit"))
    bo.says("/complaint")
    bo.hears("What is the complaint about?")
    bo.taps("Baggage")
    bo.hears("What happened?")

    bo.says("/emergency")
    bo.hears("The alarm goes out as soon as you tap.", "[Medical emergency]")
    bo.taps("Medical emergency")
    told = [terminal.person(name) for name in ("ana", "ming", "kit", "sam", "lin")]
    for person in told:
        person.hears("E-2026-000001 · Medical emergency", "[Acknowledge]")
    terminal.group("duty").heard("E-2026-000001", "[Acknowledge]")
    bo.hears("The alarm is out. Number E-2026-000001.", "Where?")

    terminal.passes(seconds=40)
    ana.taps("Acknowledge")
    ana.hears("Taken by Ana 09:00", "Do this now", "Call the ambulance")
    for person in told[1:]:
        person.hears("Taken by Ana 09:00")
    terminal.group("duty").heard("☑ E-2026-000001", "[☑ My checklist]", "Taken by Ana 09:00")
    bo.hears("Ana has taken E-2026-000001.")
    ming.taps_old("Acknowledge")
    ming.hears_nothing()

    bo.says("/cancel")
    bo.hears("Cancel this?", "People were alerted already.")
    bo.taps("Yes, cancel")
    ana.hears("was called off by Bo.", "It is over", "Called off: a false alarm")
    for person in told[1:]:
        person.hears("E-2026-000001 was called off by Bo.", "Called off: a false alarm")
    terminal.group("duty").heard("E-2026-000001 was called off by Bo.", "It is over", "Called off")
    bo.hears("Cancelled", "Back to: Complaint", "Category: Baggage", "What happened?")
    kit.hears_nothing()


def test_the_alarm_is_out_before_the_first_question_is_answered(terminal: World) -> None:
    sam = terminal.person("sam")
    sam.says("/emergency")
    sam.taps("Medical emergency")
    case = terminal.store.case("E-2026-000001")
    assert case is not None
    assert case.answers == {}
    heard = [one.chat for one, _ in terminal.ledger.rest()]
    assert {terminal.chat_of(name) for name in ("group duty", "ana", "ming", "kit", "lin")} <= set(heard)
    for chat in terminal.ledger.chats():
        terminal.ledger.take(chat)
