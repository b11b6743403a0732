# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The elements of a scenario: the schema of what a version stores. Pure.

The format is described in ``docs/handbook/scenarios.md``.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints

from yiwang.catalogue.content import Element, TimeLimit, dump_content, read_content
from yiwang.catalogue.element_texts import Key, Long, Name, Short
from yiwang.catalogue.errors import ContentInvalid
from yiwang.catalogue.guidance_refusals import ScenarioInvalid

TABLE: Final = "table"
"""As a target: the decision table decides with all answers so far."""

MOST_QUESTIONS: Final = 40
Target = Annotated[str, StringConstraints(pattern=r"^(?:[a-z][a-z0-9_]{0,39})?$")]
TableCode = Annotated[str, StringConstraints(pattern=r"^(?:[a-z][a-z0-9-]{0,59})?$")]
Cel = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Filling = str | bool | int | list[str] | None


class Choice(Element):
    """An answer that one may choose.

    :param fill: what it says about fields of the application form
    """

    code: Key
    label: Name
    help: Short = ""
    to: Target = ""
    fill: dict[Key, Filling] = Field(default={}, max_length=20)


class Branch(Element):
    """Where one goes when a condition over the answers holds."""

    when: Cel
    to: Target


class Question(Element):
    """A question: a choice of answers, or a whole number."""

    key: Key
    title: Name
    help: Long = ""
    kind: Literal["choice", "integer"] = "choice"
    choices: tuple[Choice, ...] = Field(default=(), max_length=20)
    unit: Short = ""
    minimum: int = Field(default=0, ge=0, le=1_000_000_000)
    maximum: int = Field(default=1_000_000, ge=0, le=1_000_000_000)
    field: Key | Literal[""] = ""
    branches: tuple[Branch, ...] = Field(default=(), max_length=20)
    to: Target = ""

    def choice(self, code: str) -> Choice | None:
        """Return the answer with a code."""
        return next((choice for choice in self.choices if choice.code == code), None)


class Outcome(Element):
    """Where the questions lead: a handling item, or the news that it is another one or none.

    :param situation: the last two digits of the handling code; None when nobody applies
    :param materials: None: all whose condition holds; likewise fees and steps
    :param may_need: asked for beside them when their condition holds
    """

    key: Key
    name: Name
    summary: Long = ""
    situation: int | None = Field(default=None, ge=1, le=99)
    elsewhere: Short = ""
    materials: tuple[Key, ...] | None = Field(default=None, max_length=60)
    may_need: tuple[Key, ...] = Field(default=(), max_length=60)
    fees: tuple[Name, ...] | None = Field(default=None, max_length=30)
    limit: TimeLimit | None = None
    visits: int | None = Field(default=None, ge=0, le=20)
    steps: tuple[Name, ...] | None = Field(default=None, max_length=30)
    notes: tuple[Long, ...] = Field(default=(), max_length=10)

    def asks_for(self, key: str) -> bool:
        """Return whether a material can be asked for at all in this situation."""
        return self.materials is None or key in self.materials or key in self.may_need


class Scenario(Element):
    """A scenario: the questions, the first of which is asked first, and where they lead.

    :param table_version: of the decision table; publishing fills it in, 0 is the newest
    """

    intro: Long = ""
    table: TableCode = ""
    table_version: int = Field(default=0, ge=0, le=1_000_000)
    questions: tuple[Question, ...] = Field(min_length=1, max_length=MOST_QUESTIONS)
    outcomes: tuple[Outcome, ...] = Field(min_length=1, max_length=99)

    def question(self, key: str) -> Question | None:
        """Return the question with a key."""
        return next((one for one in self.questions if one.key == key), None)

    def outcome(self, key: str) -> Outcome | None:
        """Return the outcome with a key."""
        return next((one for one in self.outcomes if one.key == key), None)


def read_scenario(value: object) -> Scenario:
    """Return the elements of a stored or sent scenario.

    :raises ScenarioInvalid: every element that is wrong, each with its JSON Pointer
    """
    try:
        return read_content(Scenario, value)
    except ContentInvalid as refusal:
        raise ScenarioInvalid(errors=refusal.errors) from refusal


def dump_scenario(scenario: Scenario) -> dict[str, Any]:
    """Return what a version stores: plain JSON without elements that stand at their default."""
    return dump_content(scenario)
