"""Updates into events: every kind of input, and the strange ones that must never stop those behind them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.port import Undecodable
from bot.channels.telegram.decoding import conversation_of, decode, raw_update, updates_in
from handlers.events import (
    ChatMoved,
    Commanded,
    ContactGiven,
    Event,
    Inbound,
    Located,
    Reachable,
    Said,
    Shared,
    Tapped,
    Unsupported,
)
from handlers.media import Media

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
SENT_AT = datetime(2026, 11, 2, 7, 59, 58, tzinfo=UTC)
BO = {"id": 1001, "is_bot": False, "first_name": "Bo", "last_name": "Lei", "language_code": "zh-hant"}
PRIVATE = {"id": 1001, "type": "private", "first_name": "Bo"}
GROUP = {"id": -1001, "type": "supergroup", "title": "Duty"}


def message(**content: Any) -> dict[str, Any]:
    """A message of Bo's, in private unless `content` says otherwise."""
    return {"message_id": 7, "from": BO, "chat": PRIVATE, "date": int(SENT_AT.timestamp()), **content}


def inbound(update: dict[str, Any], username: str | None = "muster_bot") -> Inbound | None:
    return decode(json.dumps({"update_id": 1, **update}), "staff", NOW, username)


def event(**content: Any) -> Event | None:
    found = inbound({"message": message(**content)})
    return found.event if found else None


def file(name: str, **more: Any) -> dict[str, Any]:
    return {"file_id": f"id-{name}", "file_unique_id": f"u-{name}", **more}


# text


def test_text_comes_with_its_time_place_and_writer() -> None:
    found = inbound({"message": message(text=" leak\n")})
    assert found is not None
    assert found.event == Said(" leak\n")
    assert (found.bot, found.chat, found.message, found.private, found.edited) == ("staff", 1001, 7, True, False)
    assert found.at == SENT_AT
    assert found.sender is not None
    assert (found.sender.account, found.sender.name, found.sender.language) == (1001, "Bo Lei", "zh-hant")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/incident", Commanded("incident")),
        ("/Incident@Muster_Bot", Commanded("incident")),
        ("/start  abc-1 ", Commanded("start", "abc-1")),
        ("/complaint the lift\nis stuck", Commanded("complaint", "the lift\nis stuck")),
        ("/", Said("/")),
        ("/home/x", Said("/home/x")),
        ("/é", Said("/é")),
        ("12/3", Said("12/3")),
        (" /back", Said(" /back")),
        ("/back@other_bot", None),
    ],
)
def test_commands_are_told_from_text(text: str, expected: Event | None) -> None:
    assert event(text=text) == expected


def test_before_our_name_is_known_a_command_is_taken_as_ours() -> None:
    found = inbound({"message": message(text="/back@muster_bot")}, username=None)
    assert found is not None
    assert found.event == Commanded("back")


def test_nul_stays_and_half_a_surrogate_pair_becomes_the_replacement_sign() -> None:
    assert event(text="a\0b\ud83dc 🌊") == Said("a\0b\ufffdc 🌊")


def test_a_correction_is_marked_and_dated_when_it_was_made() -> None:
    found = inbound({"edited_message": message(text="gate 13", edit_date=int(NOW.timestamp()))})
    assert found is not None
    assert found.edited
    assert found.at == NOW


def test_a_reply_names_what_it_answers() -> None:
    found = inbound({"message": message(text="on my way", reply_to_message=message(message_id=5, text="Leak"))})
    assert found is not None
    assert found.reply_to == 5


# files


def test_the_largest_size_of_a_photo_counts() -> None:
    sizes = [
        file("s", width=90, height=60, file_size=900),
        file("l", width=1280, height=960, file_size=90_000),
        file("m", width=320, height=240),
    ]
    expected = Shared(Media("photo", "id-l", "u-l", 90_000), "the leak", "album-1")
    assert event(photo=sizes, caption="the leak", media_group_id="album-1") == expected


@pytest.mark.parametrize(
    ("name", "kind", "reference"),
    [
        ("video", "video", "id-x"),
        ("video_note", "video", "video_note:id-x"),
        ("voice", "voice", "id-x"),
        ("audio", "voice", "audio:id-x"),
        ("document", "document", "id-x"),
        ("animation", "document", "animation:id-x"),
    ],
)
def test_every_kind_of_file_is_one_of_ours(name: str, kind: Any, reference: str) -> None:
    about = file("x", file_size=5, mime_type="a/b", file_name="x.y")
    assert event(**{name: about}) == Shared(Media(kind, reference, "u-x", 5, "a/b", "x.y"))


