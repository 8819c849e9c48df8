"""What was found about an incident, where somebody reads about it in full: lines, buttons, and what happened when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from handlers.cases import Case
from handlers.desk.incidents.answering import is_gradable
from handlers.desk.incidents.asking import wants_grade
from handlers.desk.incidents.result import grade_lines, graded_by, matrix_message
from handlers.desk.team.teamwork import case_button
from handlers.desk.visit import Visit
from handlers.incidents.words import about_line, about_words, area_name, level_words
from handlers.messages import Row
from handlers.rights import may_grade
from playbooks.locale_format import labelled
from playbooks.phrases import Phrases


def finding_lines(visit: Visit, case: Case, say: Phrases) -> list[str]:
    """The grade with its two halves and who gave it, and what it is about."""
    lines = grade_lines(case.grade, visit.directory.risk, say) if case.grade is not None else []
    lines += [graded_by(visit, case.grade, say)] if case.grade is not None else []
    return [*lines, *filter(None, [about_line(case.about, say)])]


def findings_of(visit: Visit, case: Case, say: Phrases) -> str:
    """The grade and the category in one short line; of what somebody is still to grade, that they are."""
    if case.grade is not None:
        grade = level_words(case.grade.level, visit.directory.risk, say.language)
    else:
        # TRANSLATORS: In a list of open cases: nobody has said yet how likely and how bad this incident is.
        grade = say("Not graded yet") if is_gradable(case) and wants_grade(visit, case) else ""
    return " · ".join(part for part in (grade, about_words(case.about, say)) if part)


def area_counts(cases: Sequence[Case], say: Phrases) -> str:
    """“Technology: 3 · People: 2”, the most first; empty where there is nothing to compare."""
    areas = Counter(case.about.area for case in cases if case.about is not None and case.about.area is not None)
    if len(areas) < 2:
        return ""
    return " · ".join(labelled(area_name(area, say), str(count), say.language) for area, count in areas.most_common())


def finding_rows(visit: Visit, case: Case) -> tuple[Row, ...]:
    """The matrix for everybody, and the buttons for those who may say otherwise."""
    say = visit.say
    # TRANSLATORS: Button: a picture of how likely and how bad an incident is.
    rows: tuple[Row, ...] = ((case_button(case, say("Risk matrix"), "pic"),),) if case.grade is not None else ()
    if not is_gradable(case) or not may_grade(visit.staff, case, visit.directory):
        return rows
    # TRANSLATORS: Button: say how likely and how bad an incident is.
    grade = say("Grade again") if case.grade is not None else say("Grade the risk")
    return (*rows, (case_button(case, grade, "risk"), case_button(case, say("Change the category"), "cat")))


def show_matrix(visit: Visit, case: Case) -> None:
    """“Risk matrix”, in the details."""
    grade = case.grade
    if grade is None:
        visit.toast(visit.say("Not graded yet"))
    elif visit.inbound.private:
        visit.tell(matrix_message(visit, case, grade, visit.say), case)
    else:
        visit.toast(visit.say("Please write to me in a private chat."), alert=True)
