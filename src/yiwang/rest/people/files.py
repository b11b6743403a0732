# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Files: uploading, reading one's own, and reading those of a case."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from yiwang.cases import selectors as cases
from yiwang.cases.services import reading
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import PEOPLE, actor_of
from yiwang.rest.commands import json_answer
from yiwang.rest.description import BINARY, bytes_of
from yiwang.rest.errors import LengthMissing, NotABareFile
from yiwang.rest.schemas import Done, Out, answers

router = Router(tags=["文件 files"], auth=PEOPLE)

WRAPPINGS = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})
FileName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]+$"),
    Field(description="Its name, with the ending that fits the content."),
]


class FileOut(Out):
    """A stored file."""

    id: UUID
    name: str
    size: int
    media_type: str = Field(description="By its content, whatever was announced.")
    sha256: str
    created_at: datetime


@router.post(
    "/files",
    response=answers(FileOut, 201),
    summary="上传文件",
    openapi_extra={"requestBody": {"required": True, "content": BINARY}},
)
def upload(request: HttpRequest, name: FileName) -> HttpResponse:
    """Store a file: the bytes are the body, as they are.

    What it is, is told by the content. Sent twice, it is stored once under two ids: a repetition
    does no harm.
    """
    if request.content_type in WRAPPINGS:
        raise NotABareFile
    stored = document_services.store_upload(
        request,
        name=name,
        owner=actor_of(request),
        at=timezone.now(),
        expected_size=_announced_size(request),
    )
    return json_answer(FileOut.model_validate(stored).model_dump(), status=201)


def _announced_size(request: HttpRequest) -> int:
    announced = request.META.get("CONTENT_LENGTH") or ""
    if not (announced.isascii() and announced.isdecimal()):
        raise LengthMissing
    return int(announced)


@router.get("/files/{uuid:file_id}", response=answers(FileOut), summary="文件信息")
def get_file(request: HttpRequest, file_id: UUID) -> Any:
    """Return what is known of a file that one has uploaded."""
    with read_only():
        return documents.file_for(file_id, actor_of(request))


@router.get(
    "/files/{uuid:file_id}/content",
    response=answers(None),
    summary="文件内容",
    openapi_extra=bytes_of("The file."),
)
def get_content(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """Return a file that one has uploaded, after checking every byte of it."""
    with read_only():
        return document_services.download_response(documents.file_for(file_id, actor_of(request)))


@router.delete("/files/{uuid:file_id}", response=answers(Done), summary="删除文件")
def delete_file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Take back a file that no case holds."""
    document_services.discard_file(file_id=file_id, actor=actor_of(request), at=timezone.now())
    return json_answer({"done": True})


@router.get(
    "/cases/{uuid:case_id}/files/{uuid:file_id}",
    response=answers(None),
    summary="办件材料内容",
    openapi_extra=bytes_of("The file."),
)
def get_case_file(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Return a file of a case; that a staff member read it goes to the ledger."""
    actor = actor_of(request)
    if actor.is_citizen:
        with read_only():
            return document_services.download_response(cases.material_file(case_id, file_id, actor))
    found = cases.material_file(case_id, file_id, actor)
    at = timezone.now()
    case = reading.open_case(case_id=case_id, actor=actor, at=at)
    return document_services.hand_out_file(
        file_id=found.id,
        actor=actor,
        check=lambda _file: None,  # the line above has found it in a case that the actor sees
        purpose=reading.purpose_of(case, actor),
        at=at,
    )
