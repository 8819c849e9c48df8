"""From the blocks of a file to a plan: what each section is about, and what its lists and tables say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from playbooks.model import Kind, Phase
from playbooks.plans import clues, lexicon
from playbooks.plans.items import Items
from playbooks.plans.markdown import Block, Heading, Item, Paragraph, Table, Text, blocks
from playbooks.plans.naming import id_for, language_of
from playbooks.plans.numbered import with_headings
from playbooks.plans.plan import Contact, Plan, Step
from playbooks.words import Language

_NUMBERING = re.compile(
    r"^(?:(?:step|phase|section|part|fase|passo|secção|parte)\s+)?(?:\d+(?:\.\d+)*[.)、:：]?|[一二三四五六七八九十]+[、.．]"
    r"|[（(][一二三四五六七八九十\d]+[)）]|第[一二三四五六七八九十\d]+[章节節部阶階步][段分骤驟]?[:：]?)\s*(?:[-–—:]\s*)?",
    re.I,
)
#: A line that is numbered by hand, as word processors leave them: `2.1 …`, `a) …`, `（一）…`, `1、…`.
_ENUMERATED = re.compile(
    r"^\s*(?:\d+(?:\.\d+)+\.?\s|[(（]?(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})[)）]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、．]|\d{1,2}\.\s)"
    r"\s*(?P<words>\S.*)$"
)
_LONGEST_SUMMARY = 200
_LONGEST_HEADING = 60
_LONGEST_NUMBER = 60  # characters of what stands where a number should
_BELOW_ALL = 7  # Markdown has six levels of headings
#: The step of the numbers that no other step names.
_CALLING = {
    "en": "Call whom you need",
    "zh-Hans": "按需要打电话",
    "zh-Hant": "按需要致電",
    "pt": "Ligue a quem precisar",
}


@dataclass(slots=True)
class _Section:
    """Where reading has come to."""

    level: int = 0
    part: lexicon.Part = "steps"
    phase: Phase = "respond"
    title: str = ""
    track: str | None = None
    role: str | None = None


def read_plan(text: str, kind: Kind | None = None, language: Language | None = None) -> Plan:
    """What `text` (Markdown) says, in its own language unless another is given."""
    found = [*with_headings(blocks(text))]
    title = next((block.text.plain for block in found if isinstance(block, Heading)), "")
    plan = Plan(lexicon.subject_of(_plain(title)) or "Plan", language or language_of(text), kind or _kind_of(title))
    reader = _Reader(plan)
    for block in found:
        reader.read(block)
    reader.finish()
    return plan


def _kind_of(title: str) -> Kind:
    return Kind(lexicon.which("kinds", title) or Kind.EMERGENCY)


def _plain(heading: str) -> str:
    words = _NUMBERING.sub("", heading).strip(" :：")
    return words.capitalize() if words.isupper() else words


class _Reader:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._items = Items(plan)
        self._sections = [_Section()]
        self._titled = False

    @property
    def _here(self) -> _Section:
        return self._sections[-1]

    def read(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Item():
                self._item(block)
            case Table():
                self._table(block)
            case Paragraph():
                self._paragraph(block)

    def finish(self) -> None:
        """Gives everything an id, and every step the numbers of those it names."""
        plan = self._plan
        used = {step.track for step in plan.steps}
        plan.tracks = {id_: name for id_, name in plan.tracks.items() if id_ in used}
        if len(plan.tracks) < 2:
            plan.tracks = {}
        taken: set[str] = set()
        for step in (one for top in plan.steps for one in (top, *top.steps)):
            step.track = step.track if step.track in plan.tracks else None
            step.id = id_for(step.text, taken)
            taken.add(step.id)
        self._give_contacts()

    def _heading(self, heading: Heading) -> None:
        if not self._titled:
            self._titled = True
            return
        while len(self._sections) > 1 and self._here.level >= heading.level:
            self._sections.pop()
        title, above = _plain(heading.text.plain), self._here
        part = cast(lexicon.Part, lexicon.which("sections", title) or above.part)
        phase = cast(Phase | None, lexicon.which("phases", title))
        section = _Section(heading.level, part, phase or above.phase, title, above.track, above.role)
        if part == "steps":
            self._name_section(section, named_phase=phase is not None)
        self._sections.append(section)

    def _name_section(self, section: _Section, named_phase: bool) -> None:
        """A heading that names somebody says whose the steps are; any other but a phase's is a track."""
        if lexicon.is_role(section.title):
            section.role = self._items.role(section.title)
        elif not named_phase:
            section.track = next((id_ for id_, name in self._plan.tracks.items() if name == section.title), None)
            if section.track is None:
                section.track = id_for(section.title, self._plan.tracks)
                self._plan.tracks[section.track] = section.title

    def _item(self, item: Item) -> None:
        part = self._here.part
        if part == "steps":
            self._items.take(item, self._step_here)
        elif part == "contacts":
            self._contact(item.text.plain, item.line)
            for inner in item.items:
                self._contact(inner.text.plain, inner.line)
        elif part == "roles":
            self._role(item)
        elif part == "sources":
            self._plan.sources.append(item.text.plain)
        else:
            self._leave(item.line, item.text.plain)

    def _step_here(self, text: str, line: int) -> Step:
        here = self._here
        return Step(text, line, track=here.track, phase=here.phase, role=here.role)

    def _role(self, item: Item) -> None:
        """`**Duty manager:** leads` names a role; what it does is kept beside."""
        name, _, does = re.sub(r"[：]", ":", item.text.plain).partition(":")
        if len(name) <= 40:
            self._items.role(name.strip())
        for line, words in [(item.line, does.strip()), *((inner.line, inner.text.plain) for inner in item.items)]:
            if words:
                self._leave(line, f"{name.strip()}: {words}")

    def _contact(self, text: str, line: int) -> None:
        number = clues.phone(text) or next(iter(re.findall(r"\b\d{3}\b", text)), None)
        if number is None:
            self._leave(line, text)
            return
        name = re.sub(r"[\s:：,，(（\-–—|]+$", "", text.partition(number)[0])
        self._plan.contacts.append(Contact(name or number, number, line))
        self._plan.contacts_title = self._plan.contacts_title or self._here.title

    def _paragraph(self, paragraph: Paragraph) -> None:
        words, plan = paragraph.text.plain, self._plan
        if (owner := _owner(words)) is not None:
            plan.owner = owner
        elif _stands_as_heading(paragraph):
            self._heads(_plain(words))
        elif self._items.remark(words) or self._line_by_line(paragraph):
            return
        elif not plan.summary and not plan.steps and len(self._sections) == 1 and len(words) <= _LONGEST_SUMMARY:
            plan.summary = words
        elif self._here.part == "sources":
            plan.sources.append(words)
        else:
            self._leave(paragraph.line, words)

    def _heads(self, words: str) -> None:
        """A line in bold heads what follows as a heading would, down to the next one."""
        if self._here.level == _BELOW_ALL:
            self._sections.pop()
        self._heading(Heading(_BELOW_ALL, Text(words), 0))

    def _line_by_line(self, paragraph: Paragraph) -> bool:
        """Numbers to call, or items numbered by hand, each on a line of its own. Whether that is what it is."""
        lines = [line for line in paragraph.text.lines if line.strip()]
        if self._here.part == "contacts":
            for line in lines:
                self._contact(line.strip(), paragraph.line)
            return True
        found = [_ENUMERATED.match(line) for line in lines]
        if self._here.part != "steps" or not all(found):
            return False
        for match in found:
            words = match["words"].strip().rstrip(";；") if match else ""
            if words.endswith((":", "：")):
                self._heads(words.rstrip(":： "))
            else:
                bold = tuple(part for part in paragraph.text.bold if part in words)
                self._items.take(Item(Text(words, bold), paragraph.line), self._step_here)
        return True

    def _table(self, table: Table) -> None:
        columns = _columns(table)
        if "what" in columns:
            for row in table.rows:
                self._items.take_row(row, columns, table.line, self._step_here)
        elif "number" in columns:
            for row in table.rows:
                cells = [cell.plain for cell in row]
                number = clues.phone(cells[columns["number"]]) or cells[columns["number"]]
                if number:
                    name = cells[columns["name"]] or number
                    self._plan.contacts.append(Contact(name, number[:_LONGEST_NUMBER], table.line))
            if self._here.part == "contacts":
                self._plan.contacts_title = self._plan.contacts_title or self._here.title
        else:
            for row in table.rows:
                self._leave(table.line, " | ".join(cell.plain for cell in row))

    def _leave(self, line: int, words: str) -> None:
        self._plan.left.append((line, words))

    def _give_contacts(self) -> None:
        """Numbers go to the steps that name whose they are; the others make a step of their own, so none is lost."""
        plan = self._plan
        every = [one for step in plan.steps for one in (step, *step.steps)]
        unnamed = list(plan.contacts)
        for step in every:
            for contact in plan.contacts:
                known = {call.number for call in step.calls}
                named = contact.name.casefold() in step.text.casefold() and lexicon.calls(step.text)
                if named and contact.number not in known:
                    step.calls.append(contact)
                if contact.number in {call.number for call in step.calls} and contact in unnamed:
                    unnamed.remove(contact)
        names = {contact.number: contact for contact in plan.contacts}
        for step in every:
            step.calls = [names.get(call.number, call) for call in step.calls]
        if unnamed:
            title = plan.contacts_title or _CALLING[plan.language]
            step = Step(title, unnamed[0].line, id_for(title, {s.id for s in every}), calls=unnamed)
            later = next((i for i, s in enumerate(plan.steps) if s.phase != "respond"), len(plan.steps))
            plan.steps.insert(later, step)


