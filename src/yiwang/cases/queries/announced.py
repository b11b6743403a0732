# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Hearings to come and public notices that hang out, for everybody.

Nothing of the application is told, nor who applied: what, which body, when, where, and the words
that staff wrote for the public. Hearings that are not public, and cases above the public label,
are not listed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise

from yiwang.cases.enums import ProcedureState
from yiwang.cases.models import SpecialProcedure
from yiwang.cases.procedures.kinds import kind_of
from yiwang.foundation import reach
from yiwang.organizations import selectors as organizations
from yiwang.workflow.clock import Procedure

ANNOUNCED = (Procedure.HEARING, Procedure.PUBLIC_NOTICE)
MOST = 200


@dataclass(frozen=True, slots=True)
class Announced:
    """One hearing or public notice as everybody reads it.

    :ivar kind: hearing or public_notice
    :ivar words: what staff wrote for the public, "" when nothing
    :ivar ends_on: the last day of a notice; objections are taken until then
    """

    id: UUID
    kind: str
    name: str | Promise
    item_name: str
    department_id: UUID
    department_name: str
    phone: str
    region_code: str
    starts_at: datetime
    ends_on: date | None
    place: str
    words: str

    @property
    def key(self) -> str:
        """Return the id as text, for ids within a page."""
        return str(self.id)

    @property
    def is_notice(self) -> bool:
        return self.ends_on is not None


def announced(region_code: str, *, today: date) -> list[Announced]:
    """Return what is announced in a place and below it, the soonest first; one query."""
    first, last = organizations.code_range(region_code)
    begin = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    rows = SpecialProcedure.objects.filter(
        Q(kind=Procedure.HEARING, starts_at__gte=begin)
        | Q(kind=Procedure.PUBLIC_NOTICE, ends_on__gte=today),
        region_code__range=(first, last),
        is_public=True,
        kind__in=ANNOUNCED,
        state=ProcedureState.TOLD,
    ).select_related("case__department")
    with reach.everywhere():
        found = list(
            rows.only(
                *("kind", "starts_at", "ends_on", "place", "particulars", "region_code"),
                *("case__item_name", "case__item_code", "case__department"),
            ).order_by("starts_at", "id")[:MOST]
        )
    return [
        _announced(one)
        for one in found
        if not organizations.is_labelled(one.case.department_id, one.case.item_code)
    ]


def _announced(one: SpecialProcedure) -> Announced:
    words = one.particulars.get("matter") or one.particulars.get("subject") or ""
    department = one.case.department
    return Announced(
        id=one.pk,
        kind=one.kind,
        name=kind_of(one.kind).name,
        item_name=one.case.item_name,
        department_id=department.pk,
        department_name=department.name,
        phone=department.phone,
        region_code=one.region_code,
        starts_at=one.starts_at or timezone.now(),
        ends_on=one.ends_on,
        place=one.place,
        words=words,
    )
