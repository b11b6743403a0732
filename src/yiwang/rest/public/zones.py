# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Zones of life and the sites of places, for programs."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.rest.auth import public
from yiwang.rest.public.shapes import ItemRow
from yiwang.rest.schemas import DivisionCode, Out, Token, answers

router = Router(tags=["专区与窗口 zones"], auth=None)


class LifeStepOut(Out):
    """A step of life with its first items."""

    name: str
    items: list[ItemRow]
    left_out: int


class OutsideEntryOut(Out):
    """A service that another institution offers on its own site."""

    id: UUID
    title: str
    summary: str
    owner_name: str
    institution: str
    url: str
    checked_at: datetime | None


class ZoneOut(Out):
    """A topic of life in a place."""

    code: str
    name: str
    phrases: list[str]
    popular: list[ItemRow]
    steps: list[LifeStepOut]
    outside: list[OutsideEntryOut]


class WindowNoticeOut(Out):
    """A notice on a place's site; plain text."""

    id: UUID
    title: str
    body: str
    region_code: str
    department_id: UUID | None
    department_name: str
    published_at: datetime | None
    expires_on: date | None


class WindowOut(Out):
    """A place's own site: its name and colour, its notices."""

    region_code: str
    place_name: str
    title: str
    slogan: str
    colour: str
    has_emblem: bool
    revision: int
    notices: list[WindowNoticeOut]


@router.get("/topics/{code}", response=answers(ZoneOut), summary="专区")
@public
def get_zone(request: HttpRequest, code: Token, region_code: DivisionCode) -> Any:
    """Return a topic's zone in a place: how people say it, its steps, what others offer."""
    with read_only():
        return catalogue.zone(code, region_code)


@router.get("/divisions/{code}/window", response=answers(WindowOut), summary="地方窗口")
@public
def get_window(request: HttpRequest, code: DivisionCode) -> dict[str, Any]:
    """Return the site of a place; every province, city, county, township and village has one."""
    with read_only():
        place = organizations.division(code)
        brand = catalogue.windows.brand(place.code)
        notices = catalogue.windows.notices(place.code, on=timezone.localdate())
    return {
        "region_code": place.code,
        "place_name": place.name,
        "title": brand.title or place.name,
        "slogan": brand.slogan,
        "colour": brand.colour,
        "has_emblem": brand.emblem_id is not None,
        "revision": brand.revision,
        "notices": notices,
    }


@router.get("/notices/{uuid:notice_id}", response=answers(WindowNoticeOut), summary="窗口公告")
@public
def get_window_notice(request: HttpRequest, notice_id: UUID) -> Any:
    """Return a published notice."""
    with read_only():
        return catalogue.windows.notice(notice_id, on=timezone.localdate())
