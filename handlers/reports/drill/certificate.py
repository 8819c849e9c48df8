"""Certificates as documents: one person's for one playbook, and a list of a team's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.cases import Entry
from handlers.drills.certificate_words import drilled_on, edition_words, validity_words
from handlers.drills.certificates import Certificate, Validity
from handlers.drills.programme import Programme
from handlers.people import Group, Staff
from handlers.reports.paper import Cell, Facts, Paper, Section, Table, Text
from playbooks.locale_format import day, series
from playbooks.phrases import Phrases, phrases


def certificate_paper(
    certificate: Certificate, programme: Programme, person: Staff, last: Entry | None, language: str
) -> Paper:
    """`last` is the last entry of the run's log: whoever has the database can check the certificate by it."""
    say, result = phrases(language), certificate.result
    # TRANSLATORS: Title of a document: somebody took part in an exercise.
    title = say("Certificate of taking part in an exercise")
    facts = Facts(tuple((label, Cell(value)) for label, value in _facts(certificate, programme, person, last, say)))
    words = Text(
        say("It says that {name} took part, and not how well anybody did.", name=person.name)
        + " "
        + say("It lapses on the day above, and as soon as steps or limits of the playbook change."),
        "muted",
    )
    return Paper(
        number=result.number,
        date=day(programme.today, language),
        title=title,
        subtitle=f"{person.name} · {programme.title(result.playbook, language)}",
        sections=(Section("", (facts, words)),),
        foot=programme.directory.name,
        language=language,
    )


def _facts(
    certificate: Certificate, programme: Programme, person: Staff, last: Entry | None, say: Phrases
) -> list[tuple[str, str]]:
    result, language, directory = certificate.result, say.language, programme.directory
    playbook, site = programme.playbook_of(result), directory.site_by_id.get(result.site or "")
    scenario = next((one.scenario for one in programme.scenarios if one.scenario.id == result.scenario), None)
    teams = [programme.team(team, language) for team in result.teams if _is_in(person, team, programme)]
    rows = [
        (say("Name"), person.name),
        *([(say("Team"), series(teams, language))] if teams else []),
        (say("Playbook"), programme.title(result.playbook, language)),
        (say("Version"), str(playbook.version) if playbook is not None else "–"),
        (say("Exercise"), scenario.title.text(language) if scenario is not None else result.scenario),
        (say("Number of the run"), result.number),
        (say("Place"), site.name.text(language) if site is not None else say("every site")),
        (say("When"), drilled_on(certificate, programme, say)),
        (say("Good until"), day(certificate.until, language) if certificate.until is not None else "–"),
        (say("Edition (SHA-256)"), result.edition),
    ]
    return [*rows, (say("Log of the run"), f"{last.sequence} · {last.hash}")] if last is not None else rows


def _is_in(person: Staff, team: str, programme: Programme) -> bool:
    group = programme.directory.group_by_id.get(team)
    return group is not None and person.id in group.members


def team_paper(team: Group, held: Mapping[str, Sequence[Certificate]], programme: Programme, language: str) -> Paper:
    """Everybody of a team with what they drilled, and how each certificate stands. No figures."""
    say = phrases(language)
    rows = [_row(certificate, programme, say) for certificates in held.values() for certificate in certificates]
    head = (say("Name"), say("Playbook"), say("Version, day, run"), say("Good until"))
    return Paper(
        number="",
        date=day(programme.today, language),
        title=say("Certificates"),
        subtitle=team.name.text(language),
        sections=(Section("", (Table(head, (2, 3, 4, 4), tuple(rows)),)),),
        foot=programme.directory.name,
        language=language,
    )


def _row(certificate: Certificate, programme: Programme, say: Phrases) -> tuple[Cell, ...]:
    person, good = programme.directory.staff_by_id[certificate.staff], certificate.validity is Validity.GOOD
    edition = " · ".join(edition_words(certificate, programme, say))
    until = day(certificate.until, say.language) if good and certificate.until is not None else ""
    words = until or validity_words(certificate, programme, say)
    title = programme.title(certificate.playbook, say.language)
    return Cell(person.name), Cell(title), Cell(edition), Cell(words, "good" if good else "bad")
