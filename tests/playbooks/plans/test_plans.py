"""Plans as stations, shops and kitchens have them become drafts that somebody can go on with."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import opencc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from playbooks.lint import lint_source
from playbooks.loading import Source, parse_yaml, read_as
from playbooks.model import Kind, Playbook
from playbooks.plans import draft
from playbooks.plans.clues import every, within
from playbooks.plans.naming import language_of
from playbooks.plans.reading import read_plan

EXAMPLES = Path(__file__).parent / "examples"
TODAY = date(2026, 3, 2)


def source(name: str, text: str | None = None, **options: Any) -> Source:
    if text is None:
        text = (EXAMPLES / name).read_text(encoding="utf-8")
    drafted = draft(name, text, TODAY, **options)
    document = parse_yaml(drafted.yaml, f"{drafted.id}.yaml")
    return Source(document, read_as(Playbook, document))


def playbook(name: str, text: str | None = None, **options: Any) -> Playbook:
    return source(name, text, **options).playbook


def step(of: Playbook, beginning: str) -> Any:
    (language,) = of.title.root
    found = [one for one in of.step_by_id.values() if one.text.root[language].startswith(beginning)]
    assert len(found) == 1, [one.text.root[language] for one in of.step_by_id.values()]
    return found[0]


@pytest.mark.parametrize("name", [path.name for path in sorted(EXAMPLES.iterdir())])
def test_a_draft_can_be_used_as_it_is(name: str) -> None:
    problems = lint_source(source(name), TODAY)
    assert [problem for problem in problems if problem.level == "error"] == []
    assert {problem.rule for problem in problems} <= {"missing_languages"}


@pytest.mark.parametrize("name", [path.name for path in sorted(EXAMPLES.iterdir())])
def test_every_text_that_lacks_a_language_is_marked_where_it_stands(name: str) -> None:
    drafted = draft(name, (EXAMPLES / name).read_text(encoding="utf-8"), TODAY)
    marked = {line for line, _ in drafted.todos()}
    missing = [problem for problem in lint_source(source(name), TODAY) if problem.rule == "missing_languages"]
    assert missing
    assert {problem.line for problem in missing} <= marked


def test_an_english_plan() -> None:
    plan = playbook("bomb-alert.md")
    assert (plan.id, plan.kind, plan.owner) == ("suspicious-vehicle-forecourt", Kind.EMERGENCY, "Security office")
    assert plan.title.root == {"en": "Suspicious vehicle at the forecourt"}
    assert plan.sources[1] == "Police notice on vehicles near public buildings"
    assert [role.id for role in plan.roles] == ["duty-manager", "forecourt-guard", "control-room"]
    assert [track.id for track in plan.tracks] == ["first-response", "working-with-police"]
    assert step(plan, "Do not touch").critical
    guard = step(plan, "Walk round")
    assert (guard.role, guard.hint.root["en"][:20]) == ("forecourt-guard", "Do not open anything")
    police = step(plan, "Call the police")
    assert (police.within, [call.number for call in police.call]) == (timedelta(minutes=2), ["999"])
    assert police.call[0].name.root == {"en": "Police"}
    assert step(plan, "Page the driver").every == timedelta(minutes=3)
    assert step(plan, "Hand over the camera").within == timedelta(minutes=30)
    assert step(plan, "Reopen").phase == "recover"
    assert (step(plan, "Write down").phase, step(plan, "Write down").within) == ("aftermath", timedelta(days=1))


def test_a_question_is_a_decision_and_what_follows_depends_on_it() -> None:
    plan = playbook("bomb-alert.md")
    asked = step(plan, "Is anybody in the vehicle?")
    assert [option.id for option in asked.decide] == ["yes", "no"]
    assert step(plan, "Keep people away").when.model_dump() == {"step": asked.id, "outcome": "yes"}
    assert step(plan, "Page the driver").when.outcome == "no"


def test_what_is_nested_is_rows_and_warnings_are_cautions() -> None:
    clear = step(playbook("bomb-alert.md"), "Clear the forecourt")
    assert [row.text.root["en"] for row in clear.steps] == ["Stop taxis at the roundabout.", "Close doors A and B."]
    assert clear.role == "duty-manager"
    assert clear.caution.root["en"] == (
        "People with luggage move slowly; send two guards. Nobody goes back for belongings."
    )


def test_numbers_nobody_names_make_a_step_of_their_own_before_what_comes_later() -> None:
    plan = playbook("bomb-alert.md")
    assert [call.number for call in step(plan, "Contacts").call] == ["6612 3456", "+853 2812 3456"]
    ids = [one.id for one in plan.steps]
    assert ids.index("contacts") < ids.index(step(plan, "Reopen").id)


def test_what_found_no_place_is_kept_with_its_line() -> None:
    drafted = draft("bomb-alert.md", (EXAMPLES / "bomb-alert.md").read_text(encoding="utf-8"), TODAY)
    assert "#   14: This plan replaces the notice of May." in drafted.yaml
    assert "#   18: Duty manager: leads until the police take over." in drafted.yaml


def test_a_chinese_plan() -> None:
    plan = playbook("漏水.md")
    assert plan.title.root == {"zh-Hans": "商场水浸"}
    assert plan.owner == "物业部"
    assert [role.name.root["zh-Hans"] for role in plan.roles] == ["工程人员", "保安", "前台", "清洁组"]
    assert step(plan, "5分钟内关闭").within == timedelta(minutes=5)
    assert step(plan, "疏散").within == timedelta(minutes=3)
    assert step(plan, "疏散").caution.root["zh-Hans"] == "不要涉水，水下可能有电。"
    assert [call.name.root["zh-Hans"] for call in step(plan, "拨打119").call] == ["消防"]
    assert step(plan, "由值班经理").when.outcome == "yes"
    assert step(plan, "每15分钟").every == timedelta(minutes=15)
    assert (step(plan, "广播").role, step(plan, "广播").within) == ("qian-tai", timedelta(minutes=5))
    assert step(plan, "逐个").hint.root["zh-Hans"] == "未经工程经理签字不得送电。"
    assert step(plan, "一周内").within == timedelta(days=7)


def test_the_same_plan_in_traditional_characters_is_read_alike() -> None:
    text = (EXAMPLES / "漏水.md").read_text(encoding="utf-8")
    simplified, traditional = playbook("plan.md", text), playbook("plan.md", opencc.OpenCC("s2hk").convert(text))
    assert set(traditional.title.root) == {"zh-Hant"}
    assert [(s.within, s.role, s.phase, len(s.call)) for s in traditional.steps] == [
        (s.within, s.role, s.phase, len(s.call)) for s in simplified.steps
    ]


def test_a_portuguese_plan() -> None:
    plan = playbook("fuga-de-gas.md")
    assert plan.title.root == {"pt": "Fuga de gás na cozinha"}
    assert [role.name.root["pt"] for role in plan.roles] == [
        "Primeira pessoa no local", "Chefe de turno", "Equipa de manutenção",
    ]  # fmt: skip
    assert step(plan, "Feche a válvula").caution.root["pt"] == "Não ligue nem desligue interruptores."
    assert step(plan, "Evacue o piso").when.outcome == "yes"
    assert [call.number for call in step(plan, "Evacue o piso").call] == ["112"]
    assert (step(plan, "Ligue para").role, step(plan, "Ligue para").within) == ("chefe-turno", timedelta(minutes=5))
    again = step(plan, "De 10 em 10")
    assert (again.every, again.within) == (timedelta(minutes=10), None)
    assert step(plan, "Reabra").phase == "recover"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("within five minutes", timedelta(minutes=5)),
        ("no later than 90 seconds", timedelta(seconds=90)),
        ("within the first 2 hours", timedelta(hours=2)),
        ("within 15 metres", None),
        ("三分钟内", timedelta(minutes=3)),
        ("2小時內", timedelta(hours=2)),
        ("dentro de dois dias", timedelta(days=2)),
        ("em menos de 30 segundos", timedelta(seconds=30)),
        ("every 5 minutes", None),
    ],
)
def test_how_soon(text: str, time: timedelta | None) -> None:
    assert within(text) == time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Check every ten minutes", timedelta(minutes=10)),
        ("每隔半小时", None),
        ("每30分鐘", timedelta(minutes=30)),
        ("a cada 2 horas", timedelta(hours=2)),
        ("de 5 em 5 minutos", timedelta(minutes=5)),
    ],
)
def test_how_often(text: str, time: timedelta | None) -> None:
    assert every(text) == time


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Call the police and wait.", "en"),
        ("Ligue para a polícia e espere.", "pt"),
        ("打电话报警，然后等。", "zh-Hans"),
        ("打電話報警，然後等。", "zh-Hant"),
    ],
)
def test_the_language_of_a_plan(text: str, language: str) -> None:
    assert language_of(text) == language


def test_the_kind_is_what_the_title_says_or_what_is_asked_for() -> None:
    assert read_plan("# Handling complaints\n- Listen.").kind is Kind.COMPLAINT
    assert read_plan("# 失物处理\n- 登记。").kind is Kind.INCIDENT
    assert playbook("x.md", "# Flood\n- Go up.", kind=Kind.INCIDENT).kind is Kind.INCIDENT


@pytest.mark.parametrize("text", ["", "Just words.", "# Only a title", '- One step: {brace} & "quotes" # hash'])
def test_whatever_stands_in_a_file_makes_a_draft_that_can_be_read(text: str) -> None:
    assert playbook("x.md", text).questions


def test_a_list_below_somebody_is_what_they_do() -> None:
    plan = playbook(
        "x.md", "# Flood\n\n- Duty manager:\n  - Close the doors.\n  - Call 999.\n- Guard: open the gate.\n"
    )
    assert [(s.role, s.text.root["en"]) for s in plan.steps] == [
        ("duty-manager", "Close the doors."), ("duty-manager", "Call 999."), ("guard", "Open the gate."),
    ]  # fmt: skip


def test_a_plan_as_a_word_processor_leaves_it() -> None:
    plan = playbook("as-a-word-processor-leaves-it.md")
    assert (plan.owner, plan.title.root["en"]) == ("Facilities", "Emergency Action Plan")
    assert [one.text.root["en"] for one in plan.steps[:3]] == [
        "Raise the alarm by operating the nearest break-glass unit",
        "Call the Fire Service (ext. 5555) immediately",
        "Evacuate via the nearest exit.",
    ]
    assert {call.number for call in step(plan, "Call the Fire Service").call} == {"5555", "999"}
    assert [one.role for one in plan.steps[3:5]] == ["fire-marshals", "fire-marshals"]
    assert [row.text.root["en"] for row in step(plan, "Report to").steps][-2:] == ["Floor", "Room"]
    assert step(plan, "Meet the fire service").role == "duty-manager"
    assert step(plan, "Contacts").call[0].name.root["en"] == "Duty Manager (24h)"
    assert step(plan, "Do not re-enter").phase == "recover"


def test_lines_numbered_by_hand_are_steps_in_chinese_too() -> None:
    first = "# 火警程序\n\n**一、发现火情**\n\n（一）按下警铃；\n（二）致电119；\n\n"
    text = first + "**二、消防队员：**\n\n1、带灭火器到现场。\n2、3分钟内回报。\n"
    plan = playbook("x.md", text)
    assert [(one.text.root["zh-Hans"], one.role) for one in plan.steps] == [
        ("按下警铃", None),
        ("致电119", None),
        ("带灭火器到现场。", "xiao-fang-dui-yuan"),
        ("3分钟内回报。", "xiao-fang-dui-yuan"),
    ]


_MARKS = (
    "# ",
    "## ",
    "- ",
    "  - ",
    "1. ",
    "a) ",
    "**",
    "> ",
    "| a | b |\n|---|---|\n| ",
    " | ",
    "\n",
    "\n\n",
    ": ",
    "? ",
)
_SIGNS = ("{x}", '"', "#", "\t", "\u2028", "\x07", "yes", "~", "null", "É: ")
_WORDS = ("Call 999", "Guard", "within 5 minutes", "注意：", "有：", "每15分钟", "Contacts", "Fire: 999")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*_MARKS, *_SIGNS, *_WORDS]), max_size=25).map("".join))
@example("**\x07**")
def test_any_text_makes_a_draft_that_is_read_back_as_it_was_meant(text: str) -> None:
    drafted = draft("any.md", text, TODAY)
    read = read_as(Playbook, parse_yaml(drafted.yaml, "any.yaml"))
    said = [step_.text for step_ in read.step_by_id.values()]
    assert len(said) == drafted.steps


def test_chinese_sections_that_are_only_numbered_head_what_follows() -> None:
    plan = playbook(
        "any.md",
        "# 电梯故障应急预案\n\n一、处置步骤\n1. 通知工程部。\n2. 摆放告示。\n\n二、善后\n1. 提交书面报告。\n",
    )
    assert [(one.text.root["zh-Hans"], one.phase) for one in plan.steps] == [
        ("通知工程部。", "respond"),
        ("摆放告示。", "respond"),
        ("提交书面报告。", "aftermath"),
    ]


def test_lines_numbered_so_are_steps_where_one_follows_the_other() -> None:
    plan = playbook("any.md", "# 火警应急预案\n\n一、报警\n\n二、疏散人员\n\n三、清点人数\n")
    assert [one.text.root["zh-Hans"] for one in plan.steps] == ["报警", "疏散人员", "清点人数"]


def test_numbers_that_no_step_names_do_not_take_the_name_of_the_section_they_stand_in() -> None:
    plan = playbook(
        "any.md",
        "# Burst pipe\n\n## Afterwards\n\n- Dry the floor\n\n| Who | Phone |\n|---|---|\n| Water | 2822 0088 |\n",
    )
    assert [one.text.root["en"] for one in plan.steps] == ["Call whom you need", "Dry the floor"]
