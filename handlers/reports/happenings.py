"""Entries of a timeline as sentences for the report, a line for each kind that means something to people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handlers.alerts.action_words import KINDS as ACTION_KINDS
from handlers.alerts.action_words import action_line
from handlers.alerts.alarm_words import KINDS, alarm_line
from handlers.alerts.answer_words import question_at
from handlers.alerts.happening_words import AFTER, CLOCK, TAKING, happening_line
from handlers.alerts.reach_words import why_words
from handlers.cases import Entry
from handlers.checklist.marks import FREED, MINE, OPEN, PROOF, WAIVED
from handlers.checklist.record import mark_of
from handlers.checklist.showing.row import reason_words, waiver_words
from handlers.incidents.entry_words import FINDINGS, finding_entry
from handlers.incidents.review_words import KINDS as REVIEWS
from handlers.incidents.review_words import review_entry
from handlers.incidents.words import unmarked
from handlers.proof import Why
from handlers.reports.record import Reading
from handlers.reports.sections.answers import answer
from handlers.reports.sections.checklist import outcome_words, step_text
from handlers.rollcall.entry_words import IN_DOCUMENTS, roll_line
from handlers.team_roles import role_name
from playbooks.locale_format import labelled, series
from playbooks.model import Kind

_AS_IN_DETAILS = (*AFTER, *CLOCK, *TAKING, "noted", "status", "evidence", "resolved", "lost", "withdrawn")


def happening_words(entry: Entry, reading: Reading) -> str:
    """One entry in words, as far as this reader may see it; empty for what only the machine needs to know."""
    if entry.kind in KINDS:
        return alarm_line(entry, reading.directory, reading.playbook, reading.say)
    if entry.kind in FINDINGS:
        return unmarked(finding_entry(entry, reading.directory, reading.say))
    if entry.kind in REVIEWS:
        return reading.text(review_entry(entry, reading.directory, reading.say))
    if entry.kind in ACTION_KINDS:
        return action_line(entry, reading.name(entry.actor), reading.say)
    if entry.kind in IN_DOCUMENTS:
        return roll_line(entry, reading.name, reading.say)
    if entry.kind in _AS_IN_DETAILS:
        return reading.text(happening_line(entry, reading.directory, reading.say))
    words = _WORDS.get(entry.kind)
    return words(entry, reading) if words is not None else ""


def _opened(entry: Entry, reading: Reading) -> str:
    return reading.say("{name} reported it", name=reading.name(entry.actor))


def _told(entry: Entry, reading: Reading) -> str:
    by_id = reading.directory.group_by_id
    groups = [by_id[group].name.text(reading.language) for group in entry.data.get("groups", ()) if group in by_id]
    people = [reading.name(staff) for staff in entry.data.get("people", ())]
    outside = [str(name).upper() for name in entry.data.get("outside", ())]
    whom = series([*groups, *people, *outside], reading.language)
    return reading.say("Told: {whom}", whom=whom) if whom else reading.say("There was nobody to tell")


def _answered(entry: Entry, reading: Reading) -> str:
    """Only of an emergency: of other cases all answers came at once, and stand in the report."""
    if reading.case.kind is not Kind.EMERGENCY or entry.data.get("value") is None:
        return ""
    question, value = _question_and(entry, reading, "value")
    said = labelled(question, value, reading.language)
    return labelled(reading.name(entry.actor), said, reading.language)


def _corrected(entry: Entry, reading: Reading) -> str:
    question, after = _question_and(entry, reading, "after")
    before = _question_and(entry, reading, "before")[1]
    name = reading.name(entry.actor)
    # TRANSLATORS: Somebody changed an answer: the question, what it was before, and what it is now.
    return reading.say(
        "{name} changed “{question}”: {before} → {after}", name=name, question=question, before=before, after=after
    )


def _question_and(entry: Entry, reading: Reading, which: str) -> tuple[str, str]:
    path, value = str(entry.data.get("question", "")), entry.data.get(which)
    question = question_at(reading.playbook, path)
    if question is None:
        return path, reading.text(str(value))
    return question.name(reading.language), "–" if value is None else _shown(reading, question, value)


def _shown(reading: Reading, question: Any, value: Any) -> str:
    return answer(reading, question, value).replace("\n", "; ")


def _step(entry: Entry, reading: Reading) -> str:
    mark = mark_of(entry)
    row = reading.sheet.by_id.get(mark.row) if reading.sheet is not None else None
    if mark.outcome in (MINE, FREED) or row is None:
        return ""
    say, name, step = reading.say, reading.name(mark.by), step_text(reading, row)
    if mark.outcome == OPEN:
        # TRANSLATORS: Somebody said that a step of a checklist is open after all.
        return say("{name} opened again: {step}", name=name, step=step)
    if mark.outcome == PROOF:
        # TRANSLATORS: Somebody sent a photo or place that proves a step of a checklist.
        return say("{name} proved: {step}", name=name, step=step)
    words = [outcome_words(reading, row, mark.outcome)]
    reason = waiver_words if mark.outcome == WAIVED else reason_words
    words += [reading.text(reason(mark.reason, say))] if mark.reason else []
    return f"{name} · {step} → {series(words, reading.language)}"


def _late(entry: Entry, reading: Reading) -> str:
    rows = reading.sheet.by_id if reading.sheet is not None else {}
    steps = [step_text(reading, rows[step]) for step in entry.data.get("steps", ()) if step in rows]
    # TRANSLATORS: Critical steps of a checklist were late, and people in charge were told.
    return reading.say("Late, and said aloud: {steps}", steps=series(steps, reading.language)) if steps else ""


def _deadline(entry: Entry, reading: Reading) -> str:
    """A warning; its key is the milestone and which of its moments has come."""
    milestone, _, which = str(entry.data.get("clock", "")).partition(".")
    rules = reading.case.terms.pack.deadlines if reading.case.terms is not None else ()
    name = next((rule.name.text(reading.language) for rule in rules if rule.milestone.value == milestone), milestone)
    say = reading.say
    words = {
        # TRANSLATORS: After the name of what is owed, such as “Final reply”: people were reminded of it.
        "remind": say("people were reminded"),
        "house": say("our target has passed"),
        "legal": say("the legal limit has passed"),
    }.get(which, say("people were reminded"))
    return labelled(name, words, reading.language)


def _joined(entry: Entry, reading: Reading) -> str:
    who = reading.name(entry.data.get("who") or entry.actor)
    say = reading.say
    # TRANSLATORS: Somebody takes part in an emergency from now on, or no longer.
    return say("{name} joined", name=who) if entry.kind == "joined" else say("{name} left", name=who)


def _offered(entry: Entry, reading: Reading) -> str:
    say = reading.say
    role = role_name(reading.playbook, str(entry.data.get("role")), say)
    who = reading.name(entry.data.get("who"))
    if entry.kind == "declined":
        return say("{name} did not take: {role}", name=who, role=role)
    return say("{name} offered “{role}” to {who}", name=reading.name(entry.actor), role=role, who=who)


def _confirmed(entry: Entry, reading: Reading) -> str:
    return reading.say("{name} said that they have it", name=reading.name(entry.actor))


def _reminded(entry: Entry, reading: Reading) -> str:
    return reading.say("{name} was asked whether they still have it", name=reading.name(entry.data.get("who")))


def _report_asked(entry: Entry, reading: Reading) -> str:
    return reading.say("A situation report was asked for")


def _finished(entry: Entry, reading: Reading) -> str:
    return reading.say("Every step of the checklist was settled")


def _second_checklist(entry: Entry, reading: Reading) -> str:
    opened = reading.record.editions(str(entry.data.get("edition", "")))
    title = opened.title.text(reading.language) if opened is not None else str(entry.data.get("playbook", ""))
    return reading.say("{name} opened another checklist: {title}", name=reading.name(entry.actor), title=title)


def _unreached(entry: Entry, reading: Reading) -> str:
    return reading.say("Nobody could be reached")


def _undelivered(entry: Entry, reading: Reading) -> str:
    group = reading.directory.group_by_id.get(str(entry.data.get("group", "")))
    who = group.name.text(reading.language) if group is not None else reading.name(entry.data.get("staff"))
    why = str(entry.data.get("why", ""))
    words = why_words(Why(why), reading.say) if why in tuple(Why) else why
    return reading.say("{name} could not be reached ({why})", name=who, why=words)


def _report(entry: Entry, reading: Reading) -> str:
    # TRANSLATORS: Somebody was sent the report of a case as a document.
    return reading.say("{name} had the report sent", name=reading.name(entry.actor))


_WORDS: dict[str, Callable[[Entry, Reading], str]] = {
    "opened": _opened,
    "notified": _told,
    "answered": _answered,
    "corrected": _corrected,
    "step": _step,
    "late": _late,
    "deadline": _deadline,
    "joined": _joined,
    "left": _joined,
    "offered": _offered,
    "declined": _offered,
    "confirmed": _confirmed,
    "reminded": _reminded,
    "report_asked": _report_asked,
    "finished": _finished,
    "joined_checklist": _second_checklist,
    "unreached": _unreached,
    "undelivered": _undelivered,
    "report": _report,
}
