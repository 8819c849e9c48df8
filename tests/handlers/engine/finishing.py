"""Answers whatever is asked, validly, until the live conversation is over."""

from __future__ import annotations

import re
from typing import Any

from handlers.engine import AT_WORK
from handlers.engine.plan import plan_of
from handlers.engine.questions.choice import offered
from handlers.engine.scene import Scene
from handlers.events import Shared
from handlers.media import Media
from tests.handlers.engine.talk import Talk, buttons

MOST_TURNS = 400


def answer_until_over(talk: Talk) -> int:
    """Goes on until the live frame has left; says in how many turns. Fails if that takes for ever."""
    frame = talk.frame.id
    for turn in range(MOST_TURNS):
        if talk.session.live is None or talk.session.live.id != frame:
            return turn
        answer_validly(talk)
    raise AssertionError(f"stuck at {talk.frame.at}:\n{talk.text}\n{talk.labels}")


def answer_validly(talk: Talk) -> None:
    """One valid answer to whatever is live."""
    at, state = talk.frame.at, talk.frame.state
    if state.get("confirm"):
        _tap(talk, "x0")
    elif at is None:
        _tap(talk, "ok")
    elif at == AT_WORK:
        talk.leaves_checklist()
    elif at.endswith(".+"):
        enough = talk.values.get(at[:-2]) or not _has(talk, "add")
        _tap(talk, "all" if enough else "add")
    elif at.endswith(".*"):
        _tap(talk, "r")
    else:
        _answer(talk, at)


def _answer(talk: Talk, path: str) -> None:
    if "guesses" in talk.frame.state:
        _tap(talk, "g=n")
        return
    question: Any = plan_of(talk.editions_by_digest(talk.frame.edition)).question(path)
    kind = question.type
    if kind == "evidence":
        _evidence(talk)
    elif kind in ("choice", "choices"):
        label = offered(Scene(talk.session, talk.at).asking(path))[0].id
        talk.says(label)
    elif kind == "groups":
        _tap(talk, "a=done")
    elif kind == "place" and talk.frame.state.get("q", {}).get("sites"):
        _tap(talk, "a=s:t1")
    else:
        talk.says(_words(question, talk))
        if question.type == "number" and talk.session.live is not None and talk.frame.at == path:
            talk.says(str(int(question.minimum or 0)))  # a rule over several answers takes none but this


def _words(question: Any, talk: Talk) -> str:
    if question.type in ("text", "long_text"):
        return _fitting(getattr(question, "pattern", None))
    if question.type == "number":
        low = int(question.minimum or 0)
        return str(max(low, 1) if question.maximum is None or question.maximum >= 1 else low)
    if question.type == "money":
        return f"{question.currencies[0]} {max(1, int(question.minimum))}"
    if question.type == "datetime":
        here = talk.now.astimezone(talk.at.timezone)
        return f"{here:%Y-%m-%d %H:%M}"
    if question.type == "day":
        return "tomorrow"
    words = {
        "yes_no": "yes",
        "place": "Toilets",
        "person": "Ana, 6612 3456",
        "staff": "Rui Sousa",
        "owner": "Rui Sousa",
    }
    return words[question.type]


def _fitting(pattern: str | None) -> str:
    """A text that a pattern of the playbooks at hand takes: numbers of one length or another."""
    if pattern is None:
        return "Something happened"
    return next(digits for digits in ("12345", "1234") if re.fullmatch(pattern, digits))


def _evidence(talk: Talk) -> None:
    if _has(talk, "a=done"):
        _tap(talk, "a=done")
        return
    before = talk.frame
    for kind in ("photo", "video", "voice", "document"):
        talk.does(Shared(Media(kind, "r", f"unique-{talk.session.render}")))  # type: ignore[arg-type]
        if talk.frame.state != before.state or talk.frame.at != before.at:
            return


def _has(talk: Talk, action: str) -> bool:
    return any(button.data.split(".", 3)[3] == action for button in buttons(talk.prompt))


def _tap(talk: Talk, action: str) -> None:
    data = [button.data for button in buttons(talk.prompt) if button.data.split(".", 3)[3] == action]
    assert data, f"no {action!r} among {[b.data for b in buttons(talk.prompt)]}\n{talk.text}"
    talk.taps_data(data[0])
