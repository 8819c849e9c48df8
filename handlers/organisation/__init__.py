"""The organisation file: who works where, in which groups, and by which rules. A file for each of its parts."""

from handlers.organisation.reading import read_organisation

__all__ = ["read_organisation"]
