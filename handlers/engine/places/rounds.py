"""Between the rounds of a repeated group (“add another?”), and the list of its rounds on the way from the review."""

from __future__ import annotations

from typing import Any

from handlers.engine.answers import rounds_of
from handlers.engine.matching import nth
from handlers.engine.moves import RETURN, advance
from handlers.engine.places.base import Given, Page, Place, way_out
from handlers.engine.places.header import header, round_name
from handlers.engine.places.leaving import back_from
from handlers.engine.places.restoring import restore_rounds, restore_row
from handlers.engine.places.wording import shown
from handlers.engine.questions.base import Key, Keys, named_if_bare, shortened
from handlers.engine.questions.yes_no import meaning
from handlers.engine.recording import complete_group, full, name_of, replace_rounds
from handlers.engine.relevance import relevant_in_round
from handlers.engine.scene import Scene
from handlers.events import Said
from handlers.messages import Span
from playbooks.locale_format import series, sign


class MorePlace(Place):
    """“Add another, or is that all?”"""

    def page(self, scene: Scene) -> Page:
        group, rounds = _group(scene), rounds_of(scene.frame, _group(scene).id)
        words = group.ask.text(scene.language) if rounds == 0 else scene.say("Is there another one?")
        spans = (*header(scene), *_list(scene, group, rounds), Span(words + "\n", "bold"))
        add = Key(scene.say("＋ {each}", each=shortened(group.each.text(scene.language), 40)), "add")
        # TRANSLATORS: Buttons: there is nobody (nothing) to name; there is nobody (nothing) more to name.
        all_words = scene.say("None") if rounds == 0 else scene.say("That is all")
        back = (Key(scene.say("◀ Back"), "b"),)
        rows = ((Key(all_words, "all", "primary"),), *way_out(scene, *back, review=RETURN in scene.state))
        return Page(spans, rows if full(scene, group.id) else ((add,), *restore_row(scene), *rows))

    def take(self, scene: Scene, event: Given) -> None:
        said = meaning(event.text) if isinstance(event, Said) else None
        if said == "yes":
            self._add(scene)
        elif said == "no":
            self.done(scene)
        else:
            scene.warn(scene.say("Please answer yes or no."))

    def tapped(self, scene: Scene, action: str) -> bool:
        if action == "add":
            self._add(scene)
        elif action == "all":
            self.done(scene)
        else:
            return action == "kk" and restore_rounds(scene)
        return True

    def done(self, scene: Scene) -> None:
        group = _group(scene)
        missing = rounds_of(scene.frame, group.id) < group.minimum
        if missing and relevant_in_round(scene, group, rounds_of(scene.frame, group.id)):
            scene.warn(scene.say("At least {n} needed.", n=group.minimum))
            return
        complete_group(scene, group.id)
        advance(scene)

    def skip(self, scene: Scene) -> None:
        self.done(scene)

    def back(self, scene: Scene) -> None:
        back_from(scene, self)

    def _add(self, scene: Scene) -> None:
        add_round(scene, _group(scene))


