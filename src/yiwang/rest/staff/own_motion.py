# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases that a body opens itself (依职权): inspections and levies."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases.services import procedures
from yiwang.foundation.errors import Forbidden
from yiwang.organizations.enums import Right
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.people.cases import state_of
from yiwang.rest.people.shapes import StateOut
from yiwang.rest.schemas import Form, Id, Line, Strict, Text, answers

router = Router(tags=["办理 handling"], auth=STAFF)


class OwnMotionIn(Strict):
    """What is opened, about whom, and why."""

    version_id: Id
    number: Line = Field("", description="Credit code of a firm, resident number of a person.")
    found: Text = Field("", description="Or whom a search has found.")
    name: Line = Field("", description="Of a person; has to fit the number.")
    form: Form


@router.post(
    "/own-motion-cases",
    response=answers(StateOut, 201),
    summary="依职权立案",
    openapi_extra=KEY_PARAMETER,
)
def open_of_own_motion(request: HttpRequest, payload: OwnMotionIn) -> HttpResponse:
    """Open an inspection or a levy; penalties and coercion have procedures of their own."""
    if not actor_of(request).has_right(Right.CASES_HANDLE):
        raise Forbidden

    def act() -> dict[str, Any]:
        party_id = (
            procedures.party_found(payload.found, actor_of(request))
            if payload.found
            else procedures.party_by_number(payload.number, payload.name)
        )
        motion = procedures.OwnMotion(
            version_id=payload.version_id, party_id=party_id, form=payload.form
        )
        case = procedures.open_of_own_motion(
            motion=motion, actor=actor_of(request), at=timezone.now()
        )
        return state_of(case)

    return perform(request, act, status=201, form_at="/form")
