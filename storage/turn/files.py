"""Attachments in a turn: what a case has, and what is added to it."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.media import CaseFile, Media
from storage import attachments
from storage.codec.media import media_fields
from storage.texts import storable, to_json
from storage.times import micros
from storage.turn.part import Part


class FilePart(Part):
    """The attachments of `handlers.ports.UnitOfWork`."""

    def attach(self, case_id: str, media: Media, by: str, bot: str = "staff") -> bool:
        if self._has(case_id, media):
            return False
        self._view.files[case_id, media.unique] = CaseFile(media, bot)
        self._rows.files.append(
            {
                "case_id": case_id,
                "file": media.unique,
                "by": by,
                "at": micros(self._now),
                "media": to_json(media_fields(media)),
                "bot": bot,
            }
        )
        return True

    def files(self, case_id: str) -> Sequence[CaseFile]:
        stored = attachments.attachments_of(self._database, case_id) if storable(case_id) else []
        fresh = {**self._before.files, **self._view.files}
        mine = [file for (case, _), file in fresh.items() if case == case_id]
        return [*(CaseFile(a.media, a.bot, a.digest, a.given_up or "") for a in stored), *mine]

    def _has(self, case_id: str, media: Media) -> bool:
        if any((case_id, media.unique) in view.files for view in self._newest_first):
            return True
        return self._database.first(attachments.HAS_FILE, of_case=case_id, unique=media.unique) is not None
