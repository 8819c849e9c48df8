"""How the tables came to be: alembic revisions, run by `storage.opening` when a database is older than the code."""
