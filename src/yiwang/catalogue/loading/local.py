# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Derive what a department adds to an item: promise, visits, counter. Deterministic and pure."""

import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from yiwang.catalogue.content import ImplementationContent, TimeLimit
from yiwang.catalogue.enums import (
    HandlingForm,
    OnlineDepth,
    ProjectType,
    is_applied_for,
)
from yiwang.catalogue.loading import files
from yiwang.catalogue.loading.sources import SourceItem
from yiwang.organizations import selectors as organizations

HOURS: Final = "周一至周五 9:00—12:00，13:30—17:00（法定节假日除外）"
COMPLAINTS: Final = "12345"
WINDOW: Final = "综合窗口"
# Promises lie between these shares of the limit that the law sets, in twentieths.
_LEAST_SHARE: Final = 6
_SHARES: Final = 9
_ALL_FORMS: Final = (
    HandlingForm.COUNTER,
    HandlingForm.WEB,
    HandlingForm.MOBILE,
    HandlingForm.COURIER,
)
_DELIVERY: Final = ("窗口领取", "邮寄", "电子证照")


@dataclass(frozen=True, slots=True)
class LocalFacts:
    """What the data files say about handling items: who must come in person, and why."""

    presence: Mapping[str, str]


def read_local_facts(root: Path) -> LocalFacts:
    """Return what the data files say.

    :raises DataFileMissing: a file cannot be read
    """
    presence = {
        row["item"]: f"{row['reason']}（{row['basis']}）"
        for row in files.table(root, files.PRESENCE)
    }
    return LocalFacts(presence)


def local_content(
    source: SourceItem, department: organizations.DepartmentSummary, facts: LocalFacts
) -> ImplementationContent:
    """Return the implementation layer of an item at a department."""
    contact = {
        "address": department.address,
        "hours": HOURS,
        "consult_phone": department.phone,
        "complaint_phone": COMPLAINTS,
        "counter": WINDOW,
        "is_in_hall": True,
    }
    if source.model is not None:
        return source.model.implementation.model_copy(update=contact)
    if not is_applied_for(source.content.item_type):
        return ImplementationContent(
            project_type=ProjectType.OTHER, handling_forms=(HandlingForm.OTHER,), **contact
        )
    reason = facts.presence.get(source.keys.local_code, "")
    return ImplementationContent(
        promise_limit=promise(source, department.division_code),
        project_type=source.project_type,
        visits=1 if reason else 0,
        visit_reason=reason,
        handling_forms=_ALL_FORMS[:3] if reason else _ALL_FORMS,
        online_depth=OnlineDepth.ACCEPTANCE if reason else OnlineDepth.FULL,
        is_online=True,
        is_mobile=True,
        is_single_login=True,
        is_bookable=True,
        is_pay_online=bool(source.content.fees),
        is_express=not reason,
        result_delivery=_DELIVERY[:1] if reason else _DELIVERY,
        **contact,
    )


def promise(source: SourceItem, division_code: str) -> TimeLimit:
    """Return a promise between a third and two thirds of the law's limit; 0 on the spot.

    It differs from place to place, and is the same whenever it is asked for.
    """
    statutory = source.content.statutory_limit
    if source.project_type == ProjectType.IMMEDIATE or statutory is None or not statutory.amount:
        return TimeLimit(amount=0)
    draw = zlib.crc32(f"{source.keys.code}{division_code}".encode()) % _SHARES
    share = (_LEAST_SHARE + draw) / 20
    return TimeLimit(amount=max(1, math.floor(statutory.amount * share)), unit=statutory.unit)
