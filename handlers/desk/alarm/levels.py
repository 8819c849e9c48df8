"""A level was reached: what it lacks is asked for, who must be told has their time, and everybody may be asked."""

from __future__ import annotations

from handlers.cases import Case
from handlers.desk.alarm.needs import level_reached
from handlers.desk.alarm.overdue import watch_reports
from handlers.desk.safe.beginning import begin_by_level
from handlers.desk.visit import Visit
from playbooks.model import Playbook


def moved(visit: Visit, before: Case, after: Case, playbook: Playbook) -> None:
    """The case stands at another level than before. Going down asks for nothing."""
    were = playbook.levels_up_to(before.level)
    fresh = [level for level in playbook.levels_up_to(after.level) if level not in were]
    level_reached(visit, before, after, playbook)
    watch_reports(visit, after, playbook, fresh)
    begin_by_level(visit, after, fresh)


def opened(visit: Visit, case: Case, playbook: Playbook) -> None:
    """The level that an emergency begins with; its roles are asked for with command."""
    reached = playbook.levels_up_to(case.level)
    watch_reports(visit, case, playbook, reached)
    begin_by_level(visit, case, reached)