class RoundsPlace(Place):
    """The rounds that there are: change one, remove one, add one."""

    def page(self, scene: Scene) -> Page:
        group, number = _group(scene), scene.state.get("round")
        if number is not None and number < rounds_of(scene.frame, group.id):
            return self._one(scene, group, number)
        rounds = rounds_of(scene.frame, group.id)
        spans = (*header(scene), Span(name_of(scene, group.id) + "\n", "bold"), *_list(scene, group, rounds))
        rows: list[Keys] = [(Key(f"✎ {n + 1}", f"e={n}"), Key(f"✖ {n + 1}", f"d={n}")) for n in range(rounds)]
        if not full(scene, group.id):
            rows.append((Key(scene.say("＋ {each}", each=shortened(group.each.text(scene.language), 40)), "add"),))
        return Page(spans, (*rows, (Key(scene.say("Review"), "r", "primary"),)))

    def take(self, scene: Scene, event: Given) -> None:
        if isinstance(event, Said):
            group, number = _group(scene), scene.state.get("round")
            if number is None:
                picked = nth(event.text, range(rounds_of(scene.frame, group.id)))
                if picked is not None:
                    scene.remember(round=picked)
                    return
            elif (path := nth(event.text, relevant_in_round(scene, group, number))) is not None:
                self._open(scene, path)
                return
        scene.warn(scene.say("Tap or type the number of the one to change."))

    def tapped(self, scene: Scene, action: str) -> bool:
        group = _group(scene)
        if action == "add" and not full(scene, group.id):
            add_round(scene, group)
            return True
        if action == "up":
            scene.remember(round=None)
            return True
        verb, _, argument = action.partition("=")
        if verb == "q" and scene.state.get("round") is not None:
            return self._pick(scene, argument)
        number = nth(str(int(argument) + 1), range(rounds_of(scene.frame, group.id))) if _small(argument) else None
        if number is None or verb not in ("e", "d"):
            return False
        if verb == "e":
            scene.remember(round=number)
        else:
            self._remove(scene, group, number)
        return True

    def done(self, scene: Scene) -> None:
        scene.go(None)

    def back(self, scene: Scene) -> None:
        if scene.state.get("round") is not None:
            scene.remember(round=None)
        else:
            scene.go(None)

    def _one(self, scene: Scene, group: Any, number: int) -> Page:
        paths = relevant_in_round(scene, group, number)
        name = round_name(scene, f"{group.id}.{number}.x")
        spans = [*header(scene), Span(name + "\n", "bold")]
        for n, path in enumerate(paths):
            label = shortened(name_of(scene, path), 60) + sign(": ", scene.language)
            spans += [Span(f"{n + 1}. {label}"), Span(_answer(scene, path) + "\n", "bold")]
        keys = [Key(f"✎ {n + 1}", f"q={n}") for n in range(len(paths))]
        rows = tuple(tuple(keys[n : n + 4]) for n in range(0, len(keys), 4))
        return Page(tuple(spans), (*rows, (Key(scene.say("◀ Back"), "up"), Key(scene.say("Review"), "r"))))

    def _pick(self, scene: Scene, argument: str) -> bool:
        paths = relevant_in_round(scene, _group(scene), scene.state["round"])
        if not _small(argument) or int(argument) >= len(paths):
            return False
        self._open(scene, paths[int(argument)])
        return True

    def _open(self, scene: Scene, path: str) -> None:
        scene.go(path, **{RETURN: f"{path.partition('.')[0]}.*"})

    def _remove(self, scene: Scene, group: Any, number: int) -> None:
        rounds = rounds_of(scene.frame, group.id)
        if rounds <= group.minimum:
            scene.warn(scene.say("At least {n} needed.", n=group.minimum))
        elif len(scene.frame.corrections) >= scene.at.limits.corrections:
            scene.warn(scene.say("There were too many changes. Please finish this one as it is, or cancel it."))
        else:
            scene.note("✓ " + scene.say("Removed: {name}", name=round_name(scene, f"{group.id}.{number}.x")))
            replace_rounds(scene, group.id, [n for n in range(rounds) if n != number])


def add_round(scene: Scene, group: Any) -> None:
    """Goes to the first question of one more round."""
    paths = relevant_in_round(scene, group, rounds_of(scene.frame, group.id))
    if full(scene, group.id) or not paths:
        scene.warn(scene.say("No more can be added."))
    else:
        back_to = {RETURN: scene.state[RETURN]} if RETURN in scene.state else {}
        if (scene.frame.at or "").endswith(".*"):
            back_to = {RETURN: f"{group.id}.*"}
        scene.go(paths[0], **back_to)


def _group(scene: Scene) -> Any:
    return scene.plan.questions[(scene.frame.at or "").partition(".")[0]]


def _small(argument: str) -> bool:
    return argument.isdecimal() and argument.isascii() and len(argument) <= 3


def _list(scene: Scene, group: Any, rounds: int) -> list[Span]:
    return [Span(f"{n + 1}. {_round_line(scene, group, n)}\n") for n in range(rounds)]


def _round_line(scene: Scene, group: Any, number: int) -> str:
    paths = relevant_in_round(scene, group, number)
    given = [
        shortened(named_if_bare(scene.plan.question(path), _answer(scene, path), scene.language), 40)
        for path in paths
        if _has_value(scene, path)
    ]
    return series(given, scene.language) or "–"


def _has_value(scene: Scene, path: str) -> bool:
    return path in scene.frame.answers and scene.frame.answers[path].value is not None


def _answer(scene: Scene, path: str) -> str:
    return shortened(shown(scene, path, scene.frame.answers[path].value), 200) if _has_value(scene, path) else "–"
