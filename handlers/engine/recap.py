"""Where were we: what was answered so far, when a conversation comes back."""

from __future__ import annotations

from handlers.engine.places.header import title
from handlers.engine.places.wording import shown
from handlers.engine.questions.base import shortened
from handlers.engine.recording import name_of
from handlers.engine.relevance import relevant
from handlers.engine.scene import Scene
from handlers.messages import Span
from playbooks.locale_format import labelled

LINES = 8  # the latest answers are shown, the others counted


def recap(scene: Scene) -> list[Span]:
    """The lines that open the prompt of a conversation that comes back."""
    spans = [Span("↩ " + scene.say("Back to: {title}", title=title(scene)) + "\n", "bold")]
    paths = [q.id for q in relevant(scene) if q.id in scene.frame.answers and not scene.frame.answers[q.id].skipped]
    if len(paths) > LINES:
        earlier = scene.say.many("… and {n} earlier answer", "… and {n} earlier answers", n=len(paths) - LINES)
        spans.append(Span(earlier + "\n"))
    for path in paths[-LINES:]:
        words = shortened(shown(scene, path, scene.frame.answers[path].value), 80)
        line = labelled(shortened(name_of(scene, path), 40), words, scene.language)
        spans.append(Span(f"• {line}\n"))
    return [*spans, Span("\n")]
