"""Muster as it is measured: its organisation, its playbooks, what is in its database before it starts."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

from bench.alerts.ground import Ground, Sql, micros, now
from bench.programs import HERE, MUSTER, Program, muster_environment
from handlers.cases import Case, Run
from handlers.escalation.policy import Escalation, Policy, Step
from playbooks.model import Kind, Severity
from storage.codec.cases import case_row

REPORTER = 6000
FIRST = 10_000  # account of the first of those who are told
LATER = timedelta(days=1)  # until what waits is due
EDITION = "e" * 64


def organisation(told: int) -> str:
    """An organisation file in which every emergency goes to so many people, each in their own chat."""
    people = [{"id": "bo", "name": "Bo", "role": "staff", "telegram": REPORTER}]
    people += [
        {"id": f"d{n}", "name": f"Duty {n}", "role": "duty-manager", "telegram": FIRST + n} for n in range(told)
    ]
    document = {
        "name": "Bench",
        "timezone": "Asia/Macau",
        "languages": ["en"],
        "sites": [{"id": "here", "name": {"en": "Here"}}],
        "reports": {"same": {"emergency": "0s"}},  # every tap that is measured is an alarm of its own
        "staff": [{**person, "language": "en"} for person in people],
        "groups": [{"id": "duty", "name": {"en": "Duty"}, "members": [f"d{n}" for n in range(told)]}],
        "routing": [{"notify": ["duty"]}],
    }
    return json.dumps(document)  # which is YAML as well


def program(ground: Ground, told: int) -> Program:
    """`muster run` on `ground`, with a form and an emergency."""
    plain = muster_environment("aiogram")

    def environment(own: Path, base: str) -> dict[str, str]:
        given = plain(own, base)
        shutil.copy(HERE / "alerts" / "gas.yaml", own / "playbooks")
        (own / "organisation.yaml").write_text(organisation(told))
        return given | {"MUSTER_ORG": str(own / "organisation.yaml"), "MUSTER_DATABASE_URL": ground.url}

    return Program("muster", "aiogram", [str(MUSTER), "run"], environment, asks=True)


def fill_outbox(
    ground: Ground, count: int, chats: int, *, state: str = "queued", later: timedelta | None = None
) -> None:
    """Routine notices, spread over the chats of those who are told; `later`: how long until they may go out."""
    at = micros(now())
    ground.fill(
        "notices",
        count,
        id=Sql(f"'{state}{'later' if later else ''}' || i"),
        bot="staff",
        chat=Sql(f"{FIRST} + i % {chats}"),
        lane=3,
        state=state,
        message=Sql("""'[["Routine ' || i || '"],[],[]]'"""),
        language="en",
        card=False,
        critical=False,
        queued_at=at,
        not_before=at + later // timedelta(microseconds=1) if later else None,
        turn=None if later else Sql(f"{at} + i / {chats} * 1000000"),
        settled_at=at if state == "sent" else None,
    )


def fill_timers(ground: Ground, count: int) -> None:
    """Timers of conversations."""
    due = micros(now() + LATER)
    conversation = Sql(f"'staff:' || ({FIRST} + i)")
    ground.fill("timers", count, key=Sql("'t' || i"), conversation=conversation, due=due, kind="reminder", data="{}")


def fill_cases(ground: Ground, count: int) -> None:
    """Cases that are over."""
    _fill_cases(ground, count, "over", {"status": "resolved"})


def fill_escalations(ground: Ground, count: int, edition: str = EDITION, due_in: timedelta = LATER) -> None:
    """Open cases that nobody has taken, each with its policy and the timer to its next step."""
    _fill_cases(ground, count, "open", {"edition": edition})
    data = Sql("""'{"case":"open' || i || '","mark":"open:1:0:0"}'""")
    key, due = Sql("'case:open' || i"), micros(now() + due_in)
    ground.fill("timers", count, key=key, conversation="staff:0", due=due, kind="case", data=data)


def _fill_cases(ground: Ground, count: int, name: str, more: dict[str, object]) -> None:
    policy = Policy((Step(timedelta(minutes=5), ("managers",)),) * 3, repeat=2)
    case = Case(
        id="",
        number="",
        kind=Kind.INCIDENT,
        run=Run.REAL,
        playbook="report",
        edition=EDITION,
        severity=Severity.NORMAL,
        reporter="bo",
        opened_at=now(),
        headline="Water drips from the ceiling",
        groups=("duty",),
        answers={"what": "Water drips from the ceiling"},
        escalation=Escalation(policy),
    )
    row = case_row(case) | {"entries": 0, "head": ""} | more
    row |= {"id": Sql(f"'{name}' || i"), "number": Sql(f"'I-{name}-' || i")}
    ground.fill("cases", count, **row)
