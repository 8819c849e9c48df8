"""The count of a call, for those who lead and for the case's groups: one message, edited as answers come in."""

from __future__ import annotations

from handlers.messages import Message, Row, Span
from handlers.rollcall.calls import CallKind, RollLine, Tally
from handlers.rollcall.scene import CallScene
from playbooks.locale_format import series

_NAMED = 8  # people who need help, each on a line of their own


def board(scene: CallScene, tally: Tally) -> Message:
    """The main page."""
    if scene.call.kind is CallKind.WORD:
        return _word_board(scene, tally)
    head = "📋 " + scene.say("Roll call: {site}", site=scene.site_name)
    lines = [scene.head(), _since(scene), *_counts(scene, tally), *_visitors(scene), *_gather(scene)]
    spans = [Span(head + "\n", "bold"), Span("\n".join(lines))]
    spans += [Span("\n\n" + "\n".join(help_lines(scene, tally)), "bold")] if tally.help else []
    if closing := _closing(scene):
        spans.append(Span("\n\n" + closing, "bold"))
    return Message(tuple(spans), _rows(scene, tally))


def _counts(scene: CallScene, tally: Tally) -> list[str]:
    say = scene.say
    # TRANSLATORS: Lines of a count: how many people have said what. {n} is a number.
    lines = ["✓ " + say("safe {n}", n=len(tally.safe)), "🆘 " + say("need help {n}", n=len(tally.help))]
    lines.append("… " + say("no answer {n}", n=len(tally.waiting)))
    if tally.unreachable:
        # TRANSLATORS: How many people cannot be asked in this app: they have no account, or blocked it.
        lines.append("✕ " + say("not reachable here {n}", n=len(tally.unreachable)))
    if tally.away:
        lines.append("– " + say("not at the site {n}", n=len(tally.away)))
    return lines


def _since(scene: CallScene) -> str:
    call = scene.call
    if call.by is None:
        # TRANSLATORS: When a roll call began that the playbook asked for.
        return scene.say("Began {time}", time=scene.time(call.began))
    return scene.say("Asked by {name} {time}", name=scene.name(call.by), time=scene.time(call.began))


def _visitors(scene: CallScene) -> list[str]:
    visitors, say = scene.call.visitors, scene.say
    if visitors is None:
        return []
    if visitors.expected is None:
        return [say("Visitors counted: {n}", n=visitors.counted)]
    return [say("Visitors counted: {n} of {total}", n=visitors.counted, total=visitors.expected)]


def _gather(scene: CallScene) -> list[str]:
    return [scene.say("Gather at: {place}", place=scene.muster_point)] if scene.muster_point else []


def help_lines(scene: CallScene, tally: Tally) -> list[str]:
    """Who needs help: name, place, since when, who is going."""
    lines = [help_line(scene, line) for line in tally.help[:_NAMED]]
    more = len(tally.help) - len(lines)
    return [*lines, scene.say("and {n} more", n=more)] if more > 0 else lines


def help_line(scene: CallScene, line: RollLine) -> str:
    """Somebody who needs help, on one line."""
    parts = [scene.name(line.staff), scene.place(line), scene.time(line.at) if line.at else ""]
    if line.helper is not None:
        # TRANSLATORS: {name} is on the way to somebody who needs help.
        parts.append(scene.say("{name} is going", name=scene.name(line.helper)))
    quoted = f" “{line.words}”" if line.words else ""
    return "🆘 " + " · ".join(part for part in parts if part) + quoted


def whereabouts(scene: CallScene, line: RollLine) -> str:
    """Where somebody is who needs help, as far as they said, and their words."""
    known = [scene.place(line), f"“{line.words}”" if line.words else ""]
    # TRANSLATORS: Of somebody who needs help.
    return "\n".join(filter(None, known)) or scene.say("Where: not said yet.")


def _closing(scene: CallScene) -> str:
    call, say = scene.call, scene.say
    if call.ended_at is None:
        return ""
    if call.ended_by is None:
        return say("Ended {time}", time=scene.time(call.ended_at))
    return say("Ended by {name} {time}", name=scene.name(call.ended_by), time=scene.time(call.ended_at))


def _rows(scene: CallScene, tally: Tally) -> tuple[Row, ...]:
    say = scene.say
    rows: list[Row] = []
    if tally.help and scene.viewer is not None:
        rows.append((scene.button(say("Who needs help ({n})", n=len(tally.help)), "n=0", "danger"),))
    if tally.missing:
        # TRANSLATORS: Button: the list of those who did not answer.
        rows.append((scene.button(say("Who is missing ({n})", n=len(tally.missing)), "m=0"),))
    if scene.viewer is None or not scene.call.is_open:
        return tuple(rows)
    # TRANSLATORS: Buttons under the count: say of somebody where they are; enter how many guests there are.
    rows.append((scene.button(say("Mark somebody"), "w"), scene.button(say("Visitors"), "v")))
    again = (scene.button(say("Ask them again"), "rem"),) if tally.waiting else ()
    # TRANSLATORS: Button: no more answers are waited for.
    return (*rows, (*again, scene.button(say("End the roll call"), "end")))


def _word_board(scene: CallScene, tally: Tally) -> Message:
    say, call = scene.say, scene.call
    head = "📣 " + say("{name} to everybody at {site}", name=scene.name(call.by), site=scene.site_name)
    lines = [call.text, "", scene.head(), scene.time(call.began)]
    counts = ["✓ " + say("read {n}", n=len(tally.read))]
    # TRANSLATORS: Of a message to everybody: it reached this many, who have not said yet that they read it.
    counts.append("… " + say("not read {n}", n=len(tally.waiting)))
    if tally.unreachable:
        counts.append("✕ " + say("not reachable here {n}", n=len(tally.unreachable)))
    spans = (Span(head + "\n", "bold"), Span("\n".join([*lines, *counts])))
    rows = ((scene.button(say("Who has not read it ({n})", n=len(tally.missing)), "m=0"),),) if tally.missing else ()
    return Message(spans, rows)


def end_page(scene: CallScene, tally: Tally) -> Message:
    """Before a roll call ends with somebody missing."""
    say = scene.say
    lines = []
    if tally.waiting:
        lines.append(say.many("{n} person has not answered.", "{n} people have not answered.", n=len(tally.waiting)))
    if tally.help:
        lines.append(say.many("{n} person needs help.", "{n} people need help.", n=len(tally.help)))
    names = [scene.name(line.staff) for line in (*tally.help, *tally.waiting)][:12]
    lines += [series(names, scene.language), say("End the roll call all the same?")]
    yes = scene.button(say("End it"), "fin", "danger")
    # TRANSLATORS: Button: do not end it.
    return Message((Span("\n".join(lines)),), ((yes, scene.button(say("No, it goes on"), "b", "primary")),))
