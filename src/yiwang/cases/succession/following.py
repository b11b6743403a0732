# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Word to the body that granted something, once another has changed, renewed or cancelled it."""

from collections.abc import Sequence
from typing import Final

from django.utils import timezone

from yiwang.cases.models import Case, StaffNotice
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

KIND: Final = "cases.followed_elsewhere"


def tell(recorded: Sequence[RecordedEvent]) -> None:
    """Send word to those who approve cases in the body that granted it, on the case of then."""
    cases = Case.objects.in_bulk([event.subject_id for event in recorded if event.subject_id])
    notices = [
        StaffNotice(
            region_code=case.region_code,
            case_id=case.pk,
            department_id=case.department_id,
            staff_id=one.id,
            kind=event.kind,
            event_id=event.id,
            at=event.at,
        )
        for event in recorded
        if event.subject_id is not None and (case := cases.get(event.subject_id)) is not None
        for one in organizations.staff_with_right(
            case.department_id, Right.CASES_APPROVE, timezone.localdate(event.at)
        )
    ]
    StaffNotice.objects.bulk_create(notices, ignore_conflicts=True)


ledger.subscribe("cases.former_body", {KIND}, tell)
