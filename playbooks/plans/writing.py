"""From a plan to the YAML of a draft, in which everything that somebody must still decide is marked `# TODO`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from playbooks.model import Kind
from playbooks.plans.naming import id_for
from playbooks.plans.plan import Plan, Step
from playbooks.plans.questions import QUESTIONS
from playbooks.plans.reading import read_plan
from playbooks.words import LANGUAGES, Language

TODO = "# TODO"
_PLAIN = re.compile(r"[A-Za-zÀ-ú\u3400-\u9fff][\wÀ-ú\u3400-\u9fff .'’“”/()%+-]*")
_WORDS_OF_YAML = {"yes", "no", "true", "false", "null", "on", "off", "y", "n"}
_CLOSING = {"en": "Thank you.", "zh-Hans": "谢谢。", "zh-Hant": "多謝。", "pt": "Obrigado."}
_YES_NO = (
    '      - {id: "yes", label: {en: "Yes", zh-Hans: 是, zh-Hant: 是, pt: Sim}}',
    '      - {id: "no", label: {en: "No", zh-Hans: 否, zh-Hant: 否, pt: Não}}',
)


@dataclass(frozen=True, slots=True)
class Drafted:
    """`yaml` is the file's text; `steps` and `left` count what was taken over and what found no place."""

    id: str
    yaml: str
    language: Language
    steps: int
    left: int

    def todos(self) -> Iterator[tuple[int, str]]:
        """The line of each mark, and what is to be done there."""
        for number, line in enumerate(self.yaml.splitlines(), 1):
            _, found, what = line.partition(TODO)
            if found:
                yield number, what.lstrip(": ")


def draft(
    name: str,
    text: str,
    today: date,
    *,
    kind: Kind | None = None,
    id_: str | None = None,
    language: Language | None = None,
) -> Drafted:
    """A draft of the plan `text` (Markdown), which is called `name`."""
    plan = read_plan(text, kind, language)
    playbook = id_ or id_for(plan.title, ())
    lines = list(_Writer(plan, name, playbook, today).lines())
    steps = sum(1 + len(step.steps) for step in plan.steps)
    return Drafted(playbook, "\n".join(lines) + "\n", plan.language, steps, len(plan.left))


@dataclass(frozen=True, slots=True)
class _Writer:
    plan: Plan
    name: str
    id: str
    today: date

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield ""
        yield from QUESTIONS[self.plan.kind]
        yield from self._names("roles", self.plan.roles)
        yield from self._names("tracks", self.plan.tracks)
        if self.plan.steps:
            yield ""
            yield "steps:"
        for step in self.plan.steps:
            yield from self._step(step, "  ")
        yield ""
        yield f"closing: {{{', '.join(f'{language}: {words}' for language, words in _CLOSING.items())}}}"
        yield from self._left()

    def _head(self) -> Iterator[str]:
        plan = self.plan
        yield f"# A draft made of {self.name}. Each TODO is something the plan does not say, or not in all languages;"
        yield "# until it is written, readers of another see the words of the plan. Read it through with its author."
        yield f"id: {self.id}"
        yield f"kind: {plan.kind.value}"
        yield f"owner: {_scalar(plan.owner or 'Nobody yet')}" + (
            "" if plan.owner else f"  {TODO}: who keeps it right?"
        )
        yield "version: 1"
        yield f"reviewed: {self.today.isoformat()}  {TODO}: the day somebody has read it through and found it right"
        yield "sources:"
        for source in [f"{self.name}, as imported on {self.today.isoformat()}", *plan.sources]:
            yield f"  - {_scalar(source)}"
        yield f"title: {self._words(plan.title)}"
        if plan.summary:
            yield f"summary: {self._words(plan.summary)}"
        alias = plan.title.lower()
        yield f"aliases: {{{plan.language}: [{_scalar(alias)}]}}  {TODO}: what people call it, in each language"
        if plan.kind is Kind.EMERGENCY:
            yield f"severity: high  {TODO}: how bad it is from the start (low, normal, high, critical)"

    def _names(self, field: str, names: dict[str, str]) -> Iterator[str]:
        if names:
            yield ""
            yield f"{field}:"
        for id_, name in names.items():
            yield f"  - id: {id_}"
            yield f"    name: {self._words(name)}"

    def _step(self, step: Step, indent: str) -> Iterator[str]:
        inner = indent + "  "
        yield f"{indent}- id: {step.id}"
        yield f"{inner}text: {self._words(step.text)}"
        for field in ("hint", "caution"):
            if words := getattr(step, field):
                yield f"{inner}{field}: {self._words(words)}"
        yield from (inner + line for line in self._fields(step))
        if step.decides:
            yield f"{inner}decide:"
            yield from (indent + line[4:] if len(indent) > 2 else line for line in _YES_NO)
        if step.calls:
            yield f"{inner}call:"
        for contact in step.calls:
            name = _scalar(contact.name, always=True) if contact.name == contact.number else self._words(contact.name)
            name, _, todo = name.partition("  #")
            mark = f"  #{todo}" if todo else ""
            yield f"{inner}  - {{name: {name}, number: {_scalar(contact.number, always=True)}}}{mark}"
        if step.steps:
            yield f"{inner}steps:"
        for one in step.steps:
            yield from self._step(one, inner + "  ")

    def _fields(self, step: Step) -> Iterator[str]:
        if step.track:
            yield f"track: {step.track}"
        if step.phase != "respond":
            yield f"phase: {step.phase}"
        if step.role:
            yield f"role: {step.role}"
        if step.within:
            yield f"within: {_length(step.within)}"
        if step.every:
            yield f"every: {_length(step.every)}  {TODO}: until when?"
        if step.critical:
            yield "critical: true"
        if step.when is not None:
            yield f'when: {{step: {step.when[0].id}, outcome: "{step.when[1]}"}}'
        if step.conditional:
            yield f"{TODO}: it says “if”: add `when:`, so that it is shown only then"

    def _left(self) -> Iterator[str]:
        if self.plan.left:
            yield ""
            yield f"# Not taken over, by line of {self.name}:  {TODO}: see what of it staff need"
        for line, words in self.plan.left:
            yield f"#   {line}: {words}"

    def _words(self, text: str) -> str:
        missing = _missing(self.plan.language)
        return f"{{{self.plan.language}: {_scalar(text, flow=True)}}}  {TODO}: {', '.join(missing)}"


def _missing(written: Language) -> Sequence[Language]:
    """The languages a text still lacks; one Chinese script stands in for the other."""
    scripts = {"zh-Hans", "zh-Hant"}
    stands_in = scripts if written in scripts else {written}
    return [language for language in LANGUAGES if language not in stands_in]


def _scalar(text: str, *, flow: bool = False, always: bool = False) -> str:
    """`text` as YAML reads it back: plain where that is safe, else in quotes."""
    risky = flow or always or text.lower() in _WORDS_OF_YAML or not _PLAIN.fullmatch(text) or text != text.strip()
    if always or (risky and not (flow and _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML)):
        return json.dumps(text, ensure_ascii=False)
    return text


def _length(time: timedelta) -> str:
    seconds = int(time.total_seconds())
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
