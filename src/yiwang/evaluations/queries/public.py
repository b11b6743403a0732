# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What everybody may read of reviews: kept figures, reasons and published words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Sum

from yiwang.evaluations.enums import BAD, Aspect, Level, ReasonKind, TextState
from yiwang.evaluations.models import Figure, Reason, ReviewText
from yiwang.foundation.marks import Mark
from yiwang.organizations import selectors as organizations

MONTHS = 12
COLUMNS = tuple(f"level_{level}" for level in Level.values)
_SUMS = f"""
    SELECT concat_ws('-', {", ".join(f"sum({name})" for name in COLUMNS)})
      FROM evaluations_figure WHERE scope = %s AND channel = 0 AND month >= %s
"""  # noqa: S608 - columns of our own model


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of the five levels, the best first."""

    levels: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.levels)

    @property
    def good_share(self) -> float | None:
        """Of a hundred, how many are satisfied at least fairly; None without a review."""
        bad = sum(self.levels[level - 1] for level in BAD)
        return round(100 * (self.total - bad) / self.total, 1) if self.total else None


@dataclass(frozen=True, slots=True)
class MonthScore:
    """A month's counts."""

    month: date
    score: Score


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted for a scope in twelve months, by channel and month."""

    score: Score
    channels: Mapping[int, Score]
    months: Sequence[MonthScore]


@dataclass(frozen=True, slots=True)
class NamedScore:
    """A department's or an item's counts."""

    key: str
    name: str
    score: Score


@dataclass(frozen=True, slots=True)
class NamedReason:
    """What bad reviews name, and how many do."""

    kind: str
    words: str
    reviews: int


@dataclass(frozen=True, slots=True)
class PublishedText:
    """Words that everybody may read; of no day and of nobody."""

    item_code: str
    item_name: str
    level: int
    level_name: str
    month: date
    text: str


@dataclass(frozen=True, slots=True)
class Texts:
    """Published words, and how many were kept back."""

    rows: Sequence[PublishedText]
    withheld: int


def scope_of(*, place: str = "", department_id: UUID | None = None, item_code: str = "") -> str:
    """Return the name of what is asked for: the narrowest that is given."""
    if item_code:
        return f"list:{department_id}:{item_code}" if department_id else f"item:{item_code}"
    return f"department:{department_id}" if department_id else f"place:{place}"


def figures(scope: str, *, on: date) -> Figures:
    """Return a scope's figures of the twelve months up to a day; one statement."""
    since = _since(on)
    rows = list(
        Figure.objects.filter(scope=scope, month__gte=since)
        .order_by("month", "channel")
        .values_list("channel", "month", *COLUMNS)
    )
    all_channels = [(month, levels) for channel, month, *levels in rows if channel == 0]
    named = sorted({channel for channel, *_rest in rows if channel})
    return Figures(
        score=_sum(levels for _month, levels in all_channels),
        channels={
            channel: _sum(levels for each, _month, *levels in rows if each == channel)
            for channel in named
        },
        months=[MonthScore(month, Score(tuple(levels))) for month, levels in all_channels],
    )


def departments_in(place: str, *, on: date) -> list[NamedScore]:
    """Return the departments of a place by their reviews, the most reviewed first."""
    known = {f"department:{each.id}": each for each in organizations.departments_in(place)}
    rows = _summed(list(known), on)
    return [
        NamedScore(str(known[scope].id), known[scope].name, score)
        for scope, score in sorted(rows.items(), key=lambda row: -row[1].total)
    ]


def score_of(scope: str, *, on: date) -> Score:
    """Return a scope's counts of the twelve months up to a day; one statement."""
    return _summed([scope], on).get(scope, Score((0,) * 5))


def score_mark(scope: str, *, on: date) -> Mark:
    """Return what changes whenever :func:`score_of` a scope does; :func:`read_score` reads it."""
    return Mark(_SUMS, (scope, _since(on)))


def read_score(value: str | None) -> Score:
    """Return the counts that a value of :func:`score_mark` says."""
    return Score(tuple(map(int, value.split("-"))) if value else (0,) * len(COLUMNS))


def _summed(scopes: Sequence[str], on: date) -> dict[str, Score]:
    rows = (
        Figure.objects.filter(scope__in=scopes, channel=0, month__gte=_since(on))
        .values("scope")
        .annotate(**{f"sum_{name}": Sum(name) for name in COLUMNS})
        .order_by("scope")
        .values_list("scope", *(f"sum_{name}" for name in COLUMNS))
    )
    return {scope: Score(tuple(map(int, levels))) for scope, *levels in rows}


def reasons(
    *, on: date, place: str = "", department_id: UUID | None = None, item_code: str = ""
) -> list[NamedReason]:
    """Return what bad reviews of a year name most; at most 20."""
    found = Reason.objects.filter(month__gte=_since(on))
    if department_id:
        found = found.filter(department_id=department_id)
    elif place:
        found = found.filter(region_code__range=organizations.code_range(place))
    if item_code:
        found = found.filter(item_code=item_code)
    rows = found.values_list("kind", "words").annotate(number=Sum("reviews"))
    return [
        NamedReason(kind, aspect_name(words) if kind == ReasonKind.ASPECT else words, number)
        for kind, words, number in rows.order_by("-number", "words")[:20]
    ]


def aspect_name(code: str) -> str:
    """Return what a reason to tick is called."""
    return str(Aspect(code).label) if code in Aspect.values else code


def texts(
    *, place: str = "", department_id: UUID | None = None, item_code: str = "", limit: int = 20
) -> Texts:
    """Return published words, the newest month first, good and bad alike."""
    found = ReviewText.objects.all()
    if department_id:
        found = found.filter(department_id=department_id)
    elif place:
        found = found.filter(region_code__range=organizations.code_range(place))
    if item_code:
        found = found.filter(item_code=item_code)
    rows = found.filter(state=TextState.PUBLISHED).order_by("-month", "pk")[: min(limit, 100)]
    return Texts(
        [
            PublishedText(
                row.item_code,
                row.item_name,
                row.level,
                str(row.get_level_display()),
                row.month,
                row.text,
            )
            for row in rows
        ],
        found.filter(state=TextState.WITHHELD).count(),
    )


def _since(on: date) -> date:
    first = on.replace(day=1)
    return (first - timedelta(days=31 * (MONTHS - 1) - 15)).replace(day=1)


def _sum(rows: Iterable[Sequence[int]]) -> Score:
    totals = [0] * 5
    for levels in rows:
        totals = [one + other for one, other in zip(totals, levels, strict=True)]
    return Score(tuple(totals))
