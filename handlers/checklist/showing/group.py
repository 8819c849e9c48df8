"""What a group's chat sees: how far it is, what is late, what is open and who is at it. People work on their own."""

from __future__ import annotations

from handlers.checklist.showing.choosing import to_do
from handlers.checklist.showing.lines import head, line, overdue_lines
from handlers.checklist.showing.main import people_lines
from handlers.checklist.showing.scene import Scene
from handlers.messages import Message, Span

_LATE = 5
_OPEN = 6


def group_page(scene: Scene) -> Message:
    """The overview, with the way in."""
    say = scene.say
    late = {row.id for row in scene.sheet.overdue}
    open_ = [row for row in to_do(scene) if row.id not in late][:_OPEN]
    spans = [*head(scene), *overdue_lines(scene, _LATE)]
    if scene.over:
        spans.append(Span("\n" + say("It is over. Thank you.") + "\n", "bold"))
    elif open_:
        lines = "\n".join(line(scene, row, 50) for row in open_)
        # TRANSLATORS: Heading over the steps of a checklist that can be done now.
        spans += [Span("\n" + say("To do") + "\n", "italic"), Span(lines + "\n")]
    elif not scene.sheet.overdue:
        spans.append(Span("\n" + say("Everything is done. Thank you.") + "\n", "bold"))
    spans += people_lines(scene)
    # TRANSLATORS: Button: take part, and get the checklist as a message of my own.
    return Message(tuple(spans), () if scene.over else ((scene.button("☑ " + say("My checklist"), "j", "primary"),),))
