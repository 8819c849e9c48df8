"""What those who lead a run rule: each ruling is an entry of its log, and all else follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from handlers.desk.drills.calendar import plan_again
from handlers.desk.drills.debriefing import open_debrief
from handlers.desk.drills.injecting import fire, sent_file, take_part_rows
from handlers.desk.drills.observing import show_sheet
from handlers.desk.drills.panel import MORE, SPEEDS, show_panel, show_panels, upcoming
from handlers.desk.drills.steps import DUE, INJECT, PLANNED_END, Play
from handlers.drills.fence import numbers_in
from handlers.drills.run import PLAY, Drill
from handlers.drills.standing import State
from handlers.media import Media
from handlers.messages import Button, Message, Row, Span, plain
from handlers.taps import Tap, mark
from playbooks.model.scenario import DrillRole, Inject
from playbooks.phrases import Phrases
from playbooks.words import Words

Said = Callable[[Phrases], str]


def start(play: Play, actor: str) -> None:
    """The run begins: parts are cast, the clock runs, and everybody on the list hears of it."""
    _cast_parts(play, actor)
    playbooks = [edition.playbook for edition in play.exercise.editions.all_current()]
    site = play.uow.directory.site_by_id.get(play.run.site or "")
    play.log("set", actor, numbers=list(numbers_in(playbooks, site)))
    count_teams(play, actor)
    play.log("started", actor)
    play.uow.cancel_timer(f"{DUE}:{play.run.id}")
    began = play.exercise.now
    for inject in play.run.scenario.injects:
        if inject.at is not None:
            play.wait(INJECT, inject.id, began + inject.at)
    play.wait(PLANNED_END, "end", began + play.run.scenario.length)
    for staff in play.run.people:
        play.tell(staff, start_words(play, staff), urgent=True)
    show_panels(play)
    for staff in play.run.with_role(DrillRole.EVALUATOR):
        if (person := play.uow.directory.staff_by_id.get(staff)) is not None:
            show_sheet(play, person)


def count_teams(play: Play, actor: str) -> None:
    """Who plays in which group goes onto the log."""
    play.log("teams", actor, teams=_teams(play))


def _teams(play: Play) -> dict[str, list[str]]:
    """The groups that players are in, as they are now: the score by team must not change with them later."""
    players = play.run.with_role(*PLAY)
    groups = {group.id: [one for one in players if one in group.members] for group in play.uow.directory.groups}
    return {group: members for group, members in groups.items() if members}


def _cast_parts(play: Play, actor: str) -> None:
    """Parts that nobody was chosen for go to those who have none, in the order they were put on the list."""
    run = play.run
    for part in run.scenario.parts:
        if part.id in run.parts:
            continue
        role = DrillRole(part.role)
        held = set(play.run.parts.values())
        free = [staff for staff in run.with_role(role) if staff not in held] or list(run.with_role(role))
        if free:
            play.log("cast", actor, staff=free[0], part=part.id)


def start_words(play: Play, staff: str) -> Message:
    """The first words to one of the list: that it began, what holds, and what their part is."""
    run, say = play.run, play.say_to(staff)
    scenario, language = run.scenario, say.language
    spans = [Span(say("The exercise has begun: {title}", title=scenario.title.text(language)) + "\n", "bold")]
    spans.append(Span(scenario.conditions.text(language)))
    for part in scenario.parts:
        if run.parts.get(part.id) == staff:
            spans.append(Span("\n" + say("You play: {part}", part=part.name.text(language)), "bold"))
            spans += [Span("\n" + part.brief.text(language))] if part.brief is not None else []
    spans += [Span("\n⚠️ " + words.text(language)) for words in scenario.safety]
    spans.append(Span("\n📵 " + say("stands for a number nobody may call: say the call aloud instead.")))
    return Message(tuple(spans), take_part_rows(run, staff, say))


def pause(play: Play, actor: str) -> None:
    """The clock stands still, and with it everything that reads it."""
    play.log("paused", actor)
    play.turn_timers()
    _tell_all(play, lambda say: say("The exercise is paused. Until it goes on, everything you report is real."))


def resume(play: Play, actor: str) -> None:
    """It goes on where it stood: nobody is late for the pause."""
    play.log("resumed", actor)
    play.turn_timers()
    _tell_all(play, lambda say: say("The exercise goes on."))


def speed(play: Play, actor: str, factor: int) -> None:
    """The clock runs so many times as fast."""
    if factor in SPEEDS and play.run.state is State.RUNNING:
        play.log("speed", actor, speed=factor)
        play.turn_timers()
        show_panels(play)


def jump(play: Play, actor: str) -> Inject | None:
    """The clock is put ahead to the next inject that has a time; gives that back. What is due by then comes due."""
    now = play.exercise.now
    coming = next(((inject, due) for inject, due in upcoming(play.run) if due is not None and due > now), None)
    if coming is None:
        return None
    inject, due = coming
    play.log("jumped", actor, speed=play.run.clock.speed, ahead=(due - now).total_seconds())
    play.turn_timers()
    show_panels(play)
    return inject


def skip(play: Play, actor: str) -> Inject | None:
    """The next inject is left out; gives it back."""
    inject = next((inject for inject, _ in upcoming(play.run)), None)
    if inject is not None:
        play.log("skipped", actor, inject=inject.id)
        play.exercise.cancel_timer(f"{INJECT}:{inject.id}")
        show_panels(play)
    return inject


def fire_now(play: Play, actor: str, name: str) -> Inject | None:
    """The inject with this mark is played now, whatever its time; spare ones as often as somebody wants."""
    inject = next((one for one in play.run.injects.values() if mark(one.id) == name), None)
    if inject is not None and play.run.state is State.RUNNING:
        play.exercise.cancel_timer(f"{INJECT}:{inject.id}")
        fire(play, inject, actor, "hand")
        show_panels(play)
    return inject


def extend(play: Play, actor: str, more: timedelta = MORE) -> None:
    """More time: for what is expected now, and until the planned end."""
    play.log("extended", actor, seconds=more.total_seconds())
    if play.run.ends is not None:
        play.wait(PLANNED_END, "end", play.run.ends)
    show_panels(play)


def add(play: Play, actor: str, text: str, media: Media | None = None) -> Inject:
    """An inject that somebody made up while it ran, with a photo or voice perhaps; played at once to all players."""
    lead = play.uow.directory.staff_by_id.get(actor)
    sender = Words({"en": lead.name if lead is not None else "…"})
    number, files = len(play.run.added) + 1, [] if media is None else [sent_file(media)]
    words = Words({"en": text.strip() or "…"})
    inject = Inject(id=f"added-{number}", sender=sender, to=["players"], text=words, media=files)
    play.log("added", actor, inject=inject.model_dump(mode="json", exclude_defaults=True))
    fire(play, play.run.injects[inject.id], actor, "hand")
    show_panels(play)
    return inject


def end(play: Play, actor: str) -> None:
    """It is over: nothing of it comes due any more, and everybody hears so."""
    play.log("ended", actor)
    play.turn_timers()
    _tell_all(play, lambda say: say("The exercise is over. Thank you. Everything from now on is real."), over=True)
    open_debrief(play)
    plan_again(play, actor)


def cancel(play: Play, actor: str) -> None:
    """It does not take place."""
    invited = play.run.invited_at is not None
    play.log("cancelled", actor)
    play.turn_timers()
    if invited:
        _tell_all(play, lambda say: say("The exercise was called off."))


def _tell_all(play: Play, words: Said, *, over: bool = False) -> None:
    """Everybody on the list, and the panels of those who lead it. Who played can see how they did once it is over."""
    for staff in play.run.people:
        if staff not in play.run.leads:
            say = play.say_to(staff)
            rows = _rows_after(play.run, staff, say) if over else ()
            play.tell(staff, plain(words(say), *rows), urgent=True)
    show_panels(play)


def _rows_after(run: Drill, staff: str, say: Phrases) -> tuple[Row, ...]:
    """What somebody can see of it once it is over: players their own part, evaluators all."""

    def button(label: str, action: str) -> Button:
        return Button(label, Tap("x", run.id, 0, action).data)

    if run.people[staff] in PLAY:
        # TRANSLATORS: Button after an exercise: show me my own part of the score.
        return ((button(say("How did I do?"), "mine"),),)
    if run.people[staff] is DrillRole.EVALUATOR:
        return ((button("🏁 " + say("Score"), "score"), button("📄 " + say("Review (PDF)"), "review")),)
    return ()


def show_choice(play: Play, lead: str) -> None:
    """The injects that can be played now: those to come, and spare ones."""
    say = play.say_to(lead)
    left = [inject for inject, _ in upcoming(play.run)]
    spare = play.run.scenario.spare
    rows: list[Row] = []
    for inject in (*left, *spare):
        what = inject.text.text(say.language).split("\n")[0]
        label = f"{inject.sender.text(say.language)}: {what}"[:60]
        rows.append((Button(label, Tap("x", play.run.id, 0, f"fire={mark(inject.id)}").data),))
    rows.append((Button("↻", Tap("x", play.run.id, 0, "panel").data),))
    play.tell(lead, plain(say("Which one shall be played now?"), *rows))


def take_part(play: Play, actor: str, yes: bool) -> None:
    """A player says that they know of it, or steps out of it."""
    if play.run.people.get(actor) in PLAY:
        play.log("joined" if yes else "stepped out", actor)


__all__ = [
    "add",
    "cancel",
    "count_teams",
    "end",
    "extend",
    "fire_now",
    "jump",
    "pause",
    "resume",
    "show_choice",
    "show_panel",
    "skip",
    "speed",
    "start",
    "start_words",
    "take_part",
]
