# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Trying a template: on a real document, and before anything is saved."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.documents import errors, pages, template_events
from yiwang.documents.enums import NoticeKind
from yiwang.documents.logos import placing
from yiwang.documents.models import TemplateVersion
from yiwang.documents.templating import blocks as simple
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
    page = pages.preview_page(document.data, language=version.template.language)
    page |= placing.drawing_for(version.blocks, document.department_id, at=at)
    pdf = _pdf(NoticeKind(document.kind), version, page, at=document.issued_at)
    fact = template_events.TemplateTried(
        template_id=version.template_id,
        version_id=version.pk,
        number=version.number,
        document_id=document.pk,
    )
    ledger.append(fact, actor=actor, at=at, region_code=document.region_code)
    return pdf


def preview_unsaved(
    *,
    template_id: UUID,
    source: str,
    blocks: Mapping[str, str],
    is_longest: bool = False,
    actor: Actor,
    at: datetime,
) -> bytes:
    """Return the PDF of a template as it stands in a form, on made-up data; nothing is kept.

    :raises TemplateNotFound: there is none that the post sees
    :raises NotYourTemplate: the post does not write it
    :raises TemplateInvalid: what was typed cannot be set
    """
    template = questions.template(template_id, actor, on=timezone.localdate(at)).template
    reaching.check_may(actor, Act.WRITE, template)
    language = template.language
    written = sheets.Draft(source, simple.cleaned(blocks, language=language))
    faults = simple.faults_of(written.blocks, language=language)
    if len(source) > sheets.LARGEST_SOURCE:
        told = _("模板不得超过 %(count)d 个字。") % {"count": sheets.LARGEST_SOURCE}
        faults = [FieldError("/source", "too_large", told)]
    if faults:
        raise errors.TemplateInvalid(
            params={"summary": faults[0].message.rstrip("。")}, errors=faults
        )
    kind = NoticeKind(template.kind)
    department = reaching.shown_department(template, actor)
    page = sheets.sample_page(kind, department, is_longest=is_longest, language=language)
    return _pdf(kind, written, page, at=at)


def _pdf(
    kind: NoticeKind, written: sheets.Written, page: Mapping[str, Any], *, at: datetime
) -> bytes:
    try:
        return sheets.pdf_of(kind, written, page, at=at)
    except SheetRefused as refused:
        told = sheets.in_words(refused.fault)
        raise errors.TemplateInvalid(
            params={"summary": told.rstrip("。")},
            errors=[FieldError("/source", refused.fault.code, told)],
        ) from None
