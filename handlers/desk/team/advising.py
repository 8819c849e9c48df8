"""A level that somebody chose stays; when the answers say more than that, whoever leads is told, with a button."""

from __future__ import annotations

from handlers.cases import Case
from handlers.desk.cases.news import News
from handlers.desk.team.teamwork import case_button, tell_person
from handlers.desk.visit import Visit
from handlers.messages import Row
from handlers.people import Role
from playbooks.model import Playbook
from playbooks.phrases import Phrases


def advise(visit: Visit, before: Case, after: Case, playbook: Playbook) -> None:
    """Says once for each level that the rules have come to."""
    level = playbook.level_by_id.get(after.advised or "")
    if level is None or before.advised == after.advised:
        return

    def words(say: Phrases) -> str:
        # TRANSLATORS: The rules of the playbook say more than the level somebody chose.
        return say(
            "By the answers, {number} has reached: {level}", number=after.number, level=level.name.text(say.language)
        )

    def rows(say: Phrases) -> tuple[Row, ...]:
        # TRANSLATORS: Button: set the emergency to this level.
        label = say("Set: {level}", level=level.name.text(say.language))
        return ((case_button(after, label, f"lvl={playbook.levels.index(level)}", "primary"),),)

    people = visit.directory.staff_by_id
    leads = people.get(after.team.commander or "")
    managers = [p for p in visit.directory.staff if p.active and p.role is Role.DUTY_MANAGER]
    for person in [leads] if leads is not None else managers:
        tell_person(visit, after, person, News(words, rows=rows))
