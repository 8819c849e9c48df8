"""The first line of every prompt: what this is about, and how far it is."""

from __future__ import annotations

from handlers.engine.questions.base import shortened
from handlers.engine.relevance import relevant
from handlers.engine.scene import Scene
from handlers.messages import Span
from playbooks.model import RepeatQuestion


def header(scene: Scene) -> tuple[Span, ...]:
    """“Complaint · 3 of 7”, counting only the questions that matter as things stand."""
    parts = [title(scene), progress(scene)]
    path = scene.frame.at or ""
    if "." in path and path[-1] not in "+*":
        parts.append(round_name(scene, path))
    return (Span(" · ".join(part for part in parts if part) + "\n", "italic"),)


def title(scene: Scene) -> str:
    """The playbook's title, short."""
    return shortened(scene.plan.playbook.title.text(scene.language), 40)


def progress(scene: Scene) -> str:
    """“3 of 7” for the live question."""
    here = (scene.frame.at or "").partition(".")[0]
    ids = [question.id for question in relevant(scene)]
    if here not in ids:
        return ""
    # TRANSLATORS: The number of a question, as in “Complaint · 3 of 7”.
    return scene.say("{n} of {total}", n=ids.index(here) + 1, total=len(ids))


def round_name(scene: Scene, path: str) -> str:
    """“Injured person 2” for a path inside a repeated group."""
    group, number, _ = path.split(".", 2)
    question = scene.plan.questions[group]
    if not isinstance(question, RepeatQuestion):
        return ""
    return f"{shortened(question.each.text(scene.language), 30)} {int(number) + 1}"
