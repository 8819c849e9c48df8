"""Photos, videos, voice messages and documents: who gave them, when, and the fingerprint of what they hold."""

from __future__ import annotations

from handlers.media import CaseFile, safe_name
from handlers.reports.paper import Block, Cell, Photo, Photos, Section, Table
from handlers.reports.record import Reading
from playbooks.locale_format import number

MOST_SHOWN = 12  # photos; all files are listed
LARGEST_SHOWN = 3 * 1024 * 1024  # bytes


def evidence(reading: Reading) -> Section | None:
    """Small photos for those who may see whom they show, and a list of all files; None if there are none."""
    files = reading.record.files
    if not files:
        return None
    say = reading.say
    # TRANSLATORS: Columns of a table of files: a number, what it is, who gave it and when, its fingerprint.
    head = (say("No."), say("File"), say("From"), "SHA-256")
    rows = tuple(_row(reading, place, file) for place, file in enumerate(files, 1))
    blocks: tuple[Block, ...] = (Table(head, (1, 3, 4, 7), rows),)
    return Section(say("Evidence"), (*_photos(reading), *blocks))


def shown_photos(reading: Reading) -> tuple[str, ...]:
    """The SHA-256 of the photos that are shown."""
    return tuple(file.digest for _, file in _shown(reading) if file.digest is not None)


def _photos(reading: Reading) -> tuple[Block, ...]:
    shown = _shown(reading)
    photos = [Photo(file.digest or "", f"{place} · {_from(reading, file)}") for place, file in shown]
    return (Photos(tuple(photos)),) if photos else ()


def _shown(reading: Reading) -> list[tuple[int, CaseFile]]:
    if not reading.personal:
        return []
    found = [(place, file) for place, file in enumerate(reading.record.files, 1) if _can_be_shown(reading, file)]
    return found[:MOST_SHOWN]


def _can_be_shown(reading: Reading, file: CaseFile) -> bool:
    is_image = file.media.kind == "photo" or (file.media.mime or "") in ("image/jpeg", "image/png", "image/webp")
    return is_image and file.digest is not None and size_of(reading, file) <= LARGEST_SHOWN


def size_of(reading: Reading, file: CaseFile) -> int:
    """In bytes: what we counted, or else what the platform says."""
    for entry in reading.record.entries:
        if entry.kind == "kept" and entry.data.get("unique") == file.media.unique:
            return int(entry.data.get("size", 0))
    return file.media.size or 0


def _row(reading: Reading, place: int, file: CaseFile) -> tuple[Cell, ...]:
    name = reading.text(safe_name(file.media)) if file.media.name else ""
    about = "\n".join(part for part in (_kind(reading, file), name, _size(reading, file)) if part)
    return Cell(str(place)), Cell(about), Cell(_from(reading, file)), _fingerprint(reading, file)


def _kind(reading: Reading, file: CaseFile) -> str:
    say = reading.say
    # TRANSLATORS: Kinds of files in a case's report.
    kinds = {"photo": say("Photo"), "video": say("Video"), "voice": say("Voice message"), "document": say("Document")}
    return kinds[file.media.kind]


def _size(reading: Reading, file: CaseFile) -> str:
    size = size_of(reading, file)
    return f"{number(max(1, size // 1024), reading.language)} KB" if size else ""


def _from(reading: Reading, file: CaseFile) -> str:
    """Who gave it, and when; what came with the answers came with the report."""
    for entry in reading.record.entries:
        if entry.kind == "evidence" and entry.data.get("unique") == file.media.unique:
            return f"{reading.name(entry.actor)} {reading.time(entry.at)}"
    return f"{reading.name(reading.case.reporter)} {reading.time(reading.case.opened_at)}"


def _fingerprint(reading: Reading, file: CaseFile) -> Cell:
    if file.digest is not None:
        return Cell(file.digest, "muted")
    if file.lost:
        return Cell(reading.say("could not be fetched"), "bad")
    return Cell(reading.say("not fetched yet"), "watch")
