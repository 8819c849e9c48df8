"""Tests mirror the rooms; see `docs/architecture.md`."""
