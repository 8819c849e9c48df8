"""The kinds of question a playbook can ask.

The value that each kind's answer holds (JSON, as stored in sessions and cases) is named in its docstring;
`handlers.engine` has one file per kind that turns what people send into that value.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from playbooks.model.base import Duration, Id, Part
from playbooks.model.conditions import Condition
from playbooks.words import Words

MediaKind = Literal["photo", "video", "voice", "document"]


class Constraint(Part):
    """A rule an answer must meet beyond its type, and what to tell the person if it does not.

    `rule` may look at this question's own new answer and at any earlier one.
    """

    rule: Condition
    message: Words


class _Question(Part):
    id: Id
    ask: Words = Field(description="The question, as staff read it.")
    hint: Words | None = Field(default=None, description="One line of help under the question.")
    label: Words | None = Field(
        default=None, description="Short name for reviews, recaps and alert cards; without it `ask` is used."
    )
    required: bool = Field(default=True, description="A question that is not required can be skipped.")
    when: Condition | None = Field(default=None, description="Asked only while this holds.")
    constraint: Constraint | None = None

    def name(self, language: str) -> str:
        """What this question is called on reviews and cards."""
        return (self.label or self.ask).text(language)


class TextQuestion(_Question):
    """A line of text. Value: str."""

    type: Literal["text"]
    max_length: int = Field(default=200, ge=1, le=1000)
    pattern: str | None = Field(default=None, description="A regular expression the whole text must match.")
    pattern_message: Words | None = None
    default: str | None = None


class LongTextQuestion(_Question):
    """As much text as they need; several messages can be joined. Value: str."""

    type: Literal["long_text"]
    max_length: int = Field(default=4000, ge=1, le=20_000)
    default: str | None = None


class NumberQuestion(_Question):
    """A number. Value: int or float."""

    type: Literal["number"]
    unit: Words | None = None
    whole: bool = True
    minimum: float | None = None
    maximum: float | None = None
    quick: list[float] = Field(default_factory=list, max_length=8, description="Numbers offered as buttons.")
    default: float | None = None


class MoneyQuestion(_Question):
    """An amount of money. Value: {"amount": "12.50", "currency": "MOP"}."""

    type: Literal["money"]
    currencies: list[str] = Field(default=["MOP", "HKD", "CNY", "EUR", "USD"], min_length=1, max_length=8)
    minimum: Decimal = Decimal(0)
    maximum: Decimal | None = None


class Choice(Part):
    """One of the offered answers."""

    id: Id
    label: Words
    aliases: list[str] = Field(default_factory=list, description="Other words people type for it.")
    examples: list[str] = Field(
        default_factory=list,
        description="Sentences by which a complaint of this kind is to be found, in any language.",
    )
    when: Condition | None = None


class ChoiceQuestion(_Question):
    """Exactly one of the choices. Value: the choice's id."""

    type: Literal["choice"]
    choices: list[Choice] = Field(min_length=1)
    other: bool = Field(default=False, description="Whether own words are accepted when no choice fits.")
    default: Id | None = None


class ChoicesQuestion(_Question):
    """Any number of the choices. Value: list of choice ids, in the playbook's order."""

    type: Literal["choices"]
    choices: list[Choice] = Field(min_length=1)
    minimum: int = Field(default=1, ge=0)
    maximum: int | None = Field(default=None, ge=1)
    default: list[Id] | None = None


class YesNoQuestion(_Question):
    """Yes, no, or (unless switched off) "don't know". Value: "yes", "no" or "unknown"."""

    type: Literal["yes_no"]
    unknown: bool = Field(default=True, description="Offer “don't know”.")
    default: Literal["yes", "no", "unknown"] | None = None


class DateTimeQuestion(_Question):
    """A moment. Value: ISO 8601 with offset, to the minute."""

    type: Literal["datetime"]
    quick: list[Duration] = Field(
        default_factory=list, max_length=6, description="“How long ago” buttons beside “now”."
    )
    past: bool = Field(default=True, description="Whether a past moment is allowed.")
    future: bool = Field(default=False, description="Whether a future moment is allowed.")


class DayQuestion(_Question):
    """A day to come (or any, with `past`). Value: ISO 8601, e.g. 2026-12-24."""

    type: Literal["day"]
    quick: list[Duration] = Field(
        default_factory=list, max_length=8, description="Days offered as buttons, so long from today."
    )
    past: bool = Field(default=False, description="Whether a day that has passed is allowed.")


class PlaceQuestion(_Question):
    """A place of the site's tree, a shared location, or own words.

    Value: {"place": id} or {"latitude": …, "longitude": …} or {"text": …}.
    """

    type: Literal["place"]
    own_words: bool = True


class EvidenceQuestion(_Question):
    """Photos, videos, voice messages or documents, one or several. Value: list of media (see `handlers.media`)."""

    type: Literal["evidence"]
    kinds: list[MediaKind] = Field(default=["photo", "video", "voice", "document"], min_length=1)
    minimum: int = Field(default=1, ge=0)
    maximum: int = Field(default=10, ge=1, le=50)


class PersonQuestion(_Question):
    """Somebody's name and phone number, typed or as a shared contact. Value: {"name": …, "phone": … or null}."""

    type: Literal["person"]
    phone: Literal["required", "optional", "none"] = "optional"


class StaffQuestion(_Question):
    """A colleague. Value: staff id, or {"text": …} for somebody not on the list."""

    type: Literal["staff"]


class OwnerQuestion(_Question):
    """A colleague or a group of the organisation, to see to something. Value: {"staff": id} or {"group": id}."""

    type: Literal["owner"]


class GroupsQuestion(_Question):
    """Several groups of the organisation. Value: list of their ids."""

    type: Literal["groups"]
    minimum: int = Field(default=1, ge=0)
    maximum: int = Field(default=12, ge=1, le=50)


_AskedOnce: TypeAlias = (
    TextQuestion
    | LongTextQuestion
    | NumberQuestion
    | MoneyQuestion
    | ChoiceQuestion
    | ChoicesQuestion
    | YesNoQuestion
    | DateTimeQuestion
    | DayQuestion
    | PlaceQuestion
    | EvidenceQuestion
    | PersonQuestion
    | StaffQuestion
    | OwnerQuestion
    | GroupsQuestion
)
PlainQuestion = Annotated[_AskedOnce, Field(discriminator="type")]


class RepeatQuestion(_Question):
    """A group of questions asked again for each one (each injured person). Value: list of {question id: value}.

    After each round staff choose “add another” or “that is all”. `ask` opens the first round.
    """

    type: Literal["repeat"]
    each: Words = Field(description="What one round is called, e.g. “Injured person”.")
    questions: list[PlainQuestion] = Field(min_length=1)
    minimum: int = Field(default=1, ge=0)
    maximum: int = Field(default=10, ge=1, le=50)

    @model_validator(mode="after")
    def _range(self) -> RepeatQuestion:
        if self.minimum > self.maximum:
            raise ValueError(f"minimum {self.minimum} is above maximum {self.maximum}")
        return self


Question = Annotated[_AskedOnce | RepeatQuestion, Field(discriminator="type")]
