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
      - {id: call, text: Call, after: [headcuont]}
      - {id: headcount, text: Count}
Bad:
    steps:
      - {id: call, text: Call, within: 5min, since: headcuont}
      - {id: headcount, text: Count}
Bad:
    tracks: [{id: outside, name: Outside}]
    steps:
      - {id: call, text: Call, track: otside}
Bad:
    steps:
      - {id: call, text: Call, role: warden}
Bad:
    steps:
      - {id: call, text: Call, when: {step: cal, outcome: done}}
Bad:
    resolution: {outcomes: [{id: a, label: A}, {id: b, label: B}], reply: offered, contact: [phoen]}
Bad:
    resolution:
      outcomes: [{id: a, label: A}, {id: b, label: B}]
      reply: offered
      reply_when: {question: phoen, answered: true}
Bad:
    levels: [{id: local, name: Local}, {id: full, name: Full, roles: [warden]}]
Bad:
    levels: [{id: local, name: Local}]
    steps:
      - {id: call, text: Call, when: {level: locla}}
Bad:
    levels: [{id: local, name: Local}, {id: full, name: Full, when: {level: local}}]
Bad:
    steps:
      - {id: smoke, text: Smoke?, decide: [{id: "yes", label: Smoke}, {id: "no", label: None}]}
      - {id: call, text: Call, when: {step: smoke, outcome: done}}
Bad:
    steps:
      - {id: look, text: Look}
      - {id: call, text: Call, when: {step: look, outcome: "yes"}}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from playbooks.lint.subject import Leaf, Location, Rule, Subject, asked, leaves, rules, stepped
from playbooks.model import Compare, LevelIs, PlainStep, StepOutcome
from playbooks.model.steps import ACTIVATION
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
        yield from _step(subject, leaf.location, leaf.part)
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


def _step(subject: Subject, location: Location, part: StepOutcome) -> Iterator[Problem]:
    steps = subject.playbook.step_by_id
    yield from _unknown(subject, (*location, "step"), part.step, steps, "step")
    if part.step in steps:
        possible = outcomes_of(steps[part.step])
        if part.outcome not in possible:
            wrong = f"`{part.step}` never ends `{part.outcome}`"
            yield subject.error((*location, "outcome"), wrong, instead(part.outcome, possible))


def outcomes_of(step: PlainStep) -> list[str]:
    """How a step can end."""
    return [*([option.id for option in step.decide] or ["done"]), "not_applicable", "cannot"]


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
    for index, name in enumerate(playbook.resolution.contact if playbook.resolution else ()):
        yield from _unknown(subject, ("resolution", "contact", index), name, playbook.question_by_id, "question")
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
    roles, tracks = [role.id for role in playbook.roles], [track.id for track in playbook.tracks]
    steps = list(playbook.step_by_id)
    for location, step in stepped(playbook):
        if step.role is not None:
            yield from _unknown(subject, (*location, "role"), step.role, roles, "role")
        track = getattr(step, "track", None)
        if track is not None:
            yield from _unknown(subject, (*location, "track"), track, tracks, "track")
        for number, name in enumerate(step.after):
            yield from _unknown(subject, (*location, "after", number), name, steps, "step")
        yield from _unknown(subject, (*location, "since"), step.since, [ACTIVATION, *steps], "step")
        for number, name in enumerate(step.levels):
            yield from _unknown(subject, (*location, "levels", number), name, playbook.level_by_id, "level")


def _named_in_levels(subject: Subject) -> Iterator[Problem]:
    roles = [role.id for role in subject.playbook.roles]
    for index, level in enumerate(subject.playbook.levels):
        for number, role in enumerate(level.roles):
            yield from _unknown(subject, ("levels", index, "roles", number), role, roles, "role")


def _unknown(subject: Subject, location: Location, name: str, known: Iterable[str], what: str) -> Iterator[Problem]:
    known = list(known)
    if name not in known:
        yield subject.error(location, f"there is no {what} `{name}` here", instead(name, known))
