# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a template gets: the pinned content of a document, and what is added when it is set."""

from dataclasses import asdict
from datetime import date
from enum import Enum
from typing import Any

from django.conf import settings

from yiwang.documents import wording
from yiwang.documents.enums import CHINESE, NoticeKind
from yiwang.documents.models import IssuedDocument
from yiwang.documents.notices import CertificateData, MeasureDecisionData, NoticeData
from yiwang.documents.remedies import remedies_against
from yiwang.documents.typesetting import qr_code
from yiwang.documents.verification import printed_code
from yiwang.organizations import selectors as organizations

_ZHEJIANG = "33"
_LONE = range(0xD800, 0xE000)


def content_of(
    kind: NoticeKind,
    data: NoticeData,
    *,
    department: organizations.DepartmentSummary,
    region_code: str,
    on: date,
) -> dict[str, Any]:
    """Return everything that the document says, as plain JSON; it is stored and never changes."""
    facts = plain(asdict(data))
    case = facts.pop("case")
    del case["language"], case["version_id"]
    matter = wording.matter_of(data.case.item_type, data.case.item_name)
    words = wording.WORDS[matter]
    name = data.name if isinstance(data, CertificateData | MeasureDecisionData) else ""
    remedies = remedies_against(department) if kind in wording.WITH_REMEDIES else None
    return {
        "kind": kind.value,
        "title": plain(wording.title(kind, matter, certificate_name=name)),
        "english_title": wording.english_title(kind),
        "number_label": "办件编号：" if kind in wording.UNNUMBERED else "",
        "department": {
            "name": department.name,
            "phone": department.phone,
            "address": department.address,
        },
        "issued_on": on.isoformat(),
        "is_licence": data.case.item_type == wording.LICENCE,
        "is_zhejiang": region_code.startswith(_ZHEJIANG),
        "words": {"granted": words.granted, "refused": words.refused},
        "remedies": plain(asdict(remedies)) if remedies else None,
        "case": case,
        "notice": facts,
    }


def issued_page(document: IssuedDocument) -> dict[str, Any]:
    """Return the page of an issued document, with its number, code and QR code."""
    url = f"{settings.SITE_URL.rstrip('/')}/verify/{document.verification_code}"
    content: dict[str, Any] = document.data
    return content | {
        "number": document.number,
        "is_preview": False,
        "verification_code": printed_code(document.verification_code),
        "verification_url": url,
        "qr": qr_code(url),
    }


def translated_page(document: IssuedDocument, *, language: str, code: str) -> dict[str, Any]:
    """Return the page of a translation: the original's data and number, a code of its own."""
    url = f"{settings.SITE_URL.rstrip('/')}/verify/{code}"
    return issued_page(document) | {
        "language": language,
        "original_code": printed_code(document.verification_code),
        "verification_code": printed_code(code),
        "verification_url": url,
        "qr": qr_code(url),
    }


def preview_page(content: dict[str, Any], *, language: str = CHINESE) -> dict[str, Any]:
    """Return the page as a preview: no number, no code, a watermark."""
    return content | {
        "language": language,
        "original_code": "",
        "number": "",
        "is_preview": True,
        "verification_code": "",
        "verification_url": "",
        "qr": "",
    }


def plain(value: Any) -> Any:
    """Return a value as JSON that PostgreSQL can keep: dates as ISO text, no NUL, no half signs."""
    if isinstance(value, str):
        text = str(value.value) if isinstance(value, Enum) else value
        return "".join("\ufffd" if ord(sign) in _LONE else sign for sign in text if sign != "\0")
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
