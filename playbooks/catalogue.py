"""Keeps the interface catalogues in step with the code: `python -m playbooks.catalogue` (that is `make messages`).

Every `say("…")` and `say.many("…", "…", n=…)` of our rooms is gathered by Babel into `locales/*.po`; translations
that are there stay, texts that nobody says any more go.  `# TRANSLATORS: …` above a call goes along.
With `--check` nothing is written: what is missing is listed, and the exit code is 1 if there is anything.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.pofile import read_po, write_po

from playbooks.phrases import LOCALES
from playbooks.words import LANGUAGES

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "playbooks")

#: English is in the code itself.
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")

_KEYWORDS = {"say": None, "many": (1, 2)}
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
    return catalogue


def texts_in(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Babel's own extraction, and `phrases(language)("…")`, which has no name for Babel to see."""
    content = file.read()
    for found in extract_python(BytesIO(content), keywords, comment_tags, options):
        if found[2]:  # Babel would grumble at an empty text
            yield found
    for call in ast.walk(ast.parse(content)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Call) and call.args:
            text = call.args[0]
            if getattr(call.func.func, "id", "") == "phrases" and isinstance(text, ast.Constant):
                yield call.lineno, "say", str(text.value), []


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
    if "--check" not in arguments:
        update()
    gaps = missing_and_unused()
    sys.stdout.writelines(f"{gap}\n" for gap in gaps)
    return 1 if gaps and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
