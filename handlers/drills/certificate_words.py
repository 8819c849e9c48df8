"""A certificate in words: what, which edition, which run, and until when it is good or why it no longer is."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from handlers.drills.certificates import Certificate, Validity
from handlers.drills.change_words import changes_words
from handlers.drills.programme import Programme
from playbooks.locale_format import day, labelled
from playbooks.phrases import Phrases


def certificate_line(certificate: Certificate, programme: Programme, say: Phrases) -> str:
    """One line, for a list."""
    sign = "✓" if certificate.validity is Validity.GOOD else "✗"
    about = " · ".join(
        [programme.title(certificate.playbook, say.language), *edition_words(certificate, programme, say)]
    )
    return f"{sign} {labelled(about, validity_words(certificate, programme, say), say.language)}"


def edition_words(certificate: Certificate, programme: Programme, say: Phrases) -> list[str]:
    """Which version, when, and in which run."""
    result, playbook = certificate.result, programme.playbook_of(certificate.result)
    version = [] if playbook is None else [say("version {n}", n=playbook.version)]
    return [*version, drilled_on(certificate, programme, say), result.number]


def drilled_on(certificate: Certificate, programme: Programme, say: Phrases) -> str:
    """The day of the run."""
    return day(certificate.result.ended_at.astimezone(ZoneInfo(programme.directory.timezone)), say.language)


def validity_words(certificate: Certificate, programme: Programme, say: Phrases) -> str:
    """Until when it is good, or why it is not any more."""
    until = None if certificate.until is None else day(certificate.until, say.language)
    if certificate.validity is Validity.CHANGED:
        return _changed(certificate, programme, say)
    if certificate.validity is Validity.EXPIRED:
        # TRANSLATORS: Of a certificate: the last day on which it was good.
        return say("lapsed, it was good until {day}", day=until or "–")
    return say("still good") if until is None else say("good until {day}", day=until)


def _changed(certificate: Certificate, programme: Programme, say: Phrases) -> str:
    old, current = programme.playbook_of(certificate.result), programme.editions.current(certificate.playbook)
    if old is None or current is None or not certificate.changes:
        return say("lapsed: this version is not in use any more")
    what = changes_words(certificate.changes, old, current.playbook, say)
    # TRANSLATORS: Of a certificate: what has changed in the playbook since, which follows.
    return say("lapsed, the steps have changed: {what}", what=what)
