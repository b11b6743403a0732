# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Data sources as other rooms and pages see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yiwang.foundation.errors import DomainError
from yiwang.foundation.templatetags.yw_text import day
from yiwang.organizations import selectors as organizations
from yiwang.sharing import details
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
    connector: str
    address: str
    is_on: bool
    failures: int
    trouble: str
    detail: str
    paused_until: datetime | None
    answered_at: datetime | None
    failed_at: datetime | None

    def label_of(self, key: str) -> str:
        """Return what a field is called; its key when the source no longer has it."""
        return next((one.label for one in self.fields if one.key == key), key)

    def text_of(self, key: str, value: object) -> str:
        """Return what a source says of a field, as people read it."""
        kind = next((one.kind for one in self.fields if one.key == key), "text")
        return text_of(kind, value)

    @property
    def is_over_http(self) -> bool:
        return self.connector == "http"

    def is_paused(self, at: datetime) -> bool:
        return self.paused_until is not None and at < self.paused_until


def text_of(kind: str, value: object) -> str:
    """Return a value of a kind as people read it; what is not of the kind stays as it is."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Mapping):
        return f"{_place(str(value.get('division', '')))}{value.get('detail', '')}"
    text = str(value)
    if kind != "date":
        return text
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def _place(division: str) -> str:
    try:
        return organizations.full_name(division)
    except DomainError:
        return division


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
        connector=row.connector,
        address=row.address,
        is_on=row.is_on,
        failures=row.failures,
        trouble=str(Trouble(row.trouble).label) if row.trouble else "",
        detail=details.words(row.detail),
        paused_until=row.paused_until,
        answered_at=row.answered_at,
        failed_at=row.failed_at,
    )
