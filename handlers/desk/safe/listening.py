"""What somebody types or shares that belongs to a roll call: more about themselves, a name, a number, a message."""

from __future__ import annotations

from handlers.desk.safe.answering import took_more
from handlers.desk.safe.marking import took_name_or_number
from handlers.desk.safe.telling import took_word
from handlers.desk.visit import Visit


def took_for_roll(visit: Visit) -> bool:
    """Takes it if it was asked for just before; False if it is nothing of the kind."""
    return took_word(visit) or took_name_or_number(visit) or took_more(visit)
