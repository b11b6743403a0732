# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about papers in other languages: ids, codes and hashes."""

from dataclasses import dataclass
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class LanguageWished(Fact):
    """Somebody stated in which language they want translations; "" is Chinese alone.

    :param about_id: the matter; None: everything from now on
    """

    kind = "documents.language_wished"
    subject_type = "applicant"
    subject_field = "applicant_id"

    applicant_id: UUID
    about_id: UUID | None
    language: str
    wished_at: str


@dataclass(frozen=True)
class TranslationBegun(Fact):
    """A document is to be had in another language; without a version there is no template."""

    kind = "documents.translation_begun"
    subject_type = "document"
    subject_field = "document_id"

    document_id: UUID
    translation_id: UUID
    language: str
    template_version_id: UUID | None


@dataclass(frozen=True)
class TranslationRendered(Fact):
    """A translation was set in type and stored."""

    kind = "documents.translation_rendered"
    subject_type = "document"
    subject_field = "document_id"

    document_id: UUID
    translation_id: UUID
    language: str
    file_id: UUID
    sha256: str
    template_version_id: UUID


@dataclass(frozen=True)
class TranslationFailed(Fact):
    """The template could not set these data, or leaves out what the law wants."""

    kind = "documents.translation_failed"
    subject_type = "document"
    subject_field = "document_id"

    document_id: UUID
    translation_id: UUID
    language: str
    template_version_id: UUID
