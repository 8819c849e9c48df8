"""The interface catalogues say everything the code says, in every language."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from playbooks.catalogue import ROOMS, ROOT, advice, gather, main, missing_and_unused, notes, update
from playbooks.phrases import LOCALES, phrases


@pytest.fixture(scope="module")
def gathered() -> Catalog:
    """What Muster says: gathering it takes seconds."""
    return gather()


@pytest.fixture
def said(gathered: Catalog, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    monkeypatch.setattr("playbooks.catalogue.gather", lambda: gathered)
    return gathered


@pytest.mark.usefixtures("said")
def test_every_text_is_translated_and_every_translation_used() -> None:
    assert [str(gap) for gap in missing_and_unused()] == [], "run `make messages` and translate what it lists"


def room(root: Path, code: str) -> None:
    for name in ROOMS:
        (root / name).mkdir(exist_ok=True)
    (root / "bot" / "speaking.py").write_text(code, encoding="utf-8")


CODE = """\
def greet(say, scene, n, name):
    # TRANSLATORS: on a button
    say("Back")
    scene.say("Hello {name}", name=name)
    scene.say.many("{n} photo", "{n} photos", n=n)
    phrases(scene.language)("Direct")
    scene.screen.say(f"{n}")
    say("One "
        "text")
    return f"{name}: {say('In a string')}, {scene.say.many('{n} inside', '{n} insides', n=n)}"
"""


_IN_STRINGS = ("In a string", ("{n} inside", "{n} insides"))


def test_texts_are_gathered_from_every_way_of_saying(tmp_path: Path) -> None:
    room(tmp_path, CODE)
    said = {message.id: message for message in gather(tmp_path) if message.id}
    assert set(said) == {"Back", "Hello {name}", ("{n} photo", "{n} photos"), "Direct", "One text", *_IN_STRINGS}
    assert said["Back"].auto_comments == ["on a button"]


def test_updating_keeps_translations_and_drops_what_nobody_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room(tmp_path, CODE)
    monkeypatch.setattr("playbooks.catalogue.gather", lambda: gather(tmp_path))
    monkeypatch.setattr("playbooks.phrases.LOCALES", tmp_path)
    update(tmp_path)
    po = tmp_path / "pt.po"
    po.write_text(po.read_text("utf-8").replace('msgid "Back"\nmsgstr ""', 'msgid "Back"\nmsgstr "Voltar"'), "utf-8")
    first = po.read_text("utf-8")
    update(tmp_path)
    assert po.read_text("utf-8") == first
    assert phrases.__wrapped__("pt")("Back") == "Voltar"
    room(tmp_path, 'say("Other")\n')
    update(tmp_path)
    assert "Voltar" not in po.read_text("utf-8")


def test_gaps_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room(tmp_path, CODE)
    monkeypatch.setattr("playbooks.catalogue.gather", lambda: gather(tmp_path))
    assert "is not in the catalogue" in str(missing_and_unused(tmp_path)[0])
    update(tmp_path)
    po = tmp_path / "pt.po"
    text = po.read_text("utf-8")
    text = text.replace('msgid "Hello {name}"\nmsgstr ""', 'msgid "Hello {name}"\nmsgstr "Olá {nome}"')
    text = text.replace('msgid "Direct"\nmsgstr ""', 'msgid "Direct"\nmsgstr "Direto"')
    po.write_text(text + '\nmsgid "Gone"\nmsgstr "Foi-se"\n', "utf-8")
    why = {gap.text: gap.why for gap in missing_and_unused(tmp_path) if gap.language == "pt"}
    assert why["Hello {name}"] == "differs in its fields: name, nome"
    assert why["Back"] == "has no translation"
    assert why["Gone"].startswith("is not said any more")
    assert "Direct" not in why


@pytest.mark.usefixtures("said")
def test_the_check_fails_for_whatever_is_not_translated_or_not_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make check` runs this; the catalogues that come with Muster pass, and one text less or more does not."""
    assert main(["--check"]) == 0
    for file in LOCALES.glob("*.po"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr("playbooks.catalogue.missing_and_unused", lambda: missing_and_unused(tmp_path))
    pt = tmp_path / "pt.po"
    whole = pt.read_text("utf-8")
    translated = re.search(r'\nmsgid "Nothing has changed\."\nmsgstr "(.+)"\n', whole)
    assert translated is not None
    wrongs = {
        "has no translation": whole.replace(translated[1], ""),
        "is not in the catalogue": whole.replace(translated[0], "\n"),
        "is not said any more": whole + '\nmsgid "Gone"\nmsgstr "Foi-se"\n',
    }
    for why, text in wrongs.items():
        pt.write_text(text, "utf-8")
        assert main(["--check"]) == 1
        assert why in capsys.readouterr().out


def test_notes_reach_whoever_translates(said: Catalog) -> None:
    message = said.get("Resolved")
    assert message.auto_comments == [notes()["Resolved"]]
    assert f"#. {notes()['Resolved']}" in (LOCALES / "pt.po").read_text("utf-8")


def test_a_single_word_that_nothing_explains_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room(tmp_path, CODE + 'say("Drop")\nsay("Direct")\n')
    monkeypatch.setattr("playbooks.catalogue.gather", lambda: gather(tmp_path))
    listed = [line for line in advice() if "single word" in line]
    assert "locales/notes.yaml: 'Direct' is a single word; say in a line what it is used as" in listed
    assert not [line for line in listed if "'Back'" in line or "'Drop'" in line]


def test_only_literal_texts_are_said() -> None:
    """A text put together at run time cannot be gathered, so nobody would ever translate it."""
    wrong = []
    for path in (path for name in ROOMS for path in (ROOT / name).rglob("*.py")):
        if path.parent.name == "terminal":  # its screen has a `say` of its own, for lines that are worded already
            continue
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and _says(call.func) and call.args:
                texts = call.args[: 2 if getattr(call.func, "attr", "") == "many" else 1]
                if not all(isinstance(text, ast.Constant) and isinstance(text.value, str) for text in texts):
                    wrong.append(f"{path.relative_to(ROOT)}:{call.lineno}: {ast.unparse(call)[:80]}")
    assert wrong == []


def _says(function: ast.expr) -> bool:
    if isinstance(function, ast.Call):
        return getattr(function.func, "id", "") == "phrases"
    if isinstance(function, ast.Attribute):
        return function.attr == "many" or (function.attr == "say" and "screen" not in ast.unparse(function.value))
    return isinstance(function, ast.Name) and function.id == "say"
