"""Writing files into folders where other things may stand: nothing is overwritten, and half of a file never stays."""

from __future__ import annotations

from itertools import count
from pathlib import Path


def put(content: bytes, folder: Path, name: str) -> Path:
    """Where the content stands now: under `name`, or under another if something else has that. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    stem, suffix = Path(name).stem, Path(name).suffix
    for attempt in count(1):
        path = folder / (name if attempt == 1 else f"{stem}-{attempt}{suffix}")
        try:
            _create(path, content)
        except FileExistsError:
            if not path.is_file() or path.read_bytes() != content:
                continue
        return path
    raise AssertionError("numbers never end")


def _create(path: Path, content: bytes) -> None:
    """All of it or nothing. Raises FileExistsError, or another OSError."""
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
        except OSError:
            path.unlink()
            raise
