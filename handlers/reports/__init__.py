"""Documents: what is in them, worded in the reader's language. How they look is decided in `bot/documents`."""
