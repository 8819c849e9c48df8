"""Writing the report of a case into a file, as PDF or as one web page."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import NoReturn

import click

from bot.cli.failing import ENVIRONMENT_FAILED
from bot.cli.looking import Desk
from bot.documents.press import Job, NotMade
from bot.documents.printer import run_press
from handlers.cases import Case
from handlers.media import CaseFile
from handlers.reports.case_report import case_paper
from handlers.reports.paper import Paper
from handlers.reports.record import Reading, Record
from playbooks.model import Playbook
from storage import Store

ENDINGS = (".pdf", ".html")


def write_report(desk: Desk, case: Case, file: Path, language: str | None, *, personal: bool) -> None:
    """Writes it, over what is there; in the organisation's first language, if none is given."""
    record = _record(desk, case)
    paper = case_paper(Reading(record, language or record.directory.languages[0], personal))
    try:
        file.write_bytes(_made(desk.store, paper, file.suffix.lower()))
    except NotMade as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{file}: {error.strerror}; name a file that can be written")
    click.echo(str(file))


def _fail(why: str) -> NoReturn:
    click.echo(why, err=True)
    sys.exit(ENVIRONMENT_FAILED)


def _made(store: Store, paper: Paper, ending: str) -> bytes:
    found = ((digest, store.blob(digest)) for digest in paper.photos)
    images = {digest: content for digest, content in found if content is not None}
    if ending == ".pdf":
        return run_press(Job("paper", "pdf", paper.language, paper.data(), images))
    page: str = importlib.import_module("bot.documents.html").html_of(paper, images)
    return page.encode()


def _record(desk: Desk, case: Case) -> Record:
    store = desk.store
    files = [CaseFile(one.media, one.bot, one.digest, one.given_up or "") for one in store.attachments(case.id)]

    def playbook(digest: str) -> Playbook | None:
        edition = store.editions.by_digest(digest) if digest else None
        return None if edition is None else edition.playbook

    mine = playbook(case.edition)
    if mine is None:
        _fail(f"the edition of {case.playbook} that {case.number} began with is not stored")
    return Record(
        case,
        mine,
        store.timeline(case.id),
        files,
        store.told(case.id),
        store.directory,
        desk.clock.now(),
        playbook,
        store.verify(case.number),
        store.actions_of(case.id),
        {call.number: store.roll(case.id, call.number) for call in case.calls},
    )
