"""The review: every answer, each of which can be changed, and the button that submits."""

from __future__ import annotations

from handlers.engine.matching import normal, nth
from handlers.engine.moves import RETURN, conclude, submit, to_checklist
from handlers.engine.places.base import Given, Page, Place
from handlers.engine.places.header import title
from handlers.engine.places.wording import shown
from handlers.engine.questions.base import Key, Keys, paging, shortened
from handlers.engine.recording import name_of
from handlers.engine.relevance import open_place, relevant, trail
from handlers.engine.scene import Scene
from handlers.engine.turn import Alike, Submitted
from handlers.events import Said
from handlers.messages import Span
from playbooks.locale_format import sign
from playbooks.model import Kind, RepeatQuestion

PAGE = 16  # answers on one page
_ANSWER = 300  # characters of one answer that are shown
_SUBMIT = {
    normal(word)
    for word in [
        "submit",
        "send",
        "ok",
        "done",
        "yes",
        "提交",
        "发送",
        "發送",
        "确认",
        "確認",
        "好",
        "是",
        "enviar",
        "submeter",
        "sim",
    ]
}


class ReviewPlace(Place):
    def page(self, scene: Scene) -> Page:
        paths = answered(scene)
        pages = max(1, -(-len(paths) // PAGE))
        page = min(max(_page(scene, paths), 0), pages - 1)
        spans = [Span(scene.say("{title} · review", title=title(scene)) + "\n", "italic")]
        for number in range(page * PAGE, min((page + 1) * PAGE, len(paths))):
            spans += _line(scene, number + 1, paths[number])
        if (found := alike(scene)) is not None:
            spans.append(Span("\n" + found.words + "\n", "bold"))
        spans.append(Span("\n" + scene.say("To change one, tap or type its number.") + "\n", "italic"))
        return Page(tuple(spans), _numbers(scene, paths, page) + paging(page, pages) + _last_rows(scene))

    def take(self, scene: Scene, event: Given) -> None:
        if isinstance(event, Said):
            if (path := nth(event.text, answered(scene))) is not None:
                change(scene, path)
                return
            if normal(event.text) in _SUBMIT:
                self.done(scene)
                return
        scene.warn(scene.say("Tap or type the number of an answer to change it, or tap the button below."))

    def tapped(self, scene: Scene, action: str) -> bool:
        if action == "ok":
            self.done(scene)
            return True
        if action == "same":
            return _same(scene)
        if not action.startswith("n="):
            return False
        path = action[2:]
        if path not in answered(scene):
            return False
        change(scene, path)
        return True

    def done(self, scene: Scene) -> None:
        place = open_place(scene)
        if place is not None and not scene.frame.deferred:
            scene.go(place)
        elif scene.frame.amending:
            conclude(scene)
        elif scene.frame.submitted:
            to_checklist(scene)
        else:
            scene.toast(scene.say("Submitted"))
            submit(scene)

    def back(self, scene: Scene) -> None:
        last = None
        for place in trail(scene):
            last = place
        if last is None or scene.frame.submitted:
            super().back(scene)
        else:
            scene.go(last, **{RETURN: ""})


def alike(scene: Scene) -> Alike | None:
    """An open case that this report, ready to be sent, may belong to."""
    frame = scene.frame
    if scene.at.alike is None or frame.submitted or frame.amending or open_place(scene) is not None:
        return None
    return scene.once("alike", _found)


def _found(scene: Scene) -> Alike | None:
    return scene.at.alike(scene.frame) if scene.at.alike is not None else None


def _same(scene: Scene) -> bool:
    """It is the same matter: an incident is added to the other case, a complaint is sent and the two are linked."""
    found = alike(scene)
    if found is None:
        scene.warn(scene.say("That has changed since. Please look at it again."))
        return True
    scene.change(same=found.case)
    scene.toast(scene.say("Submitted"))
    if scene.frame.kind is Kind.COMPLAINT:
        submit(scene)
    else:
        scene.change(submitted=True)
        scene.emit(Submitted(scene.frame))
        conclude(scene)
    return True


def answered(scene: Scene) -> list[str]:
    """The questions on the review, in the playbook's order, skipped ones included."""
    return [question.id for question in relevant(scene) if question.id in scene.frame.answers]


def change(scene: Scene, path: str) -> None:
    """Opens an answer to be changed; afterwards the review comes back."""
    question = scene.plan.questions[path]
    if isinstance(question, RepeatQuestion):
        scene.go(f"{path}.*", **{RETURN: ""})
    else:
        scene.go(path, **{RETURN: ""})


def _page(scene: Scene, paths: list[str]) -> int:
    """The page to show: the one they turned to, or the one of the answer they were at."""
    near = scene.state.get("near")
    return int(scene.state.get("page", paths.index(near) // PAGE if near in paths else 0))


def _line(scene: Scene, number: int, path: str) -> list[Span]:
    answer = scene.frame.answers[path]
    words = scene.say("skipped") if answer.value is None else shortened(shown(scene, path, answer.value), _ANSWER)
    name = shortened(name_of(scene, path), 60) + sign(": ", scene.language)
    return [Span(f"{number}. {name}"), Span(words + "\n", "bold")]


def _numbers(scene: Scene, paths: list[str], page: int) -> tuple[Keys, ...]:
    keys = [Key(f"✎ {n + 1}", f"n={path}") for n, path in enumerate(paths)][page * PAGE : (page + 1) * PAGE]
    return tuple(tuple(keys[n : n + 4]) for n in range(0, len(keys), 4))


def _last_rows(scene: Scene) -> tuple[Keys, ...]:
    say = scene.say
    if scene.frame.amending and open_place(scene) is None:
        return ((Key(say("✓ Done"), "ok", "success"),),)
    if scene.frame.submitted or open_place(scene) is not None:
        return ((Key(say("Go on"), "ok", "primary"), Key("✕", "x")),)
    if alike(scene) is not None:
        return (*_same_rows(scene), (Key(say("◀ Back"), "b"), Key("✕", "x")))
    return ((Key(say("✓ Submit"), "ok", "success"),), (Key(say("◀ Back"), "b"), Key("✕", "x")))


def _same_rows(scene: Scene) -> tuple[Keys, ...]:
    say = scene.say
    if scene.frame.kind is Kind.COMPLAINT:
        # TRANSLATORS: Buttons under “Looks like C-…”: send this complaint, and link it to that one or not.
        same, other = say("The same matter: submit and link"), say("Another matter: submit")
    else:
        # TRANSLATORS: Buttons under “Looks like I-…”: add what was answered to that case, or open a new one.
        same, other = say("The same: add to it"), say("Another one: submit")
    return ((Key(same, "same", "primary"),), (Key(other, "ok", "success"),))
