# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts that this room writes to the ledger: ids, hashes, codes and numbers."""

from dataclasses import dataclass
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class FileStored(Fact):
    """Somebody handed in a file."""

    kind = "documents.file_stored"
    subject_type = "file"
    subject_field = "file_id"

    file_id: UUID
    sha256: str
    size: int
    media_type: str
    scan_state: str


@dataclass(frozen=True)
class FileDiscarded(Fact):
    """The owner took back a file that nothing uses."""

    kind = "documents.file_discarded"
    subject_type = "file"
    subject_field = "file_id"

    file_id: UUID
    sha256: str


@dataclass(frozen=True)
class FileRead(Fact):
    """Somebody other than its owner opened a file."""

    kind = "documents.file_read"
    subject_type = "file"
    subject_field = "file_id"

    file_id: UUID
    sha256: str


@dataclass(frozen=True)
class FileScanned(Fact):
    """The scanner looked at a stored file again."""

    kind = "documents.file_scanned"
    subject_type = "file"
    subject_field = "file_id"

    file_id: UUID
    scan_state: str


@dataclass(frozen=True)
class FileDamaged(Fact):
    """The scrub found that stored bytes are missing or are not those that were stored."""

    kind = "documents.file_damaged"
    subject_type = "file"
    subject_field = "file_id"

    file_id: UUID
    sha256: str
    is_missing: bool


@dataclass(frozen=True)
class FileMended(Fact):
    """The scrub found a damaged file whole again."""

    kind = "documents.file_mended"
    subject_type = "file"
    subject_field = "file_id"

    file_id: UUID
    sha256: str


@dataclass(frozen=True)
class DocumentIssued(Fact):
    """A numbered document was issued; its subject is what the document is about.

    :param content_sha256: of the canonical data that the page is set from
    """

    kind = "documents.document_issued"
    subject_type = "document"
    subject_field = "document_id"

    document_id: UUID
    about_type: str
    about_id: UUID
    document_kind: str
    number: str
    department_id: UUID
    content_sha256: str


@dataclass(frozen=True)
class DocumentRendered(Fact):
    """The page of an issued document was set and stored.

    :param template_version_id: that it was issued with; None for the built-in sheet
    :param is_fallback: the built-in sheet stepped in for it
    """

    kind = "documents.document_rendered"
    subject_type = "document"
    subject_field = "document_id"

    document_id: UUID
    file_id: UUID
    sha256: str
    template_version_id: UUID | None = None
    is_fallback: bool = False
