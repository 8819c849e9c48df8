"""What a message takes in calls, before any is made."""

from __future__ import annotations

import json
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.port import Outgoing
from bot.channels.telegram.calls import file_id, plan, tap_answer
from bot.channels.telegram.rendering import Unsendable, html, keyboard
from handlers.media import Media
from handlers.messages import Button, Message, Span, plain
from tests.fakes.bot_api.markup import read_html

PHOTO = Media("photo", "p", "p")
VIDEO = Media("video", "v", "v")
VOICE = Media("voice", "o", "o")
ROUND = Media("video", "video_note:r", "r")


def methods(*media: Media, text: str = "words") -> list[str]:
    return [call.method for call in plan(Outgoing(1, Message((Span(text),) if text else (), (), media)))]


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1), st.sampled_from(["bold", "plain"]))
def test_whatever_was_written_reads_back_as_written(text: str, style: str) -> None:
    assert read_html(html([Span(text, style)])).text == text.rstrip()  # type: ignore[arg-type]


def test_tags_are_never_cut_by_a_limit_on_escaped_text() -> None:
    calls = plan(Outgoing(1, Message((Span("&" * 5000, "bold"),))))
    assert [len(unescape(call.params["text"])) - len("<b></b>") for call in calls] == [4096, 904]
    assert all(call.params["text"].endswith("</b>") for call in calls)


def test_links_are_not_previewed() -> None:
    (call,) = plan(Outgoing(1, plain("see evil.example/x")))
    assert json.loads(call.params["link_preview_options"]) == {"is_disabled": True}
    (call,) = plan(Outgoing(1, plain("no link. here")))
    assert "link_preview_options" not in call.params


def test_media_go_alone_together_or_one_by_one() -> None:
    assert methods(PHOTO) == ["sendPhoto"]
    assert methods(PHOTO, text="") == ["sendPhoto"]
    assert methods(PHOTO, VIDEO) == ["sendMediaGroup", "sendMessage"]
    assert methods(PHOTO, VIDEO, text="") == ["sendMediaGroup"]
    assert methods(VOICE, VOICE, PHOTO) == ["sendVoice", "sendVoice", "sendPhoto", "sendMessage"]
    assert methods(ROUND) == ["sendVideoNote", "sendMessage"]  # these take no caption
    assert methods(*[PHOTO] * 11) == ["sendMediaGroup", "sendPhoto", "sendMessage"]


def test_a_file_goes_back_as_what_it_came() -> None:
    (call,) = plan(Outgoing(1, Message((), (), (Media("document", "animation:g", "g"),))))
    assert (call.method, call.params["animation"]) == ("sendAnimation", "g")
    assert file_id("audio:x") == "x"
    assert file_id("AgAC:x") == "AgAC:x"


def test_labels_are_clipped_and_never_empty() -> None:
    drawn = json.loads(keyboard([(Button("x" * 100, "a"), Button(" ", "b", "danger"))]))["inline_keyboard"]
    assert drawn == [
        [{"text": "x" * 63 + "…", "callback_data": "a"}, {"text": "…", "callback_data": "b", "style": "danger"}]
    ]


@pytest.mark.parametrize("data", ["", "x" * 65, "水" * 22])
def test_button_data_that_does_not_fit_is_refused_before_anything_is_sent(data: str) -> None:
    with pytest.raises(Unsendable, match="64 bytes"):
        plan(Outgoing(1, plain("long " * 2000, (Button("x", data),))))


def test_an_answer_to_a_tap_is_clipped() -> None:
    assert tap_answer("1", "", alert=False).params == {"callback_query_id": "1"}
    assert len(tap_answer("1", "x" * 300, alert=True).params["text"]) == 200
