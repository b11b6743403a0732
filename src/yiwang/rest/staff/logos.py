# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Logos of departments: sent as the bare file, published by another, withdrawn with a reason."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from yiwang.documents import selectors as documents
from yiwang.documents.services import logos
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, json_answer, perform
from yiwang.rest.description import BYTES, bytes_of
from yiwang.rest.errors import NotABareFile
from yiwang.rest.people.files import WRAPPINGS
from yiwang.rest.schemas import Out, SomeText, Strict, answers

router = Router(tags=["文书模板 templates"], auth=STAFF)
_SENT = {
    media_type: {"schema": BYTES}
    for media_type in ("image/png", "image/jpeg", "image/svg+xml", "application/octet-stream")
}
LogoName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=60, pattern=r"^[^\x00]+$"),
    Field(description="What the picture shows, read out to people who do not see it."),
]


class DepartmentLogoOut(Out):
    """One version of a department's logo; its picture is our own drawing of what was sent."""

    id: UUID
    department_id: UUID
    number: int
    state: str
    is_live: bool = Field(description="Printed by the templates that have a place for a logo.")
    name: str
    width: int
    height: int
    content_sha256: str
    source_sha256: str = Field(description="Of the file that was sent; it is not kept.")
    proposed_at: datetime
    published_at: datetime | None
    ended_at: datetime | None
    end_reason: str


class DepartmentLogosOut(Out):
    items: list[DepartmentLogoOut]


class DepartmentLogoReasonIn(Strict):
    reason: SomeText


_PLAIN = frozenset(DepartmentLogoOut.model_fields) - {"is_live"}


def _listed(request: HttpRequest) -> list[dict[str, Any]]:
    rows = documents.logos.logos(actor_of(request))
    live = documents.logos.live_of(rows, at=timezone.now())
    return [
        {name: getattr(row, name) for name in _PLAIN} | {"is_live": row.pk in live} for row in rows
    ]


def _one(logo_id: UUID, request: HttpRequest) -> dict[str, Any]:
    found = next(each for each in _listed(request) if each["id"] == logo_id)
    return DepartmentLogoOut.model_validate(found).model_dump(mode="json")


@router.get("/logos", response=answers(DepartmentLogosOut), summary="部门徽标")
def list_logos(request: HttpRequest) -> dict[str, Any]:
    """Return the logos of the departments that the post reaches, newest first."""
    with read_only():
        return {"items": _listed(request)}


@router.post(
    "/logos",
    response=answers(DepartmentLogoOut, 201),
    summary="上传部门徽标",
    openapi_extra={"requestBody": {"required": True, "content": _SENT}},
)
def propose_logo(request: HttpRequest, name: LogoName) -> HttpResponse:
    """Send a picture for the caller's department as the request's body: PNG, JPEG or SVG.

    It is drawn anew; another person publishes it.
    """
    if request.content_type in WRAPPINGS:
        raise NotABareFile
    made = logos.propose_logo(stream=request, name=name, actor=actor_of(request), at=timezone.now())
    return json_answer(_one(made.pk, request), status=201)


@router.get(
    "/logos/{uuid:logo_id}/picture",
    response=answers(None),
    summary="徽标图片",
    openapi_extra=bytes_of("The logo as it is printed.", media_type="image/png"),
)
def get_logo_picture(request: HttpRequest, logo_id: UUID) -> HttpResponse:
    """Return the picture of a logo."""
    with read_only():
        content = documents.logos.picture(logo_id, actor_of(request))
    return HttpResponse(content, content_type="image/png")


def _step(name: str, summary: str) -> Callable[[Any], Any]:
    return router.post(
        f"/logos/{{uuid:logo_id}}/{name}",
        response=answers(DepartmentLogoOut),
        summary=summary,
        openapi_extra=KEY_PARAMETER,
    )


def _done(
    request: HttpRequest, logo_id: UUID, command: Callable[..., Any], **told: str
) -> HttpResponse:
    def act() -> dict[str, Any]:
        command(logo_id=logo_id, actor=actor_of(request), at=timezone.now(), **told)
        return _one(logo_id, request)

    return perform(request, act)


@_step("publication", "发布徽标")
def publish_logo(request: HttpRequest, logo_id: UUID) -> HttpResponse:
    """Have a logo printed from now on; not by who sent it. Papers that were issued keep theirs."""
    return _done(request, logo_id, logos.publish_logo)


@_step("return", "退回徽标")
def return_logo(
    request: HttpRequest, logo_id: UUID, payload: DepartmentLogoReasonIn
) -> HttpResponse:
    """Not take a proposed logo, or take it back."""
    return _done(request, logo_id, logos.return_logo, reason=payload.reason)


@_step("withdrawal", "停用徽标")
def withdraw_logo(
    request: HttpRequest, logo_id: UUID, payload: DepartmentLogoReasonIn
) -> HttpResponse:
    """End a published logo; the one before it is printed again, or none."""
    return _done(request, logo_id, logos.withdraw_logo, reason=payload.reason)
