"""Any text at all comes back as it was given."""

from __future__ import annotations

import sqlite3

from hypothesis import example, given
from hypothesis import strategies as st

from storage.texts import pack, storable, unpack

ANY_TEXT = st.text(st.characters(codec=None) | st.characters(categories=["Cs"]) | st.just("\x00"))


@given(ANY_TEXT)
@example("\ue000json:")
@example('\ue000json:"x"')
@example("\ud800")
@example("\x00")
def test_what_was_packed_is_unpacked(text: str) -> None:
    packed = pack(text)
    assert unpack(packed) == text
    assert storable(packed)
    assert sqlite3.connect(":memory:").execute("SELECT ?", (packed,)).fetchone() == (packed,)


def test_ordinary_text_is_stored_as_it_is() -> None:
    assert pack("一號客運大樓 🔥") == "一號客運大樓 🔥"
