"""The press: a template and data become bytes, by typst.

Run as a program (`python -m bot.documents.press`, a job as JSON on standard input, the bytes on standard output) in a
process of its own, because typst takes some hundred megabytes and pictures that people sent are decoded here.  Data
reaches a template as JSON and is text there: nothing in it is ever markup or command.
"""

from __future__ import annotations

import base64
import contextlib
import importlib
import importlib.util
import json
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

Format = Literal["pdf", "png", "svg", "html"]

TEMPLATES = Path(__file__).parent / "templates"
PIXELS_PER_INCH = 144.0
MEMORY = 2 * 1024**3  # bytes of address space; a picture that unpacks to more ends the press, not the machine
_PLACE = re.compile(r"[\w-]+\.typ:\d+:\d+")
_FONT = "noto_cjk_sans_otc"


class NotMade(Exception):
    """The document cannot be made; the text says what to mend."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be set. `images` are contents by the name (SHA-256) under which `data` speaks of them."""

    template: str
    format: Format
    language: str
    data: Mapping[str, Any]
    images: Mapping[str, bytes] = field(default_factory=dict)


def press(job: Job) -> bytes:
    """The finished file. Raises NotMade."""
    if not (TEMPLATES / f"{job.template}.typ").is_file():
        raise NotMade(f"there is no template {job.template} in bot/documents/templates")
    with TemporaryDirectory(prefix="muster-press-") as folder:
        _lay_out(Path(folder), job.images)
        try:
            return _compiled(Path(folder), job, list(job.images))
        except NotMade:
            readable = [name for name in job.images if _is_readable(Path(folder), name)]
            if len(readable) == len(job.images):
                raise
            return _compiled(Path(folder), job, readable)


def _lay_out(folder: Path, images: Mapping[str, bytes]) -> None:
    """A folder with the templates and the images: the only one that typst can read from."""
    for template in TEMPLATES.glob("*.typ"):
        (folder / template.name).write_bytes(template.read_bytes())
    for name, content in images.items():
        (folder / _file(name)).write_bytes(content)


def _file(name: str) -> str:
    if not name.isalnum():
        raise NotMade(f"an image cannot be called {name!r}")
    return f"image-{name}"


def _compiled(folder: Path, job: Job, images: list[str]) -> bytes:
    inputs = {"data": _readable(job.data), "language": job.language, "images": json.dumps(images)}
    return _typeset(folder / f"{job.template}.typ", job.format, inputs)


def _readable(data: Mapping[str, Any]) -> str:
    """As JSON that any reader takes: half of a surrogate pair, which is no character, becomes U+FFFD."""
    return json.dumps(data, ensure_ascii=False).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _is_readable(folder: Path, name: str) -> bool:
    """Whether typst can decode an image: people also send what only looks like one."""
    alone = folder / "alone.typ"
    alone.write_text(f'#image(read("{_file(name)}", encoding: none), width: 1cm)')
    with contextlib.suppress(NotMade):
        _typeset(alone, "png", {})
        return True
    return False


def _typeset(main: Path, form: Format, inputs: dict[str, str]) -> bytes:
    typst = importlib.import_module("typst")
    try:
        made = typst.compile(
            str(main),
            root=str(main.parent),
            font_paths=[_font_folder()],
            ignore_system_fonts=True,
            format=form,
            ppi=PIXELS_PER_INCH,
            sys_inputs=inputs,
        )
    except RuntimeError as error:  # typst.TypstError is one
        raise NotMade(f"template {main.name}: {_diagnosis(error)}") from None
    if isinstance(made, list):
        raise NotMade(f"template {main.name} makes {len(made)} pages, and a picture has one")
    return bytes(made)


def _diagnosis(error: Exception) -> str:
    """What is wrong and where, in one line."""
    place = _PLACE.search(str(getattr(error, "diagnostic", "")))
    what = " ".join(str(getattr(error, "message", "") or error).split())[:400]
    return f"{what} ({place[0]})" if place else what


def _font_folder() -> str:
    """Where the font is: one face for Latin letters and all of the Chinese ones."""
    found = importlib.util.find_spec(_FONT)
    if found is None or not found.submodule_search_locations:
        raise NotMade("the package noto-cjk-sans-otc is not installed; install requirements.lock")
    return str(found.submodule_search_locations[0])


# as a program


def dump_job(job: Job) -> bytes:
    """A job for the program's standard input."""
    images = {name: base64.b64encode(content).decode() for name, content in job.images.items()}
    return json.dumps([job.template, job.format, job.language, job.data, images]).encode()


def load_job(text: bytes) -> Job:
    """The job that `dump_job` wrote."""
    template, form, language, data, images = json.loads(text)
    return Job(template, form, language, data, {name: base64.b64decode(coded) for name, coded in images.items()})


def _limit() -> None:
    """What people sent must not take the machine; and whoever waits for an answer goes first."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        resource = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with contextlib.suppress(AttributeError, OSError):
        os.nice(5)


def main() -> int:
    """Reads a job, writes the file; exit 1 with the reason on standard error."""
    _limit()
    try:
        sys.stdout.buffer.write(press(load_job(sys.stdin.buffer.read())))
    except NotMade as why:
        sys.stderr.write(f"{why}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
