"""Names of files, and references to content of our own."""

from __future__ import annotations

import pytest

from handlers.media import Media, digest_in, own_content, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("leak.jpg", "leak.jpg"),
        ("現場 照片.jpg", "現場 照片.jpg"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\evil.exe", "evil.exe"),
        ('a"b\r\nX: y.jpg', "a_b__X_ y.jpg"),
        ("a\u202egpj.exe", "a_gpj.exe"),
        ("half \ud83d.jpg", "half _.jpg"),
        (" .hidden. ", "hidden"),
        ("", "photo.jpg"),
        ("...", "photo.jpg"),
        (None, "photo.jpg"),
        ("x" * 500 + ".jpeg", "x" * 95 + ".jpeg"),
        ("相" * 500, "相" * 33),
    ],
)
def test_a_name_is_made_safe(name: str | None, safe: str) -> None:
    assert safe_name(Media("photo", "r", "u", name=name)) == safe


def test_a_nameless_file_is_called_by_what_it_is() -> None:
    assert safe_name(Media("voice", "r", "u", mime="audio/mpeg")) == "voice.mp3"
    assert safe_name(Media("voice", "r", "u")) == "voice.ogg"
    assert safe_name(Media("document", "r", "u")) == "document"


def test_content_of_our_own_is_told_from_a_platforms_reference() -> None:
    media = Media("photo", "AgAC", "u")
    assert digest_in(media.reference) is None
    assert digest_in(own_content(media, "ab12").reference) == "ab12"
