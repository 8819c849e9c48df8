"""One step in full: what to do, what to beware of, whom to call, what is at hand, and the buttons that settle it."""

from __future__ import annotations

from handlers.checklist.sheet import Row
from handlers.checklist.showing.lines import due_words
from handlers.checklist.showing.scene import Scene
from handlers.messages import Button, Span
from handlers.messages import Row as Buttons
from handlers.people import Resource, Site, kept_at
from handlers.taps import mark
from playbooks.locale_format import labelled, series
from playbooks.phrases import Phrases
from playbooks.variables import filled


def instruction(scene: Scene, row: Row) -> tuple[Span, ...]:
    """What to do, in full."""
    step, say = row.step, scene.say
    critical = "❗ " if step.critical else ""
    spans = [Span(critical + scene.text(row) + "\n", "bold")]
    if step.caution is not None:
        spans.append(Span("⚠️ " + scene.words(row, step.caution) + "\n", "bold"))
    if step.hint is not None:
        spans.append(Span(scene.words(row, step.hint) + "\n", "italic"))
    about = [part for part in (scene.who(row), due_words(scene, row)) if part]
    if about:
        spans.append(Span("👤 " + " · ".join(about) + "\n" if scene.who(row) else "⏱ " + " · ".join(about) + "\n"))
    return (*spans, *_calls(scene, row), *_at_hand(scene, row), *_conditions(row, say, scene))


def _calls(scene: Scene, row: Row) -> tuple[Span, ...]:
    """Numbers stand alone in code: a tap copies them, and what looks like a number can be called."""
    spans: list[Span] = []
    site = scene.directory.site_by_id.get(scene.case.site or "")
    for contact in row.step.call:
        number = filled(contact.number, scene.language, row.playbook.variables, site.variables if site else {})
        spans += [Span(f"📞 {contact.name.text(scene.language)} "), Span(number, "code"), Span("\n")]
    return tuple(spans)


def _at_hand(scene: Scene, row: Row) -> tuple[Span, ...]:
    site = scene.directory.site_by_id.get(scene.case.site or "")
    found = [one for one in (site.resources if site else ()) if one.kind in row.step.uses]
    return tuple(Span("📍 " + _resource(scene, one, site) + "\n") for one in found if site is not None)


def _resource(scene: Scene, resource: Resource, site: Site) -> str:
    name = resource.name.text(scene.language)
    name = f"{name} × {resource.quantity}" if resource.quantity != 1 else name
    where = labelled(name, kept_at(resource, site, scene.language), scene.language) if resource.place else name
    past = resource.expires is not None and resource.expires < scene.now.date()
    # TRANSLATORS: Of something kept for emergencies, such as a first-aid kit.
    return where + (" · " + scene.say("expired") if past else "")


def _conditions(row: Row, say: Phrases, scene: Scene) -> tuple[Span, ...]:
    spans: list[Span] = []
    if row.step.confirm > 1:
        said = [scene.name(staff) for staff in row.confirmed_by]
        words = say("{n} different people must say that it is done.", n=row.step.confirm)
        spans.append(Span("👥 " + words + (" ✓ " + series(said, scene.language) if said else "") + "\n"))
    if row.standing.proofs:
        count = say.many("{n} proof", "{n} proofs", n=len(row.standing.proofs))
        spans.append(Span("📎 " + count + "\n"))
    elif row.step.evidence_required:
        spans.append(Span("📎 " + say("Send the proof first: a photo, a file or your location.") + "\n"))
    return tuple(spans)


def ways_to_settle(scene: Scene, row: Row) -> tuple[Buttons, ...]:
    """The buttons under a step."""
    say, step = scene.say, row.step
    rows: list[Buttons] = []
    if step.roll_call:
        # TRANSLATORS: Button on a step of a checklist: ask everybody at the site whether they are safe.
        rows.append((scene.row_button("📋 " + say("Roll call"), "y", row, style="primary"),))
    if step.decide:
        labels = [(option.label.text(scene.language), f"={mark(option.id)}") for option in step.decide]
        rows += [(scene.row_button(label, "c", row, more),) for label, more in labels]
    elif step.opens is not None:
        rows.append((scene.row_button("▶ " + say("Done, open the next checklist"), "d", row, style="danger"),))
    else:
        # TRANSLATORS: Button: this step of a checklist was done.
        rows.append((scene.row_button(say("✓ Done"), "d", row, style="success"),))
    # TRANSLATORS: Buttons; hints in playbooks name “Not applicable” as it is written here.
    rows.append(
        (scene.row_button(say("Not applicable"), "n", row), scene.row_button(say("Cannot do"), "w", row)),
    )
    if step.evidence or step.evidence_required:
        # TRANSLATORS: Button: I want to send a photo, a file or a location that proves it.
        rows.append((scene.row_button("📎 " + say("Proof"), "p", row),))
    return tuple(rows)


def at_it_button(scene: Scene, row: Row) -> Button:
    """Says that the reader is doing it, or is not any more."""
    if row.standing.at_it == scene.viewer:
        # TRANSLATORS: Buttons on a step of a checklist: I am doing it; I am not doing it any more.
        return scene.row_button(scene.say("Let it go"), "f", row)
    return scene.row_button(scene.say("I do it"), "t", row)
