# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Data sources as other rooms and pages see them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from yiwang.sharing.enums import Subject, Trouble
from yiwang.sharing.models import DataSource


@dataclass(frozen=True, slots=True)
class SourceField:
    """One thing that a source answers."""

    key: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Source:
    """A data source as other rooms and pages see it, in the language of the reader."""

    code: str
    name: str
    provider: str
    subject: Subject
    fields: tuple[SourceField, ...]
    evidence_types: tuple[str, ...]
    purpose_text: str
    legal_basis: str
    needs_consent: bool
    keeping_days: int
    validity_days: int
    is_demonstration: bool
    is_on: bool
    failures: int
    trouble: str
    paused_until: datetime | None
    answered_at: datetime | None
    failed_at: datetime | None

    def label_of(self, key: str) -> str:
        """Return what a field is called; its key when the source no longer has it."""
        return next((one.label for one in self.fields if one.key == key), key)

    def is_paused(self, at: datetime) -> bool:
        return self.paused_until is not None and at < self.paused_until


def of_row(row: DataSource) -> Source:
    """Return a data source as pages see it."""
    is_english = (get_language() or "").startswith("en")
    return Source(
        code=row.code,
        name=(is_english and row.name_en) or row.name,
        provider=(is_english and row.provider_en) or row.provider,
        subject=Subject(row.subject),
        fields=tuple(
            SourceField(
                key=one["key"],
                label=(is_english and one.get("label_en")) or one["label"],
                kind=one.get("kind", "text"),
            )
            for one in row.fields
        ),
        evidence_types=tuple(row.evidence_types),
        purpose_text=(is_english and row.purpose_text_en) or row.purpose_text,
        legal_basis=row.legal_basis,
        needs_consent=row.needs_consent,
        keeping_days=row.keeping_days,
        validity_days=row.validity_days,
        is_demonstration=row.is_demonstration,
        is_on=row.is_on,
        failures=row.failures,
        trouble=str(Trouble(row.trouble).label) if row.trouble else "",
        paused_until=row.paused_until,
        answered_at=row.answered_at,
        failed_at=row.failed_at,
    )
