"""Interface texts in each language, with their fields and plurals."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbooks import phrases as module
from playbooks.phrases import phrases

PO = """\
msgid ""
msgstr ""
"Language: pt\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Back"
msgstr "Voltar"

msgid "Question {n} of {total}"
msgstr "{n} de {total}"

msgid "{n} photo"
msgid_plural "{n} photos"
msgstr[0] "{n} fotografia"
msgstr[1] "{n} fotografias"

msgid "{n} video"
msgid_plural "{n} videos"
msgstr[0] "{n} vídeo"
msgstr[1] ""

msgid "Untranslated"
msgstr ""

#, fuzzy
msgid "Unsure"
msgstr "Errado"
"""


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> module.Phrases:
    (tmp_path / "pt.po").write_text(PO, encoding="utf-8")
    monkeypatch.setattr(module, "LOCALES", tmp_path)
    return phrases.__wrapped__("pt")


def test_texts_are_said_in_the_readers_language(say: module.Phrases) -> None:
    assert say("Back") == "Voltar"
    assert say("Question {n} of {total}", n=3, total=7) == "3 de 7"


@pytest.mark.parametrize(("n", "said"), [(0, "0 fotografias"), (1, "1 fotografia"), (2, "2 fotografias")])
def test_plurals_follow_the_languages_rule(say: module.Phrases, n: int, said: str) -> None:
    assert say.many("{n} photo", "{n} photos", n=n) == said


def test_what_is_not_translated_whole_stays_english(say: module.Phrases) -> None:
    assert say("Untranslated") == "Untranslated"
    assert say("Unsure") == "Unsure"
    assert say("Nobody knows {what}", what="this") == "Nobody knows this"
    assert say.many("{n} video", "{n} videos", n=2) == "2 videos"


def test_a_language_we_do_not_have_is_english() -> None:
    say = phrases("xx")
    assert say("Back") == "Back"
    assert say.many("{n} photo of {what}", "{n} photos of {what}", n=1, what="it") == "1 photo of it"


def test_words_with_braces_and_no_fields_are_left_alone() -> None:
    assert phrases("en")("write {en: …}") == "write {en: …}"


def test_what_people_wrote_is_no_format() -> None:
    assert phrases("en")("You wrote {text}", text="{0} {text} %s") == "You wrote {0} {text} %s"
