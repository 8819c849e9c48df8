"""“Really cancel?” – laid over whatever is live, and gone with any answer but yes."""

from __future__ import annotations

from handlers.engine.places.base import Given, Page, Place
from handlers.engine.places.header import title
from handlers.engine.questions.base import Key, Keys
from handlers.engine.questions.yes_no import meaning
from handlers.engine.scene import Scene
from handlers.engine.stack import cancel, pause
from handlers.events import Said
from handlers.messages import Span
from playbooks.model import Kind


def _alarm_is_out(scene: Scene) -> str:
    """What becomes of the alarm: a wrong tap is taken back at once, anything later has to be agreed to."""
    if scene.at.now - scene.frame.started_at <= scene.at.directory.reports.grace:
        return scene.say("People were alerted already. They will be told that it is called off.")
    return scene.say("People were alerted already. The alarm stays on until somebody in charge agrees.")


class CancellingPlace(Place):
    def page(self, scene: Scene) -> Page:
        say = scene.say
        spans = [Span(title(scene) + "\n", "italic"), Span(say("Cancel this?") + "\n", "bold")]
        if scene.frame.amending:
            spans.append(Span(say("What you have changed so far stays changed.") + "\n"))
        elif scene.frame.same is not None:
            spans.append(Span(say("What you have answered so far stays on the case.") + "\n"))
        elif scene.frame.kind is Kind.EMERGENCY:
            spans.append(Span(_alarm_is_out(scene) + "\n"))
        elif scene.frame.submitted:
            spans.append(Span(say("It was reported already; only the checklist ends here.") + "\n"))
        else:
            spans.append(Span(say("What you answered will not be reported.") + "\n"))
        yes = Key(say("Yes, cancel"), "x!", "danger")
        rows: tuple[Keys, ...] = ((yes, Key(say("No, go on"), "x0", "primary")),)
        return Page(tuple(spans), rows if scene.frame.amending else (*rows, (Key(say("Keep for later"), "p"),)))

    def take(self, scene: Scene, event: Given) -> None:
        said = meaning(event.text) if isinstance(event, Said) else None
        if said == "yes":
            cancel(scene)
        elif said == "no":
            scene.remember(confirm=None)
        else:
            scene.warn(scene.say("Please answer yes or no."))

    def tapped(self, scene: Scene, action: str) -> bool:
        if action == "x!":
            cancel(scene)
        elif action == "x0":
            scene.remember(confirm=None)
        elif action == "p":
            pause(scene)
        else:
            return False
        return True

    def back(self, scene: Scene) -> None:
        scene.remember(confirm=None)
