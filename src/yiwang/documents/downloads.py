# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Handing files out over HTTP so that a browser treats them as what they are, and nothing more."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase

from yiwang.documents import events, selectors
from yiwang.documents.enums import FileKind
from yiwang.documents.models import StoredFile
from yiwang.documents.policies import owns
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger

_SHOWN = frozenset({FileKind.PDF, FileKind.JPEG, FileKind.PNG})
_SANDBOX = "sandbox; default-src 'none'"
# A browser's own PDF viewer does not start inside a sandbox, and styles its frame inline.
_PDF_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"


def download_response(file: StoredFile, *, inline: bool = False) -> FileResponse:
    """Return the file as an answer, every byte checked before the first is sent.

    The caller has checked who may have it. It comes as an attachment; ``inline`` shows PDF and
    pictures in the browser, inside this site's own frames only, and changes nothing for the rest.

    :raises FileMissing: the store does not have it
    :raises FileCorrupted: it is not what was stored
    """
    is_shown = inline and file.kind in _SHOWN
    response = FileResponse(
        selectors.open_content(file),
        as_attachment=not is_shown,
        filename=file.name,
        content_type=file.media_type,
    )
    is_viewer = is_shown and file.kind == FileKind.PDF
    _guard(response, _PDF_VIEWER if is_viewer else _SANDBOX)
    return response


def preview_response(pdf: bytes) -> HttpResponse:
    """Return a page that was set in type for looking at, and is stored nowhere."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="preview.pdf"'
    _guard(response, _PDF_VIEWER)
    return response


def _guard(response: HttpResponseBase, policy: str) -> None:
    response["Content-Security-Policy"] = f"{policy}; frame-ancestors 'self'"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    # Computers in libraries and halls are shared; nothing personal stays in their caches.
    response["Cache-Control"] = "private, no-store"


def hand_out_file(
    *,
    file_id: UUID,
    actor: Actor,
    check: Callable[[StoredFile], None],
    purpose: str,
    at: datetime,
    inline: bool = False,
) -> FileResponse:
    """Return a file to somebody who may have it, and write down who had it and why.

    An owner who opens an own file leaves no entry.

    :param check: raises a refusal; a room that uses files passes its policy
    :param purpose: a code, such as ``case_handling``
    """
    file = selectors.file_by_grant(file_id, check=check)
    response = download_response(file, inline=inline)
    if not owns(actor, file):
        ledger.append(
            events.FileRead(file_id=file.id, sha256=file.sha256),
            actor=actor,
            at=at,
            region_code=file.region_code,
            purpose=purpose,
        )
    return response
