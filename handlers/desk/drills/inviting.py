"""Before a run: invitations with the briefing, and the receive test that shows who can be reached."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from handlers.desk.drills.setting import role_name, show_plan
from handlers.desk.drills.steps import Play
from handlers.drills.run import PLAY
from handlers.drills.standing import State
from handlers.messages import Button, Message, Row, Span
from handlers.people import Staff
from handlers.taps import Tap
from playbooks.locale_format import moment, series
from playbooks.model.scenario import DrillRole
from playbooks.phrases import Phrases, phrases


def invite(play: Play, person: Staff) -> str:
    """Everybody on the list hears of the run; players of an unannounced one do not."""
    run, say = play.run, phrases(person.language)
    told = [staff for staff in run.people if run.announced or run.people[staff] is not DrillRole.PLAYER]
    play.log("invited", person.id, to=told)
    for staff in told:
        if staff != person.id:
            play.tell(staff, invitation(play, staff))
    show_plan(play, person)
    return say.many("{n} person was invited.", "{n} people were invited.", n=len([s for s in told if s != person.id]))


def invitation(play: Play, staff: str) -> Message:
    """What one of the list is told before it begins, with the question whether they come."""
    say = play.say_to(staff)
    head = say("You are invited to an exercise as {role}.", role=role_name(play.run.people[staff], say))
    return Message(_briefing(play, staff, head), _answer_rows(play.run.id, say))


def welcome(play: Play, staff: str) -> Message:
    """The briefing for somebody who comes when it has begun; the safety rules stand with how things stand."""
    say = play.say_to(staff)
    head = say("You come to an exercise that goes on, as {role}.", role=role_name(play.run.people[staff], say))
    return Message((Span(head + "\n", "bold"), Span(play.run.scenario.briefing.text(say.language))))


def _briefing(play: Play, staff: str, head: str) -> tuple[Span, ...]:
    """Players do not hear what is going to happen."""
    run, say = play.run, play.say_to(staff)
    scenario, language = run.scenario, say.language
    spans = [Span(head + "\n", "bold")]
    if run.people[staff] not in PLAY:
        spans.append(Span(f"{scenario.title.text(language)}\n{scenario.summary.text(language)}\n"))
    if run.starts is not None:
        zone = ZoneInfo(play.uow.directory.timezone)
        spans.append(Span(moment(run.starts, language, zone, play.uow.now) + "\n"))
    site = play.uow.directory.site_by_id.get(run.site or "")
    if site is not None:
        spans.append(Span(site.name.text(language) + "\n"))
    spans.append(Span(scenario.briefing.text(language)))
    return tuple(spans) + tuple(Span("\n⚠️ " + words.text(language)) for words in scenario.safety)


def _answer_rows(drill_id: str, say: Phrases) -> tuple[Row, ...]:
    # TRANSLATORS: Buttons under an invitation to an exercise.
    come = Button(say("I will be there"), Tap("x", drill_id, 0, "yes").data, "primary")
    return ((come, Button(say("I cannot"), Tap("x", drill_id, 0, "no").data)),)


def answer(play: Play, person: Staff, *, yes: bool) -> str:
    """Somebody says whether they come. Who cannot hears nothing more of it, and the planner hears so."""
    run, say = play.run, phrases(person.language)
    if run.state is not State.PLANNED:
        return say("This exercise is over.") if not run.standing.is_live else say("The exercise has begun.")
    if run.coming.get(person.id) is not yes:
        play.log("answered", person.id, yes=yes)
        for lead in run.leads:
            if not yes and lead != person.id:
                to = play.say_to(lead)
                words = to("{name} cannot come to {number}.", name=person.name, number=run.number)
                play.tell(lead, Message((Span(words),)))
    return say("Thank you. It is noted.")


def test(play: Play, person: Staff) -> str:
    """Everybody on the list gets a short message to answer with one tap."""
    play.log("tested", person.id)
    for staff in play.run.people:
        say = play.say_to(staff)
        # TRANSLATORS: Button under the test message before an exercise.
        yes = Button(say("I can read this"), Tap("x", play.run.id, 0, "got").data, "primary")
        play.tell(staff, Message((Span(say("Test before an exercise: can you read this?")),), ((yes,),)))
    return phrases(person.language)("The test is on its way.")


def received(play: Play, person: Staff) -> str:
    """Somebody could read the test; whoever leads sees who has not."""
    if person.id not in play.run.received:
        play.log("received", person.id)
        for lead in play.run.leads:
            play.tell(lead, Message((Span(reach_line(play, play.say_to(lead))),)), key=f"reach:{lead}")
    return phrases(person.language)("Thank you. It is noted.")


def reach_line(play: Play, say: Phrases) -> str:
    """How many answered the receive test, and who did not."""
    run, staff = play.run, play.uow.directory.staff_by_id
    silent = [staff[one].name for one in run.people if one not in run.received and one in staff]
    words = say("Receive test: {n} of {total}", n=len(run.received), total=len(run.people))
    return words + (" · " + say("not yet: {names}", names=series(silent, say.language)) if silent else "")
