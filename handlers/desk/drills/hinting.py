"""What somebody who practises alone is shown: how it stands, a hint when they ask, and in the end how they did."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from handlers.desk.drills.steps import Play
from handlers.drills.expecting import Judged, Verdict, judged
from handlers.drills.score import Score, score_of
from handlers.drills.standing import State
from handlers.drills.wording import SIGNS, Fill, filler, mark_line, pace_line, percent_words, slip_name, took_words
from handlers.messages import Button, Message, Row, Span
from handlers.taps import Tap
from playbooks.locale_format import clock, duration, labelled, sentences
from playbooks.model import Playbook
from playbooks.phrases import Phrases


def practice_panel(play: Play, say: Phrases) -> Message:
    """Their live message: what they did so far, without what is still to come; in the end, how they did."""
    return _result(play, say) if play.run.state is State.ENDED else _standing(play, say)


def _standing(play: Play, say: Phrases) -> Message:
    run, zone = play.run, ZoneInfo(play.uow.directory.timezone)
    marks = judged(run, play.uow.now)
    now = clock(play.exercise.now, say.language, zone)
    lines = [say("Practice: only you hear of it. You play every part."), say("exercise time {time}", time=now)]
    over = (Verdict.MET, Verdict.LATE, Verdict.MISSED)
    lines += [f"{SIGNS[m.verdict]} {m.expectation.text.text(say.language)}" for m in marks if m.verdict in over]
    if waiting := [one for one in marks if one.verdict is Verdict.OPEN]:
        lines.append(
            "⏳ "
            + say.many("{n} thing is expected of you now.", "{n} things are expected of you now.", n=len(waiting))
        )
    title = Span(f"{run.number} · {run.scenario.title.text(say.language)}\n", "bold")
    return Message((title, Span("\n".join(lines))), _live_rows(run.id, run.state, say))


def _playbook(play: Play) -> Playbook | None:
    edition = play.exercise.editions.current(play.run.scenario.playbook)
    return None if edition is None else edition.playbook


def _live_rows(drill_id: str, state: State, say: Phrases) -> tuple[Row, ...]:
    # TRANSLATORS: Button for somebody who practises alone: tell me what to do now.
    hint = _button(drill_id, "💡 " + say("Hint"), "hint")
    end = _button(drill_id, "⏹ " + say("End the exercise"), "end")
    if state is not State.RUNNING:
        return ((_button(drill_id, "▶ " + say("Go on"), "resume"), end),)
    return ((hint, _button(drill_id, "⏩ " + say("To the next one"), "jump")), (end,))


def _button(drill_id: str, label: str, action: str) -> Button:
    return Button(label, Tap("x", drill_id, 0, action).data)


# hints


def hint_lines(play: Play, say: Phrases) -> list[str]:
    """What is expected now, the first due first, and how each is done."""
    waiting = [one for one in judged(play.run, play.uow.now) if one.verdict is Verdict.OPEN]
    if not waiting:
        return ["💡 " + say("Nothing is expected of you now. “To the next one” lets time pass.")]
    waiting.sort(key=lambda one: (not one.expectation.critical, one.until or play.exercise.now))
    return ["💡 " + _hint(play, one, say) for one in waiting]


def _hint(play: Play, one: Judged, say: Phrases) -> str:
    wanted, language = one.expectation, say.language
    left = duration(one.until - play.exercise.now, language) if one.until is not None else ""
    text = labelled(wanted.text.text(language), _how(play, one, say), language)
    return f"{text} ({say('{time} left', time=left)})" if left else text


def _how(play: Play, one: Judged, say: Phrases) -> str:
    """Where to tap, or what to write."""
    playbook, of = _playbook(play), one.expectation.of or ""
    if playbook is None:
        return ""
    match one.expectation.deed:
        case "alarm":
            title = playbook.title.text(say.language)
            return say("write /{command} and choose “{title}”", command=playbook.kind.value, title=title)
        case "step" if of in playbook.step_by_id:
            step = playbook.step_by_id[of].text.text(say.language)
            how = say("tap “{button}” on the checklist", button=_fill(play, say)(step))
            return sentences([how, *_with_others(play, of, say)], say.language)
        case "answer" if of in playbook.question_by_id:
            question = playbook.question_by_id[of].ask.text(say.language)
            return say("change the answer to “{question}”", question=question)
        case "note":
            return say("reply to the alert with a note")
    buttons = {"taken": say("Acknowledge"), "command": say("I take command"), "resolved": say("Resolve")}
    button = buttons.get(one.expectation.deed)
    return say("tap “{button}” on the alert", button=button) if button else say("a button on the alert")


def _with_others(play: Play, step: str, say: Phrases) -> list[str]:
    """A step that takes several people in earnest: here they play all of them."""
    edition = play.uow.editions.by_digest(play.run.editions.get(play.run.scenario.playbook, ""))
    count = edition.playbook.step_by_id[step].confirm if edition is not None else 1
    words = say("In earnest {n} different people must say that it is done; alone, you play all of them.", n=count)
    return [words] if count > 1 else []


def _fill(play: Play, say: Phrases) -> Fill:
    """Fills in what differs from site to site, as on the checklist."""
    site = play.uow.directory.site_by_id.get(play.run.site or "")
    return filler(_playbook(play), site, say.language)


# in the end


def _result(play: Play, say: Phrases) -> Message:
    """Order, times, omissions, wrong taps: to nobody else."""
    run, score = play.run, score_of(play.run, play.uow.now, _playbook(play))
    title = say("{share} of the points", share=percent_words(score.percent))
    spans = [Span(f"🏁 {run.scenario.title.text(say.language)} · {title}\n", "bold")]
    spans.append(Span(labelled(say("Until the alarm"), took_words(score.to_alarm, None, say), say.language)))
    played = [one for one in score.marks if one.counts or one.verdict is Verdict.OPEN]
    spans += [Span("\n" + mark_line(one, say)) for one in played]
    if score.steps:
        spans.append(Span("\n\n" + say("Critical steps") + "\n", "bold"))
        spans.append(Span("\n".join(pace_line(pace, say, _fill(play, say)) for pace in score.steps)))
    spans += [Span("\n" + line) for line in _wrong_lines(play, score, say)]
    if run.hints:
        # TRANSLATORS: At the end of a practice: so many hints were asked for.
        spans.append(Span("\n💡 " + say.many("with {n} hint", "with {n} hints", n=run.hints)))
    spans.append(Span("\n\n" + say("Only you see this. Everything from now on is real.")))
    # TRANSLATORS: Button at the end of a practice: the same scenario once more.
    return Message(tuple(spans), ((_button(run.id, "🔁 " + say("Once more"), "anew"),),))


def _wrong_lines(play: Play, score: Score, say: Phrases) -> list[str]:
    lines, fill = [], _fill(play, say)
    for swap in score.swapped:
        early, late = fill(swap.early.text.text(say.language)), fill(swap.late.text.text(say.language))
        lines.append("⇅ " + say("“{early}” was done before “{late}”", early=early, late=late))
    return lines + ["✗ " + slip_name(slip, _playbook(play), say, fill) for slip in score.slips]
