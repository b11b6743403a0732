# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Issuing documents: a number without gaps and the data at once, the page a moment later."""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.documents import errors, events, notices, pages
from yiwang.documents.enums import TRANSLATED, FileKind, NoticeKind
from yiwang.documents.models import IssuedDocument
from yiwang.documents.numbering import number_parts
from yiwang.documents.storing import store_own
from yiwang.documents.templating import choosing, sheets
from yiwang.documents.templating.choosing import IN_FORCE
from yiwang.documents.translating import making as translations
from yiwang.documents.verification import new_code
from yiwang.documents.wording import UNNUMBERED
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.canonical import canonical_json
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations

RENDER_TASK = "documents.render"
RENDER_QUEUE = "documents"
OVERDUE_AFTER = timedelta(minutes=5)
_TYPESETTER = system_actor("typesetter")

# One statement takes the number and writes the row; whoever else wants a number of this counter
# waits until this transaction ends, and gets this very number when it is rolled back.
_NUMBERED = """
WITH counter AS (
    INSERT INTO documents_counter (region_code, department_id, kind, year, last_serial)
    VALUES (%(region_code)s, %(department_id)s, %(kind)s, %(year)s, 1)
    ON CONFLICT (department_id, kind, year, region_code)
        DO UPDATE SET last_serial = documents_counter.last_serial + 1
    RETURNING last_serial
)
INSERT INTO documents_issued (
    id, region_code, department_id, kind, year, serial, number, title, subject_type, subject_id,
    data, content_sha256, verification_code, issued_at, template_version_id
)
SELECT %(id)s, %(region_code)s, %(department_id)s, %(kind)s, %(year)s, last_serial,
    %(before)s::text || lpad(last_serial::text, greatest(5, length(last_serial::text)), '0')
        || %(after)s::text,
    %(title)s, %(subject_type)s, %(subject_id)s, %(data)s::jsonb, %(content_sha256)s,
    %(verification_code)s, %(issued_at)s, COALESCE(%(version_id)s::uuid, (IN_FORCE))
FROM counter
RETURNING serial, number, template_version_id
""".replace("IN_FORCE", IN_FORCE)
# A kind that carries its case's number; the version in force is found on the way, as above.
_UNNUMBERED = """
INSERT INTO documents_issued (
    id, region_code, department_id, kind, year, number, title, subject_type, subject_id,
    data, content_sha256, verification_code, issued_at, template_version_id
)
VALUES (
    %(id)s, %(region_code)s, %(department_id)s::uuid, %(kind)s::text, %(year)s, %(number)s,
    %(title)s, %(subject_type)s, %(subject_id)s, %(data)s::jsonb, %(content_sha256)s,
    %(verification_code)s, %(issued_at)s, COALESCE(%(version_id)s::uuid, (IN_FORCE))
)
RETURNING serial, number, template_version_id
""".replace("IN_FORCE", IN_FORCE)


@transaction.atomic
def issue_document(
    *,
    kind: NoticeKind,
    subject_type: str,
    subject_id: UUID,
    region_code: str,
    department_id: UUID,
    data: notices.NoticeData,
    actor: Actor,
    at: datetime,
) -> IssuedDocument:
    """Number a document, pin its data, and have its page set in type after the commit.

    Rolled back, it takes its number back: numbers have no gaps. The row never changes again but
    for its file. Where its data name a language, a translation is begun beside it.

    :param subject_type: what it is about, such as ``case``, with its id
    :raises WrongNoticeData: the data are not those of this kind
    """
    kind = NoticeKind(kind)
    notices.check_data(kind, data)
    department = organizations.department(department_id)
    content = pages.content_of(
        kind, data, department=department, region_code=region_code, on=timezone.localdate(at)
    )
    document = IssuedDocument(
        id=new_id(),
        region_code=region_code,
        department_id=department_id,
        kind=kind,
        year=timezone.localdate(at).year,
        title=content["title"],
        subject_type=subject_type,
        subject_id=subject_id,
        data=content,
        content_sha256=sha256(canonical_json(content)).hexdigest(),
        verification_code=new_code(),
        issued_at=at,
    )
    _number(document, department, facts=data.case)
    ledger.append(_issued(document), actor=actor, at=at, region_code=region_code)
    if data.case.language and kind in TRANSLATED:
        wanted = {"language": data.case.language, "item_code": data.case.item_code}
        translations.begin(document, **wanted, actor=actor, at=at)
    _have_it_rendered(document.id)
    return document