def test_an_animation_that_comes_as_document_too_is_one_event() -> None:
    found = event(animation=file("x"), document=file("x"))
    assert isinstance(found, Shared)
    assert found.media.reference == "animation:id-x"


# people and places


@pytest.mark.parametrize(("account", "own"), [({"user_id": 1001}, True), ({"user_id": 1002}, False), ({}, False)])
def test_a_contact_is_own_only_when_proven(account: dict[str, int], own: bool) -> None:
    contact = {"phone_number": "+853", "first_name": "Bo", "last_name": "Lei", **account}
    assert event(contact=contact) == ContactGiven("Bo Lei", "+853", own)


def test_a_location_and_a_venue_are_places() -> None:
    where = {"latitude": 22.19, "longitude": 113}
    assert event(location=where) == Located(22.19, 113.0)
    assert event(location=where, venue={"location": where, "title": "Pier"}) == Located(22.19, 113.0)


def test_what_we_have_no_use_for_is_named() -> None:
    assert event(sticker={"file_id": "x"}) == Unsupported("sticker")
    assert event(poll={"id": "1"}, reply_markup={}) == Unsupported("poll")
    assert event() == Unsupported("message")


# taps


def tap(**content: Any) -> dict[str, Any]:
    return {"callback_query": {"id": "99", "from": BO, "chat_instance": "1", "data": "s.k.1.y", **content}}


def test_a_tap_names_the_message_it_stood_on() -> None:
    found = inbound(tap(message=message(chat=GROUP, text="Leak")))
    assert found is not None
    assert found.event == Tapped("99", "s.k.1.y")
    assert (found.chat, found.message, found.private, found.at) == (-1001, 7, False, NOW)
    assert found.sender is not None
    assert found.sender.account == 1001


def test_a_tap_on_a_message_too_old_to_see_works_the_same() -> None:
    found = inbound(tap(message={"chat": PRIVATE, "message_id": 7, "date": 0}))
    assert found is not None
    assert (found.event, found.message) == (Tapped("99", "s.k.1.y"), 7)


def test_a_tap_without_data_is_still_a_tap() -> None:
    found = inbound({"callback_query": {"id": "99", "from": BO, "message": message(), "game_short_name": "x"}})
    assert found is not None
    assert found.event == Tapped("99", "")


def test_a_tap_under_an_inline_message_is_nothing_for_us() -> None:
    assert inbound(tap(inline_message_id="x")) is None


# chats


@pytest.mark.parametrize(
    ("status", "inside"),
    [
        ({"status": "member"}, True),
        ({"status": "administrator"}, True),
        ({"status": "kicked"}, False),
        ({"status": "left"}, False),
        ({"status": "restricted", "is_member": True}, True),
        ({"status": "restricted", "is_member": False}, False),
    ],
)
def test_blocking_leaving_and_joining_tell_whether_we_are_heard(status: dict[str, Any], inside: bool) -> None:
    change = {"chat": PRIVATE, "from": BO, "date": 1, "old_chat_member": {}, "new_chat_member": status}
    found = inbound({"my_chat_member": change})
    assert found is not None
    assert found.event == Reachable(inside)


def test_a_group_that_moves_says_where_to_whoever_says_it() -> None:
    for author in ({"from": BO}, {"from": {"id": 1087968824, "is_bot": True}}, {"sender_chat": GROUP, "from": None}):
        found = inbound({"message": {**message(chat=GROUP, migrate_to_chat_id=-100123), **author}})
        assert found is not None
        assert (found.chat, found.event) == (-1001, ChatMoved(-100123))


@pytest.mark.parametrize(
    "content",
    [
        {"from": {"id": 5, "is_bot": True, "first_name": "Bot"}},
        {"from": {"id": 1087968824, "is_bot": True}, "sender_chat": GROUP},  # an anonymous admin
        {"from": {"id": 777000, "is_bot": False}, "sender_chat": {"id": -1009, "type": "channel"}},
        {"from": None},
    ],
)
def test_what_nobody_stands_behind_is_nothing_for_us(content: dict[str, Any]) -> None:
    assert event(chat=GROUP, text="hello", **content) is None


