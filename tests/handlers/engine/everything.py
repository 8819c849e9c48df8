"""Playbooks with something of everything in them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import playbooks
from playbooks.loading import load_library
from playbooks.model import Playbook
from tests.handlers.engine.talk import playbook

COLOURS = [{"id": name, "label": name.capitalize()} for name in ("red", "blue", "green", "black", "white", "grey")]

EVERYTHING = playbook(
    "incident",
    id="everything",
    title="Everything",
    place="where",
    questions=[
        {"id": "text", "type": "text", "ask": "Title?", "default": "none", "pattern": ".{1,40}"},
        {"id": "story", "type": "long_text", "ask": "What happened?", "required": False},
        {"id": "people", "type": "number", "ask": "How many?", "minimum": 0, "maximum": 50, "quick": [1, 2]},
        {"id": "cost", "type": "money", "ask": "How much?", "required": False},
        {
            "id": "colour",
            "type": "choice",
            "ask": "Which colour?",
            "choices": [*COLOURS, {"id": "fees", "label": "Fees", "when": {"question": "people", "at_least": 2}}],
        },
        {"id": "colours", "type": "choices", "ask": "Which colours?", "choices": COLOURS, "minimum": 0, "maximum": 3},
        {"id": "hurt", "type": "yes_no", "ask": "Is anybody hurt?"},
        {
            "id": "injured",
            "type": "repeat",
            "ask": "Who is hurt?",
            "each": "Injured person",
            "maximum": 4,
            "when": {"question": "hurt", "equals": "yes"},
            "questions": [
                {"id": "name", "type": "person", "ask": "Name?"},
                {"id": "where", "type": "choices", "ask": "Where does it hurt?", "choices": COLOURS[:3]},
                {"id": "grave", "type": "yes_no", "ask": "Is it grave?", "unknown": False},
                {"id": "why", "type": "text", "ask": "How so?", "when": {"question": "grave", "equals": "yes"}},
                {"id": "photo", "type": "evidence", "ask": "A photo?", "required": False},
            ],
        },
        {
            "id": "began",
            "type": "datetime",
            "ask": "When?",
            "quick": ["10min"],
            "constraint": {"rule": {"question": "began", "at_most": 60000}, "message": "That is long ago."},
        },
        {"id": "where", "type": "place", "ask": "Where?"},
        {
            "id": "proof",
            "type": "evidence",
            "ask": "Photos?",
            "minimum": 0,
            "maximum": 3,
            "kinds": ["photo", "video"],
        },
        {"id": "witness", "type": "person", "ask": "A witness?", "required": False, "phone": "required"},
        {"id": "colleague", "type": "staff", "ask": "Who helped?"},
        {"id": "follow", "type": "owner", "ask": "Who sees to it?"},
        {"id": "with", "type": "groups", "ask": "Who else?", "minimum": 0},
        {"id": "until", "type": "day", "ask": "By when?", "quick": ["1d", "7d"]},
        {
            "id": "sum",
            "type": "number",
            "ask": "How many are left?",
            "constraint": {
                "rule": {"any": [{"question": "people", "at_least": 1}, {"question": "sum", "equals": 0}]},
                "message": "Nobody was there.",
            },
        },
        {
            "id": "bags",
            "type": "repeat",
            "ask": "Which bags?",
            "each": "Bag",
            "minimum": 0,
            "questions": [{"id": "tag", "type": "text", "ask": "Tag?"}],
        },
    ],
    steps=[
        {"id": "cordon", "text": "Put up a cordon.", "within": "5min", "critical": True},
        {"id": "photo", "text": "Take a photo.", "evidence": ["photo"], "evidence_required": True},
        {"id": "call", "text": "Call the engineer."},
        {"id": "aid", "text": "First aid.", "when": {"question": "hurt", "equals": "yes"}},
        {"id": "wait", "text": "Wait.", "when": {"step": "call", "outcome": "cannot"}},
        {
            "id": "whose",
            "text": "Whose?",
            "decide": [{"id": "ours", "label": "Ours"}, {"id": "theirs", "label": "Theirs"}],
        },
        {"id": "tidy", "text": "Tidy up."},
    ],
)

URGENT = playbook(
    "emergency",
    id="urgent",
    title="Fire",
    questions=[
        {"id": "where", "type": "place", "ask": "Where is it?"},
        {"id": "smoke", "type": "yes_no", "ask": "Is there smoke?", "required": False},
        {"id": "photo", "type": "evidence", "ask": "A photo, if it is safe?", "required": False},
    ],
    roles=[{"id": "first", "name": "First person there"}],
    steps=[
        {"id": "alarm", "text": "Push the alarm.", "critical": True, "role": "first", "within": "1min"},
        {
            "id": "doors",
            "text": "Close the doors.",
            "when": {"question": "smoke", "equals": "yes"},
            "evidence": ["photo"],
        },
        {"id": "count", "text": "Count the people."},
    ],
)

#: What lint refuses: two questions that take each other away.
CIRCLING = playbook(
    "complaint",
    id="circling",
    questions=[
        {"id": "first", "type": "yes_no", "ask": "First?", "when": {"not": {"question": "second", "answered": True}}},
        {"id": "second", "type": "yes_no", "ask": "Second?", "when": {"question": "first", "answered": True}},
    ],
    steps=[
        {"id": "again", "text": "Again.", "after": ["again"], "when": {"not": {"step": "again", "outcome": "done"}}}
    ],
)


@lru_cache(maxsize=1)
def bundled() -> tuple[Playbook, ...]:
    """The playbooks that ship with Muster, as far as there are any."""
    folder = Path(playbooks.__file__).parent / "library"
    return tuple(edition.playbook for edition in load_library(folder)) if any(folder.glob("*.yaml")) else ()
