# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The elements of a benchmark (裁量权基准): what a version stores. Pure.

Source: 国办发〔2022〕27号, sections 2 to 4; 行政处罚法 34.
"""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints

from yiwang.catalogue.content import Element, dump_content, read_content
from yiwang.catalogue.discretion.errors import BenchmarkInvalid
from yiwang.catalogue.element_texts import Key, Long, Name, Short
from yiwang.catalogue.errors import ContentInvalid

MOST_MEASURES: Final = 6
MOST_TIERS: Final = 12
NUMBER: Final = r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,4})?"
Figure = Annotated[str, StringConstraints(pattern=rf"^(?:{NUMBER})?$")]


class MeasureKind(StrEnum):
    """What an outcome is measured in."""

    TERM = "term"
    QUANTITY = "quantity"
    AMOUNT = "amount"
    CONDITIONS = "conditions"


class Measure(Element):
    """One thing that the decision settles: how long, how many, how much, or on what conditions.

    :param unit: 年, 个月, 元, 万元, 个 …; conditions have none
    """

    key: Key
    name: Name
    kind: MeasureKind
    unit: Annotated[Short, StringConstraints(max_length=20)] = ""


class Span(Element):
    """How far a tier goes in one measure.

    :param least: both ends belong to the span; "" for no end
    :param choices: the conditions that may be set in this tier; other measures have none
    """

    measure: Key
    least: Figure = ""
    most: Figure = ""
    choices: tuple[Name, ...] = Field(default=(), max_length=20)

    @property
    def lowest(self) -> Decimal | None:
        return Decimal(self.least) if self.least else None

    @property
    def highest(self) -> Decimal | None:
        return Decimal(self.most) if self.most else None


class Tier(Element):
    """A tier (裁量阶次).

    :param circumstances: the facts that put a case here
    :param law: where it stands, when it is another place than that of the whole benchmark
    :param is_by_law: the law itself sets the span, so nobody may leave it
    :param within: the tier of the upper body's benchmark in whose frame this one stays
    """

    key: Key
    name: Name
    circumstances: Annotated[Long, StringConstraints(min_length=1)]
    spans: tuple[Span, ...] = Field(default=(), max_length=MOST_MEASURES)
    law: Short = ""
    article: Short = ""
    is_by_law: bool = False
    within: Key | Literal[""] = ""

    def span(self, measure: str) -> Span | None:
        """Return how far the tier goes in a measure."""
        return next((one for one in self.spans if one.measure == measure), None)


class Benchmark(Element):
    """A benchmark.

    :param document: the paper that made it known: its title and number
    :param lets_lower: lower bodies may make their own within the frame of this one
    """

    name: Name
    document: Short = ""
    law: Name
    article: Annotated[Short, StringConstraints(min_length=1)]
    measures: tuple[Measure, ...] = Field(min_length=1, max_length=MOST_MEASURES)
    tiers: tuple[Tier, ...] = Field(min_length=1, max_length=MOST_TIERS)
    mitigating: tuple[Long, ...] = Field(default=(), max_length=20)
    aggravating: tuple[Long, ...] = Field(default=(), max_length=20)
    lets_lower: bool = False

    def tier(self, key: str) -> Tier | None:
        """Return the tier with a key."""
        return next((one for one in self.tiers if one.key == key), None)


def read_benchmark(value: object) -> Benchmark:
    """Return the elements of a stored or sent benchmark.

    :raises BenchmarkInvalid: every element that is wrong, each with its JSON Pointer
    """
    try:
        return read_content(Benchmark, value)
    except ContentInvalid as refusal:
        raise BenchmarkInvalid(errors=refusal.errors) from refusal


def dump_benchmark(benchmark: Benchmark) -> dict[str, Any]:
    """Return what a version stores: plain JSON without elements that stand at their default."""
    return dump_content(benchmark)
