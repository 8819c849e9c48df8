"""A moment: now, so long ago, picked by day, hour and minute, or typed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from handlers.engine.moments import Moment, read_moment
from handlers.engine.questions.base import (
    Accepted,
    Asker,
    Asking,
    Key,
    NeedsConfirmation,
    Partial,
    Prompt,
    Reading,
    Rejected,
    Showing,
    own,
)
from handlers.events import Event, Said
from handlers.messages import Span
from playbooks.locale_format import ago as written_ago
from playbooks.locale_format import clock
from playbooks.locale_format import day as written_day
from playbooks.locale_format import moment as written_moment
from playbooks.model import DateTimeQuestion

_SLACK = timedelta(minutes=2)  # clocks differ; this much into the future is still “now”
_FAR = timedelta(days=366 * 20)
_DAYS = 7  # offered as buttons
Rows = tuple[tuple[Key, ...], ...]


class DateTimeAsker(Asker[DateTimeQuestion]):
    def ask(self, asking: Asking[DateTimeQuestion]) -> Prompt:
        say, state = asking.say, asking.state
        if "day" in state:
            on = date.fromisoformat(state["day"])
            shown = written_day(on, asking.language, self._here(asking))
            if "hour" in state:
                line = Span(f"🕑 {shown} {state['hour']:02}:…\n")
                return Prompt((line,), self._minutes(asking, on, state["hour"]) + self._up(asking))
            line = Span(f"🕑 {shown}\n")
            return Prompt((line,), self._hours(asking, on) + self._up(asking))
        # TRANSLATORS: The examples must be understood when somebody types them; try them.
        hint = Span(say("You can also type it, for example “14:05” or “yesterday 9pm”.") + "\n", "italic")
        if state.get("picking"):
            return Prompt((hint,), self._day_rows(asking) + self._up(asking))
        return Prompt((hint,), self._quick(asking))

    def read(self, asking: Asking[DateTimeQuestion], event: Event) -> Reading | None:
        if not isinstance(event, Said):
            return None
        found = read_moment(event.text, self._here(asking))
        if found is None:
            return Rejected(asking.say("I do not understand that time. Try “14:05” or “yesterday 9pm”."))
        day = found.day
        if not found.day_given and "day" in asking.state:
            day = date.fromisoformat(asking.state["day"])
        if found.time is None:
            return self._day_only(asking, found)
        return self._judge(asking, datetime.combine(day, found.time, asking.at.timezone), found)

    def tapped(self, asking: Asking[DateTimeQuestion], argument: str) -> Reading | None:
        verb, _, rest = argument.partition(":")
        if argument == "now":
            return self._taken(asking, asking.at.now)
        if argument in ("pick", "up"):
            return Partial(_up_from(asking.state) if argument == "up" else {"picking": True})
        if verb == "ago" and rest in {str(int(q.total_seconds())) for q in asking.question.quick}:
            return self._taken(asking, asking.at.now - timedelta(seconds=int(rest)))
        if verb == "d" and rest in {day.isoformat() for day in self._days(asking)}:
            return Partial({"picking": True, "day": rest})
        if not (rest.isdecimal() and rest.isascii() and len(rest) <= 2) or "day" not in asking.state:
            return None
        if verb == "h" and int(rest) < 24:
            return Partial({**asking.state, "hour": int(rest)})
        if verb == "m" and int(rest) < 60 and "hour" in asking.state:
            clock_time = time(asking.state["hour"], int(rest))
            return self._taken(
                asking, datetime.combine(date.fromisoformat(asking.state["day"]), clock_time, asking.at.timezone)
            )
        return None

    def stands(self, asking: Asking[DateTimeQuestion], value: Any) -> bool:
        try:
            at = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            return False
        return at.tzinfo is not None

    def show(self, question: DateTimeQuestion, value: Any, showing: Showing) -> str:
        at = datetime.fromisoformat(value)
        if showing.now is not None:
            return written_moment(at, showing.language, showing.timezone, showing.now)
        there = at.astimezone(showing.timezone)
        return f"{written_day(there, showing.language)} {clock(at, showing.language, showing.timezone)}"

    # judging

    def _judge(self, asking: Asking[DateTimeQuestion], at: datetime, found: Moment) -> Reading:
        if not found.day_given and "day" not in asking.state and self._too_late(asking, at):
            yesterday = datetime.combine(at.date() - timedelta(days=1), found.time or time(), asking.at.timezone)
            return NeedsConfirmation((_value(yesterday),))
        if why := self._objection(asking, at):
            return Rejected(why)
        return Accepted(_value(at)) if found.sure else NeedsConfirmation((_value(at),))

    def _taken(self, asking: Asking[DateTimeQuestion], at: datetime) -> Reading:
        here = at.astimezone(asking.at.timezone)
        why = self._objection(asking, here)
        return Rejected(why) if why else Accepted(_value(here), "tapped")

    def _objection(self, asking: Asking[DateTimeQuestion], at: datetime) -> str:
        say, now = asking.say, asking.at.now
        if abs(at - now) > _FAR:
            return say("That is too far away. Please check the year.")
        if self._too_late(asking, at):
            return say("That is in the future. Please send a time that has passed.")
        if not asking.question.past and at < now - _SLACK:
            return say("That has passed. Please send a time to come.")
        return ""

    def _too_late(self, asking: Asking[DateTimeQuestion], at: datetime) -> bool:
        return not asking.question.future and at > asking.at.now + _SLACK

    def _day_only(self, asking: Asking[DateTimeQuestion], found: Moment) -> Reading:
        midnight = datetime.combine(found.day, time(), asking.at.timezone)
        if not asking.question.future and found.day > self._here(asking).date():
            return Rejected(asking.say("That is in the future. Please send a time that has passed."))
        if abs(midnight - asking.at.now) > _FAR:
            return Rejected(asking.say("That is too far away. Please check the year."))
        return Partial({"picking": True, "day": found.day.isoformat()}, asking.say("At what time?"))

    def _here(self, asking: Asking[DateTimeQuestion]) -> datetime:
        return asking.at.now.astimezone(asking.at.timezone)

    # buttons

    def _quick(self, asking: Asking[DateTimeQuestion]) -> Rows:
        say, now = asking.say, asking.at.now
        keys = [own(say("Now"), "now")]
        if asking.question.past:
            keys += [
                own(written_ago(now - length, asking.language, now), f"ago:{int(length.total_seconds())}")
                for length in asking.question.quick
            ]
        rows = tuple(tuple(keys[n : n + 2]) for n in range(0, len(keys), 2))
        return (*rows, (own(say("Pick a time"), "pick"),))

    def _days(self, asking: Asking[DateTimeQuestion]) -> list[date]:
        today, question = self._here(asking).date(), asking.question
        back = [today - timedelta(days=n) for n in range(_DAYS)] if question.past else [today]
        return back + ([today + timedelta(days=n) for n in range(1, _DAYS)] if question.future else [])

    def _day_rows(self, asking: Asking[DateTimeQuestion]) -> Rows:
        today, say, language = self._here(asking).date(), asking.say, asking.language
        names = {
            today: say("Today"),
            today - timedelta(days=1): say("Yesterday"),
            today + timedelta(days=1): say("Tomorrow"),
        }
        keys = [own(names.get(day) or written_day(day, language, today), f"d:{day}") for day in self._days(asking)]
        return tuple(tuple(keys[n : n + 3]) for n in range(0, len(keys), 3))

    def _hours(self, asking: Asking[DateTimeQuestion], on: date) -> Rows:
        keys = [own(f"{h:02}", f"h:{h}") for h in range(24) if self._possible(asking, on, h, 0, 59)]
        return tuple(tuple(keys[n : n + 6]) for n in range(0, len(keys), 6))

    def _minutes(self, asking: Asking[DateTimeQuestion], on: date, hour: int) -> Rows:
        keys = [own(f"{hour:02}:{m:02}", f"m:{m}") for m in range(0, 60, 5) if self._possible(asking, on, hour, m, m)]
        return tuple(tuple(keys[n : n + 4]) for n in range(0, len(keys), 4))

    def _possible(self, asking: Asking[DateTimeQuestion], on: date, hour: int, first: int, last: int) -> bool:
        zone = asking.at.timezone
        begins = datetime.combine(on, time(hour, first), zone)
        ends = datetime.combine(on, time(hour, last), zone)
        too_early = not asking.question.past and ends < asking.at.now
        return not too_early and not self._too_late(asking, begins)

    def _up(self, asking: Asking[DateTimeQuestion]) -> Rows:
        return ((own(asking.say("▴ Up"), "up"),),)


def _up_from(state: Any) -> dict[str, Any]:
    if "hour" in state:
        return {"picking": True, "day": state["day"]}
    return {"picking": True} if "day" in state else {}


def _value(at: datetime) -> str:
    return at.isoformat(timespec="minutes")
