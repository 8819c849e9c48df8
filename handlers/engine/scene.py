"""One turn in the making: the session as it stands so far, and the effects so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from handlers.engine.answers import media_count, values_of
from handlers.engine.plan import Plan, plan_of
from handlers.engine.questions.base import Asking
from handlers.engine.session import Frame, LastTap, Session
from handlers.engine.turn import Effect, Surroundings, Toast, Turn
from handlers.messages import Span
from handlers.taps import Tap
from playbooks.phrases import phrases

T = TypeVar("T")

HALVES = "halves"  # in a frame's state: place -> its state, of places left before they were done with
TOAST = 200  # characters; Bot API, answerCallbackQuery.text


class Scene:
    """What places and moves work on. Frames stay immutable; the scene swaps them.

    `notes` are the lines the next prompt starts with; `draws` says whether the live prompt is to be drawn at the end.
    """

    def __init__(self, session: Session, at: Surroundings) -> None:
        self.session = session
        self.at = at
        self.say = phrases(at.staff.language)
        self.language = at.staff.language
        self.frames = list(session.frames)
        self.drafts = list(session.drafts)
        self.render = session.render
        self.last_tap = session.last_tap
        self.last_event_at = session.last_event_at
        self.reminded = session.reminded
        self.wake_at = session.wake_at
        self.effects: list[Effect] = []
        self.notes: list[Span] = []
        self.tap: Tap | None = None
        self.draws = True
        self.amends = False
        self.again = False  # they want to see the live prompt again
        self._toast = ""
        self._plan: tuple[str, Plan] | None = None
        self._known: dict[str, tuple[object, Any]] = {}

    # the live frame

    @property
    def frame(self) -> Frame:
        return self.frames[-1]

    @property
    def plan(self) -> Plan:
        """The plan of the live frame's edition. Raises KeyError if that edition is gone (see `has_plan`)."""
        digest = self.frame.edition
        if self._plan is None or self._plan[0] != digest:
            edition = self.at.editions.by_digest(digest)
            if edition is None:
                raise KeyError(digest)
            self._plan = (digest, plan_of(edition))
        return self._plan[1]

    def has_plan(self) -> bool:
        """Whether the live frame's edition is still to be had."""
        return self.at.editions.by_digest(self.frame.edition) is not None

    def once(self, name: str, work_out: Callable[[Scene], T]) -> T:
        """What `work_out` finds about the live frame's answers, worked out again only after they change."""
        answers = self.frame.answers
        known = self._known.get(name)
        if known is None or known[0] is not answers:
            known = self._known[name] = (answers, work_out(self))
        return known[1]

    @property
    def values(self) -> dict[str, Any]:
        """The live frame's answers as conditions see them. Not to be changed."""
        return self.once("values", _values)

    @property
    def state(self) -> dict[str, Any]:
        return self.frame.state

    def change(self, **fields: Any) -> None:
        """Swaps the live frame for one with these fields changed."""
        self.frames[-1] = replace(self.frames[-1], **fields)

    def go(self, place: str | None, **state: Any) -> None:
        """Makes `place` (see `Frame.at`) the live one, with what was half given there before."""
        half = self.half_given(place)
        others = {path: held for path, held in self.state.get(HALVES, {}).items() if path != place}
        self.change(at=place, state={**half, **state, **({HALVES: others} if others else {})})

    def hold(self, **half: Any) -> None:
        """Holds what was half given at the live place until somebody comes here again."""
        self.remember(**{HALVES: {**self.state.get(HALVES, {}), self.frame.at or "": half}})

    def half_given(self, place: str | None) -> dict[str, Any]:
        """What is held for `place`, as its state."""
        held: dict[str, Any] = self.state.get(HALVES, {}).get(place, {})
        return held

    def let_go(self, group: str) -> None:
        """Forgets what was half given in the rounds of `group`, whose numbers change."""
        halves = self.state.get(HALVES, {})
        self.remember(**{HALVES: {p: h for p, h in halves.items() if not p.startswith(group + ".")} or None})

    def remember(self, **state: Any) -> None:
        """Changes some of the live place's state; None forgets."""
        merged = {**self.frame.state, **state}
        self.change(state={key: value for key, value in merged.items() if value is not None})

    # asking

    def asking(self, path: str) -> Asking[Any]:
        """The question at `path` with all it may look at."""
        frame, plan = self.frame, self.plan
        standing = frame.answers.get(path)
        return Asking(
            plan.question(path),
            path,
            frame.edition,
            self.at,
            self.say,
            self.state.get("q", {}) if frame.at == path else {},
            frame.site,
            None if standing is None else standing.value,
            self.seen_from(path),
            plan.scope_of(path),
            media_count(frame) if plan.question(path).type == "evidence" else 0,
        )

    def seen_from(self, path: str) -> dict[str, Any]:
        """The answers that conditions of the question at `path` see: inside a round, the round's over the others."""
        if "." not in path:
            return self.values
        group, number, _ = path.split(".", 2)
        rounds = self.values.get(group, [])
        mine = rounds[int(number)] if int(number) < len(rounds) else {}
        return {**self.values, **mine}

    # what is said

    def note(self, text: str) -> None:
        """A line to start the next prompt with."""
        self.notes.append(Span(text + "\n"))

    def warn(self, text: str) -> None:
        """A line saying what is wrong; on a tap it also shows on the button."""
        self.notes.append(Span("⚠️ " + text + "\n"))
        self.toast(text)

    def toast(self, text: str) -> None:
        """What the tapped button shows. The first word of a turn stays."""
        self._toast = self._toast or text[:TOAST]

    def emit(self, effect: Effect) -> None:
        self.effects.append(effect)

    # the end of the turn

    def answer_tap(self, tap: Tap | None) -> None:
        """Emits the one toast a tap gets; a live tap is remembered, so that a second one gets the same."""
        self.emit(Toast(self._toast))
        if tap is not None:
            self.last_tap = LastTap(tap.render, tap.action, self._toast)

    def turn(self) -> Turn:
        session = Session(
            self.session.tag,
            tuple(self.frames),
            tuple(self.drafts),
            self.render,
            self.last_tap,
            self.last_event_at,
            self.reminded,
            self.wake_at,
            self.session.desk,
        )
        return Turn(session, tuple(self.effects))


def _values(scene: Scene) -> dict[str, Any]:
    return values_of(scene.frame)
