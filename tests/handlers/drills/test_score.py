"""A score follows from the log alone: read at once or entry by entry, today or later, paused in between or not."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handlers.cases import Entry
from handlers.drills.expecting import Verdict
from handlers.drills.folding import read_run, went_on
from handlers.drills.run import Drill
from handlers.drills.score import Score, by_team, of_person, score_of
from playbooks.drills import SCENARIOS, load_scenarios
from playbooks.loading import LIBRARY, load_library

PINNED = load_scenarios(SCENARIOS).by_id["medical-gate"]
PLAYBOOK = next(one.playbook for one in load_library(LIBRARY) if one.playbook.id == "medical-emergency")
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
PEOPLE = ("ana", "bo", "kit")
STEPS = [step.id for step in PLAYBOOK.steps]
EXPECTED = [one.id for inject in PINNED.scenario.injects for one in inject.expects]

Happened = tuple[int, str, str | None, dict[str, Any]]  # seconds since the start, kind, actor, data


def entries(*happened: Happened) -> list[Entry]:
    """A log."""
    first = ("planned", "tess", {"number": "D-2026-000001", "scenario": PINNED.content, "editions": {}})
    rows = [(0, *first), *happened]
    return [Entry(at, START + timedelta(seconds=row[0]), *row[1:], "", "") for at, row in enumerate(rows, 1)]


def run_of(*happened: Happened) -> Drill:
    """The run that a log tells."""
    run = read_run("one", entries(*happened))
    assert run is not None
    return run


def did(seconds: int, actor: str, kind: str, **data: Any) -> Happened:
    """Something that somebody did to the run's case."""
    about = {"case": "c1", "playbook": "medical-emergency", "kind": kind, "data": data}
    return (seconds, "did", actor, about)


def fired(seconds: int, inject: str) -> Happened:
    """An inject was played to Bo and Kit."""
    return (seconds, "fired", None, {"inject": inject, "how": "time", "to": ["bo", "kit"]})


def scored(*happened: Happened) -> Score:
    """The score an hour after the start."""
    return score_of(run_of(*happened), START + timedelta(hours=1), PLAYBOOK)


BEGUN = (0, "started", "tess", {})
TEAMS = (0, "teams", "tess", {"teams": {"duty": ["ana"], "gate": ["bo", "kit"]}})

steps = st.builds(
    lambda at, who, step, outcome: did(at, who, "step", step=step, outcome=outcome),
    st.integers(61, 900),
    st.sampled_from(PEOPLE),
    st.sampled_from(STEPS),
    st.sampled_from(["done", "cannot", "not_applicable", "open", "mine"]),
)
deeds = st.builds(
    lambda at, who, kind: did(at, who, kind),
    st.integers(61, 900),
    st.sampled_from(PEOPLE),
    st.sampled_from(["opened", "acknowledged", "withdrawn", "corrected", "resolved", "status"]),
)
CHANGED = {"expectation": EXPECTED[0], "verdict": "late", "reason": "seen"}
RULINGS: list[tuple[str, dict[str, Any]]] = [
    ("extended", {"seconds": 600.0}),
    ("skipped", {"inject": "family"}),
    ("speed", {"speed": 2.0}),
    ("overridden", CHANGED),
    ("rated", {"of": "alarm", "rating": "S"}),
    ("paused", {}),
    ("resumed", {}),
]
rulings = st.builds(
    lambda at, ruling: (at, ruling[0], "tess", ruling[1]), st.integers(61, 900), st.sampled_from(RULINGS)
)
injects = st.builds(fired, st.integers(61, 900), st.sampled_from([one.id for one in PINNED.scenario.injects]))
logs = st.lists(st.one_of(steps, deeds, rulings, injects), max_size=40).map(lambda rows: sorted(rows, key=at_second))


def at_second(row: Happened) -> int:
    return row[0]


@given(logs)
def test_the_same_log_scores_the_same_however_and_whenever_it_is_read(rows: list[Happened]) -> None:
    log = entries(BEGUN, TEAMS, *rows, (1000, "ended", "tess", {}))
    whole = read_run("one", log)
    stored = [replace(entry, data=json.loads(json.dumps(entry.data))) for entry in log]
    run = read_run("one", stored[:1])
    assert whole is not None
    assert run is not None
    for entry in stored[1:]:
        run = went_on(run, entry)
    then, later = START + timedelta(seconds=1001), START + timedelta(days=3000)
    score = score_of(whole, then, PLAYBOOK)
    assert score == score_of(run, later, PLAYBOOK)
    assert by_team(score, whole) == by_team(score_of(run, later, PLAYBOOK), run)