@pytest.mark.parametrize("notice", ["new_chat_members", "pinned_message", "new_chat_title", "migrate_from_chat_id"])
def test_housekeeping_of_chats_is_nothing_for_us(notice: str) -> None:
    assert event(chat=GROUP, **{notice: "x"}) is None


@pytest.mark.parametrize("kind", ["channel_post", "poll_answer", "chat_member", "something_of_next_year"])
def test_updates_of_other_kinds_are_nothing_for_us(kind: str) -> None:
    assert inbound({kind: {"id": 1}}) is None


# what makes no sense


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "null",
        "[]",
        "{}",
        "7",
        '"x"',
        "{",
        '{"update_id":"1"}',
        '{"update_id":1,"message":[]}',
        '{"update_id":1,"message":{"text":5}}',
        '{"update_id":1,"callback_query":{"id":1,"message":{}}}',
        '{"update_id":1,"message":' * 5000,
        '{"update_id":1,"message":{"text":"x","from":{"id":1},"date":1,"message_id":1,"chat":{"id":'
        + "9" * 30
        + "}}}",
        '{"update_id":1,"message":{"text":"x","date":1,"message_id":1,"chat":{"id":' + "9" * 5000 + "}}}",
    ],
)
def test_rubbish_is_undecodable(raw: str) -> None:
    with pytest.raises(Undecodable):
        decode(raw, "staff", NOW)


@pytest.mark.parametrize(
    "content",
    [
        {"text": ["x"]},
        {"text": "x", "date": 10**17},
        {"text": "x", "date": "now"},
        {"text": "x", "message_id": True},
        {"text": "x", "chat": {"id": 1.5, "type": "private"}},
        {"text": "x", "from": {"id": None}},
        {"photo": []},
        {"photo": {}},
        {"document": {"file_id": 7}},
        {"location": {"latitude": float("nan"), "longitude": 0}},
        {"location": {"latitude": 91, "longitude": 0}},
        {"contact": {"first_name": "Bo"}},
    ],
)
def test_a_field_of_the_wrong_kind_is_undecodable(content: dict[str, Any]) -> None:
    with pytest.raises(Undecodable):
        event(**content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = ["message_id", "from", "chat", "date", "text", "photo", "voice", "contact", "location", "reply_to_message"]


@settings(max_examples=300, deadline=None)
@given(field=st.sampled_from(FIELDS), value=JSON, kind=st.sampled_from(["message", "edited_message"]))
def test_no_value_anywhere_in_a_message_does_more_than_undecodable(field: str, value: Any, kind: str) -> None:
    try:
        found = inbound({kind: message(**{"text": "x", field: value})})
    except Undecodable:
        return
    assert found is None or isinstance(found, Inbound)


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_reading_the_conversation_off_never_fails(value: Any) -> None:
    for update in ({"message": value}, {"callback_query": {"message": value}}, {"message": {"chat": value}}, value):
        assert conversation_of(update, "staff").startswith("staff:")


# a reply full of updates


def test_each_update_is_taken_out_of_the_reply_as_it_stands() -> None:
    one, two = '{"update_id": 1, "message":{"text":"[}\\ud83d"}}', '{"update_id":2}'
    reply = f'{{"ok":true,"result":[{one},\n {two} ]}}'
    assert [raw for _, raw in updates_in(reply)] == [one, two]
    assert list(updates_in('{"ok":true,"result":[]}')) == []


def test_a_number_of_thousands_of_digits_holds_up_nobody() -> None:
    strange = '{"update_id":1,"message":{"date":' + "9" * 5000 + "}}"
    found = list(updates_in(f'{{"ok":true,"result":[{strange},{{"update_id":2}}]}}'))
    assert [update["update_id"] for update, _ in found] == [1, 2]
    assert found[0][1] == strange


@pytest.mark.parametrize("update", [7, [], {}, {"update_id": "1"}, {"update_id": 2**64}, {"update_id": True}])
def test_an_update_without_a_usable_number_cannot_be_kept(update: Any) -> None:
    with pytest.raises(Undecodable):
        raw_update(update, "", "staff")
