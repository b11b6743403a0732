# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Making translations of issued documents: begun with them or later, set in type by the same job.

A translation has the data and the number of its original and a verification code of its own. There
is no built-in one to step in: without a template that can set it, the Chinese original stands alone
and staff are told.
"""

import logging
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from yiwang.documents import pages
from yiwang.documents import translation_events as facts
from yiwang.documents.enums import TRANSLATED, FileKind, NoticeKind, TranslationState
from yiwang.documents.logos import placing
from yiwang.documents.models import DocumentTranslation, IssuedDocument, TemplateVersion
from yiwang.documents.storing import store_own
from yiwang.documents.templating import choosing, requirements, sheets
from yiwang.documents.templating.compiling import SheetRefused
from yiwang.documents.translating.errors import NoTranslationOfThis, TranslationThere
from yiwang.documents.verification import new_code
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import services as ledger

logger = logging.getLogger(__name__)
TYPESETTER: Final = system_actor("typesetter")
AGAIN: Final = frozenset({TranslationState.LACKING, TranslationState.FAILED})
"""What may be tried anew, when a template has been published or mended."""

_BEGUN = """
INSERT INTO documents_translation (
    id, region_code, document_id, language, state, title, verification_code, template_version_id,
    asked_at
)
SELECT %(id)s, %(region_code)s, %(document_id)s, %(language)s::text,
    CASE WHEN version.id IS NULL THEN 'lacking' ELSE 'waiting' END, '', %(code)s, version.id,
    %(asked_at)s
FROM (SELECT (IN_FORCE) AS id) version
RETURNING template_version_id
""".replace("IN_FORCE", choosing.IN_FORCE)


def begin(
    document: IssuedDocument, *, language: str, item_code: str, actor: Actor, at: datetime
) -> UUID:
    """Pin the template in force for a translation, in the transaction that issues or asks."""
    translation_id = new_id()
    values = _question(document, language, item_code, at=at) | {
        "id": translation_id,
        "region_code": document.region_code,
        "document_id": document.pk,
        "code": new_code(),
        "asked_at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BEGUN, values)
        (version_id,) = cursor.fetchone()
    fact = facts.TranslationBegun(
        document_id=document.pk,
        translation_id=translation_id,
        language=language,
        template_version_id=version_id,
    )
    ledger.append(fact, actor=actor, at=at, region_code=document.region_code)
    return translation_id


@transaction.atomic
def ask(*, document: IssuedDocument, language: str, actor: Actor, at: datetime) -> UUID:
    """Have a document translated that was issued before, or try again what could not be done.

    The caller has checked who may ask; ``set_waiting`` then sets it in type.

    :raises NoTranslationOfThis: of this kind there is none
    :raises TranslationThere: it is there, or being made
    """
    if NoticeKind(document.kind) not in TRANSLATED:
        raise NoTranslationOfThis
    IssuedDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    item_code = str(document.data["case"]["item_code"])
    known = DocumentTranslation.objects.filter(document=document, language=language).first()
    if known is None:
        return begin(document, language=language, item_code=item_code, actor=actor, at=at)
    if known.state not in AGAIN:
        raise TranslationThere
    with connection.cursor() as cursor:
        cursor.execute(choosing.IN_FORCE, _question(document, language, item_code, at=at))
        row = cursor.fetchone()
    known.template_version_id = row[0] if row else None
    known.state = TranslationState.WAITING if row else TranslationState.LACKING
    known.asked_at = at
    known.save(update_fields=["template_version_id", "state", "asked_at"])
    fact = facts.TranslationBegun(
        document_id=document.pk,
        translation_id=known.pk,
        language=language,
        template_version_id=known.template_version_id,
    )
    ledger.append(fact, actor=actor, at=at, region_code=document.region_code)
    return known.pk


def set_waiting(document_id: UUID) -> None:
    """Set in type what waits of a document; done twice, it changes nothing."""
    waiting = DocumentTranslation.objects.filter(
        document_id=document_id, state=TranslationState.WAITING
    )
    for row in waiting.select_related("document", "template_version").order_by("id"):
        if row.template_version is not None:
            _set(row, row.template_version)


def overdue(*, before: datetime, limit: int) -> list[UUID]:
    """Return the documents whose translations have waited since before a moment."""
    rows = DocumentTranslation.objects.filter(
        state=TranslationState.WAITING, asked_at__lt=before
    ).order_by("asked_at")
    return list(dict.fromkeys(rows.values_list("document_id", flat=True)[:limit]))


def _set(row: DocumentTranslation, version: TemplateVersion) -> None:
    document, at = row.document, timezone.now()
    page = pages.translated_page(document, language=row.language, code=row.verification_code)
    page |= placing.drawing_for(version.blocks, document.department_id, at=document.issued_at)
    kind = NoticeKind(document.kind)
    try:
        pdf = sheets.pdf_of(kind, version, page, at=row.asked_at)
    except SheetRefused:
        logger.exception("A template could not set a translation.", extra={"document": document.pk})
        return _fail(row, version, at=at)
    full = sheets.page_with(version, page)
    if requirements.missing_in(pdf, full):
        logger.error("A translation leaves something out.", extra={"document": document.pk})
        return _fail(row, version, at=at)
    return _store(row, version, pdf, title=str(full["title"])[:100], at=at)


@transaction.atomic
def _store(
    row: DocumentTranslation, version: TemplateVersion, pdf: bytes, *, title: str, at: datetime
) -> None:
    locked = _locked(row)
    if locked is None:
        return
    locked.file = store_own(
        pdf,
        kind=FileKind.PDF,
        name=f"{title}-{row.document.number}.{row.language}.pdf",
        actor=TYPESETTER,
        at=at,
        region_code=row.region_code,
    )
    locked.title, locked.state, locked.rendered_at = title, TranslationState.READY, at
    locked.save(update_fields=["file", "title", "state", "rendered_at"])
    fact = facts.TranslationRendered(
        document_id=row.document_id,
        translation_id=row.pk,
        language=row.language,
        file_id=locked.file.id,
        sha256=locked.file.sha256,
        template_version_id=version.pk,
    )
    ledger.append(fact, actor=TYPESETTER, at=at, region_code=row.region_code)


@transaction.atomic
def _fail(row: DocumentTranslation, version: TemplateVersion, *, at: datetime) -> None:
    locked = _locked(row)
    if locked is None:
        return
    locked.state = TranslationState.FAILED
    locked.save(update_fields=["state"])
    fact = facts.TranslationFailed(
        document_id=row.document_id,
        translation_id=row.pk,
        language=row.language,
        template_version_id=version.pk,
    )
    ledger.append(fact, actor=TYPESETTER, at=at, region_code=row.region_code)


def _locked(row: DocumentTranslation) -> DocumentTranslation | None:
    """Return the row, locked, as long as it waits; another process may have been quicker."""
    waiting = DocumentTranslation.objects.filter(pk=row.pk, state=TranslationState.WAITING)
    return waiting.select_for_update(of=("self",)).first()


def _question(
    document: IssuedDocument, language: str, item_code: str, *, at: datetime
) -> dict[str, Any]:
    return choosing.asked(
        NoticeKind(document.kind),
        department_id=document.department_id,
        region_code=document.region_code,
        item_code=item_code,
        on=timezone.localdate(at),
        language=language,
    )