def preview_document(
    *, kind: NoticeKind, department_id: UUID, data: notices.NoticeData, at: datetime
) -> bytes:
    """Return the PDF that would be issued, without a number and marked as a preview.

    :raises WrongNoticeData: the data are not those of this kind
    """
    kind = NoticeKind(kind)
    notices.check_data(kind, data)
    department = organizations.department(department_id)
    content = pages.content_of(
        kind,
        data,
        department=department,
        region_code=department.division_code,
        on=timezone.localdate(at),
    )
    page = pages.preview_page(content)
    version = choosing.version_in_force(
        kind,
        department_id=department_id,
        region_code=department.division_code,
        item_code=data.case.item_code,
        on=timezone.localdate(at),
    )
    return sheets.previewed_pdf(kind, version, page, department_id=department_id, at=at)


def render_now(document_id: UUID) -> IssuedDocument:
    """Set the page of an issued document in type and store it, unless that was done before.

    Any number of processes may try at once: one stores the file, the others find it there.

    :raises DocumentNotFound: there is none
    :raises StorageUnavailable: the page could not be stored; try again later
    """
    found = IssuedDocument.objects.select_related("template_version")
    document = found.filter(id=document_id).first()
    if document is None:
        raise errors.DocumentNotFound
    if document.rendered_at is not None:
        return document
    pdf, is_fallback = sheets.issued_pdf(document, document.template_version)
    return _store_page(document, pdf, is_fallback=is_fallback, at=timezone.now())


def have_translated(document_id: UUID) -> None:
    """Let the job set what waits of a document; the file comes a moment later."""
    _have_it_rendered(document_id)


def render_overdue(*, at: datetime, limit: int = 500) -> int:
    """Have documents rendered whose job was lost; return how many there were."""
    overdue = IssuedDocument.objects.unrendered().filter(issued_at__lt=at - OVERDUE_AFTER)
    waiting = list(overdue.order_by("issued_at").values_list("id", flat=True)[:limit])
    waiting += translations.overdue(before=at - OVERDUE_AFTER, limit=limit)
    for document_id in waiting:
        _have_it_rendered(document_id)
    return len(waiting)


def _number(
    document: IssuedDocument,
    department: organizations.DepartmentSummary,
    *,
    facts: notices.CaseFacts,
) -> None:
    """Give the document its number and the template in force, and write it."""
    kind = NoticeKind(document.kind)
    fields = ("id", "region_code", "year", "title", "subject_type", "subject_id")
    values = {name: getattr(document, name) for name in fields} | {
        "data": canonical_json(document.data).decode(),
        "content_sha256": document.content_sha256,
        "verification_code": document.verification_code,
        "issued_at": document.issued_at,
        "version_id": facts.version_id,
    }
    values |= choosing.asked(
        kind,
        department_id=document.department_id,
        region_code=document.region_code,
        item_code=facts.item_code,
        on=timezone.localdate(document.issued_at),
    )
    statement = _UNNUMBERED
    if kind in UNNUMBERED:
        values["number"] = facts.number
    else:
        statement = _NUMBERED
        values["before"], values["after"] = number_parts(department, kind, year=document.year)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        document.serial, document.number, document.template_version_id = cursor.fetchone()
    document._state.adding = False
    document._state.db = connection.alias


def _issued(document: IssuedDocument) -> events.DocumentIssued:
    return events.DocumentIssued(
        document_id=document.id,
        about_type=document.subject_type,
        about_id=document.subject_id,
        document_kind=document.kind,
        number=document.number,
        department_id=document.department_id,
        content_sha256=document.content_sha256,
    )


def _have_it_rendered(document_id: UUID) -> None:
    # By name: the job itself is declared in the room's tasks, which know the services.
    job = app.configure_task(RENDER_TASK, queue=RENDER_QUEUE)
    job.defer(document_id=str(document_id))


@transaction.atomic
def _store_page(
    document: IssuedDocument, pdf: bytes, *, is_fallback: bool, at: datetime
) -> IssuedDocument:
    locked = IssuedDocument.objects.select_for_update(of=("self",)).get(id=document.id)
    if locked.rendered_at is not None:
        return locked
    locked.file = store_own(
        pdf,
        kind=FileKind.PDF,
        name=f"{document.title}-{document.number}.pdf",
        actor=_TYPESETTER,
        at=at,
        region_code=document.region_code,
    )
    locked.rendered_at, locked.is_fallback = at, is_fallback
    locked.save(update_fields=["file", "rendered_at", "is_fallback"])
    ledger.append(
        events.DocumentRendered(
            document_id=locked.id,
            file_id=locked.file.id,
            sha256=locked.file.sha256,
            template_version_id=locked.template_version_id,
            is_fallback=is_fallback,
        ),
        actor=_TYPESETTER,
        at=at,
        region_code=locked.region_code,
    )
    return locked
