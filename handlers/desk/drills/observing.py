"""Evaluators' sheet: objectives and critical tasks, each rated with one tap, then why: words, photo, voice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from handlers.desk.drills.awaiting import await_words
from handlers.desk.drills.panel import show_panels
from handlers.desk.drills.steps import Play, follow_deeds, met_in
from handlers.drills.evaluation import Rating
from handlers.drills.run import LEADS, Drill
from handlers.drills.standing import State
from handlers.drills.wording import rating_name
from handlers.events import Inbound, Said, Shared
from handlers.messages import Button, Message, Row, Span, plain
from handlers.people import Staff
from handlers.taps import Tap, mark
from playbooks.model.scenario import DrillRole
from playbooks.phrases import Phrases, phrases
from playbooks.words import Words

PAGE = 4  # items on one page: each takes a row of buttons
#: What the next message of an evaluator is for, with the number of the observation.
WHY = "why"


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be rated: an objective, or an expectation that is critical or only an evaluator can see."""

    id: str
    text: Words
    is_objective: bool


def items_of(run: Drill) -> tuple[Item, ...]:
    """What is rated in a run: each objective, and below it the tasks that serve it."""
    return tuple(_items(run))


def _items(run: Drill) -> Iterator[Item]:
    tasks = [one for i in run.injects.values() for one in i.expects if one.critical or one.deed == "observed"]
    known = [objective.id for objective in run.scenario.objectives]
    for objective in run.scenario.objectives:
        yield Item(objective.id, objective.text, True)
        yield from (Item(one.id, one.text, False) for one in tasks if one.objective == objective.id)
    yield from (Item(one.id, one.text, False) for one in tasks if one.objective not in known)


def may_observe(run: Drill, staff: str) -> bool:
    """Evaluators, and those who lead the run."""
    return run.people.get(staff) in (*LEADS, DrillRole.EVALUATOR)


def show_sheet(play: Play, person: Staff, page: int = 0, edits: int | None = None, note: str = "") -> None:
    """A page of it, with what this evaluator said so far."""
    run, say = play.run, phrases(person.language)
    every = items_of(run)
    shown = every[page * PAGE : (page + 1) * PAGE]
    spans = [Span(f"👁 {run.number} · " + say("What did you see? One tap each.") + "\n", "bold")]
    spans.append(Span(" · ".join(f"{one.value} = {rating_name(one, say)}" for one in Rating)))
    for number, item in enumerate(shown, page * PAGE + 1):
        spans.append(Span("\n" + _item_line(run, item, number, person, say)))
    spans += [Span("\n\n" + note, "bold")] if note else []
    rows = [_rating_row(run, item, number) for number, item in enumerate(shown, page * PAGE + 1)]
    turn = _turn_row(run, page, len(every))
    play.tell(person.id, Message(tuple(spans), (*rows, *turn)), key=f"sheet:{person.id}", edits=edits)


def _item_line(run: Drill, item: Item, number: int, person: Staff, say: Phrases) -> str:
    sign = "◎ " if item.is_objective else ""
    mine = run.evaluation.rating_of(item.id).get(person.id)
    said = "" if mine is None else f" — {mine.rating.value}" + ("" if mine.is_reasoned else " ✎?")
    return f"{number}. {sign}{item.text.text(say.language)}{said}"


def _rating_row(run: Drill, item: Item, number: int) -> Row:
    data = mark(item.id)
    return tuple(
        Button(f"{number} · {one.value}", Tap("x", run.id, 0, f"rate={one.value}.{data}").data) for one in Rating
    )


def _turn_row(run: Drill, page: int, count: int) -> tuple[Row, ...]:
    turn = [Button("◀", Tap("x", run.id, 0, f"sheet={page - 1}").data)] if page else []
    if (page + 1) * PAGE < count:
        turn.append(Button("▶", Tap("x", run.id, 0, f"sheet={page + 1}").data))
    return (tuple(turn),) if turn else ()


def rate(play: Play, inbound: Inbound, person: Staff, argument: str) -> str:
    """Keeps the rating at once, and waits for the reason; gives back what the button answers."""
    run, say = play.run, phrases(person.language)
    name, _, which = argument.partition(".")
    found = [(at, item) for at, item in enumerate(items_of(run)) if mark(item.id) == which]
    if not found or name not in tuple(Rating):
        return say("That button does nothing here.")
    at, item = found[0]
    met = met_in(play)
    play.log("rated", person.id, of=item.id, rating=name)
    await_words(play, inbound, f"{WHY}.{play.run.entries}")
    if run.state is State.RUNNING:
        follow_deeds(play, met)
    ask = say("Why? Write it now, or send a photo or a voice message.")
    title = item.text.text(say.language)
    show_sheet(play, person, at // PAGE, inbound.message, f"{name} · {title}\n{ask}")
    show_panels(play)
    return say("Noted.")


def take_reason(play: Play, inbound: Inbound, person: Staff, number: str) -> None:
    """The reason of an observation came: words, or a file that stays with the run's case."""
    event, say = inbound.event, phrases(person.language)
    if not may_observe(play.run, person.id) or not number.isdecimal():
        return
    if isinstance(event, Said):
        play.log("reason", person.id, observation=int(number), text=event.text)
    elif isinstance(event, Shared):
        play.log(
            "reason",
            person.id,
            observation=int(number),
            text=event.caption,
            files=[_kept(play, inbound, person, event)],
        )
        await_words(play, inbound, f"{WHY}.{number}")  # there may be more
    play.tell(person.id, plain("👁 " + say("Noted.")))


def _kept(play: Play, inbound: Inbound, person: Staff, event: Shared) -> dict[str, Any]:
    """The file as the log has it; it is fetched with those of the run's first case, before that as the run's."""
    media, case = event.media, next(iter(play.run.cases), None)
    play.uow.attach(case or play.run.id, media, person.id, inbound.bot)
    return {
        "kind": media.kind,
        "unique": media.unique,
        "reference": media.reference,
        "bot": inbound.bot,
        "case": case,
    }
