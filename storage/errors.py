"""What can go wrong with a database.

StorageError
├── StorageUnavailable   locked, full, gone or unreachable: nothing was half-written, try again later
│   └── Retry            two processes wanted the same thing in a different order: try again at once
├── Refused              a constraint of the database said no: a turn asked for something impossible
└── AlreadyServed        another process runs on this SQLite file
"""

from __future__ import annotations


class StorageError(Exception):
    """Anything that the database would not do. The text is for the person who runs Muster."""


class StorageUnavailable(StorageError):
    """The database cannot be used now; the transaction left no trace. The text names setting and next move."""


class Retry(StorageUnavailable):
    """A deadlock or lost race with another process; the same batch run again will do."""


class Refused(StorageError):
    """A constraint was violated. Run the batch again one turn at a time to find the turn that asks for it."""


class AlreadyServed(StorageError):
    """Another `muster run` already works on this SQLite file; a second one needs PostgreSQL."""
