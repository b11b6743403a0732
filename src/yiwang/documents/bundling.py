# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Many issued documents at once: an archive with a file of each, and one file to print."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final
from uuid import UUID

from pypdf import PdfWriter

from yiwang.documents import selectors
from yiwang.documents.enums import FileKind
from yiwang.documents.errors import DocumentNotFound
from yiwang.documents.models import IssuedDocument
from yiwang.documents.storing import store_own
from yiwang.documents.translating import questions as translations
from yiwang.foundation.actors import Actor

FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""Of every file in the archive, so that the same documents make the same bytes."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The two files that many documents make."""

    archive_id: UUID
    printable_id: UUID


def bundle_documents(
    document_ids: Sequence[UUID], *, name: str, region_code: str, actor: Actor, at: datetime
) -> Bundle:
    """Store some issued documents as one ZIP and as one PDF, in the order given.

    The translations of each follow it.

    :raises DocumentNotFound: one of them is not there, or its page is not set
    :raises StorageUnavailable: the store cannot write; try again later
    """
    found = IssuedDocument.objects.select_related("file").in_bulk(document_ids)
    beside = translations.ready_of(document_ids)
    archive, pages = io.BytesIO(), PdfWriter()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for place, document_id in enumerate(document_ids, start=1):
            document = found.get(document_id)
            if document is None or document.file is None:
                raise DocumentNotFound
            translated = [row.file for row in beside.get(document_id, ()) if row.file]
            for file in (document.file, *translated):
                with selectors.open_content(file) as content:
                    pdf = content.read()
                inner = PurePosixPath(file.name).name
                packed.writestr(zipfile.ZipInfo(f"{place:03d}-{inner}", FIRST_DAY), pdf)
                pages.append(io.BytesIO(pdf), import_outline=False)
    printed = io.BytesIO()
    pages.write(printed)
    kept = {
        kind: store_own(
            content.getvalue(),
            kind=kind,
            name=f"{name}.{kind.value}",
            actor=actor,
            at=at,
            region_code=region_code,
        ).id
        for kind, content in ((FileKind.ZIP, archive), (FileKind.PDF, printed))
    }
    return Bundle(kept[FileKind.ZIP], kept[FileKind.PDF])
