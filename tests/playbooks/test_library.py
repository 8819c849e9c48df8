"""The bundled playbooks: complete in every language, short enough to tap, and leading where they should."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from opencc import OpenCC

from bot.channels.terminal.phone_screen import wrapped
from playbooks.conditions import holds
from playbooks.lint import subject
from playbooks.loading import LIBRARY, load_library
from playbooks.model import Choice, Kind, Playbook, RepeatQuestion, Severity, Step
from playbooks.model.base import Part
from playbooks.words import LANGUAGES, Words

LABEL_COLUMNS = 36  # what a phone shows of a button before it cuts; a Chinese character takes two
#: Usual in Macau and Hong Kong, though the converter prefers another form.
RIGHT_AS_WRITTEN = set("說脫臥群准厘戶溫閱")
EMERGENCIES = {
    *(
        "medical-emergency",
        "fire",
        "earthquake",
        "typhoon",
        "bomb-threat",
        "suspicious-item",
        "lost-child",
        "robbery",
    ),
    *("lift-entrapment", "power-failure", "system-outage", "data-breach", "aggression", "crowding", "food-poisoning"),
}
INCIDENTS = {
    *("disruption", "baggage", "atm-dispute", "fraud-victim", "injury", "equipment-failure", "process-exception"),
    *("lost-property", "near-miss"),
}
CATEGORIES = [
    "staff-attitude",
    "waiting-time",
    "fees",
    "wrong-information",
    "disruption",
    "baggage",
    "facility",
    "not-as-promised",
    "privacy",
    "accessibility",
]

_library = load_library(LIBRARY)
_playbooks = [edition.playbook for edition in _library]
every_playbook = pytest.mark.parametrize("playbook", _playbooks, ids=lambda playbook: playbook.id)


def bundled(playbook_id: str) -> Playbook:
    return _library.editions[playbook_id].playbook


def parts(part: object) -> Iterator[Part]:
    """`part` and every part in it."""
    if isinstance(part, Part):
        yield part
        for name in type(part).model_fields:
            yield from parts(getattr(part, name))
    elif isinstance(part, list | tuple):
        for item in part:
            yield from parts(item)


def texts(playbook: Playbook) -> Iterator[tuple[str, Words]]:
    """Every text of a playbook, with the field it stands in."""
    for part in parts(playbook):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if isinstance(value, Words) and any(map(str.isalpha, value.text("en"))):  # a figure reads the same
                yield f"{getattr(part, 'id', type(part).__name__)}.{name}", value


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def changed(text: str, converter: OpenCC) -> set[str]:
    """The characters of `text` that `converter` would write otherwise."""
    return {ours for ours, theirs in zip(text, converter.convert(text), strict=True) if ours != theirs}


def asked(playbook: Playbook, **answers: Any) -> list[str]:
    """The ids of the questions that these answers (with `_` for `-`) leave to ask or already hold."""
    given = {key.replace("_", "-"): value for key, value in answers.items()}
    return [q.id for q in playbook.questions if holds(q.when, given, questions=playbook.question_by_id)]


def severity(playbook: Playbook, **answers: Any) -> Severity:
    """How bad the playbook says it is: the highest of its own and of the rules that hold."""
    given = {key.replace("_", "-"): value for key, value in answers.items()}
    order = list(Severity)
    rules = (r for r in playbook.severity_rules if holds(r.when, given, questions=playbook.question_by_id))
    return max([playbook.severity, *(rule.severity for rule in rules)], key=order.index)


def walk(playbook: Playbook, outcomes: dict[str, str] | None = None, **answers: Any) -> list[str]:
    """The rows there are, in order, once those that `outcomes` names ended so."""
    given = {key.replace("_", "-"): value for key, value in answers.items()}
    return [step.id for step in playbook.steps if holds(step.when, given, outcomes or {}, playbook.question_by_id)]


def test_the_bundled_playbooks_load_without_a_problem() -> None:
    kinds = {playbook.id: playbook.kind for playbook in _playbooks}

    assert _library.problems == ()
    assert {name for name, kind in kinds.items() if kind is Kind.EMERGENCY} == EMERGENCIES
    assert {name for name, kind in kinds.items() if kind is Kind.INCIDENT} == INCIDENTS
    assert {name for name, kind in kinds.items() if kind is Kind.COMPLAINT} == {"complaint"}


@every_playbook
def test_every_figure_that_differs_from_site_to_site_has_a_source_and_a_day(playbook: Playbook) -> None:
    unsourced = [
        variable.id
        for variable in playbook.variables
        if variable.default and any(map(str.isdigit, variable.default.text("en")))
        if not (variable.source and variable.reviewed)
    ]

    assert unsourced == []


@every_playbook
def test_an_emergency_can_be_skipped_through_and_has_somebody_in_charge(playbook: Playbook) -> None:
    if playbook.kind is Kind.EMERGENCY:
        assert [question.id for question in playbook.questions if question.required] == []
        assert "commander" in {role.id for role in playbook.roles}
        assert any(step.critical for step in playbook.steps)


@every_playbook
def test_every_text_is_written_out_in_all_four_languages(playbook: Playbook) -> None:
    missing = [(where, set(LANGUAGES) - set(words.root)) for where, words in texts(playbook)]

    assert [found for found in missing if found[1]] == []


@every_playbook
def test_no_text_is_empty_or_has_stray_spaces(playbook: Playbook) -> None:
    stray = [(where, text) for where, words in texts(playbook) for text in words.root.values()]

    assert [found for found in stray if not found[1] or found[1] != found[1].strip()] == []


@every_playbook
def test_aliases_and_examples_exist_in_all_four_languages(playbook: Playbook) -> None:
    for language in LANGUAGES:
        assert len(playbook.aliases[language]) >= 5
        assert len(playbook.examples[language]) >= 4


@every_playbook
def test_every_button_fits_a_phone(playbook: Playbook) -> None:
    labels = [text for part in parts(playbook) if isinstance(part, Choice) for text in part.label.root.values()]

    assert [label for label in labels if columns(label) > LABEL_COLUMNS] == []


@every_playbook
def test_every_question_has_a_short_name_for_reviews_and_cards(playbook: Playbook) -> None:
    questions = [
        *playbook.questions,
        *(inner for q in playbook.questions if isinstance(q, RepeatQuestion) for inner in q.questions),
    ]

    assert [q.id for q in questions if q.label is None] == []


@every_playbook
def test_each_chinese_script_keeps_to_its_own_characters(playbook: Playbook) -> None:
    to_simplified, to_traditional = OpenCC("t2s"), OpenCC("s2hk")
    both = [(words.root["zh-Hans"], words.root["zh-Hant"]) for _, words in texts(playbook)]

    assert [text for text, _ in both if changed(text, to_simplified)] == []
    assert [text for _, text in both if changed(text, to_traditional) - RIGHT_AS_WRITTEN] == []


def test_the_complaint_categories_are_the_ones_reports_count_by() -> None:
    category = bundled("complaint").question_by_id["category"]

    assert [choice.id for choice in category.choices] == CATEGORIES


@pytest.mark.parametrize("category", CATEGORIES)
def test_each_complaint_category_asks_something_of_its_own(category: str) -> None:
    complaint = bundled("complaint")

    assert set(asked(complaint, category=category)) - set(asked(complaint))


@pytest.mark.parametrize(
    ("category", "question"),
    [("staff-attitude", "staff"), ("fees", "amount"), ("disruption", "trip"), ("baggage", "trip")],
)
def test_a_complaint_asks_what_its_category_needs(category: str, question: str) -> None:
    complaint = bundled("complaint")

    assert question in asked(complaint, category=category)
    assert question not in asked(complaint, category="waiting-time")


def test_name_and_contact_are_asked_only_with_consent() -> None:
    complaint = bundled("complaint")

    assert not {"complainant", "phone", "email"} & set(asked(complaint, reply="call", consent="no"))
    assert {"complainant", "phone"} <= set(asked(complaint, reply="call", consent="yes"))
    assert "phone" not in asked(complaint, reply="none", consent="yes")
    assert "email" in asked(complaint, reply="email", consent="yes")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"category": "waiting-time", "wait_minutes": 40}, Severity.NORMAL),
        ({"category": "waiting-time", "wait_minutes": 150}, Severity.HIGH),
        ({"category": "accessibility"}, Severity.HIGH),
        ({"category": "privacy"}, Severity.HIGH),
        ({"category": "privacy", "exposed": "yes"}, Severity.CRITICAL),
        ({"category": "facility", "hazard": "yes"}, Severity.HIGH),
        ({"category": "staff-attitude", "attitude_kind": "threatened"}, Severity.HIGH),
        ({"category": "disruption", "stranded": "yes"}, Severity.HIGH),
        ({"category": "baggage", "urgent_contents": "yes"}, Severity.HIGH),
        ({"category": "fees", "amount": {"amount": "80.00", "currency": "MOP"}}, Severity.NORMAL),
        ({"category": "fees", "amount": {"amount": "6000.00", "currency": "MOP"}}, Severity.HIGH),
    ],
)
def test_a_complaint_is_as_bad_as_what_it_says(answers: dict[str, Any], expected: Severity) -> None:
    assert severity(bundled("complaint"), **answers) is expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"danger": "no", "care": "first-aid", "made_safe": "yes"}, Severity.NORMAL),
        ({"danger": "yes"}, Severity.CRITICAL),
        ({"danger": "unknown"}, Severity.HIGH),
        ({"danger": "no", "care": "hospital", "made_safe": "yes"}, Severity.HIGH),
        ({"danger": "no", "made_safe": "no"}, Severity.HIGH),
        ({"danger": "no", "made_safe": "yes", "injured": [{}, {}, {}]}, Severity.HIGH),
    ],
)
def test_an_injury_is_as_bad_as_the_worst_that_is_known(answers: dict[str, Any], expected: Severity) -> None:
    assert severity(bundled("injury"), **answers) is expected


def test_a_slip_asks_about_the_floor_and_a_wet_floor_about_the_sign() -> None:
    injury = bundled("injury")

    assert {"floor", "light", "footwear"} <= set(asked(injury, cause="slip"))
    assert "floor" not in asked(injury, cause="push")
    assert "warning-sign" in asked(injury, cause="slip", floor="wet")
    assert "warning-sign" not in asked(injury, cause="slip", floor="dry")


def test_the_hospital_is_asked_for_each_injured_person_only_when_somebody_went() -> None:
    injured = bundled("injury").question_by_id["injured"]
    to_hospital = next(question for question in injured.questions if question.id == "to-hospital")

    assert holds(to_hospital.when, {"care": "hospital"})
    assert not holds(to_hospital.when, {"care": "first-aid"})


def test_a_small_injury_has_a_short_checklist() -> None:
    steps = walk(bundled("injury"), danger="no", care="none", made_safe="yes", scene_photo=[{"kind": "photo"}])

    assert steps == ["care", "cctv", "work-injury", "lasting-fix", "follow-up"]


def test_a_bad_injury_leads_through_family_escort_and_witness() -> None:
    steps = walk(
        bundled("injury"),
        danger="yes",
        care="hospital",
        made_safe="no",
        kin_told="no",
        witness={"name": "Lei", "phone": None},
    )

    assert steps[:4] == ["emergency", "care", "photo", "make-safe"]
    assert {"witness-account", "family", "escort"} <= set(steps)


def test_a_photo_is_wanted_before_the_place_is_cleaned() -> None:
    steps = walk(bundled("injury"), danger="no", made_safe="no")

    assert steps.index("photo") < steps.index("make-safe")
    assert bundled("injury").step_by_id["photo"].evidence_required


def test_a_fire_bell_calls_the_brigade_only_once_it_is_a_fire() -> None:
    fire = bundled("fire")

    assert not {"call-brigade", "call-brigade-now"} & set(walk(fire, seen="bell"))
    assert "call-brigade-now" in walk(fire, {"confirm": "fire"}, seen="bell")
    assert "call-brigade-now" in walk(fire, {"confirm": "unsure"}, seen="bell")
    assert "call-brigade" in walk(fire)


def test_a_false_alarm_leaves_nobody_to_be_led_out_or_searched_for() -> None:
    steps = walk(bundled("fire"), {"confirm": "false-alarm"}, seen="bell")

    assert steps == ["call-point", "investigate", "confirm", "released", "reset", "preserve", "care"]


def test_a_written_threat_is_kept_as_it_is_and_has_no_caller_to_keep_talking() -> None:
    assert "signal" in walk(bundled("bomb-threat"))
    steps = walk(bundled("bomb-threat"), how="note")
    assert "written" in steps
    assert not {"signal", "keep-line"} & set(steps)


def test_for_a_child_found_alone_the_family_is_looked_for() -> None:
    assert "find-family" in walk(bundled("lost-child"), side="found")
    assert "find-family" not in walk(bundled("lost-child"), side="missing")


def test_an_emergency_starts_critical_and_every_question_can_be_skipped() -> None:
    emergency = bundled("medical-emergency")

    assert emergency.severity is Severity.CRITICAL
    assert emergency.severity_rules == []
    assert [question.id for question in emergency.questions if question.required] == []


def test_not_breathing_leads_to_cpr() -> None:
    steps = walk(bundled("medical-emergency"), responsive="no", breathing="no")

    assert steps[:5] == ["call-ambulance", "fetch-aed", "check", "cpr", "aed"]
    assert not {"recovery", "comfort", "watch"} & set(steps)


@pytest.mark.parametrize(
    "answers",
    [{}, {"responsive": "unknown"}, {"responsive": "no"}, {"responsive": "unknown", "breathing": "unknown"}],
)
def test_whoever_is_unsure_is_led_to_cpr(answers: dict[str, Any]) -> None:
    assert "cpr" in walk(bundled("medical-emergency"), **answers)


def test_breathing_but_not_awake_leads_to_the_recovery_position() -> None:
    steps = walk(bundled("medical-emergency"), responsive="no", breathing="yes")

    assert steps[2:5] == ["check", "recovery", "watch"]
    assert not {"cpr", "aed", "comfort"} & set(steps)


def test_awake_leads_to_comfort_and_breathing_is_not_asked() -> None:
    emergency = bundled("medical-emergency")
    steps = walk(emergency, responsive="yes")

    assert steps[2:5] == ["check", "comfort", "watch"]
    assert "breathing" not in asked(emergency, responsive="yes")
    assert "breathing" in asked(emergency)


@pytest.mark.parametrize("seen", ["bleeding", "fit", "choking"])
def test_what_is_seen_brings_its_own_step_before_the_check(seen: str) -> None:
    steps = walk(bundled("medical-emergency"), responsive="yes", seen=seen)

    assert steps.index("call-ambulance") < steps.index(seen) < steps.index("check")


def test_somebody_who_choked_and_passed_out_gets_cpr_not_back_blows() -> None:
    steps = walk(bundled("medical-emergency"), seen="choking", responsive="no", breathing="no")

    assert "choking" not in steps
    assert "cpr" in steps


def test_danger_around_comes_before_everything() -> None:
    emergency = bundled("medical-emergency")

    assert walk(emergency, hazards="traffic")[0] == "keep-safe"
    assert walk(emergency, hazards="none")[0] == "call-ambulance"
    assert walk(emergency)[0] == "call-ambulance"


def test_several_people_bring_a_step_to_share_helpers() -> None:
    emergency = bundled("medical-emergency")

    assert "more-people" in walk(emergency, people=2)
    assert "more-people" not in walk(emergency, people=1)


def test_without_family_a_colleague_goes_along() -> None:
    emergency = bundled("medical-emergency")

    assert "escort" not in walk(emergency, outcomes={"family": "done"})
    assert "escort" in walk(emergency, outcomes={"family": "cannot"})


@every_playbook
def test_every_step_names_its_role_and_its_time(playbook: Playbook) -> None:
    roles = {role.id for role in playbook.roles}

    assert [step.id for step in playbook.steps if step.role not in roles or not is_timed(step)] == []


def is_timed(step: Step) -> bool:
    """Whether it says how soon, how often, or after what; what comes after the response may take its time."""
    return bool(step.within or step.every or step.after) or step.phase != "respond"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_read_at_a_glance_on_a_phone(language: str) -> None:
    """At forty columns: a question with its hint on five lines, a step on three, its hint or caution on five."""
    long = [
        f"{playbook.id}: {words}"
        for playbook in (edition.playbook for edition in load_library())
        for words, most in _on_a_phone(playbook, language)
        if len(wrapped(words)) > most
    ]
    assert long == []


def _on_a_phone(playbook: Playbook, language: str) -> Iterator[tuple[str, int]]:
    for question in (item.question for item in subject.asked(playbook)):
        hint = question.hint.text(language) if question.hint else ""
        yield f"{question.ask.text(language)} {hint}", 5
    for _, step in subject.stepped(playbook):
        yield step.text.text(language), 3
        yield from ((words.text(language), 5) for words in (step.hint, step.caution) if words is not None)
