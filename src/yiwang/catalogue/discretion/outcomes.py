# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a decision settles, held against the span of its tier. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from yiwang.catalogue.discretion import wording
from yiwang.catalogue.discretion.errors import OutcomeUnfit, TierUnknown
from yiwang.catalogue.discretion.shape import NUMBER, Benchmark, Measure, MeasureKind, Span, Tier
from yiwang.foundation.errors import FieldError, InvalidText
from yiwang.foundation.text import clean_text

MOST_CONDITIONS: Final = 20
LONGEST_CONDITION: Final = 300
Value = str | list[str]
_FIGURE: Final = re.compile(NUMBER)


@dataclass(frozen=True, slots=True)
class Departure:
    """One measure in which an outcome lies outside the span of its tier."""

    measure: str
    name: str
    span: str
    decided: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """An outcome as it is kept, and where it leaves the span; nothing when it stays within."""

    tier: Tier
    outcome: dict[str, Value]
    departures: tuple[Departure, ...]


def weigh(
    benchmark: Benchmark, tier_key: str, outcome: Mapping[str, str | Sequence[str]]
) -> Weighed:
    """Return an outcome held against a tier.

    :param outcome: a figure for each measure, the conditions one by one
    :raises TierUnknown: the benchmark has no such tier
    :raises OutcomeUnfit: a measure is missing, is no figure, or is none of this benchmark's
    """
    tier = benchmark.tier(tier_key)
    if tier is None:
        raise TierUnknown
    kept: dict[str, Value] = {}
    faults = [
        FieldError(f"/outcome/{name}", "unknown", _("裁量权基准里没有这一项。"))
        for name in sorted(outcome.keys() - {one.key for one in benchmark.measures})
    ]
    for measure in benchmark.measures:
        try:
            kept[measure.key] = _value(measure, outcome.get(measure.key))
        except ValueError as error:
            faults.append(FieldError(f"/outcome/{measure.key}", "invalid", str(error)))
    if faults:
        raise OutcomeUnfit(errors=faults)
    found = [_departure(one, tier.span(one.key), kept[one.key]) for one in benchmark.measures]
    return Weighed(tier, kept, tuple(one for one in found if one is not None))


def _value(measure: Measure, given: str | Sequence[str] | None) -> Value:
    if measure.kind is MeasureKind.CONDITIONS:
        return _conditions(given)
    text = given.strip() if isinstance(given, str) else ""
    if not _FIGURE.fullmatch(text):
        raise ValueError(_("请填写“%(name)s”，用数字。") % {"name": measure.name})
    return f"{Decimal(text).normalize():f}"


def _conditions(given: str | Sequence[str] | None) -> list[str]:
    lines = given.splitlines() if isinstance(given, str) else list(given or ())
    try:
        found = [clean_text(line, max_length=LONGEST_CONDITION) for line in lines]
    except InvalidText as refusal:
        raise ValueError(str(refusal)) from refusal
    found = list(dict.fromkeys(line for line in found if line))
    if len(found) > MOST_CONDITIONS:
        raise ValueError(_("条件最多%(most)d条。") % {"most": MOST_CONDITIONS})
    return found


def _departure(measure: Measure, span: Span | None, value: Value) -> Departure | None:
    if _is_within(span, value):
        return None
    return Departure(
        measure=measure.key,
        name=measure.name,
        span=wording.span_words(measure, span),
        decided=wording.value_words(measure, value),
    )


def _is_within(span: Span | None, value: Value) -> bool:
    if span is None:
        return True
    if isinstance(value, list):
        return set(value) <= set(span.choices)
    figure = Decimal(value)
    return (span.lowest is None or figure >= span.lowest) and (
        span.highest is None or figure <= span.highest
    )
