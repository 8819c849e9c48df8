"""What a playbook refers to is in it.

Good:
    questions:
      - {id: hurt, type: yes_no, ask: Hurt?}
      - {id: where, type: place, ask: Where?, when: {question: hurt, equals: yes}}
    place: where
    headline: [hurt]
Bad:
    questions:
      - {id: hurt, type: yes_no, ask: Hurt?}
      - {id: where, type: place, ask: Where?, when: {question: hrut, equals: yes}}
Bad:
    questions:
      - {id: injured, type: repeat, ask: Who?, each: Person, questions: [{id: bad, type: yes_no, ask: Bad?}]}
      - {id: more, type: text, ask: More?, when: {question: bad, equals: yes}}
Bad:
    place: where
Bad:
    questions:
      - {id: where, type: text, ask: Where?}
    place: where
Bad:
    headline: [nothing]
Bad:
    steps:
      - {id: call, text: Call, next: [{to: headcuont}]}
      - {id: headcount, text: Count}
Bad:
    steps:
      - {id: call, text: Call, role: warden}
Bad:
    steps:
      - {id: call, text: Call, when: {step: cal, outcome: done}}
Bad:
    levels: [{id: local, name: Local}, {id: full, name: Full, roles: [warden]}]
Bad:
    levels: [{id: local, name: Local}]
    steps:
      - {id: call, text: Call, when: {level: locla}}
Bad:
    levels: [{id: local, name: Local}, {id: full, name: Full, when: {level: local}}]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from playbooks.lint.subject import Leaf, Location, Rule, Subject, asked, leaves, rules
from playbooks.model import Compare, LevelIs, StepOutcome
from playbooks.problems import Problem, instead


def check(subject: Subject) -> Iterator[Problem]:
    for rule in rules(subject.playbook):
        for leaf in leaves(rule.condition, rule.location):
            yield from _leaf(subject, rule, leaf)
    yield from _named_questions(subject)
    yield from _named_in_steps(subject)
    yield from _named_in_levels(subject)


def _leaf(subject: Subject, rule: Rule, leaf: Leaf) -> Iterator[Problem]:
    if isinstance(leaf.part, Compare):
        yield from _question(subject, rule, (*leaf.location, "question"), leaf.part.question)
    elif not isinstance(leaf.part, StepOutcome):
        yield from _level(subject, rule, leaf, leaf.part)
    elif rule.sees_steps:
        yield from _unknown(subject, (*leaf.location, "step"), leaf.part.step, subject.playbook.step_by_id, "step")
    else:
        wrong = f"{rule.of} looks at a step, but steps come later"
        yield subject.error((*leaf.location, "step"), wrong, "look at a question instead")


def _level(subject: Subject, rule: Rule, leaf: Leaf, part: LevelIs) -> Iterator[Problem]:
    place = (*leaf.location, "level" if part.level is not None else "level_at_least")
    if rule.sees_levels:
        yield from _unknown(subject, place, part.named, subject.playbook.level_by_id, "level")
    else:
        wrong = f"{rule.of} looks at the level, which only steps and routes can"
        yield subject.error(place, wrong, "look at what the level itself looks at")


def _question(subject: Subject, rule: Rule, location: Location, name: str) -> Iterator[Problem]:
    known = [*rule.known, *rule.later]
    group = next(
        (item.repeat.id for item in asked(subject.playbook) if item.repeat and item.question.id == name), None
    )
    if name not in known and group is not None:
        wrong = f"`{name}` is asked once for every round of `{group}`, so it has no one answer out here"
        yield subject.error(location, wrong, f"look at `{group}` (how many), or ask outside the group")
    else:
        yield from _unknown(subject, location, name, known, "question")


def _named_questions(subject: Subject) -> Iterator[Problem]:
    playbook = subject.playbook
    for index, name in enumerate(playbook.headline):
        yield from _unknown(subject, ("headline", index), name, playbook.question_by_id, "question")
    if playbook.place is None:
        return
    places = [question.id for question in playbook.questions if question.type == "place"]
    if playbook.place in playbook.question_by_id and playbook.place not in places:
        wrong = f"`{playbook.place}` does not ask for a place"
        yield subject.error(("place",), wrong, instead(playbook.place, places) if places else "give it `type: place`")
    else:
        yield from _unknown(subject, ("place",), playbook.place, places, "question")


def _named_in_steps(subject: Subject) -> Iterator[Problem]:
    playbook = subject.playbook
    roles = [role.id for role in playbook.roles]
    targets = [*playbook.step_by_id, "end"]
    for index, step in enumerate(playbook.steps):
        if step.role is not None:
            yield from _unknown(subject, ("steps", index, "role"), step.role, roles, "role")
        for number, branch in enumerate(step.next):
            yield from _unknown(subject, ("steps", index, "next", number, "to"), branch.to, targets, "step")


def _named_in_levels(subject: Subject) -> Iterator[Problem]:
    roles = [role.id for role in subject.playbook.roles]
    for index, level in enumerate(subject.playbook.levels):
        for number, role in enumerate(level.roles):
            yield from _unknown(subject, ("levels", index, "roles", number), role, roles, "role")


def _unknown(subject: Subject, location: Location, name: str, known: Iterable[str], what: str) -> Iterator[Problem]:
    known = list(known)
    if name not in known:
        yield subject.error(location, f"there is no {what} `{name}` here", instead(name, known))
