"""How a team did over time: a picture, the same in words, and the way to its certificates."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from handlers.desk.programme.looking import button, programme_of, team_named
from handlers.desk.visit import Visit
from handlers.drills.history import Point, Trend, trends_of
from handlers.drills.programme import Programme
from handlers.drills.trend_picture import trend_picture
from handlers.drills.wording import percent_words
from handlers.messages import Message, Row, Span
from handlers.people import Group
from handlers.taps import mark
from playbooks.locale_format import day
from playbooks.phrases import Phrases

#: What buttons do: show a team's history, its certificates.
TEAM, HELD = "team", "held"


def show_history(visit: Visit, argument: str) -> None:
    """The history of the team with this mark, to a trainer who looks after it."""
    team, say = team_named(visit, argument), visit.say
    if team is None:
        visit.toast(say("This is not for you to open."), alert=True)
        return
    programme = programme_of(visit)
    trends, name = trends_of(team.id, programme), team.name.text(say.language)
    rows = (_certificates(team, say),)
    if not trends:
        visit.tell(Message((Span(say("{team} has drilled nothing yet.", team=name)),), rows))
        return
    spans = [Span(f"📈 {name}", "bold"), *(span for trend in trends for span in _spans(programme, trend, say))]
    visit.tell(Message(tuple(spans), rows, attached=trend_picture(programme, trends, name, say)))


def _certificates(team: Group, say: Phrases) -> Row:
    # TRANSLATORS: Button: who of a team took part in which exercise, and until when that is good.
    return (button("🎓 " + say("Certificates"), HELD, mark(team.id)),)


def _spans(programme: Programme, trend: Trend, say: Phrases) -> list[Span]:
    title = programme.title(trend.playbook, say.language)
    lines = "".join(f"\n{_line(programme, point, say)}" for point in trend.points)
    return [Span(f"\n\n{title}", "bold"), Span(f" · {_step_words(trend, say)}{lines}")]


def _line(programme: Programme, point: Point, say: Phrases) -> str:
    ended = point.result.ended_at.astimezone(ZoneInfo(programme.directory.timezone))
    version = [] if point.version is None else [say("version {n}", n=point.version)]
    parts = [day(ended, say.language, programme.today), percent_words(point.percent), *version, point.result.number]
    return " · ".join(parts)


def _step_words(trend: Trend, say: Phrases) -> str:
    """Whether it went better than the last time."""
    step = trend.step
    if step is None:
        return say("the first time")
    if step == 0:
        return "→ " + say("as the last time")
    # TRANSLATORS: How a team did in an exercise, beside the one before.
    return "↗ " + say("better than the last time") if step > 0 else "↘ " + say("not as good as the last time")
