"""What was published, by whom and when: appended to, never changed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BigInteger, bindparam, select

from handlers.publications import Publication, Way
from storage.database import Database, Row, Values
from storage.schema import publications
from storage.statements import Statement, insert_new
from storage.times import micros, moment

_COLUMNS = ("playbook", "edition", "instead_of", "published_at", "way", "published_by")
_KEEP = insert_new(publications, *_COLUMNS)
_NEWEST = Statement(
    select(*(publications.c[name] for name in _COLUMNS))
    .order_by(publications.c.seq.desc())
    .limit(bindparam("most", type_=BigInteger))
)
_MOST = 100_000


def append(database: Database, made: Sequence[Publication]) -> None:
    """Inside a transaction: writes them down."""
    database.write_all(_KEEP, [_row(publication) for publication in made])


def newest(database: Database, limit: int = _MOST) -> list[Publication]:
    """The newest first."""
    return [_publication_of(row) for row in database.read(_NEWEST, most=limit)]


def _publication_of(row: Row) -> Publication:
    playbook, edition, before, at, way, by = row
    return Publication(playbook, edition, before, moment(at), Way(way), by)


def _row(publication: Publication) -> Values:
    return {
        "playbook": publication.playbook,
        "edition": publication.edition,
        "instead_of": publication.before,
        "published_at": micros(publication.at),
        "way": publication.way.value,
        "published_by": publication.by,
    }
