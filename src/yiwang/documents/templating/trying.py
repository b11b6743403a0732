# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Trying a version on a real document: what was said then, set as it would be set now."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.documents import errors, pages, template_events
from yiwang.documents.enums import NoticeKind
from yiwang.documents.models import TemplateVersion
from yiwang.documents.templating import questions, reaching, sheets
from yiwang.documents.templating.compiling import SheetRefused
from yiwang.documents.templating.reaching import Act
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError
from yiwang.ledger import services as ledger


@transaction.atomic
def try_on_document(*, version_id: UUID, document_id: UUID, actor: Actor, at: datetime) -> bytes:
    """Return the PDF that a real document would be with a version; reading it is noted.

    :raises TemplateNotFound: there is no such version, or the post does not see it
    :raises DocumentNotFound: it is none that the actor may read, or of another kind
    :raises TemplateInvalid: the version cannot set it
    """
    version = TemplateVersion.objects.select_related("template").filter(pk=version_id).first()
    if version is None or not reaching.may(actor, Act.SEE, version.template):
        raise errors.TemplateNotFound
    document = questions.real_document(version.template, document_id, actor)
    page = pages.preview_page(document.data)
    try:
        pdf = sheets.pdf_of(NoticeKind(document.kind), version, page, at=document.issued_at)
    except SheetRefused as refused:
        told = sheets.in_words(refused.fault)
        raise errors.TemplateInvalid(
            params={"summary": told.rstrip("。")},
            errors=[FieldError("/source", refused.fault.code, told)],
        ) from None
    fact = template_events.TemplateTried(
        template_id=version.template_id,
        version_id=version.pk,
        number=version.number,
        document_id=document.pk,
    )
    ledger.append(fact, actor=actor, at=at, region_code=document.region_code)
    return pdf
