"""Sessions as text and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.cases import Run
from handlers.engine import Answer, Correction, Frame, LastTap, Session, dump_session, load_session
from playbooks.model import Kind

MOMENTS = st.datetimes(timezones=st.just(UTC))
VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
ANSWERS = st.builds(Answer, VALUES, MOMENTS, st.sampled_from(["typed", "tapped"]), st.booleans())
FRAMES = st.builds(
    Frame,
    st.text(),
    st.sampled_from(Kind),
    st.text(),
    st.text(),
    MOMENTS,
    st.sampled_from(Run),
    st.none() | st.text(),
    st.dictionaries(st.text(), ANSWERS, max_size=3),
    st.lists(st.builds(Correction, st.text(), VALUES, VALUES, MOMENTS), max_size=2).map(tuple),
    st.booleans(),
    st.none() | st.text().filter(lambda at: not at.startswith("step:")),
    st.dictionaries(st.text(), VALUES, max_size=2),
    st.booleans(),
    st.lists(st.dictionaries(st.text(), VALUES, max_size=2), max_size=2).map(tuple),
    st.booleans(),
    st.none() | st.text(),
)
SESSIONS = st.builds(
    Session,
    st.text(),
    st.lists(FRAMES, max_size=2).map(tuple),
    st.lists(FRAMES, max_size=1).map(tuple),
    st.integers(0),
    st.none() | st.builds(LastTap, st.integers(0), st.text(), st.text()),
    st.none() | MOMENTS,
    st.booleans(),
    st.none() | MOMENTS,
    st.dictionaries(st.text(), VALUES, max_size=2),
)


@settings(max_examples=60, deadline=None)
@given(SESSIONS)
def test_a_session_comes_back_exactly(session: Session) -> None:
    text = dump_session(session)
    assert load_session(text) == session
    assert text.isascii()


def test_fields_from_the_future_are_left_out_and_missing_ones_get_their_defaults() -> None:
    now = datetime(2026, 11, 20, tzinfo=UTC)
    session = Session("abcde", (Frame("f", Kind.COMPLAINT, "complaint", "d", now, at="what"),), render=3)
    fields = json.loads(dump_session(session))
    assert load_session(json.dumps([*fields, "something new"])) == session
    assert load_session(json.dumps(fields[:4])) == session
    fields[1][0].append({"new": True})
    assert load_session(json.dumps(fields)) == session


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '["a"]x', '["a",[[1]]]', '["a",7]', "[1,2"])
def test_what_is_no_session_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a session"):
        load_session(text)
