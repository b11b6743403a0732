# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The nouns of files and documents; Django finds models here."""

from yiwang.documents.models.documents import DocumentCounter, IssuedDocument
from yiwang.documents.models.files import StoredFile
from yiwang.documents.models.logos import DepartmentLogo
from yiwang.documents.models.service import DocumentService, ServiceConsent
from yiwang.documents.models.templates import NoticeTemplate, TemplateVersion
from yiwang.documents.models.translations import DocumentTranslation, LanguageWish

__all__ = [
    "DepartmentLogo",
    "DocumentCounter",
    "DocumentService",
    "DocumentTranslation",
    "IssuedDocument",
    "LanguageWish",
    "NoticeTemplate",
    "ServiceConsent",
    "StoredFile",
    "TemplateVersion",
]
