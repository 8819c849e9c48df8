"""A day: in so long, picked from the days around today, or typed (“24 Dec”, “next Friday”)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from handlers.engine.moments import names_weekday, read_moment
from handlers.engine.questions.base import (
    Accepted,
    Asker,
    Asking,
    NeedsConfirmation,
    Prompt,
    Reading,
    Rejected,
    Showing,
    grid,
    own,
)
from handlers.events import Event, Said
from handlers.messages import Span
from playbooks.locale_format import day as written
from playbooks.model import DayQuestion

_FAR = timedelta(days=366 * 20)
#: A day without a year that has passed for longer is next year's.
_LONG_GONE = timedelta(days=60)


class DayAsker(Asker[DayQuestion]):
    def ask(self, asking: Asking[DayQuestion]) -> Prompt:
        say, today = asking.say, _today(asking)
        # TRANSLATORS: The examples must be understood when somebody types them; try them.
        hint = Span(say("You can also type it, for example “24 Dec” or “Friday”.") + "\n", "italic")
        names = {today: say("Today"), today + timedelta(days=1): say("Tomorrow")}
        days = [today + length for length in asking.question.quick]
        keys = [own(names.get(on) or written(on, asking.language, today), on.isoformat()) for on in days]
        return Prompt((hint,), grid(keys))

    def read(self, asking: Asking[DayQuestion], event: Event) -> Reading | None:
        if not isinstance(event, Said):
            return None
        found = read_moment(event.text, asking.at.now.astimezone(asking.at.timezone))
        if found is None or not found.day_given:
            return Rejected(asking.say("I do not understand that day. Try “24 Dec” or “Friday”."))
        on = self._ahead(asking, event.text, found.day)
        if why := self._objection(asking, on):
            return Rejected(why)
        return Accepted(on.isoformat()) if found.sure else NeedsConfirmation((on.isoformat(),))

    def tapped(self, asking: Asking[DayQuestion], argument: str) -> Reading | None:
        """A day that was offered; yesterday's buttons offered others, and any day that fits is taken."""
        try:
            on = date.fromisoformat(argument)
        except ValueError:
            return None
        why = self._objection(asking, on)
        return Rejected(why) if why else Accepted(on.isoformat(), "tapped")

    def stands(self, asking: Asking[DayQuestion], value: Any) -> bool:
        try:
            date.fromisoformat(value)
        except (TypeError, ValueError):
            return False
        return True

    def show(self, question: DayQuestion, value: Any, showing: Showing) -> str:
        today = showing.now.astimezone(showing.timezone).date() if showing.now is not None else None
        return written(date.fromisoformat(value), showing.language, today)

    def _ahead(self, asking: Asking[DayQuestion], text: str, on: date) -> date:
        """“Friday” and “1 June” may be read as days that have passed; where that cannot be, the next is meant."""
        today = _today(asking)
        if asking.question.past or on >= today:
            return on
        if names_weekday(text):
            return on + timedelta(days=7)
        without_year = not re.search(r"\d{4}", text)
        return _next_year(on) if without_year and today - on > _LONG_GONE else on

    def _objection(self, asking: Asking[DayQuestion], on: date) -> str:
        say, today = asking.say, _today(asking)
        if abs(on - today) > _FAR:
            return say("That is too far away. Please check the year.")
        if on < today and not asking.question.past:
            return say("That day has passed. Please send one to come.")
        return ""


def _next_year(on: date) -> date:
    return on.replace(year=on.year + 1, day=28) if (on.month, on.day) == (2, 29) else on.replace(year=on.year + 1)


def _today(asking: Asking[DayQuestion]) -> date:
    return asking.at.now.astimezone(asking.at.timezone).date()
