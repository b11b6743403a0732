# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about files and documents."""

from collections import defaultdict
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from yiwang.documents import antivirus, errors
from yiwang.documents.enums import NoticeKind, ScanState
from yiwang.documents.logos import questions as logos
from yiwang.documents.models import DocumentTranslation, IssuedDocument, StoredFile
from yiwang.documents.receiving import digest_of
from yiwang.documents.serving import questions as serving
from yiwang.documents.stores.current import current_store
from yiwang.documents.templating import questions as templates
from yiwang.documents.translating import questions as translations
from yiwang.documents.verification import normal_code
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.foundation.masking import mask_name

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = [
    "IssuedPage",
    "VerifiedDocument",
    "document_by_grant",
    "documents_about",
    "documents_about_any",
    "documents_about_each",
    "file_by_grant",
    "file_for",
    "file_info",
    "hashes_of_own_files",
    "issued_by",
    "logos",
    "open_content",
    "open_file",
    "open_object",
    "page_of",
    "serving",
    "templates",
    "translations",
    "verify_document",
]


def file_for(file_id: UUID, actor: Actor) -> StoredFile:
    """Return a file that the actor handed in.

    :raises FileNotFound: there is none, or it is another's
    """
    return file_by_grant(file_id, check=lambda file: _own_only(actor, file))


def file_by_grant(file_id: UUID, *, check: Callable[[StoredFile], None]) -> StoredFile:
    """Return a file to whom the caller's own rule lets have it.

    :param check: raises a refusal; a room that uses files passes its policy
    :raises FileNotFound: there is none
    """
    try:
        with reach.everywhere():
            file = StoredFile.objects.get(id=file_id)
    except StoredFile.DoesNotExist:
        raise errors.FileNotFound from None
    check(file)
    return file


def file_info(file_ids: Collection[UUID], actor: Actor) -> dict[UUID, StoredFile]:
    """Return those of the files that the actor handed in, by id."""
    if not file_ids:
        return {}
    own = StoredFile.objects.owned_by(actor).filter(id__in=file_ids).order_by("id")
    return {file.id: file for file in own}


def hashes_of_own_files(file_ids: Collection[UUID], actor: Actor) -> dict[UUID, str]:
    """Return the SHA-256 of those of the files that the actor handed in and may use."""
    if not file_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            _OWN_USABLE,
            {
                "ids": list(file_ids),
                "account": actor.account_id,
                "client": actor.client_id,
                "infected": ScanState.INFECTED.value,
            },
        )
        return dict(cursor.fetchall())


# Every submission asks this; the ORM would need longer to put it together than PostgreSQL to
# answer. ``StoredFileQuerySet.owned_by`` and ``usable`` say the same, held to it by a test.
_OWN_USABLE = """
    SELECT id, sha256 FROM documents_file
    WHERE id = ANY(%(ids)s::uuid[]) AND damaged_at IS NULL AND scan_state <> %(infected)s
      AND CASE WHEN %(account)s::uuid IS NOT NULL THEN owner_account_id = %(account)s::uuid
               ELSE owner_client_id = %(client)s::text AND owner_client_id <> '' END
"""


def open_file(file_id: UUID) -> BinaryIO:
    """Return the file's bytes, after comparing every one of them with its hash.

    The caller has checked who may have it, and closes it.

    :raises FileNotFound: there is no such row
    :raises FileMissing: the store does not have the object
    :raises FileCorrupted: the stored bytes are not those that were stored
    """
    return open_content(file_by_grant(file_id, check=_anybody))


def open_content(file: StoredFile) -> BinaryIO:
    """Return the bytes of a file at hand; see :func:`open_file`."""
    if file.scan_state == ScanState.INFECTED:
        raise errors.FileInfected
    if file.scan_state == ScanState.PENDING and antivirus.is_on():
        raise errors.FileNotScanned
    return open_object(file.sha256)


def open_object(sha256: str) -> BinaryIO:
    """Return an object of the store, checked from end to end."""
    try:
        content = current_store().open(sha256)
    except OSError as error:
        raise errors.FileMissing from error
    try:
        found = digest_of(content)
        content.seek(0)
    except OSError as error:
        content.close()
        raise errors.FileCorrupted from error
    if found != sha256:
        content.close()
        raise errors.FileCorrupted
    return content


def documents_about(subject_type: str, subject_id: UUID) -> "QuerySet[IssuedDocument]":
    """Return what was issued about a subject, oldest first, with the file of each.

    ``beside`` tells of its translations, without a statement more.

    The caller has checked that the actor sees the subject.
    """
    return documents_about_any(subject_type, [subject_id])


def documents_about_any(
    subject_type: str, subject_ids: Collection[UUID]
) -> "QuerySet[IssuedDocument]":
    """Return what was issued about some subjects, as :func:`documents_about`; one query."""
    rows = DocumentTranslation.objects.filter(document=OuterRef("pk")).order_by("language")
    fields = ("id", "language", "state", "title", "verification_code")
    return (
        IssuedDocument.objects.filter(subject_type=subject_type, subject_id__in=subject_ids)
        .select_related("file")
        .annotate(
            beside=ArraySubquery(rows.values(row=JSONObject(**{name: name for name in fields})))
        )
        .order_by("issued_at", "id")
    )