def _owner(words: str) -> str | None:
    """What follows “Owner:”, at the beginning of a line or of a part of it."""
    parts = (lexicon.after("owner", part.strip()) for part in words.split("|"))
    return next((part for part in parts if part), None)


def _stands_as_heading(paragraph: Paragraph) -> bool:
    """Whether it is one short line, all of it in bold, that is no sentence."""
    words = paragraph.text.plain.strip()
    is_short = 0 < len(words) <= _LONGEST_HEADING
    return is_short and paragraph.text.bold == (words,) and words[-1] not in ".!?。！？"


def _columns(table: Table) -> dict[str, int]:
    """Which column says what; a column of numbers is one whatever its head says."""
    found: dict[str, int] = {}
    for index, head in enumerate(table.head):
        name = lexicon.which("columns", head)
        if name is not None:
            found.setdefault(name, index)
    if "what" not in found and "number" not in found:
        numbers = _numbers(table.rows, len(table.head))
        if numbers is not None:
            found["number"] = numbers
    if "number" in found:
        others = [index for index in range(len(table.head)) if index != found["number"]]
        found.setdefault("name", others[0] if others else found["number"])
    return found


def _numbers(rows: Sequence[Sequence[object]], width: int) -> int | None:
    """The column in which most cells are phone numbers."""
    for index in range(width):
        cells = [str(getattr(row[index], "plain", "")) for row in rows]
        if cells and sum(clues.phone(cell) is not None for cell in cells) * 2 > len(cells):
            return index
    return None
