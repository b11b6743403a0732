# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether a benchmark can be published: every fault with its place and a sentence. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yiwang.catalogue.discretion.shape import Benchmark, Measure, MeasureKind, Span, Tier
from yiwang.catalogue.element_faults import pointer
from yiwang.foundation.errors import FieldError


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a benchmark is held against.

    :ivar has_article: whether the law corpus has this place in the text in use
    :ivar is_local: a body makes it for its own list
    :ivar upper: the benchmark in whose frame a local one stays; None when there is none that day
    :ivar newest_from: from when the newest published one applies
    """

    has_article: Callable[[str, str], bool]
    on: date
    is_local: bool = False
    upper: Benchmark | None = None
    newest_from: date | None = None


def faults(benchmark: Benchmark, effective_from: date, around: Surroundings) -> list[FieldError]:
    """Return everything that keeps a benchmark from being published."""
    found = [*_day(effective_from, around), *_articles(benchmark, around), *_keys(benchmark)]
    for place, measure in enumerate(benchmark.measures):
        found += _measure(place, measure)
    for place, tier in enumerate(benchmark.tiers):
        found += _tier(place, tier, benchmark)
    if found or not around.is_local:
        return found
    return list(_frame(benchmark, around.upper))


def _day(effective_from: date, around: Surroundings) -> Iterator[FieldError]:
    path = pointer("effective_from")
    if effective_from < around.on:
        yield FieldError(path, "past", _("施行日期不能早于发布的日子。"))
    elif around.newest_from is not None and effective_from <= around.newest_from:
        day = around.newest_from.isoformat()
        message = _("施行日期要晚于上一版的施行日期%(day)s。") % {"day": day}
        yield FieldError(path, "past", message)


def _articles(benchmark: Benchmark, around: Surroundings) -> Iterator[FieldError]:
    places = [(pointer("article"), benchmark.law, benchmark.article)]
    places += [
        (pointer("tiers", place, "article"), tier.law or benchmark.law, tier.article)
        for place, tier in enumerate(benchmark.tiers)
        if tier.article
    ]
    for path, law, article in places:
        if not around.has_article(law, article):
            message = _("法律库的现行文本里没有《%(law)s》%(article)s。")
            yield FieldError(path, "unknown", message % {"law": law, "article": article})
    for place, tier in enumerate(benchmark.tiers):
        if tier.law and not tier.article:
            path = pointer("tiers", place, "article")
            yield FieldError(path, "required", _("请写明是第几条。"))


def _keys(benchmark: Benchmark) -> Iterator[FieldError]:
    for part, rows in (("measures", benchmark.measures), ("tiers", benchmark.tiers)):
        seen: set[str] = set()
        for place, one in enumerate(rows):
            for name in ("key", "name"):
                said = getattr(one, name)
                if f"{name}:{said}" in seen:
                    message = _("“%(said)s”重复了。") % {"said": said}
                    yield FieldError(pointer(part, place, name), "taken", message)
                seen.add(f"{name}:{said}")


def _measure(place: int, measure: Measure) -> Iterator[FieldError]:
    path = pointer("measures", place, "unit")
    if measure.kind is MeasureKind.CONDITIONS and measure.unit:
        yield FieldError(path, "unknown", _("条件没有单位。"))
    if measure.kind is not MeasureKind.CONDITIONS and not measure.unit:
        yield FieldError(path, "required", _("请填写“%(name)s”的单位。") % {"name": measure.name})


def _tier(place: int, tier: Tier, benchmark: Benchmark) -> Iterator[FieldError]:
    known = {one.key for one in benchmark.measures}
    for number, span in enumerate(tier.spans):
        path = pointer("tiers", place, "spans", number, "measure")
        if span.measure not in known:
            yield FieldError(path, "unknown", _("没有“%(key)s”这一项。") % {"key": span.measure})
        if span.measure in {one.measure for one in tier.spans[:number]}:
            yield FieldError(path, "taken", _("“%(said)s”重复了。") % {"said": span.measure})
    for measure in benchmark.measures:
        yield from _span(pointer("tiers", place), tier, measure)


def _span(path: str, tier: Tier, measure: Measure) -> Iterator[FieldError]:
    said = {"tier": tier.name, "name": measure.name}
    span = tier.span(measure.key)
    place = f"{path}{pointer('spans', measure.key)}"
    if span is None:
        yield FieldError(place, "required", _("阶次“%(tier)s”没有写“%(name)s”的幅度。") % said)
    elif measure.kind is MeasureKind.CONDITIONS:
        if span.least or span.most:
            yield FieldError(place, "unknown", _("条件不填数字。"))
    elif span.choices:
        yield FieldError(place, "unknown", _("“%(name)s”填数字，不填条件。") % said)
    elif span.lowest is None and span.highest is None:
        yield FieldError(place, "required", _("阶次“%(tier)s”没有写“%(name)s”的幅度。") % said)
    elif _is_upside_down(span):
        message = _("阶次“%(tier)s”里“%(name)s”的下限比上限大。") % said
        yield FieldError(place, "range", message)


def _is_upside_down(span: Span) -> bool:
    return span.lowest is not None and span.highest is not None and span.lowest > span.highest


# ── the frame that the upper body leaves


def _frame(benchmark: Benchmark, upper: Benchmark | None) -> Iterator[FieldError]:
    if upper is None:
        yield FieldError("", "frame", _("上级在这一天没有施行的裁量权基准，不能制定自己的。"))
        return
    if not upper.lets_lower:
        yield FieldError("", "frame", _("上级的裁量权基准没有授权下级制定自己的。"))
        return
    if _measured(benchmark) != _measured(upper):
        yield FieldError(pointer("measures"), "frame", _("裁量的项目和单位要和上级的一致。"))
        return
    for place, tier in enumerate(benchmark.tiers):
        yield from _tier_in_frame(pointer("tiers", place), tier, benchmark, upper)


def _measured(benchmark: Benchmark) -> dict[str, tuple[str, str]]:
    return {one.key: (one.kind.value, one.unit) for one in benchmark.measures}


def _tier_in_frame(
    path: str, tier: Tier, benchmark: Benchmark, upper: Benchmark
) -> Iterator[FieldError]:
    above = upper.tier(tier.within)
    if above is None:
        message = _("请选择阶次“%(tier)s”属于上级的哪个阶次。") % {"tier": tier.name}
        yield FieldError(f"{path}/within", "required", message)
        return
    said = {"tier": tier.name, "above": above.name}
    if above.is_by_law and not tier.is_by_law:
        message = _("上级阶次“%(above)s”的幅度由法律规定，这里也要标明。") % said
        yield FieldError(f"{path}/is_by_law", "frame", message)
    for measure in benchmark.measures:
        mine, theirs = tier.span(measure.key), above.span(measure.key)
        if mine is not None and theirs is not None and not _lies_in(mine, theirs):
            message = _("阶次“%(tier)s”里“%(name)s”超出了上级阶次“%(above)s”的幅度。")
            place = f"{path}{pointer('spans', measure.key)}"
            yield FieldError(place, "frame", message % (said | {"name": measure.name}))


def _lies_in(mine: Span, theirs: Span) -> bool:
    if not set(mine.choices) <= set(theirs.choices):
        return False
    low, high = theirs.lowest, theirs.highest
    is_low_kept = low is None or (mine.lowest is not None and mine.lowest >= low)
    is_high_kept = high is None or (mine.highest is not None and mine.highest <= high)
    return is_low_kept and is_high_kept
