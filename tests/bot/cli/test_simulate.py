"""`muster simulate`: an author walks a playbook, and sees what staff would see and who would be told."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from tests.bot.calendars.ics import calendar, event

AT = ("--at", "2026-03-07 03:00", "--language", "en")

DRAFT = """\
id: spill
kind: incident
owner: duty
version: 1
reviewed: 2026-03-01
sources: [our own practice]
title: {en: Something spilt}
aliases: {en: [spilt, wet floor]}
questions:
  - {id: what, type: choice, ask: What is it?, choices: [{id: water, label: Water}, {id: oil, label: Oil}]}
  - {id: slips, type: yes_no, ask: Did anybody slip?}
  - {id: lane, type: text, ask: Which lane?, when: {question: waht, equals: oil}}
severity_rules: [{severity: high, when: {question: slips, equals: "yes"}}]
closing: {en: Thank you.}
"""


def simulate(*arguments: object, lines: str = "") -> Result:
    given = ["simulate", *(str(argument) for argument in arguments)]
    return CliRunner().invoke(main, given, input=lines, env={"MUSTER_ORG": ""})


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "spill.yaml"
    path.write_text(DRAFT)
    return path


def seeds(folder: Path, text: str) -> Path:
    path = folder / "given.yaml"
    path.write_text(text)
    return path


def test_a_playbook_of_the_library_is_walked_like_a_member_of_staff() -> None:
    result = simulate("medical-emergency", *AT, lines="Gate 12\n2\n")
    assert result.exit_code == 0
    assert "Simulation of “Medical emergency”. Nothing is stored, nothing is sent." in result.output
    assert "🚨 The alarm is out. Number E-2026-000001." in result.output
    assert "✓ Where: Terminal 1 › Gates › Gates 8 to 14 › Gate 12" in result.output
    assert "✓ Responds: No" in result.output


def test_first_words_find_the_playbook_and_fill_in_what_they_say() -> None:
    result = simulate("medical-emergency", "old man passed out near gate 12", *AT)
    assert "✓ From your message: Gate 12 · Collapsed" in result.output


def test_words_that_do_not_find_it_say_so_and_it_is_begun_all_the_same() -> None:
    result = simulate("medical-emergency", "the cat", *AT)
    assert "These words do not find this playbook. It is begun from the menu." in result.output
    assert "The alarm is out." in result.output


def test_who_is_told_when_nobody_takes_it_is_listed_with_the_moments() -> None:
    told = simulate("fire", *AT, "--wait", "10min").output.rpartition("Who was told, and when:")[2]
    assert "03:00  Duty managers, Ana, Ming, Kit, Sam, Lin: 🔴 E-2026-000001 · Fire or smoke" in told
    assert "03:02" in told
    assert told.index("03:02") < told.index("Wai: 🔴 E-2026-000001")


def test_time_passes_when_it_is_told_to() -> None:
    result = simulate("fire", *AT, lines="/wait 2min\n/told\n")
    assert result.output.index("── today 03:02 ──") < result.output.index("is not taken yet. Please take it.")
    assert result.output.count("Who was told, and when:") == 2


def test_somebody_else_can_be_spoken_for() -> None:
    result = simulate("fire", *AT, lines="ana [Acknowledge]\n")
    assert "Ana has taken E-2026-000001." in result.output


def test_a_file_that_is_in_no_library_is_walked_and_its_problems_come_first(draft: Path) -> None:
    result = simulate(draft, *AT, lines="1\n1\n/skip\n")
    first, _, rest = result.output.partition("Simulation of")
    assert "12:63: there is no question `waht` here; did you mean `what`?" in first
    assert "What is it?" in rest
    assert "Did anybody slip?" in rest


def test_a_file_that_cannot_be_used_is_refused_with_its_lines(draft: Path) -> None:
    draft.write_text(DRAFT.replace("type: text", "type: txt"))
    result = simulate(draft, *AT)
    assert result.exit_code == 1
    assert "`txt` is not a type of question; did you mean `text`?" in result.output


def test_answers_that_are_given_beforehand_are_given_as_somebody_would(draft: Path, tmp_path: Path) -> None:
    given = seeds(tmp_path, "answers: {what: oil, slips: yes}\nsent: true\n")
    result = simulate(draft, *AT, "--answers", given)
    assert "bo> [Oil]" in result.output
    assert "C-2026" not in result.output
    assert "I-2026-000001" in result.output
    assert "Did anybody slip?: Yes" in result.output


def test_a_group_of_questions_is_given_round_by_round(tmp_path: Path) -> None:
    given = seeds(
        tmp_path,
        "danger: no\nplace: gate-7\nscene-photo: scene.jpg\nwhen: 20 min ago\nwhat-happened: Slipped\ncause: slip\n"
        "care: first-aid\ninjured:\n"
        "  - {person: 'Ana Lee, 66123456', belongs: customer, age: senior, body-part: [leg, hand], harm: pain,"
        " conscious: yes, first-aid: skip}\n"
        "  - {person: Wai, belongs: colleague, age: adult, body-part: [head], harm: none-seen,"
        " conscious: yes, first-aid: skip}\n",
    )
    result = simulate("injury", *AT, "--answers", given)
    assert "1. Ana Lee, 66123456, Customer or passenger, Elderly, Hand, Hip or leg" in result.output
    assert "2. Wai" in result.output
    assert "bo> [That is all]" in result.output


def test_steps_are_settled_and_whoever_leads_hears_of_what_cannot_be_done(tmp_path: Path) -> None:
    given = seeds(
        tmp_path,
        "answers: {place: gate-7, responsive: no, breathing: no, seen: collapsed, people: 1, hazards: skip}\n"
        "steps: {call-ambulance: done, check: none, fetch-aed: cannot}\n",
    )
    result = simulate("medical-emergency", *AT, "--answers", given)
    assert "3 of 14 done" in result.output
    assert "✗ E-2026-000001: Bo cannot do this." in result.output


def test_an_answer_that_does_not_do_is_shown_and_left_to_whoever_walks(draft: Path, tmp_path: Path) -> None:
    result = simulate(draft, *AT, "--answers", seeds(tmp_path, "what: milk\n"))
    assert "“milk” is not one of the answers." in result.output
    assert result.output.count("bo> milk") == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("answers: {waht: oil}", "1:11: spill has no question `waht`; did you mean `what`?"),
        ("steps: {x: done}", "spill has no step `x`"),
        ("- oil", "gives no answers"),
    ],
)
def test_seeds_that_fit_nothing_are_told_by_line(draft: Path, tmp_path: Path, wrong: str, said: str) -> None:
    result = simulate(draft, *AT, "--answers", seeds(tmp_path, wrong))
    assert result.exit_code == 1
    assert said in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("bomb-thret",), "there is no file and no playbook `bomb-thret`; did you mean `bomb-threat`?"),
        (("fire", "--at", "25:00"), "`25:00` is no time; write 03:00, sat 03:00 or 2026-03-07 03:00"),
        (("fire", "--site", "t9"), "there is no site `t9`"),
        (("fire", "--as", "bob"), "there is nobody called `bob`; did you mean `bo`?"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(arguments: tuple[str, ...], said: str) -> None:
    result = simulate(*arguments)
    assert result.exit_code == 1
    assert result.output.startswith(said)


def test_a_length_of_time_that_is_none_is_a_mistake_of_usage() -> None:
    assert simulate("fire", "--wait", "soon").exit_code == 2


def test_whoever_has_no_account_yet_is_told_here_and_marked(tmp_path: Path) -> None:
    organisation = tmp_path / "org.yaml"
    organisation.write_text(
        "name: House\ntimezone: Asia/Macau\nsites: [{id: s1, name: Shop}]\n"
        "staff:\n  - {id: kit, name: Kit, sites: [s1]}\n  - {id: wai, name: Wai, role: duty-manager}\n"
        "groups: [{id: duty, name: Duty, members: [wai]}]\nrouting: [{notify: [duty]}]\n"
    )
    result = simulate("fire", *AT, "--org", organisation, "--site", "s1")
    assert "You are Kit, Shop." in result.output
    assert "Wai (no account yet): 🔴 E-2026-000001 · Fire or smoke" in result.output


CALENDAR = """\
name: House
timezone: Asia/Macau
sites: [{id: s1, name: Shop}]
staff:
  - {id: kit, name: Kit, sites: [s1]}
  - {id: wai, name: Wai, role: duty-manager}
  - {id: ana, name: Ana, role: duty-manager}
