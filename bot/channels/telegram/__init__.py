"""Telegram, by either of two client libraries.

What is the same for both lives here once: `decoding` (updates in), `rendering`, `splitting` and `calls` (messages
out), `answers` (what the platform's reply means), and `channel`, which puts them together.  A library is a
`transport`: `aiogram_channel` or `ptb_channel`, each the only module that imports its library.
"""

from bot.channels.telegram.factory import make

__all__ = ["make"]
