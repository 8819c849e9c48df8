"""How a question and its answers are worded on prompts."""

from __future__ import annotations

from typing import Any

from handlers.engine.answers import rounds_of
from handlers.engine.places.base import Given
from handlers.engine.questions import ASKERS
from handlers.engine.questions.base import Asking, Key, Keys, shortened
from handlers.engine.questions.place import WAY
from handlers.engine.recording import name_of, objection
from handlers.engine.scene import Scene
from handlers.events import ContactGiven, Located, Shared
from handlers.messages import Span
from playbooks.locale_format import labelled


def accepted_line(scene: Scene, path: str, value: Any) -> str:
    """“✓ Where: Gate 12”"""
    name, answer = shortened(name_of(scene, path), 40), shortened(shown(scene, path, value), 80)
    return "✓ " + labelled(name, answer, scene.language)


def shown(scene: Scene, path: str, value: Any) -> str:
    """An answer in words, for the person who is answering."""
    question = scene.plan.question(path)
    return ASKERS[question.type].show(question, value, scene.asking(path).showing)


def opening(scene: Scene, path: str) -> tuple[Span, ...]:
    """A repeated group's own words, over the first question of its first round."""
    group, _, rest = path.partition(".")
    if not rest or rounds_of(scene.frame, group):
        return ()
    return (Span(scene.plan.questions[group].ask.text(scene.language) + "\n"),)


def question_words(asking: Asking[Any]) -> tuple[Span, ...]:
    question, language = asking.question, asking.language
    ask = Span(question.ask.text(language) + "\n", "bold")
    return (ask, Span(question.hint.text(language) + "\n", "italic")) if question.hint else (ask,)


def standing_line(scene: Scene, asking: Asking[Any]) -> tuple[Span, ...]:
    if asking.standing is None:
        return ()
    text = shortened(shown(scene, asking.path, asking.standing), 300)
    return (Span(scene.say("Now: {answer}", answer=text) + "\n"),)


def did_you_mean(scene: Scene, asking: Asking[Any], guesses: list[Any]) -> tuple[Span, tuple[Keys, ...]]:
    names = [shown(scene, asking.path, guess) for guess in guesses]
    if len(names) == 1:
        line = Span(scene.say("Did you mean “{answer}”?", answer=shortened(names[0], 300)) + "\n")
        return line, ((Key(scene.say("Yes"), "g=0", "primary"), Key(scene.say("No"), "g=n")),)
    labels = [
        _as_written(scene, guess, shortened(name, 50)) for guess, name in zip(guesses, told_apart(names), strict=True)
    ]
    rows = tuple((Key(label, f"g={number}"),) for number, label in enumerate(labels))
    return Span(scene.say("Which one do you mean?") + "\n"), (*rows, (Key(scene.say("None of these"), "g=n"),))


def told_apart(names: list[str]) -> list[str]:
    """Of places the end of each way, which a button would cut off, with as much before it as tells them apart."""
    ways = [name.split(WAY) for name in names]
    for length in range(1, max(map(len, ways)) + 1):
        ends = [WAY.join(way[-length:]) for way in ways]
        if len(set(ends)) == len(ends):
            return ends
    return names


def _as_written(scene: Scene, guess: Any, name: str) -> str:
    """Tells their own words from the names we know."""
    own = isinstance(guess, dict) and "text" in guess
    return scene.say("As written: {text}", text=name) if own else name


def keep_row(scene: Scene, asking: Asking[Any]) -> tuple[Keys, ...]:
    if asking.state:
        return ()
    if asking.standing is not None:
        return ((Key(scene.say("Keep as it is"), "k"),),)
    value = earlier_answer(scene, asking)
    if value is None:
        return ()
    name = shortened(shown(scene, asking.path, value), 40)
    return ((Key(scene.say("As before: {answer}", answer=name), "k"),),)


def earlier_answer(scene: Scene, asking: Asking[Any]) -> Any:
    """What was answered here before the answer was taken out, if it could still be the answer."""
    for correction in reversed(scene.frame.corrections):
        if correction.path == asking.path:
            fits = correction.before is not None and ASKERS[asking.question.type].stands(asking, correction.before)
            return correction.before if fits and not objection(scene, asking.path, correction.before) else None
    return None


def no_use(scene: Scene, event: Given) -> str:
    say = scene.say
    if isinstance(event, Shared):
        return say("This question takes no photos or files. Please answer it first.")
    if isinstance(event, Located):
        return say("This question takes no location. Please answer it first.")
    if isinstance(event, ContactGiven):
        return say("This question takes no contact. Please answer it first.")
    return say("Please use the buttons.")