groups: [{id: duty, name: Duty, members: [wai, ana], roster: {calendar: duty}}]
routing: [{notify: [duty]}]
"""


def test_only_whoever_a_duty_calendar_names_is_told(
    draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation, shifts = tmp_path / "org.yaml", tmp_path / "duty.ics"
    organisation.write_text(CALENDAR)
    shifts.write_text(calendar(event("Wai", "20200101", "20200102", "RRULE:FREQ=DAILY")))
    monkeypatch.setenv("MUSTER_CALENDAR__DUTY", str(shifts))
    given = seeds(tmp_path, "answers: {what: oil, slips: no}\nsent: true\n")
    sent = simulate(draft, *AT, "--org", organisation, "--answers", given)
    told = sent.output.rpartition("Who was told, and when:")[2]
    assert "03:00  Wai (no account yet): " in told
    assert "Ana" not in told
    shifts.unlink()
    assert "The duty calendar of Duty cannot be read." in simulate("fire", *AT, "--org", organisation).output


def test_it_is_walked_in_any_language() -> None:
    result = simulate("fire", "--at", "03:00", "--language", "zh-Hant")
    assert "警報已發出" in result.output


def test_it_is_shown_as_narrow_as_a_phone() -> None:
    result = simulate("complaint", *AT, "--phone", lines="1\n")
    assert "│What happened? Use the customer's own\n│words.\n" in result.output


def test_nothing_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    simulate("fire", *AT)
    assert list(tmp_path.iterdir()) == []
