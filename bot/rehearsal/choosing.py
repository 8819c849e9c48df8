"""Which answer a virtual player gives: the one with which most of what a scenario expects can be done at all."""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.model import Playbook
from playbooks.model.conditions import All, AnyOf, Compare, Condition, Not
from playbooks.model.scenario import Scenario


def likeliest(playbook: Playbook, scenario: Scenario, question: str) -> list[str]:
    """Labels (English) of the choices of a question, best first; without any, Yes and No.

    What is expected to be answered only later comes last.
    """
    asked = playbook.question_by_id.get(question)
    choices = {choice.id: choice.label.text("en") for choice in getattr(asked, "choices", ())}
    labels = choices or {"no": "No", "yes": "Yes"}
    wanted = list(_conditions(playbook, scenario))
    expected = [one for inject in scenario.injects for one in inject.expects]
    later = {one.outcome for one in expected if one.deed == "answer" and one.of == question}

    def worth(value: str) -> tuple[bool, int]:
        return value not in later, sum(_holds(condition, question, value) is not False for condition in wanted)

    order = sorted(reversed(list(labels)) if choices else list(labels), key=worth, reverse=True)
    return [labels[value] for value in order]


def _conditions(playbook: Playbook, scenario: Scenario) -> Iterator[Condition]:
    """When the steps that are expected are asked for."""
    expected = [one for inject in scenario.injects for one in inject.expects if one.deed == "step"]
    steps = [playbook.step_by_id[one.of] for one in expected if one.of in playbook.step_by_id]
    return (step.when for step in steps if step.when is not None)


def _holds(condition: Condition, question: str, value: str) -> bool | None:
    """Whether it holds with this answer; None where that depends on something else."""
    if isinstance(condition, Compare):
        return _compares(condition, value) if condition.question == question else None
    if isinstance(condition, Not):
        inner = _holds(condition.not_, question, value)
        return None if inner is None else not inner
    if isinstance(condition, All):
        parts = [_holds(one, question, value) for one in condition.all]
        return False if False in parts else None if None in parts else True
    if isinstance(condition, AnyOf):
        parts = [_holds(one, question, value) for one in condition.any]
        return True if True in parts else None if None in parts else False
    return None


def _compares(compare: Compare, value: str) -> bool | None:
    if compare.equals is not None:
        return str(compare.equals) == value
    return value in map(str, compare.in_) if compare.in_ is not None else None