@given(logs.map(lambda rows: [row for row in rows if row[1] not in ("paused", "resumed", "speed")]), st.data())
def test_half_an_hour_s_pause_changes_no_mark(rows: list[Happened], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(rows)))
    pause = rows[at][0] if at < len(rows) else 950
    later = [(row[0] + 1800, *row[1:]) for row in rows[at:]]
    paused = [(pause, "paused", "tess", {}), (pause + 1800, "resumed", "tess", {})]
    straight = scored(BEGUN, TEAMS, *rows, (1000, "ended", "tess", {}))
    broken = scored(BEGUN, TEAMS, *rows[:at], *paused, *later, (2800, "ended", "tess", {}))
    assert [one.points for one in straight.marks] == [one.points for one in broken.marks]
    assert [pace.took for pace in straight.steps] == [pace.took for pace in broken.steps]


@given(logs)
def test_nothing_is_worth_more_than_all_of_it(rows: list[Happened]) -> None:
    score = scored(BEGUN, TEAMS, *rows, (1000, "ended", "tess", {}))
    assert score.percent is None or 0 <= score.percent <= 100
    assert all(0 <= one.points <= one.most for one in score.marks)


def test_what_comes_late_is_worth_half() -> None:
    score = scored(BEGUN, fired(60, "collapse"), did(150, "bo", "opened"))
    alarm = score.marks[0]
    assert (alarm.verdict, alarm.points, alarm.most) == (Verdict.LATE, 10, 20)
    assert score.to_alarm == timedelta(seconds=90)


def test_steps_out_of_order_and_omitted_and_taken_back() -> None:
    critical = [step.id for step in PLAYBOOK.steps if step.critical and not step.when and not step.levels]
    first, second = critical[:2]
    score = scored(
        BEGUN,
        fired(60, "collapse"),
        did(70, "bo", "opened"),
        did(80, "bo", "step", step=second, outcome="done"),
        did(90, "kit", "step", step=first, outcome="done"),
        did(95, "kit", "step", step=first, outcome="open"),
        did(99, "kit", "step", step=first, outcome="done"),
    )
    assert [(one.early.id, one.late.id) for one in score.swapped] == [(second, first)]
    assert [(slip.by, slip.what, slip.of) for slip in score.slips] == [("kit", "taken back", first)]
    assert {pace.step.id for pace in score.omitted} == set(critical) - {first, second}


def test_what_nobody_did_counts_against_the_team_that_was_asked() -> None:
    rows = (BEGUN, TEAMS, fired(60, "collapse"), did(70, "bo", "opened"), did(80, "ana", "acknowledged"))
    teams = by_team(scored(*rows), run_of(*rows))
    assert teams["duty"].percent == 100
    assert teams["gate"].count(Verdict.MISSED) == 1, (
        "nobody took command, and it was the gate's people who were asked"
    )


def test_a_person_s_part_is_what_they_did_themselves() -> None:
    score = scored(BEGUN, fired(60, "collapse"), did(70, "bo", "opened"), did(80, "ana", "acknowledged"))
    assert [one.judged.expectation.id for one in of_person(score, "ana").marks] == ["alarm-taken"]
    assert of_person(score, "kit").marks == ()


def test_a_trainer_s_word_stands_above_the_log_s_and_both_are_kept() -> None:
    word = {"expectation": "alarm-raised", "verdict": "met", "reason": "shouted"}
    score = scored(BEGUN, fired(60, "collapse"), (500, "overridden", "tess", word))
    assert (score.marks[0].verdict, score.marks[0].judged.verdict) == (Verdict.MET, Verdict.MISSED)
    assert asdict(score)["marks"][0]["override"]["by"] == "tess"


def test_what_was_skipped_counts_for_nobody() -> None:
    score = scored(BEGUN, (30, "skipped", "tess", {"inject": "collapse"}))
    assert score.percent is None
    assert score.marks[0].verdict is Verdict.DROPPED
