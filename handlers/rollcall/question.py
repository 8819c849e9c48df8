"""What somebody who is asked reads: the question, and from then on what they answered; or a message to everybody."""

from __future__ import annotations

from handlers.alerts.cards import MARKS, place_name
from handlers.messages import Message, Row, Span
from handlers.rollcall.calls import CallKind, RollLine, Said
from handlers.rollcall.scene import CallScene


def question(scene: CallScene, line: RollLine) -> Message:
    """The one message that somebody has of a call, as they stand now."""
    if scene.call.kind is CallKind.WORD:
        return _word(scene, line)
    spans = (Span(_first_line(scene, line) + "\n", "bold"), Span("\n".join(_lines(scene, line))))
    return Message(spans, _choices(scene, line))


def reminder(scene: CallScene, line: RollLine) -> Message:
    """The question once more, to somebody who did not answer."""
    words = "⏰ " + scene.say("You have not answered yet.")
    asked = question(scene, line)
    return Message((Span(words + "\n"), *asked.spans), asked.rows)


def _first_line(scene: CallScene, line: RollLine) -> str:
    say = scene.say
    if line.said is None or line.at is None:
        return MARKS[scene.case.severity] + " " + say("Are you safe?")
    time = scene.time(line.at)
    if line.by != line.staff:
        return _said_for_them(scene, line, time)
    if line.said is Said.HELP:
        return "🆘 " + say("You need help, {time}. It has been passed on.", time=time)
    return "✓ " + say("You are safe, {time}. Thank you.", time=time)


def _said_for_them(scene: CallScene, line: RollLine, time: str) -> str:
    who = scene.name(line.by)
    if line.said is Said.HELP:
        return "🆘 " + scene.say("{name} says that you need help, {time}.", name=who, time=time)
    # TRANSLATORS: To somebody whom a warden has marked as safe in a roll call.
    return "✓ " + scene.say("{name} says that you are safe, {time}.", name=who, time=time)


def _lines(scene: CallScene, line: RollLine) -> list[str]:
    say, call = scene.say, scene.call
    lines = [scene.head()]
    if where := place_name(scene.case.place, scene.case.site, scene.directory, scene.language):
        lines.append(say("Where: {place}", place=where))
    lines += _go_to(scene)
    if call.by is not None:
        # TRANSLATORS: Who began a roll call (“are you safe?”), and when.
        lines.append(say("Asked by {name} {time}", name=scene.name(call.by), time=scene.time(call.began)))
    if line.said is None and line.off_shift:
        lines.append(say("You are off shift. Please answer all the same."))
    if line.said is Said.HELP:
        lines.append(say("Send your location, or write where you are."))
    elif line.said is Said.SAFE and call.is_open:
        lines.append(say("You can send your location, or reply in a few words."))
    return lines


def _go_to(scene: CallScene) -> list[str]:
    # TRANSLATORS: {place} is where people gather in an emergency.
    return [scene.say("Gather at: {place}", place=scene.muster_point)] if scene.muster_point else []


def _choices(scene: CallScene, line: RollLine) -> tuple[Row, ...]:
    # TRANSLATORS: Buttons under “Are you safe?”.
    safe = scene.button("✓ " + scene.say("I am safe"), "ok", "success")
    help_ = scene.button("🆘 " + scene.say("I need help"), "sos", "danger")
    if line.said is Said.HELP:
        return ((safe,),)
    return ((help_,),) if line.said is Said.SAFE else ((safe,), (help_,))


def _word(scene: CallScene, line: RollLine) -> Message:
    say, call = scene.say, scene.call
    # TRANSLATORS: Over a message that whoever leads an emergency writes to everybody at a site.
    to_all = say("{name} to everybody at {site}", name=scene.name(call.by), site=scene.site_name)
    body = "\n".join([scene.head(), *_go_to(scene)])
    spans = (Span(f"📣 {to_all}\n", "bold"), Span(call.text + "\n\n"), Span(body, "italic"))
    if line.said is None or line.at is None:
        # TRANSLATORS: Button under a message to everybody at a site: I have read it.
        return Message(spans, ((scene.button("✓ " + say("I have read it"), "read", "primary"),),))
    seen = say("You have read it, {time}.", time=scene.time(line.at))
    return Message((*spans, Span(f"\n✓ {seen}")))
