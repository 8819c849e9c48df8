"""List items and table rows as steps: whose, how soon, how important, what goes wrong, what depends on what."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from playbooks.plans import clues, lexicon
from playbooks.plans.markdown import Item, Text
from playbooks.plans.naming import id_for
from playbooks.plans.plan import Contact, Plan, Step

#: Longer than this is read in two pieces: the first sentence, and the rest as its hint.
_LONG = 110
_LONG_CHINESE = 50
_LEAD = re.compile(r"^(?P<lead>[^:：。.]{2,40})\s*[:：]\s*(?P<rest>.*)$")

NewStep = Callable[[str, int], Step]


class Items:
    """Reads into `plan`; remarks go to the step that was read last."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def role(self, name: str) -> str:
        """The id of a role, which is new if nobody was called so yet."""
        name = name.strip().strip("*").strip()
        for id_, known in self._plan.roles.items():
            if known.casefold() == name.casefold():
                return id_
        id_ = id_for(name, self._plan.roles)
        self._plan.roles[id_] = name
        return id_

    def take(self, item: Item, new: NewStep) -> None:
        """One item at the top of a list."""
        if not item.text.plain.strip(" :：*-"):
            for inner in item.items:
                self.take(inner, new)
            return
        whose = item.text.plain.rstrip(" :：")
        if item.items and item.text.plain != whose and self._is_role(whose):
            for inner in item.items:  # “Duty manager:” and below it what they do
                self.take(inner, lambda text, line: _of(new(text, line), self.role(whose)))
            return
        if self.remark(item.text.plain):
            return
        step = self._step(item.text, new(item.text.plain, item.line))
        self._plan.steps.append(step)
        self._nested(step, item.items, new)

    def take_row(self, row: Sequence[Text], columns: Mapping[str, int], line: int, new: NewStep) -> None:
        """One row of a table of tasks."""
        what = row[columns["what"]]
        if not what.plain:
            return
        step = self._step(what, new(what.plain, line))
        if "who" in columns and (who := row[columns["who"]].plain):
            step.role = self.role(who)
        if "when" in columns and (when := row[columns["when"]].plain):
            step.within = step.within or clues.bare_time(when)
            step.every = step.every or clues.every(when)
        self._plan.steps.append(step)

    def remark(self, words: str) -> bool:
        """A caution or a note belongs to the step before it. Whether it was one."""
        return bool(self._plan.steps) and _remarked(self._plan.steps[-1], words)

    def _nested(self, step: Step, items: Sequence[Item], new: NewStep) -> None:
        plain: list[Item] = []
        for item in items:
            words = item.text.plain
            if not _remarked(step, words) and not (step.decides and self._way(step, item, new)):
                plain.append(item)
        if step.decides or (len(plain) == 1 and not plain[0].items and not step.hint):
            step.hint = " ".join([step.hint, *(item.text.plain for item in plain)]).strip()
            return
        for item in _flat(plain):
            step.steps.append(self._step(item.text, Step(item.text.plain, item.line)))

    def _way(self, decision: Step, item: Item, new: NewStep) -> bool:
        """“Yes: …” below a question is a step that there is only then. Whether it was one."""
        outcomes: tuple[lexicon.Opening, ...] = ("yes", "no")
        for outcome in outcomes:
            if (words := lexicon.after(outcome, item.text.plain)) is not None:
                step = self._step(Text(words, item.text.bold), new(words, item.line))
                step.when, step.conditional = (decision, outcome), False
                self._plan.steps.append(step)
                self._nested(step, item.items, new)
                return True
        return False

    def _step(self, text: Text, step: Step) -> Step:
        """`step` with everything that its words say."""
        lead = _LEAD.match(step.text)
        bold = list(text.bold)
        if lead is not None and lead["rest"] and self._is_role(lead["lead"]):
            step.role, step.text = self.role(lead["lead"]), lead["rest"]
            bold = [part for part in bold if part.rstrip(" :：") != lead["lead"].strip()]
        self._brackets(step)
        step.within = step.within or clues.within(step.text)
        step.every = clues.every(step.text)
        step.critical = bool(bold)
        step.calls = [Contact(number, number, step.line) for number in clues.numbers_to_call(step.text)]
        step.decides = step.text.endswith(("?", "？"))
        step.conditional = lexicon.conditional(step.text)
        step.text = step.text[:1].upper() + step.text[1:]
        if len(step.text) > (_LONG_CHINESE if self._plan.language.startswith("zh") else _LONG) and not step.decides:
            step.text, step.hint = clues.first_sentence(step.text)
        return step

    def _brackets(self, step: Step) -> None:
        for inside in clues.brackets(step.text):
            if (time := clues.bare_time(inside)) is not None:
                step.within = time
            elif self._is_role(inside):
                step.role = self.role(inside)
            else:
                continue
            step.text = clues.without_brackets(step.text, inside)

    def _is_role(self, words: str) -> bool:
        words = words.strip().strip("*").strip()
        known = {name.casefold() for name in self._plan.roles.values()}
        return words.casefold() in known or lexicon.is_role(words)


def _of(step: Step, role: str) -> Step:
    step.role = role
    return step


def _remarked(step: Step, words: str) -> bool:
    """Whether `words` were a caution or a note, which `step` has now."""
    if (caution := lexicon.after("caution", words)) is not None:
        step.caution = _joined(step.caution, caution)
    elif (note := lexicon.after("note", words)) is not None:
        step.hint = _joined(step.hint, note)
    else:
        return False
    return True


def _flat(items: Sequence[Item]) -> list[Item]:
    """Steps go one level deep; what is nested deeper stands beside."""
    return [one for item in items for one in (item, *_flat(item.items))]


def _joined(before: str, more: str) -> str:
    more = more[:1].upper() + more[1:]
    return f"{before} {more}".strip()
