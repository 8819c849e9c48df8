"""A question that waits for its answer."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from handlers.engine.matching import normal
from handlers.engine.moves import RETURN, advance
from handlers.engine.places.base import Given, Page, Place, way_out
from handlers.engine.places.header import header
from handlers.engine.places.leaving import back_from, keep_half
from handlers.engine.places.restoring import restore_rounds, restore_row
from handlers.engine.places.spill import offer_spill, remember_long_text, spill_over, spill_row
from handlers.engine.places.taken import as_written, change_taken, taken_rows
from handlers.engine.places.wording import (
    accepted_line,
    did_you_mean,
    earlier_answer,
    keep_row,
    no_use,
    opening,
    question_words,
    standing_line,
)
from handlers.engine.questions import ASKERS
from handlers.engine.questions.base import (
    Accepted,
    Asking,
    Key,
    Keys,
    NeedsConfirmation,
    Partial,
    Reading,
    Rejected,
    shortened,
)
from handlers.engine.questions.choice import offered
from handlers.engine.questions.place import site_of
from handlers.engine.questions.yes_no import meaning
from handlers.engine.recording import grow, may_change, name_of, objection, record
from handlers.engine.relevance import trail
from handlers.engine.scene import Scene
from handlers.engine.session import How
from handlers.events import Said
from handlers.messages import Span
from playbooks.phrases import phrases


class QuestionPlace(Place):
    def page(self, scene: Scene) -> Page:
        asking = scene.asking(scene.frame.at or "")
        guesses = scene.state.get("guesses")
        spans = (*header(scene), *opening(scene, asking.path), *question_words(asking), *standing_line(scene, asking))
        if guesses:
            line, rows = did_you_mean(scene, asking, guesses)
            return Page((*spans, line), rows + self._last_row(scene))
        prompt = ASKERS[asking.question.type].ask(asking)
        extra = self._offered(scene, asking) + self._restore_row(scene) + spill_row(scene) + taken_rows(scene)
        return Page(spans + prompt.spans, prompt.rows + extra + self._last_row(scene))

    def take(self, scene: Scene, event: Given) -> None:
        asking = self._asking(scene)
        if isinstance(event, Said) and scene.state.get("guesses") and self._confirmed(scene, event.text):
            return
        if isinstance(event, Said) and _skippable(asking) and normal(event.text) in _skip_words(scene.language):
            self.skip(scene)
            return
        reading = ASKERS[asking.question.type].read(asking, event)
        if reading is None:
            scene.warn(no_use(scene, event))
        else:
            self._follow(scene, reading)
            if isinstance(reading, Rejected) and isinstance(event, Said):
                offer_spill(scene, event.text)

    def tapped(self, scene: Scene, action: str) -> bool:
        if action.startswith("g="):
            return self._picked(scene, action[2:])
        if action == "k":
            return self._keep(scene)
        if action == "kk":
            return bool(self._restore_row(scene)) and restore_rounds(scene)
        if action == "+":
            return spill_over(scene)
        if action.startswith("tk="):
            return change_taken(scene, action[3:])
        if not action.startswith("a="):
            return False
        asking = self._asking(scene)
        reading = ASKERS[asking.question.type].tapped(asking, action[2:])
        if reading is not None:
            self._follow(scene, reading)
        return reading is not None

    def done(self, scene: Scene) -> None:
        asking = self._asking(scene)
        reading = ASKERS[asking.question.type].finished(asking)
        if reading is None:
            scene.warn(scene.say("Please answer first."))
        else:
            self._follow(scene, reading)

    def skip(self, scene: Scene) -> None:
        asking = self._asking(scene)
        default = getattr(asking.question, "default", None)
        if asking.state.get("got"):
            self.done(scene)
        elif (
            asking.question.required and default is not None and ASKERS[asking.question.type].stands(asking, default)
        ):
            self.accept(scene, default, "default")
        elif not _skippable(asking):
            scene.warn(scene.say("This one is needed and cannot be skipped."))
        elif not may_change(scene, asking.path):
            _too_many_changes(scene)
        else:
            record(scene, asking.path, None, "typed")
            scene.note("↷ " + scene.say("Skipped: {question}", question=shortened(name_of(scene, asking.path), 60)))
            advance(scene)

    def leave(self, scene: Scene) -> None:
        keep_half(scene, self._asking(scene))

    def back(self, scene: Scene) -> None:
        back_from(scene, self)

    def takes_media(self, scene: Scene) -> bool:
        return bool(scene.plan.question(scene.frame.at or "").type == "evidence")

    # how readings are followed

    def _follow(self, scene: Scene, reading: Reading) -> None:
        if isinstance(reading, Accepted):
            self.accept(scene, reading.value, reading.how)
        elif isinstance(reading, Rejected):
            scene.warn(reading.why)
        elif isinstance(reading, NeedsConfirmation):
            scene.remember(guesses=list(reading.guesses))
        else:
            self._partial(scene, reading)

    def _partial(self, scene: Scene, reading: Partial) -> None:
        scene.remember(q=reading.state, guesses=None)
        if "picked" in reading.state and scene.tap is not None:
            scene.remember(since=min(scene.state.get("since", scene.tap.render), scene.tap.render))
        scene.amends = reading.amends
        self._tell_at_once(scene, reading.state)
        if reading.warning:
            scene.warn(reading.note)
        elif reading.note:
            scene.note(reading.note)

    def _tell_at_once(self, scene: Scene, state: dict[str, Any]) -> None:
        """Once people know of the case, a file reaches them as it comes, not only with the last one."""
        path, got = scene.frame.at or "", state.get("got")
        if scene.frame.submitted and got and scene.plan.question(path).type == "evidence":
            known = scene.frame.answers.get(path)
            if known is None or len(known.value or ()) < len(got):
                grow(scene, path, got)

    def accept(self, scene: Scene, value: Any, how: How) -> None:
        """Takes `value` as the live question's answer, unless its constraint objects, and goes on."""
        path = scene.frame.at or ""
        known = scene.frame.answers.get(path)
        if (known is None or known.value != value) and not may_change(scene, path):
            _too_many_changes(scene)
            return
        if why := objection(scene, path, value):
            scene.remember(guesses=None)
            scene.warn(why)
            return
        _note_site(scene, path, value)
        record(scene, path, value, how)
        scene.notes.insert(0, Span(accepted_line(scene, path, value) + "\n"))
        scene.toast(accepted_line(scene, path, value))
        advance(scene)
        remember_long_text(scene, path)

    def _confirmed(self, scene: Scene, text: str) -> bool:
        """Whether a typed yes or no settled the guess that was made."""
        guesses, said = scene.state["guesses"], meaning(text)
        if said == "yes" and len(guesses) == 1:
            self.accept(scene, guesses[0], "typed")
            return True
        scene.remember(guesses=None)
        return said == "no"

    def _picked(self, scene: Scene, which: str) -> bool:
        guesses = scene.state.get("guesses") or []
        if which == "n" and guesses:
            scene.remember(guesses=None)
            return True
        if which.isdecimal() and len(which) < 3 and int(which) < len(guesses):
            self.accept(scene, guesses[int(which)], "tapped")
            return True
        return False

    def _offered(self, scene: Scene, asking: Asking[Any]) -> tuple[Keys, ...]:
        """The answer that one tap gives: the standing one, the earlier one, or what they wrote at first."""
        said = as_written(scene, asking)
        row = keep_row(scene, asking)
        if row or said is None or asking.state:
            return row
        return ((Key(scene.say("As written: {text}", text=shortened(said, 40)), "k"),),)

    def _restore_row(self, scene: Scene) -> tuple[Keys, ...]:
        return restore_row(scene) if "." in (scene.frame.at or "") else ()

    def _keep(self, scene: Scene) -> bool:
        asking = self._asking(scene)
        if asking.standing is not None:
            scene.toast(accepted_line(scene, asking.path, asking.standing))
            advance(scene)
            return True
        value = earlier_answer(scene, asking)
        value = as_written(scene, asking) if value is None else value
        if value is None:
            return False
        self.accept(scene, value, "tapped")
        return True

    def _asking(self, scene: Scene) -> Asking[Any]:
        return scene.asking(scene.frame.at or "")

    def _last_row(self, scene: Scene) -> tuple[Keys, ...]:
        row = []
        if next(iter(trail(scene)), None) != scene.frame.at:
            row.append(Key(scene.say("◀ Back"), "b"))
        if _skippable(self._asking(scene)):
            # TRANSLATORS: Button; hints in playbooks use the same word.
            row.append(Key(scene.say("Skip"), "s"))
        return way_out(scene, *row, review=RETURN in scene.state)


def _skippable(asking: Asking[Any]) -> bool:
    """Whether one can go on without: optional questions, and those that nobody could answer as things stand."""
    question = asking.question
    if not question.required:
        return True
    if question.type == "evidence":
        return asking.media_held >= asking.at.limits.media_per_case
    return question.type in ("choice", "choices") and not offered(asking)


@lru_cache(maxsize=8)
def _skip_words(language: str) -> frozenset[str]:
    return frozenset(normal(word) for word in ("skip", phrases(language)("Skip")))


def _note_site(scene: Scene, path: str, value: Any) -> None:
    """Where a place question was answered says at which site this conversation is."""
    if scene.plan.question(path).type != "place":
        return
    picked = scene.state.get("q", {}).get("site") or scene.frame.site
    site = site_of(scene.at.directory, value["place"], picked) if "place" in value else picked
    scene.change(site=site or scene.frame.site)


def _too_many_changes(scene: Scene) -> None:
    scene.warn(scene.say("There were too many changes. Please finish this one as it is, or cancel it."))
