"""What an incident is about, said in two taps by whoever is responsible: the area, then the node."""

from __future__ import annotations

from dataclasses import replace

from handlers.cases import Case
from handlers.desk.cases.copies import amend_cards
from handlers.desk.cases.news import about
from handlers.desk.incidents.answering import given_now, may_here, position, show_here, two_across
from handlers.desk.incidents.recording import record_findings
from handlers.desk.team.teamwork import case_button
from handlers.desk.visit import Visit
from handlers.incidents.category import About
from handlers.incidents.words import about_words, area_name, node_name
from handlers.messages import Button, Message, plain
from playbooks.locale_format import labelled
from playbooks.model import Area, Node
from playbooks.phrases import Phrases

_AREAS, _NODES = tuple(Area), tuple(Node)


def ask_area(visit: Visit, case: Case) -> None:
    """The first tap: what is it about?"""
    if may_here(visit, case):
        show_here(visit, case, lambda say: area_question(case, say), replaces=False)


def ask_where_wanted(visit: Visit, case: Case) -> None:
    """After the grade, where the playbook wants a person's word on what it is about and there is none yet."""
    if wants_category(visit, case):
        show_here(visit, case, lambda say: area_question(case, say), replaces=False)


def wants_category(visit: Visit, case: Case) -> bool:
    """Whether somebody who is responsible is still to say what it is about."""
    category = given_now(visit, case).playbook.category
    said = case.about is not None and case.about.by is not None
    return category is not None and category.ask and not said


def area_question(case: Case, say: Phrases) -> Message:
    """The five areas; what it is now is marked."""
    now = case.about.area if case.about is not None else None
    keys = [_key(case, area_name(area, say), f"area={index}", area is now) for index, area in enumerate(_AREAS)]
    # TRANSLATORS: Asked of whoever is responsible for an incident; the answers are People, Technology and so on.
    return plain(say("What is {number} about?", number=case.number) + about(case), *two_across(keys))


def take_area(visit: Visit, case: Case, argument: str) -> None:
    """Kept at once; where in the way of an order is asked next, in place of the first question."""
    chosen = position(argument, len(_AREAS))
    if not may_here(visit, case):
        return
    if chosen is None:
        visit.toast(visit.say("That button does nothing here."))
        return
    before = case.about or About()
    changed = _keep(visit, case, replace(before, area=_AREAS[chosen], by=visit.staff.id))
    show_here(visit, changed, lambda say: _node_question(changed, say), replaces=True)


def _node_question(case: Case, say: Phrases) -> Message:
    now = case.about.node if case.about is not None else None
    keys = [_key(case, node_name(node, say), f"node={index}", node is now) for index, node in enumerate(_NODES)]
    # TRANSLATORS: Button: no order was involved, so none of its four stages.
    none = _key(case, say("None of these"), "node=no", False)
    words = f"✓ {about_words(replace(case.about or About(), node=None), say)}\n"
    # TRANSLATORS: Asked after what an incident is about; answers: Order intake, Dispatch, Execution, Acceptance.
    return plain(words + say("Where in the way of an order did it go wrong?"), *two_across(keys), (none,))


def take_node(visit: Visit, case: Case, argument: str) -> None:
    """The last word on what it is about."""
    chosen = position(argument, len(_NODES))
    if not may_here(visit, case):
        return
    if chosen is None and argument != "no":
        visit.toast(visit.say("That button does nothing here."))
        return
    node = None if chosen is None else _NODES[chosen]
    changed = _keep(visit, case, replace(case.about or About(), node=node, by=visit.staff.id))

    def done(say: Phrases) -> Message:
        again = case_button(changed, say("Change the category"), "cat")
        return plain("✓ " + labelled(changed.number, about_words(changed.about, say), say.language), (again,))

    show_here(visit, changed, done, replaces=True)
    visit.toast(visit.say("Done."))


def _keep(visit: Visit, case: Case, said: About) -> Case:
    changed = replace(case, about=said, version=case.version + 1)
    visit.uow.keep_case(changed)
    record_findings(visit, case, changed)
    amend_cards(visit, changed)
    return changed


def _key(case: Case, label: str, action: str, now: bool) -> Button:
    return case_button(case, f"● {label}" if now else label, action)
