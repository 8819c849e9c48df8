"""A team's history as a picture: a panel for each playbook, a dot for each run, as high as its points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from handlers.drills.history import Point, Trend
from handlers.drills.programme import Programme
from handlers.drills.wording import percent_words
from handlers.messages import Picture
from playbooks.locale_format import day
from playbooks.phrases import Phrases

#: Panels on one picture.
PANELS = 4


def trend_picture(programme: Programme, trends: Sequence[Trend], title: str, say: Phrases) -> Picture:
    """The playbooks that were drilled last."""
    note = say("Share of the points, run by run")
    panels = [_panel(programme, trend, say) for trend in trends[:PANELS]]
    return Picture("trend", {"title": title, "note": note, "panels": panels}, say.language)


def _panel(programme: Programme, trend: Trend, say: Phrases) -> dict[str, Any]:
    name = programme.title(trend.playbook, say.language)
    return {"name": name, "points": [_point(programme, point, say) for point in trend.points]}


def _point(programme: Programme, point: Point, say: Phrases) -> dict[str, Any]:
    ended = point.result.ended_at.astimezone(ZoneInfo(programme.directory.timezone))
    return {
        "percent": point.percent,
        "share": percent_words(point.percent),
        "day": day(ended, say.language, programme.today),
        "version": "" if point.version is None else say("version {n}", n=point.version),
    }
