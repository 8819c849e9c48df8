"""What comes due in a run: injects by their time or by a deed, branches not taken, and its planned end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from handlers.desk.drills.panel import lead_rows, show_panels
from handlers.desk.drills.steps import INJECT, PLANNED_END, WINDOW, Play
from handlers.drills.expecting import Verdict, is_taken, judged
from handlers.drills.run import Drill
from handlers.drills.standing import State
from handlers.events import Elapsed
from handlers.media import Media, own_content
from handlers.messages import Button, Message, Row, Span
from handlers.taps import Tap
from playbooks.drills import ShownFile
from playbooks.model.scenario import DrillRole, Inject
from playbooks.phrases import Phrases

#: What is done in the last moment of its window is in time.
_AFTER = timedelta(seconds=1)
#: How a file is named that is the platform's, and not content of ours.
SENT = "sent:"


def drill_elapsed(play: Play, event: Elapsed) -> bool:
    """Does what one of the run's own timers was set for; False if it is not one of those."""
    if event.kind == INJECT:
        _inject_due(play, event)
    elif event.kind == PLANNED_END:
        _planned_end(play)
    elif event.kind == WINDOW:
        _window_over(play, event.data["name"])
    else:
        return False
    return True


def _inject_due(play: Play, event: Elapsed) -> None:
    """Plays it, unless that was settled meanwhile, or its branch is not taken."""
    inject = play.run.injects.get(event.data["name"])
    if inject is None or play.run.is_settled(inject.id):
        return
    if is_taken(inject.when, play.run, play.uow.now):
        fire(play, inject, None, event.data.get("how", "time"))
    else:
        play.log("passed", None, inject=inject.id)
    show_panels(play)


def fire(play: Play, inject: Inject, actor: str | None, how: str) -> None:
    """Brings an inject into play: onto the log, and to everybody it is for."""
    readers = recipients(play.run, inject)
    play.log("fired", actor, inject=inject.id, how=how, to=list(readers))
    for reader in readers:
        play.tell(reader, _worded(play.run, inject, reader, play.say_to(reader)), urgent=True)
    for one in judged(play.run, play.uow.now):
        if one.inject.id == inject.id and one.until is not None:
            play.wait(WINDOW, one.expectation.id, one.until + _AFTER)


def _window_over(play: Play, expectation: str) -> None:
    """Those who lead see what is late as soon as it is; more time was given, perhaps."""
    one = next((one for one in judged(play.run, play.uow.now) if one.expectation.id == expectation), None)
    if one is not None and one.verdict is Verdict.OPEN and one.until is not None:
        play.wait(WINDOW, expectation, one.until + _AFTER)
    elif one is not None and one.verdict is Verdict.MISSED:
        show_panels(play)


def recipients(run: Drill, inject: Inject) -> tuple[str, ...]:
    """Ids of the people an inject is for, once each. A part nobody plays is played by those who lead the run."""
    found: list[str] = []
    for name in inject.to:
        if name == "players":
            found += run.with_role(DrillRole.PLAYER)
        elif name == "actors":
            found += run.with_role(DrillRole.ACTOR) or run.leads
        elif name == "trainers":
            found += (*run.leads, *run.with_role(DrillRole.EVALUATOR))
        else:
            found += [run.parts[name]] if name in run.parts else run.leads
    return tuple(dict.fromkeys(found))


def _worded(run: Drill, inject: Inject, reader: str, say: Phrases) -> Message:
    sender, text = inject.sender.text(say.language), inject.text.text(say.language)
    spans = (Span(f"💬 {sender}\n", "bold"), Span(text))
    return Message(spans, take_part_rows(run, reader, say), tuple(shown_by(inject)))


def shown_by(inject: Inject) -> Iterator[Media]:
    """The files that come with an inject: those of its scenario, or what a lead sent."""
    for text in inject.media:
        file = ShownFile.read(text)
        if file is not None and file.digest.startswith(SENT):
            reference = file.digest.removeprefix(SENT)
            yield Media(file.kind, reference, reference, None, file.mime, file.name)
        elif file is not None:
            yield own_content(Media(file.kind, "", file.digest, None, file.mime, file.name), file.digest)


def sent_file(media: Media) -> str:
    """A file that a lead sent, as an inject names it."""
    return ShownFile(
        media.kind, SENT + media.reference, media.mime or "application/octet-stream", media.name or ""
    ).text


def take_part_rows(run: Drill, reader: str, say: Phrases) -> tuple[Row, ...]:
    """How a player says that they know of it, and that what they report from now on belongs to it."""
    if run.people.get(reader) not in (DrillRole.PLAYER, DrillRole.ACTOR):
        return ()
    if reader in run.playing:
        # TRANSLATORS: Button in an exercise: I have real work to do; what I report from now on is real.
        return ((Button(say("I step out"), Tap("x", run.id, 0, "out").data),),)
    # TRANSLATORS: Button in an exercise: what I report from now on belongs to it.
    return ((Button(say("I take part"), Tap("x", run.id, 0, "in").data, "primary"),),)


def _planned_end(play: Play) -> None:
    """Nobody is cut off: those who lead it are asked."""
    if play.run.state is not State.RUNNING:
        return
    for lead in play.run.leads:
        say = play.say_to(lead)
        play.tell(lead, Message((Span(say("The planned time is over."), "bold"),), lead_rows(play.run, say)))
