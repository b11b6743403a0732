# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the editors of a department are told at their work mail: dead links, new findings."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Min
from django.utils import timezone

from yiwang.catalogue.enums import FindingState
from yiwang.catalogue.models import Finding, OutsideService
from yiwang.catalogue.zones.link_tasks import EDITORS
from yiwang.ledger.events import RecordedEvent
from yiwang.notifications import services as notifications
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

A_DAY: Final = timedelta(days=1)
LINKS: Final = "/workbench/outside"
FINDINGS: Final = "/workbench/catalogue/findings"


def tell_of_dead_links(news: Sequence[RecordedEvent]) -> None:
    """Tell a department's editors of each link that has become their task."""
    titles = dict(
        OutsideService.objects.filter(pk__in=[event.subject_id for event in news])
        .order_by()
        .values_list("id", "title")
    )
    for event in news:
        if event.subject_id not in titles:
            continue
        editors = organizations.staff_with_any_right(
            UUID(str(event.payload["department_id"])), EDITORS, timezone.localdate(event.at)
        )
        notifications.tell_staff(
            staff_ids=[one.id for one in editors],
            kind="staff_link_dead",
            params={
                "title": titles[event.subject_id],
                "due_on": str(event.payload["due_on"]),
            },
            source_key=f"ledger:{event.id}",
            at=event.at,
            link=LINKS,
        )


def tell_of_findings(*, at: datetime) -> int:
    """Tell editors once a day how many new findings their department has; return how many mails.

    Three statements and those of the mails, however many departments there are.
    """
    today = timezone.localdate(at)
    with_mail = notifications.staff_contacts.with_address()
    editors = organizations.holders_by_department(with_mail, [Right.CATALOGUE_EDIT], today)
    if not editors:
        return 0
    new = (
        Finding.objects.filter(
            department_id__in=editors,
            state=FindingState.OPEN,
            found_at__gt=at - A_DAY,
            found_at__lte=at,
        )
        .order_by()
        .values_list("department_id")
        .annotate(count=Count("id"), due_on=Min("due_on"))
    )
    return sum(
        notifications.tell_staff(
            staff_ids=editors[department_id],
            kind="staff_findings",
            params={
                "count": str(count),
                "day_on": today.isoformat(),
                "due_on": due_on.isoformat(),
            },
            source_key=f"findings:{department_id}:{today:%Y%m%d}",
            at=at,
            link=FINDINGS,
        )
        for department_id, count, due_on in new
    )
