# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Word to the body that granted something when another takes up, refuses or grants a follow-up."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.db.models import F
from django.utils import timezone

from yiwang.cases import aftermath_events as facts
from yiwang.cases.enums import Outcome
from yiwang.cases.models import Case, StaffNotice
from yiwang.foundation.actors import system_actor
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

TOLD: Final = frozenset(
    {
        facts.FollowUpBegunElsewhere.kind,
        facts.FollowUpEndedElsewhere.kind,
        facts.FollowedElsewhere.kind,
    }
)
BEGUN: Final = "cases.case_submitted"
DECIDED: Final = "cases.case_decided"
ENDED: Final[Mapping[str, str]] = {
    "cases.case_withdrawn": "withdrawn",
    "cases.case_not_accepted": "not_accepted",
    "cases.correction_lapsed": "lapsed",
    "cases.acceptance_withdrawn": "unaccepted",
}
"""How a follow-up ends without a decision."""


def note(recorded: Sequence[RecordedEvent]) -> None:
    """Write down on the case of then what became of a follow-up at another body.

    That one was granted is written down with what it changed, by ``entitlements``.
    """
    ids = [event.subject_id for event in recorded if event.subject_id]
    elsewhere = Case.objects.filter(pk__in=ids, about_id__isnull=False).exclude(
        department_id=F("about__department_id")
    )
    cases = elsewhere.select_related("about").in_bulk()
    for event in recorded:
        case = cases.get(event.subject_id) if event.subject_id else None
        fact = _fact(event, case) if case is not None else None
        if case is not None and fact is not None:
            ledger.append(
                fact,
                actor=system_actor("entitlements"),
                at=event.at,
                region_code=case.about.region_code if case.about else case.region_code,
            )


def _fact(
    event: RecordedEvent, case: Case
) -> facts.FollowUpBegunElsewhere | facts.FollowUpEndedElsewhere | None:
    made = case.about
    if made is None:
        return None
    about = (made.case_id, made.pk, case.pk, case.department_id, case.purpose)
    if event.kind == BEGUN:
        return facts.FollowUpBegunElsewhere(*about)
    if event.kind == DECIDED:
        is_refused = event.payload["outcome"] == Outcome.REFUSED
        return facts.FollowUpEndedElsewhere(*about, Outcome.REFUSED.value) if is_refused else None
    return facts.FollowUpEndedElsewhere(*about, ENDED[event.kind])


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


ledger.subscribe("cases.follow_ups_elsewhere", {BEGUN, DECIDED, *ENDED}, note)
ledger.subscribe("cases.former_body", set(TOLD), tell)
