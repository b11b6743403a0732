# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How sure we are who somebody is, what that rests on, and what would raise it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone, translation

from yiwang.identity.models import AssuranceEvidence, AssuranceLevel, EvidenceKind, EvidenceRule


@dataclass(frozen=True, slots=True)
class AssuranceName:
    """An assurance level in the reader's language."""

    level: int
    name: str
    means: str
    may_apply: bool


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """A piece of evidence in the reader's language."""

    kind: str
    name: str
    seen_at: datetime
    expires_at: datetime | None
    is_counting: bool


@dataclass(frozen=True, slots=True)
class EvidenceWay:
    """Kinds of evidence that give a level, each with whether the person has it."""

    level: int
    parts: Sequence[tuple[str, str, bool]]
    """Code, name, whether it is there."""

    @property
    def missing(self) -> list[str]:
        return [code for code, _name, has_it in self.parts if not has_it]


def is_chinese() -> bool:
    """Tell whether the reader reads Chinese."""
    return (translation.get_language() or "zh").startswith("zh")


def assurance_levels() -> list[AssuranceName]:
    """Return all assurance levels, lowest first, in the language of the moment."""
    return [
        AssuranceName(
            level=level.level,
            name=level.name_zh if is_chinese() else level.name_en,
            means=level.means_zh if is_chinese() else level.means_en,
            may_apply=level.may_apply,
        )
        for level in AssuranceLevel.objects.order_by("level")
    ]


def evidence_of(person_id: UUID) -> list[EvidenceFacts]:
    """Return everything that was ever recorded to say who a person is, the newest first."""
    at, names = timezone.now(), _names()
    rows = AssuranceEvidence.objects.filter(person_id=person_id).order_by("-seen_at", "-id")[:50]
    return [
        EvidenceFacts(
            kind=row.kind,
            name=names.get(row.kind, row.kind),
            seen_at=row.seen_at,
            expires_at=row.expires_at,
            is_counting=row.ended_at is None and (row.expires_at is None or row.expires_at > at),
        )
        for row in rows
    ]


def ways_to(level: int, person_id: UUID | None) -> list[EvidenceWay]:
    """Return what gives a level, the ways with the fewest parts missing first."""
    names = _names()
    rows = AssuranceEvidence.objects.filter(person_id=person_id).counting(timezone.now())
    have = set(rows.values_list("kind", flat=True)) if person_id else set()
    alone = EvidenceKind.objects.filter(level__gte=level).order_by("code")
    together = EvidenceRule.objects.filter(level__gte=level).order_by("code")
    kinds = [[one.code] for one in alone] + [list(rule.kinds) for rule in together]
    ways = [
        EvidenceWay(level, [(code, names.get(code, code), code in have) for code in codes])
        for codes in kinds
    ]
    return sorted(ways, key=lambda way: len(way.missing))


def _names() -> dict[str, str]:
    column = "name_zh" if is_chinese() else "name_en"
    return dict(EvidenceKind.objects.order_by("code").values_list("code", column))
