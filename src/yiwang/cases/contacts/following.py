# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Word of a change of contact: to the applicant's account, and to the clerks who have the case."""

from collections.abc import Sequence

from yiwang.cases.enums import WorkState
from yiwang.cases.models import Case, StaffNotice, WorkItem
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.notifications import services as notifications

KIND = "cases.contact_changed"


def tell(recorded: Sequence[RecordedEvent]) -> None:
    """Tell the applicant where they were reached before, and whoever has the case now."""
    cases = Case.objects.in_bulk([event.subject_id for event in recorded if event.subject_id])
    for event in recorded:
        case = cases.get(event.subject_id) if event.subject_id else None
        if case is None:
            continue
        notifications.send(
            recipient_id=case.applicant_id,
            kind="contact_changed",
            params={"item": case.item_name, "number": case.number},
            link=f"/my/cases/{case.pk}/contact",
            source_key=f"ledger:{event.id}:contact",
            at=event.at,
        )
        _tell_staff(case, event)


def _tell_staff(case: Case, event: RecordedEvent) -> None:
    """Send word to those who have taken a step of the case; who did it themselves knows."""
    taken = WorkItem.objects.filter(
        case_id=case.pk, state=WorkState.OPEN, claimed_by_id__isnull=False
    )
    StaffNotice.objects.bulk_create(
        [
            StaffNotice(
                region_code=case.region_code,
                case_id=case.pk,
                department_id=department_id,
                staff_id=staff_id,
                kind=event.kind,
                event_id=event.id,
                at=event.at,
            )
            for staff_id, department_id in sorted(
                set(taken.values_list("claimed_by_id", "department_id")), key=str
            )
            if staff_id and str(staff_id) != str(event.actor.get("staff_id", ""))
        ],
        ignore_conflicts=True,
    )


ledger.subscribe("cases.contact_messages", {KIND}, tell)
