# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The register of rules that decide (算法公示), for everybody."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import public
from yiwang.rest.schemas import Out, answers

router = Router(tags=["自动审批 automation"], auth=None)


class PublicRuleDataOut(Out):
    label: str
    source: str


class PublicRuleOut(Out):
    """What a rule grants by itself, what it leaves to people, and which data it reads."""

    id: UUID
    name: str
    number: int
    valid_from: date
    published_at: datetime
    is_stopped: bool = Field(description="Stopped: people decide everything.")
    item_name: str
    item_code: str = Field(description="A list that it applies to.")
    is_everywhere: bool
    grants: list[str]
    leaves: list[str]
    data: list[PublicRuleDataOut]
    sample_percent: int


class PublicRulesOut(Out):
    items: list[PublicRuleOut]


@router.get("/rules", response=answers(PublicRulesOut), summary="自动审批规则公示")
@public
def list_public_rules(request: HttpRequest) -> dict[str, Any]:
    """Return which items are decided by rule, by which version, on what data."""
    with read_only():
        found = cases.rules.public_rules()
        names = cases.rules.item_names(found)
    return {"items": [_shown(one, *names.get(one.id, ("", ""))) for one in found]}


def _shown(rule: Any, item_name: str, item_code: str) -> dict[str, Any]:
    plain = (
        *("id", "name", "number", "valid_from", "published_at", "is_stopped", "is_everywhere"),
        *("grants", "leaves", "sample_percent"),
    )
    return {name: getattr(rule, name) for name in plain} | {
        "item_name": item_name,
        "item_code": item_code,
        "data": [{"label": label, "source": source} for label, source in rule.data],
    }
