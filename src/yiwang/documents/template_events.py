# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about templates of notices: ids, numbers and hashes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class TemplateMade(Fact):
    """A template was begun."""

    kind = "documents.template_made"
    subject_type = "template"
    subject_field = "template_id"

    template_id: UUID
    notice_kind: str
    department_id: UUID | None
    item_code: str
    language: str = "zh-hans"


@dataclass(frozen=True)
class TemplateDraftSaved(Fact):
    """A draft of a version was kept."""

    kind = "documents.template_draft_saved"
    subject_type = "template"
    subject_field = "template_id"

    template_id: UUID
    version_id: UUID
    number: int
    sha256: str


@dataclass(frozen=True)
class TemplateProposed(Fact):
    """A version was tried and handed on."""

    kind = "documents.template_proposed"
    subject_type = "template"
    subject_field = "template_id"

    template_id: UUID
    version_id: UUID
    number: int
    sha256: str


@dataclass(frozen=True)
class TemplateReturned(Fact):
    """A proposed version went back to its editors."""

    kind = "documents.template_returned"
    subject_type = "template"
    subject_field = "template_id"

    template_id: UUID
    version_id: UUID
    number: int


@dataclass(frozen=True)
class TemplatePublished(Fact):
    """A version is used from its day on."""

    kind = "documents.template_published"
    subject_type = "template"
    subject_field = "template_id"

    template_id: UUID
    version_id: UUID
    number: int
    sha256: str
    effective_on: date


@dataclass(frozen=True)
class TemplateWithdrawn(Fact):
    """A published version is used no more."""

    kind = "documents.template_withdrawn"
    subject_type = "template"
    subject_field = "template_id"

    template_id: UUID
    version_id: UUID
    number: int


@dataclass(frozen=True)
class TemplateTried(Fact):
    """Somebody read an issued document while trying a version on it."""

    kind = "documents.template_tried"
    subject_type = "template"
    subject_field = "template_id"

    template_id: UUID
    version_id: UUID
    number: int
    document_id: UUID
