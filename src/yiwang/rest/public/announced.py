# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Hearings to come and public notices, for everybody; never who applied."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.rest.auth import public
from yiwang.rest.schemas import Out, answers

router = Router(tags=["特别程序 procedures"], auth=None)


class AnnouncementOut(Out):
    """A hearing to come, or a public notice that hangs out."""

    id: UUID
    kind: Literal["hearing", "public_notice"]
    item_name: str
    department_id: UUID
    department_name: str
    phone: str
    region_code: str
    starts_at: datetime
    ends_on: date | None = Field(description="Last day of a notice; objections until then.")
    place: str
    words: str = Field(description="What the body wrote for the public.")


class AnnouncementsOut(Out):
    items: list[AnnouncementOut]


@router.get("/announcements", response=answers(AnnouncementsOut), summary="听证公告和公示")
@public
def list_announcements(
    request: HttpRequest, region_code: Annotated[str, Field(pattern=r"^[0-9]{12}$")]
) -> dict[str, Any]:
    """Return what is announced in a place and below it, the soonest first; 200 at most."""
    with read_only():
        place = organizations.division_path(region_code)[-1]
        return {"items": cases.announced(place.code, today=timezone.localdate())}
