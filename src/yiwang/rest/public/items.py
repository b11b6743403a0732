# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What people can have done: found by words, browsed, and described by guides."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Any, Literal
from uuid import UUID

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from yiwang.catalogue import selectors as catalogue
from yiwang.forms import selectors as forms
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.database import read_only
from yiwang.rest import paging
from yiwang.rest.auth import PEOPLE, public
from yiwang.rest.commands import json_answer
from yiwang.rest.errors import OneOf
from yiwang.rest.public import old_codes
from yiwang.rest.public.shapes import (
    FiguresOut,
    GuideOut,
    Items,
    SearchOut,
    Suggestions,
    Themes,
)
from yiwang.rest.schemas import (
    Cursor,
    DivisionCode,
    Flag,
    PageSize,
    ShortPageSize,
    StarCount,
    Token,
    Words,
    answers,
)
from yiwang.workflow import selectors as workflow

router = Router(tags=["事项 items"], auth=None)

GUIDES_KEPT = 512
MOST_OFFSET = 10_000
Audience = Literal["natural", "legal"]
Theme = Annotated[str, StringConstraints(max_length=40, pattern=r"^[^\x00]*$")]


class Wanted(BaseModel):
    """What a search is narrowed to."""

    region_code: DivisionCode = Field(description="Where one wants it done.")
    audience: Audience | None = None
    theme: Theme = Field(default="", description="Code of a theme, from /themes.")
    department_id: UUID | None = None
    online_only: Flag = False
    least_stars: StarCount = 0


class Browsed(BaseModel):
    """What to list; one of theme, topic, department and local code."""

    region_code: DivisionCode
    audience: Audience | None = None
    theme: Theme = ""
    topic: Theme = ""
    department_id: UUID | None = None
    local_code: Theme = Field(default="", description="The item's own number in its catalogue.")


@router.get("/items/search", response=answers(SearchOut), summary="搜索事项")
@public
def search(
    request: HttpRequest,
    wanted: Query[Wanted],
    q: Words = "",
    cursor: Cursor = "",
    limit: PageSize = 20,
) -> dict[str, Any]:
    """Find items and law by words, pinyin initials or everyday names.

    Without words, the most used items.
    """
    with read_only():
        page = catalogue.search(
            q,
            wanted.region_code,
            audience=wanted.audience,
            theme=wanted.theme,
            department_id=wanted.department_id,
            online_only=wanted.online_only,
            least_stars=wanted.least_stars,
            offset=_offset("search", cursor),
            limit=limit,
        )
    return {
        "items": page.services,
        "articles": page.laws,
        "questions": page.questions,
        "departments": page.departments,
        "outside": page.outside,
        "region_code": page.region_code,
        "place_name": page.place_name,
        "facets": page.facets,
        "total": page.total,
        "words": page.words,
        "is_near_match": page.is_near_match,
        "next_cursor": paging.sealed("search", str(page.next_offset or "")),
    }


@router.get("/items/suggestions", response=answers(Suggestions), summary="输入联想")
@public
def suggest(
    request: HttpRequest, region_code: DivisionCode, q: Words, limit: ShortPageSize = 8
) -> dict[str, Any]:
    """Return what somebody may mean who is still typing."""
    return {"items": catalogue.suggest(q, region_code, limit=limit)}


@router.get("/items", response=answers(Items), summary="浏览事项")
@public
def browse(
    request: HttpRequest, wanted: Query[Browsed], cursor: Cursor = "", limit: PageSize = 50
) -> dict[str, Any]:
    """Return the items of a theme, a topic of life, a department or a number, the most used first.

    Without any of them, the items most asked for.
    """
    offset = _offset("items", cursor)
    with read_only():
        found = _browsed(wanted)
    more = str(offset + limit) if offset + limit < len(found) else ""
    return {
        "items": found[offset : offset + limit],
        "next_cursor": paging.sealed("items", more),
    }


def _browsed(wanted: Browsed) -> Sequence[catalogue.ItemHit]:
    place, audience = wanted.region_code, wanted.audience or ""
    ways = [wanted.theme, wanted.topic, wanted.department_id, wanted.local_code]
    if sum(map(bool, ways)) > 1:
        raise OneOf(params={"names": "theme、topic、department_id、local_code"})
    if wanted.theme:
        return catalogue.items_by_theme(place, wanted.theme, audience)
    if wanted.topic:
        return catalogue.items_by_topic(place, wanted.topic, audience)
    if wanted.department_id:
        return catalogue.items_of_department(wanted.department_id, place)
    if wanted.local_code:
        return catalogue.items_by_local_code(place, wanted.local_code)
    return catalogue.hot_items(place, limit=50)


def _offset(list_name: str, cursor: str) -> int:
    place = paging.opened(list_name, cursor)
    return min(int(place), MOST_OFFSET) if place else 0


@router.get("/items/{code}", response=answers(GuideOut), summary="办事指南")
@public
def get_guide(request: HttpRequest, code: Token) -> HttpResponse:
    """Return the guide in force: materials, form, steps, fees, law, and who to ask."""
    with read_only():
        try:
            tag = catalogue.guide_tag(code)
        except DomainError as refusal:
            return old_codes.instead_of_guide(code, refusal)
        etag = f'"{tag}"'
        response: HttpResponse
        if etag in request.headers.get("If-None-Match", ""):
            response = HttpResponseNotModified()
        else:
            response = HttpResponse(_written_guide(code, tag), content_type="application/json")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


@lru_cache(maxsize=GUIDES_KEPT)
def _written_guide(code: str, _tag: str) -> bytes:
    return orjson.dumps(_guide(catalogue.guide(code)))


@router.get(
    "/versions/{uuid:version_id}", auth=PEOPLE, response=answers(GuideOut), summary="指南版本"
)
def get_version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Return the guide as one version has it; a case keeps the version that it began with."""
    with read_only():
        return json_answer(_guide(catalogue.preview(version_id)))


def _guide(guide: catalogue.Guide) -> dict[str, Any]:
    item = guide.item
    form = forms.compiled_form(item.form_id) if item.form_id else None
    plain = {
        name: getattr(item, name)
        for name in GuideOut.model_fields
        if name not in {"legal_bases", "form", "process"}
    }
    whole = plain | {
        "legal_bases": guide.articles,
        "form": form
        and {
            "id": form.id,
            "code": form.code,
            "version": form.version,
            "json_schema": form.schema,
        },
        "process": workflow.process_steps(item.process_id) if item.process_id else (),
    }
    return GuideOut.model_validate(whole).model_dump(mode="json")


@router.get("/themes", response=answers(Themes), summary="主题")
@public
def list_themes(request: HttpRequest, audience: Audience) -> dict[str, Any]:
    """Return the national themes for natural or for legal persons."""
    with read_only():
        return {"items": catalogue.themes(audience)}


@router.get("/topics", response=answers(Themes), summary="生活场景")
@public
def list_topics(request: HttpRequest) -> dict[str, Any]:
    """Return the topics of life."""
    with read_only():
        return {"items": catalogue.topics()}


@router.get("/divisions/{code}/figures", response=answers(FiguresOut), summary="事项数量")
@public
def get_figures(request: HttpRequest, code: DivisionCode) -> Any:
    """Return how many items are open in a place and below it."""
    with read_only():
        return catalogue.region_figures(code)
