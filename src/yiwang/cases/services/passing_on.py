# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Work of somebody who goes: given to a colleague, or back to everybody; none is left lying."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yiwang.cases import events
from yiwang.cases.enums import RIGHT_OF_ROLE, Role, WorkState
from yiwang.cases.models import WorkItem
from yiwang.foundation.actors import Actor, system_actor
from yiwang.ledger import services as ledger
from yiwang.organizations import policies as organization_policies
from yiwang.organizations import selectors as organizations

BATCH = 500


@dataclass(frozen=True, slots=True)
class PassedOn:
    """How many steps went to the colleague, and how many back to everybody."""

    given: int
    released: int


@transaction.atomic
def pass_on_work(
    *, from_staff_id: UUID, to_staff_id: UUID | None, actor: Actor, at: datetime
) -> PassedOn:
    """Pass on everything that a staff member has taken and not finished.

    A colleague gets the steps that their posts let them take; the others go back to everybody.

    :param to_staff_id: None gives all of it back
    :raises NotInYourReach: the actor does not manage one of the departments
    """
    items = _taken_by([from_staff_id])
    for item in items:
        organization_policies.check_can(
            actor,
            organization_policies.Action.REMOVE_STAFF,
            division_code=item.region_code,
            department_id=item.department_id,
        )
    ids = [to_staff_id] if to_staff_id else []
    posts = organizations.held_posts_of(ids, timezone.localdate(at))
    given = 0
    for item in items:
        takes = to_staff_id is not None and _may_take(posts.get(to_staff_id, ()), item)
        _pass(item, to_staff_id if takes else None, actor=actor, at=at)
        given += takes
    return PassedOn(given=given, released=len(items) - given)


def release_orphaned_work(*, at: datetime) -> int:
    """Give back to everybody what is taken by somebody whose posts no longer let them do it.

    So nothing waits for who has left, or for a deputy whose days are over; return how much.
    """
    actor, on = system_actor("work-sweep"), timezone.localdate(at)
    taken = WorkItem.objects.filter(state=WorkState.OPEN, claimed_by_id__isnull=False)
    ids = taken.order_by("claimed_by_id").values_list("claimed_by_id", flat=True).distinct()
    takers = [staff_id for staff_id in ids if staff_id is not None]
    released = 0
    for start in range(0, len(takers), BATCH):
        some = takers[start : start + BATCH]
        posts = organizations.held_posts_of(some, on)
        with transaction.atomic():
            for item in _taken_by(some):
                if item.claimed_by_id and not _may_take(posts.get(item.claimed_by_id, ()), item):
                    _pass(item, None, actor=actor, at=at)
                    released += 1
    return released


def _taken_by(staff_ids: Iterable[UUID]) -> list[WorkItem]:
    taken = WorkItem.objects.select_for_update(of=("case", "self")).select_related("case")
    return list(
        taken.filter(claimed_by_id__in=list(staff_ids), state=WorkState.OPEN).order_by(
            "case_id", "id"
        )
    )


def _may_take(posts: Sequence[organizations.HeldPost], item: WorkItem) -> bool:
    right = RIGHT_OF_ROLE[Role(item.role)]
    return any(
        right in post.rights
        and (
            post.department_id == item.department_id
            or (
                post.covers_subtree
                and organizations.is_within(item.region_code, post.division_code)
            )
        )
        for post in posts
    )


def _pass(item: WorkItem, to_staff_id: UUID | None, *, actor: Actor, at: datetime) -> None:
    item.claimed_by_id = to_staff_id
    item.save(update_fields=["claimed_by_id"])
    fact = events.WorkHandedOver(
        case_id=item.case_id, work_item_id=item.pk, to_staff_id=to_staff_id
    )
    ledger.append(fact, actor=actor, at=at, region_code=item.region_code)
