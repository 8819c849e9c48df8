"""Keeps the interface catalogues in step with the code: `python -m playbooks.catalogue` (that is `make messages`).

Every `say("…")` and `say.many("…", "…", n=…)` of our rooms is gathered by Babel into `locales/*.po`; translations
that are there stay, texts that nobody says any more go.  `# TRANSLATORS: …` above a call goes along, and so do the
notes of `locales/notes.yaml`, which every text of a single word needs; those that lack one are listed.
With `--check` nothing is written: what is missing is listed, and the exit code is 1 if there is anything.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.pofile import read_po, write_po

from playbooks.phrases import LOCALES
from playbooks.words import LANGUAGES
from playbooks.yaml_file import read_yaml

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "playbooks")

#: What whoever translates should know of short texts, where the code around them says it to nobody else.
NOTES = LOCALES / "notes.yaml"

#: English is in the code itself.
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")

_KEYWORDS = {"say": None, "many": (1, 2)}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?![^{]*\})")
_FIELD = re.compile(r"\{(\w+)")
#: Header lines that would change with every run.
_RESTLESS = re.compile(
    rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Report-Msgid-Bugs-To):.*\n', re.M
)


@dataclass(frozen=True, slots=True)
class Gap:
    """A text that a catalogue does not say rightly: `why` is missing, unused, or what is wrong with its fields."""

    language: str
    text: str
    why: str

    def __str__(self) -> str:
        return f"locales/{self.language}.po: {self.text!r} {self.why}"


def missing_and_unused(locales: Path = LOCALES) -> list[Gap]:
    """Everything that keeps a reader from hearing a text in their language, and texts nobody says."""
    said = gather()
    return [gap for language in TRANSLATED for gap in _gaps(said, read(language, locales), language)]


def gather(root: Path = ROOT) -> Catalog:
    """Every text that the rooms below `root` say, with the files that say it."""
    catalogue = Catalog(charset="utf-8")
    for room in ROOMS:
        found = extract_from_dir(
            str(root / room),
            method_map=[("**.py", "playbooks.catalogue:texts_in")],
            keywords=_KEYWORDS,
            comment_tags=("TRANSLATORS:",),
            strip_comment_tags=True,
        )
        for file, line, text, comments, context in found:
            if any(map(str.isalpha, _texts(text)[0])):  # other things have a `say` as well
                catalogue.add(text, None, [(f"{room}/{file}", line)], auto_comments=comments, context=context)
    for message in catalogue:
        message.auto_comments = [*message.auto_comments, *_noted(message)]
    return catalogue


def _noted(message: Message) -> list[str]:
    """What `locales/notes.yaml` says of a text that the code itself says nothing of."""
    note = notes().get(_name(message)) if message.id and not message.auto_comments else None
    return [note] if note else []


@cache
def notes(file: Path = NOTES) -> Mapping[str, str]:
    """Notes for translators, by the text they are about."""
    found: Mapping[str, str] = read_yaml(file).data
    return found


def advice() -> list[str]:
    """What would help whoever translates: notes on words that nothing explains, and none that are out of date."""
    said = gather()
    known = {_name(message) for message in said if message.id}
    bare = [_name(m) for m in said if m.id and not m.auto_comments and len(_WORD.findall(_name(m))) == 1]
    return [
        *(f"locales/notes.yaml: {text!r} is a single word; say in a line what it is used as" for text in bare),
        *(f"locales/notes.yaml: {text!r} is not said any more" for text in notes() if text not in known),
    ]


def texts_in(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Babel's own extraction, and what it does not see: `phrases(language)("…")`, and calls inside f-strings."""
    content = file.read()
    for found in extract_python(BytesIO(content), keywords, comment_tags, options):
        if found[2]:  # Babel would grumble at an empty text
            yield found
    tree = ast.parse(content)
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Call) and _named(call.func) == "phrases":
            yield from _literals(call, "say")
    for string in (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)):
        for call in (node for node in ast.walk(string) if isinstance(node, ast.Call)):
            if (name := _named(call)) in _KEYWORDS:
                yield from _literals(call, name)


def _named(call: ast.Call) -> str:
    """The last name of what is called: `say` in `scene.say(…)`."""
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def _literals(call: ast.Call, keyword: str) -> Iterator[Any]:
    """A text, or the two of a plural, as Babel tells of them."""
    texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    wanted = 2 if keyword == "many" else 1
    if len(texts) >= wanted:
        yield call.lineno, keyword, texts[0] if wanted == 1 else tuple(texts[:2]), []


def read(language: str, locales: Path = LOCALES) -> Catalog:
    """The catalogue of `language`; an empty one when there is no file yet."""
    path = locales / f"{language}.po"
    locale = language.replace("-", "_")
    if not path.is_file():
        return Catalog(locale=locale, charset="utf-8", fuzzy=False)
    return read_po(BytesIO(path.read_bytes()), locale=locale)


def update(locales: Path = LOCALES) -> None:
    """Brings every catalogue in step with the code."""
    said = gather()
    for language in TRANSLATED:
        catalogue = read(language, locales)
        catalogue.update(said, no_fuzzy_matching=True)
        catalogue.header_comment = f"# What Muster says, in {language}. Made by `make messages`; translate it here."
        written = BytesIO()
        write_po(written, catalogue, width=118, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
        (locales / f"{language}.po").write_bytes(_RESTLESS.sub(b"", written.getvalue()))


def _gaps(said: Catalog, catalogue: Catalog, language: str) -> Iterator[Gap]:
    for message in said:
        if message.id:
            translated = catalogue.get(message.id, message.context)
            why = _wrong_with(message, translated, catalogue.num_plurals)
            if why is not None:
                yield Gap(language, _name(message), why)
    for message in catalogue:
        if message.id and said.get(message.id, message.context) is None:
            yield Gap(language, _name(message), "is not said any more; run `make messages`")


def _wrong_with(message: Message, translated: Message | None, plurals: int) -> str | None:
    if translated is None:
        return "is not in the catalogue; run `make messages`"
    texts = _texts(translated.string)
    if translated.fuzzy or not translated.string or not all(texts):
        return "has no translation"
    if isinstance(message.id, tuple) and len(texts) != plurals:
        return f"needs {plurals} plural forms"
    wanted, used = _fields(_texts(message.id)), _fields(texts)
    odd = used - wanted if isinstance(message.id, tuple) else used ^ wanted  # "one photo" needs no number
    return f"differs in its fields: {', '.join(sorted(odd))}" if odd else None


def _texts(of: object) -> list[str]:
    return [str(text) for text in of] if isinstance(of, tuple | list) else [str(of)]


def _fields(texts: list[str]) -> set[str]:
    return {field for text in texts for field in _FIELD.findall(text)}


def _name(message: Message) -> str:
    return _texts(message.id)[0]


def main(arguments: list[str]) -> int:
    checks = "--check" in arguments
    if not checks:
        update()
    gaps = missing_and_unused()
    sys.stdout.writelines(f"{line}\n" for line in [*gaps, *([] if checks else advice())])
    return 1 if gaps and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