def documents_about_each(
    subject_type: str, subject_ids: Collection[UUID]
) -> dict[UUID, list[IssuedDocument]]:
    """Return what was issued about each of some subjects, as :func:`documents_about`; one query.

    Without the data that pages are made from.
    """
    found: defaultdict[UUID, list[IssuedDocument]] = defaultdict(list)
    rows = IssuedDocument.objects.filter(subject_type=subject_type, subject_id__in=subject_ids)
    for paper in rows.select_related("file").defer("data").order_by("issued_at", "id"):
        found[paper.subject_id].append(paper)
    return dict(found)


def page_of(document: IssuedDocument, language: str = "") -> StoredFile:
    """Return the file of a document that was found for somebody who may have it.

    :param language: of its translation; "" for the Chinese original
    :raises DocumentNotFound: its page is still being set
    :raises TranslationNotFound: there is no translation, or not yet
    """
    if language:
        return translations.page_of(document.pk, language)
    if document.file is None:
        raise errors.DocumentNotFound
    return document.file


def document_by_grant(
    document_id: UUID, *, check: Callable[[IssuedDocument], None]
) -> IssuedDocument:
    """Return a document to whom the caller's own rule lets have it, with its file.

    :param check: raises a refusal
    :raises DocumentNotFound: there is none
    """
    try:
        document = IssuedDocument.objects.select_related("file").get(id=document_id)
    except IssuedDocument.DoesNotExist:
        raise errors.DocumentNotFound from None
    check(document)
    return document


@dataclass(frozen=True, slots=True)
class IssuedPage:
    """Some documents, newest first, and the cursor of the page after them, "" on the last."""

    rows: list[IssuedDocument]
    next_cursor: str


def issued_by(actor: Actor, *, cursor: str = "", limit: int = 50) -> IssuedPage:
    """Return what the actor's department issued, and with rights over a subtree those below it.

    :param cursor: ``next_cursor`` of the page before
    :raises CursorMalformed: the cursor is not one that this list gave out
    """
    chosen = IssuedDocument.objects.visible_to(actor).order_by("-id").defer("data")
    if cursor:
        chosen = chosen.filter(id__lt=_cursor_id(cursor))
    rows = list(chosen[: limit + 1])
    is_last = len(rows) <= limit
    return IssuedPage(rows[:limit], "" if is_last else rows[limit - 1].id.hex)


def _cursor_id(cursor: str) -> UUID:
    try:
        return UUID(hex=cursor)
    except ValueError:
        raise errors.CursorMalformed from None


@dataclass(frozen=True, slots=True)
class VerifiedDocument:
    """What anybody who holds a document may know of it, to tell whether it is genuine.

    :param sha256: of the PDF; "" while the page is being set
    :param language: "" for the Chinese original; else the code is that of a translation
    :param original_code: of a translation: the code of the original that counts
    :param translations: of an original: code and language of each translation
    """

    kind: NoticeKind
    title: str
    number: str
    department_name: str
    issued_at: datetime
    holder: str
    item_name: str
    sha256: str
    language: str = ""
    original_code: str = ""
    translations: tuple[tuple[str, str], ...] = ()


def verify_document(code: str) -> VerifiedDocument:
    """Return the public facts of the document that carries this code.

    :param code: as printed or typed: small letters, blanks and hyphens do no harm
    :raises UnknownVerificationCode: no document carries it
    """
    with suppress(ValueError), reach.everywhere():
        asked = normal_code(code)
        known = IssuedDocument.objects.select_related("department", "file")
        document = known.filter(verification_code=asked).first()
        if document is not None:
            made = translations.ready_of([document.pk]).get(document.pk, ())
            beside = tuple((each.verification_code, each.language) for each in made)
            return replace(_verified(document), translations=beside)
        row = (
            DocumentTranslation.objects.filter(verification_code=asked, file__isnull=False)
            .select_related("document__department", "document__file", "file")
            .first()
        )
        if row is not None and row.file is not None:
            return replace(
                _verified(row.document),
                title=row.title,
                sha256=row.file.sha256,
                language=row.language,
                original_code=row.document.verification_code,
            )
    raise errors.UnknownVerificationCode


def _verified(document: IssuedDocument) -> VerifiedDocument:
    facts = document.data["case"]
    return VerifiedDocument(
        kind=NoticeKind(document.kind),
        title=document.title,
        number=document.number,
        department_name=document.department.name,
        issued_at=document.issued_at,
        holder=_masked_holder(facts["applicant"]),
        item_name=facts["item_name"],
        sha256=document.file.sha256 if document.file else "",
    )


def _masked_holder(applicant: dict[str, str]) -> str:
    # The name of a company, unlike a person's, is public.
    is_person = applicant["kind"] == "natural"
    return mask_name(applicant["name"]) if is_person else applicant["name"]


def _own_only(actor: Actor, file: StoredFile) -> None:
    if not file.is_owned_by(actor):
        raise errors.FileNotFound


def _anybody(_file: StoredFile) -> None:
    return None
