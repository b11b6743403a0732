# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The catalogue as a whole: every open list, and a feed of what has changed since."""

import hashlib
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from ninja import Router
from pydantic import Field

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.rest import paging
from yiwang.rest.auth import public
from yiwang.rest.schemas import Cursor, LongPageSize, Out, Token, answers

router = Router(tags=["目录数据 feeds"], auth=None)


class ListedItemOut(Out):
    """An open list as a copy of the catalogue keeps it; its guide is at /items/{code}."""

    code: str
    basic_code: str
    name: str
    item_type: str
    department_id: UUID
    department_name: str
    region_code: str
    level: int
    version_id: UUID
    number: int
    effective_from: date
    is_online: bool


class CatalogueOut(Out):
    """A page of the catalogue in the order of the codes."""

    items: list[ListedItemOut]
    next_cursor: str


class CatalogueChangeOut(Out):
    """One change of the catalogue."""

    seq: int = Field(description="Its place in the ledger.")
    kind: str = Field(
        description="published, gone: a list; item_published, item_gone: a base item; "
        "lists_loaded: all lists of a base item, to be read anew."
    )
    at: datetime
    code: str = Field(description="Of the list or of the base item, where the fact has it.")
    base_item_id: UUID | None
    version_id: UUID | None = Field(description="Null for what is gone.")
    effective_from: str


class CatalogueChangesOut(Out):
    """Changes in the order of the ledger; ask again with the cursor, also after an empty page."""

    items: list[CatalogueChangeOut]
    next_cursor: str
    is_up_to_date: bool


@router.get("/catalogue", response=answers(CatalogueOut), summary="全部实施清单")
@public
def list_catalogue(
    request: HttpRequest,
    region_code: Annotated[str, Field(pattern=r"^([0-9]{12})?$")] = "",
    department_id: UUID | None = None,
    basic_code: Annotated[str, Field(pattern=r"^([0-9A-Z]{12})?$")] = "",
    cursor: Cursor = "",
    limit: LongPageSize = 100,
) -> dict[str, Any]:
    """Return every open list, of one place, department or item if wanted, by its code."""
    after = paging.opened("catalogue", cursor)
    with read_only():
        place = organizations.division(region_code).code if region_code else ""
        found = catalogue.changes.lists_after(
            after,
            region_code=place,
            department_id=department_id,
            basic_code=basic_code,
            limit=limit,
        )
    last = found[-1].code if len(found) == limit else ""
    return {"items": found, "next_cursor": paging.sealed("catalogue", last)}


@router.get("/catalogue/changes", response=answers(CatalogueChangesOut), summary="目录变化")
@public
def list_catalogue_changes(
    request: HttpRequest, cursor: Cursor = "", limit: LongPageSize = 100
) -> HttpResponse:
    """Return what has changed in the catalogue, in order; what is gone is told too.

    A page carries an ETag: asked again with ``If-None-Match``, an unchanged one is 304.
    """
    place = paging.opened("changes", cursor)
    with read_only():
        found = catalogue.changes.changes_after(int(place) - 1 if place else -1, limit=limit)
    page = CatalogueChangesOut.model_validate(
        {
            "items": found.items,
            # Counted from 1, so that the beginning is no empty cursor.
            "next_cursor": paging.sealed("changes", str(found.position + 1)),
            "is_up_to_date": found.is_up_to_date,
        }
    )
    body = orjson.dumps(page.model_dump(mode="json"))
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response: HttpResponse
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="application/json")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"
    return response


@router.get("/items/{code}/linked-data", response=answers(None), summary="关联数据（CPSV-AP）")
@public
def get_linked_data(
    request: HttpRequest, code: Token, form: Literal["turtle", "json-ld"] = "turtle"
) -> HttpResponse:
    """Return a guide as CPSV-AP, in Turtle or JSON-LD."""
    with read_only():
        nodes = catalogue.linked.cpsv(catalogue.guide(code), site=settings.SITE_URL)
    if form == "turtle":
        return HttpResponse(
            catalogue.linked.turtle(nodes), content_type="text/turtle; charset=utf-8"
        )
    return HttpResponse(catalogue.linked.json_ld(nodes), content_type="application/ld+json")


@router.get(
    "/departments/{uuid:department_id}/catalogue",
    response=answers(None),
    summary="部门目录（XLSX）",
)
@public
def get_department_workbook(request: HttpRequest, department_id: UUID) -> HttpResponse:
    """Return every open item of a department as a spreadsheet, with the codes of the standard."""
    with read_only():
        organizations.department(department_id)
        rows = catalogue.changes.every_list(department_id=department_id, most=10_000)
    names = tuple(ListedItemOut.model_fields)
    body = catalogue.workbook(
        "catalogue",
        [(name, 18) for name in names],
        ([_cell(getattr(row, name)) for name in names] for row in rows),
    )
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(body, content_type=media_type)
    response.headers["Content-Disposition"] = 'attachment; filename="catalogue.xlsx"'
    return response


def _cell(value: object) -> object:
    return str(value) if isinstance(value, UUID | date) else value
