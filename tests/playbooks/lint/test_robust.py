"""Whatever an author writes, the answer is advice, never a traceback."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from playbooks.lint import lint_source
from playbooks.loading import LIBRARY, Malformed, Source, parse_yaml, playbook_files, read_as
from playbooks.model import Playbook
from playbooks.problems import Problem

TEXTS = [path.read_text("utf-8").splitlines() for path in playbook_files(LIBRARY)]
SCRAPS = st.sampled_from(
    [
        *[
            "",
            "- ",
            "  ",
            "id: x",
            "type: repeat",
            "when: {not: {step: a, outcome: done}}",
            "when: []",
            "?",
            "[",
            "~",
        ],
        *["5", "choices: []", "questions: {}", "minimum: .inf", "maximum: -1", "after: [end]", "{all: [1]}"],
        *["null", "~", "💥: \0"],
    ]
)
RENAMED = st.sampled_from([("yes", "no"), ("id:", "ask:"), ("equals", "at_least"), ("en:", "xx:")])


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A playbook of the library with a few lines gone, doubled, moved or replaced."""
    lines = list(draw(st.sampled_from(TEXTS)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["drop", "double", "replace", "append", "rename"])):
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, lines[draw(st.integers(0, len(lines) - 1))])
            case "replace":
                indent = len(lines[at]) - len(lines[at].lstrip())
                lines[at] = " " * indent + draw(SCRAPS)
            case "append":
                lines[at] += draw(SCRAPS)
            case _:
                old, new = draw(
                    st.sampled_from([("yes", "no"), ("id:", "ask:"), ("equals", "at_least"), ("en:", "xx:")])
                )
                lines[at] = lines[at].replace(old, new)
    return "\n".join(lines)


@settings(max_examples=60, deadline=None)
@given(damaged())
def test_a_damaged_playbook_gets_advice(text: str) -> None:
    try:
        document = parse_yaml(text, "damaged.yaml")
        problems = lint_source(Source(document, read_as(Playbook, document)), date(2026, 6, 1), {"duty"})
    except Malformed as malformed:
        problems = list(malformed.problems)
        assert problems
    for problem in problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert "\n" not in str(problem)


def test_a_problem_is_one_line_also_where_the_value_has_several() -> None:
    problem = Problem("a.yaml", 3, 1, "`severity` cannot be `high\n\n  and dry`", "use one of low, high")
    assert str(problem) == "a.yaml:3:1: `severity` cannot be `high and dry`; use one of low, high"
