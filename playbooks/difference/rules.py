"""How bad it is, who is told, how far it can grow, how it is closed, by what it is found, and who looks after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from playbooks.difference.change import Change, Who
from playbooks.difference.fields import Switch, changed_fields, other_fields
from playbooks.difference.lists import compared
from playbooks.difference.naming import Names, value
from playbooks.difference.questions import news
from playbooks.model import Playbook, Resolution
from playbooks.model.incidents import Scores

_OWNED: Mapping[str, str | Switch] = {
    "version": "the version",
    "reviewed": "the day of its review",
    "owner": "the owner",
}
_GRADERS = {"reporter": "Whoever reports it", "duty-manager": "Whoever takes the case"}
#: Fields of a playbook that have sentences of their own, here or beside.
_TOLD = {"id", "kind", "sources", "title", "summary", "aliases", "examples", "place", "headline", "questions"}
_TOLD |= {
    "severity",
    "severity_rules",
    "category",
    "grading",
    "routing",
    "roles",
    "levels",
    "tracks",
    "variables",
    "steps",
}
_TOLD |= {"report_every", "resolution", "closing", "changes", "must_read", "map", *_OWNED}
_REPLIES = {None: "no longer asked for", "offered": "offered", "required": "required"}


def changes(old: Playbook, new: Playbook, language: str) -> Iterator[Change]:
    """Everything besides questions, steps and words."""
    before, after = Names(old, language), Names(new, language)
    if old.kind is not new.kind:
        yield Change(Who.REPORTER, f"It is now of the kind {new.kind.value} (was {old.kind.value}).", "kind")
    if old.severity is not new.severity:
        text = f"A case now starts as {new.severity.value} (was {old.severity.value})."
        yield Change(Who.ALERTED, text, "severity")
    yield from _sentences(
        _severities(before), _severities(after), "severity_rules", "It is {}.", "It is no longer {}."
    )
    yield from _sentences(_routes(before), _routes(after), "routing", "Told now: {}.", "No longer told: {}.")
    yield from _levels(old, new, before, after)
    yield from _resolution(old, new, before, after)
    yield from _found_by(old, new)
    yield from changed_fields(old, new, "The playbook", "playbook", Who.OWNER, _OWNED)
    yield from _incidents(old, new, after)
    yield from _read_by(old, new, after)
    yield from other_fields(old, new, "The playbook", "playbook", Who.OWNER, _TOLD)
    if old.sources != new.sources:
        came, went = news(old.sources, new.sources)
        text = "; ".join([*([f"new {came}"] if came else []), *([f"gone {went}"] if went else [])]) or "another order"
        yield Change(Who.OWNER, f"Sources: {text}.", "sources")


def _incidents(old: Playbook, new: Playbook, names: Names) -> Iterator[Change]:
    """What its cases are about, and who grades them."""
    if old.category != new.category:
        asked = new.category is not None and new.category.ask
        more = "; whoever takes a case is asked" if asked else ""
        yield Change(Who.ALERTED, f"What its cases are about is told in another way{more}.", "category")
    if old.grading != new.grading:
        views = " and ".join(names.question(scores.question) for scores in _scores(new))
        by = "Nobody is asked any more" if new.grading is None else f"{_GRADERS[new.grading.by]} says"
        seen = f", by the answers to {views}" if views else ""
        yield Change(Who.ALERTED, f"{by} how likely and how bad it is{seen}.", "grading")


def _scores(playbook: Playbook) -> list[Scores]:
    grading = playbook.grading
    given = (grading.likelihood, grading.impact) if grading is not None else ()
    return [scores for scores in given if scores is not None]


def _read_by(old: Playbook, new: Playbook, names: Names) -> Iterator[Change]:
    """What staff must read of it, and who. What becomes of reports under way is told when it is published."""
    if old.changes != new.changes and new.changes:
        words = ", ".join(names.words(one) for one in new.changes)
        yield Change(Who.REPORTER, f"To be read: {words}.", "changes")
    if old.must_read != new.must_read:
        readers = new.must_read
        who = (
            "the groups that are told"
            if readers is None
            else ", ".join([*readers.groups, *readers.roles, *readers.sites])
        )
        yield Change(Who.OWNER, f"What is new must be read by: {who}.", "must_read")


def _sentences(old: list[str], new: list[str], part: str, more: str, less: str) -> Iterator[Change]:
    for one in new:
        if one not in old:
            yield Change(Who.ALERTED, more.format(one), part, "more")
    for one in old:
        if one not in new:
            yield Change(Who.ALERTED, less.format(one), part, "less")


def _severities(names: Names) -> list[str]:
    return [f"{rule.severity.value} if {names.condition(rule.when)}" for rule in names.playbook.severity_rules]


def _routes(names: Names) -> list[str]:
    return [
        f"{group}, {'always' if route.when is None else 'if ' + names.condition(route.when)}"
        for route in names.playbook.routing
        for group in route.notify
    ]


def _levels(old: Playbook, new: Playbook, before: Names, after: Names) -> Iterator[Change]:
    found = compared(old.levels, new.levels)
    for level in found.came:
        yield Change(Who.ALERTED, f"New level: {after.words(level.name)}.", f"levels/{level.id}", "more")
    for level in found.went:
        yield Change(Who.ALERTED, f"The level {before.words(level.name)} is gone.", f"levels/{level.id}", "less")
    for one, other in found.kept:
        yield from _level(one, other, after)


def _level(old: Any, new: Any, names: Names) -> Iterator[Change]:
    name, part = f"Level {names.words(new.name)}", f"levels/{new.id}"
    if old.when != new.when:
        rule = "always" if new.when is None else f"if {names.condition(new.when)}"
        yield Change(Who.ALERTED, f"{name} is now reached {rule}.", f"{part}/when")
    said: Mapping[str, str | Switch] = {
        "severity_at_least": "how bad it must be for it",
        "notify": "who is told",
        "roles": "the roles that somebody must hold",
    }
    yield from changed_fields(old, new, name, part, Who.ALERTED, said)
    yield from _reports_of_level(old, new, names)


def _reports_of_level(old: Any, new: Any, names: Names) -> Iterator[Change]:
    """Whom outside one has to tell at a level."""
    name, part = f"Level {names.words(new.name)}", f"levels/{new.id}"
    found = compared(old.reports, new.reports)
    for report in found.came:
        soon = f" within {value(report.within)}" if report.within else ""
        yield Change(
            Who.ALERTED, f"{name}: {names.words(report.text)} must be told{soon}.", f"{part}/reports", "more"
        )
    for report in found.went:
        text = f"{name}: {names.words(report.text)} need not be told any more."
        yield Change(Who.ALERTED, text, f"{part}/reports", "less")
    for one, other in found.kept:
        report_name = f"{name}: {names.words(other.text)}"
        yield from changed_fields(
            one, other, report_name, f"{part}/reports/{one.id}", Who.ALERTED, {"within": "how soon"}
        )


def _resolution(old: Playbook, new: Playbook, before: Names, after: Names) -> Iterator[Change]:
    if old.resolution is None or new.resolution is None:
        if old.resolution is not new.resolution:
            asked = "asked what came of it now" if new.resolution is not None else "no longer asked what came of it"
            yield Change(Who.CLOSER, f"Whoever resolves a case is {asked}.", "resolution")
        return
    found = compared(old.resolution.outcomes, new.resolution.outcomes)
    for one in found.came:
        yield Change(Who.CLOSER, f"It can now also end {after.words(one.label)}.", "resolution/outcomes", "more")
    for one in found.went:
        yield Change(Who.CLOSER, f"It can no longer end {before.words(one.label)}.", "resolution/outcomes", "less")
    yield from _reply(old.resolution, new.resolution, after)


def _reply(old: Resolution, new: Resolution, names: Names) -> Iterator[Change]:
    if old.reply != new.reply:
        yield Change(Who.CLOSER, f"A reply to the person is now {_REPLIES[new.reply]}.", "resolution/reply")
    if old.reply_when != new.reply_when:
        when = new.reply_when
        rule = "always" if when is None else f"only if {names.condition(when)}"
        yield Change(Who.CLOSER, f"The reply is now asked for {rule}.", "resolution/reply_when")
    if old.contact != new.contact:
        shown = ", ".join(names.question(id_) for id_ in new.contact) or "nothing"
        yield Change(Who.CLOSER, f"Shown with the reply, to say where it goes: {shown}.", "resolution/contact")


def _found_by(old: Playbook, new: Playbook) -> Iterator[Change]:
    for field in ("aliases", "examples"):
        before = [one for several in getattr(old, field).values() for one in several]
        after = [one for several in getattr(new, field).values() for one in several]
        came, went = news(before, after)
        if came:
            yield Change(Who.FINDER, f"It is now also found by {came}.", field, "more")
        if went:
            yield Change(Who.FINDER, f"No longer learned from: {went}.", field, "less")
