"""Reports of one matter: found, joined, linked, merged, and made a case of its own again."""
