"""What a playbook file may say, as pydantic models: one file for each kind of thing an author writes.

Only shape and meaning live here.  Reading files is `playbooks.loading`, advice to authors `playbooks.lint`.
"""

from playbooks.model.conditions import All, AnyOf, Compare, Condition, LevelIs, Not, StepOutcome
from playbooks.model.incidents import Area, Category, Grading, Node, Scores
from playbooks.model.levels import Level, Report
from playbooks.model.news import Readers
from playbooks.model.playbook import Kind, Playbook, Role, Route, SeverityRule
from playbooks.model.questions import (
    Choice,
    ChoiceQuestion,
    ChoicesQuestion,
    Constraint,
    DateTimeQuestion,
    DayQuestion,
    EvidenceQuestion,
    GroupsQuestion,
    LongTextQuestion,
    MediaKind,
    MoneyQuestion,
    NumberQuestion,
    OwnerQuestion,
    PersonQuestion,
    PlaceQuestion,
    Question,
    RepeatQuestion,
    StaffQuestion,
    TextQuestion,
    YesNoQuestion,
)
from playbooks.model.resolution import Outcome, Resolution
from playbooks.model.severity import Severity
from playbooks.model.step_map import Dropped, StepMap
from playbooks.model.steps import Contact, Option, Phase, PlainStep, Step, Track, Variable, walk_steps

__all__ = [
    "All",
    "AnyOf",
    "Area",
    "Category",
    "Choice",
    "ChoiceQuestion",
    "ChoicesQuestion",
    "Compare",
    "Condition",
    "Constraint",
    "Contact",
    "DateTimeQuestion",
    "DayQuestion",
    "Dropped",
    "EvidenceQuestion",
    "Grading",
    "GroupsQuestion",
    "Kind",
    "Level",
    "LevelIs",
    "LongTextQuestion",
    "MediaKind",
    "MoneyQuestion",
    "Node",
    "Not",
    "NumberQuestion",
    "Option",
    "Outcome",
    "OwnerQuestion",
    "PersonQuestion",
    "Phase",
    "PlaceQuestion",
    "PlainStep",
    "Playbook",
    "Question",
    "Readers",
    "RepeatQuestion",
    "Report",
    "Resolution",
    "Role",
    "Route",
    "Scores",
    "Severity",
    "SeverityRule",
    "StaffQuestion",
    "Step",
    "StepMap",
    "StepOutcome",
    "TextQuestion",
    "Track",
    "Variable",
    "YesNoQuestion",
    "walk_steps",
]
