# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What departments were told of changed base items, and who has read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from yiwang.catalogue import checks
from yiwang.catalogue.content import BaseContent, ImplementationContent, read_content
from yiwang.catalogue.editing.diff import Change, differences
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.errors import BaseNoticeNotFound, NotYourCatalogue
from yiwang.catalogue.following import facts
from yiwang.catalogue.models import BaseItemVersion, DepartmentNotice
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

READERS: Final = frozenset({Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH})
_COLUMNS: Final = (
    "id",
    "base_version__name",
    "implementation__code",
    "department__name",
    "effective_from",
    "created_at",
    "is_adapted",
    "needs_work",
    "version_id",
    "seen_at",
)


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice in a list.

    :ivar version_id: None where the level no longer exercises the item
    """

    id: UUID
    item: str
    code: str
    department: str
    effective_from: date
    created_at: datetime
    is_adapted: bool
    needs_work: bool
    version_id: UUID | None
    seen_at: datetime | None

    @property
    def has_ended(self) -> bool:
        return self.version_id is None


@dataclass(frozen=True, slots=True)
class Reading:
    """How many departments were told of a base version, and how many have read it."""

    told: int
    seen: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice with everything that changed, in words.

    :ivar base_changes: what the base item says now
    :ivar own_changes: what became better in the department's own elements
    :ivar open_points: what the department has to put right itself
    """

    row: NoticeRow
    base_changes: tuple[Change, ...]
    own_changes: tuple[Change, ...]
    open_points: tuple[str, ...]
    reading: Reading


def notices(
    actor: Actor, *, unseen_only: bool = False, before: UUID | None = None, limit: int = 30
) -> list[NoticeRow]:
    """Return notices in the actor's reach, the newest first.

    :param before: the last one of the page before
    :raises NotYourCatalogue: the actor's post keeps no catalogue
    """
    rows = _visible(actor)
    if unseen_only:
        rows = rows.filter(seen_at__isnull=True)
    if before is not None:
        rows = rows.filter(pk__lt=before)  # ids are in the order of time
    return [NoticeRow(*row) for row in rows.order_by("-pk").values_list(*_COLUMNS)[:limit]]


def unseen_notices(actor: Actor) -> int:
    """Return how many notices of the actor's own department nobody has read; 0 for others."""
    if actor.department_id is None or READERS.isdisjoint(actor.rights):
        return 0
    return DepartmentNotice.objects.filter(
        department_id=actor.department_id, seen_at__isnull=True
    ).count()


def notice(notice_id: UUID, actor: Actor) -> Notice:
    """Return one notice with what changed.

    :raises NotYourCatalogue: the actor's post keeps no catalogue
    :raises BaseNoticeNotFound: there is no such notice in the actor's reach
    """
    found = (
        _visible(actor)
        .filter(pk=notice_id)
        .select_related("base_version", "version", "previous", "implementation", "department")
        .first()
    )
    if found is None:
        raise BaseNoticeNotFound
    before = BaseItemVersion.objects.get(pk=found.previous.base_version_id)
    base = read_content(BaseContent, found.base_version.content)
    own: list[Change] = []
    faults: list[str] = []
    if found.version is not None:
        own = differences(found.previous.content, found.version.content, OrderLayer.LIST)
        local = read_content(ImplementationContent, found.version.content)
        faults = [str(fault.message) for fault in checks.list_faults(base, local)]
    row = NoticeRow(
        found.id,
        found.base_version.name,
        found.implementation.code,
        found.department.name,
        found.effective_from,
        found.created_at,
        found.is_adapted,
        found.needs_work,
        found.version_id,
        found.seen_at,
    )
    return Notice(
        row,
        tuple(differences(before.content, found.base_version.content, OrderLayer.BASE)),
        tuple(own),
        tuple(faults),
        reading(found.base_version_id),
    )


def reading(base_version_id: UUID) -> Reading:
    """Return how many departments were told of a base version, and how many have read it."""
    rows = DepartmentNotice.objects.filter(base_version_id=base_version_id)
    found = rows.aggregate(told=Count("id"), seen=Count("id", filter=Q(seen_at__isnull=False)))
    return Reading(found["told"], found["seen"])


def see_notices(*, notice_ids: Sequence[UUID], actor: Actor, at: datetime) -> int:
    """Mark notices as read by the actor, who belongs to their department; return how many were new.

    :raises NotYourCatalogue: the actor's post keeps no catalogue
    :raises BaseNoticeNotFound: one of them is not a notice of the actor's department
    """
    wanted = set(notice_ids)
    with transaction.atomic():
        rows = _visible(actor).filter(pk__in=wanted)
        found = list(rows.select_for_update(of=("self",)).order_by("pk"))
        is_own = all(one.department_id == actor.department_id for one in found)
        if len(found) != len(wanted) or not is_own or actor.staff_id is None:
            raise BaseNoticeNotFound
        new = [one for one in found if one.seen_at is None]
        DepartmentNotice.objects.filter(pk__in=[one.pk for one in new]).update(
            seen_at=at, seen_by_id=actor.staff_id
        )
        news = [
            facts.BaseNoticeSeen(
                implementation_id=one.implementation_id, base_version_id=one.base_version_id
            )
            for one in new
        ]
        if news:
            ledger.append(*news, actor=actor, at=at, region_code=actor.division_code)
    return len(new)


def _visible(actor: Actor) -> QuerySet[DepartmentNotice]:
    """Return the notices that the actor may read: of their department, or of their whole place."""
    if READERS.isdisjoint(actor.rights) or actor.department_id is None:
        raise NotYourCatalogue
    if not actor.covers_subtree:
        return DepartmentNotice.objects.filter(department_id=actor.department_id)
    first, last = organizations.code_range(actor.division_code)
    return DepartmentNotice.objects.filter(region_code__gte=first, region_code__lte=last)
