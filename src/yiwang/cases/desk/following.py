# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What follows from facts about a case: word to those who watch it, the end of consultations."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from yiwang.cases.models import Consultation, StaffNotice, Watch
from yiwang.cases.queries.timeline import TITLES
from yiwang.cases.services import consultations
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent

ANSWERED: Final = "cases.consultation_answered"
NOT_TOLD: Final = frozenset({"cases.handled_in_batch"})
"""Facts that stand beside another one, of which word is sent."""
ENDS: Final = frozenset(
    {
        "cases.case_decided",
        "cases.case_not_accepted",
        "cases.case_withdrawn",
        "cases.correction_lapsed",
        "cases.acceptance_withdrawn",
    }
)
"""Facts after which nobody is asked about a case any more."""
Reader = tuple[UUID, UUID, str]
"""A staff member, the department in which they follow a case, and its region."""


def tell_watchers(recorded: Sequence[RecordedEvent]) -> None:
    """Send word of each fact to those who follow its case, and of an answer to who asked."""
    ids = {event.subject_id for event in recorded if event.subject_id}
    watching: dict[UUID | None, set[Reader]] = {}
    for one in Watch.objects.filter(case_id__in=ids).order_by("id"):
        watching.setdefault(one.case_id, set()).add(
            (one.staff_id, one.department_id, one.region_code)
        )
    notices = [
        _notice(event, event.subject_id, reader)
        for event in recorded
        if event.subject_id is not None
        for reader in sorted(watching.get(event.subject_id, set()) | _who_asked(event), key=str)
        if str(reader[0]) != str(event.actor.get("staff_id", ""))
    ]
    StaffNotice.objects.bulk_create(notices, ignore_conflicts=True)


def _notice(event: RecordedEvent, case_id: UUID, reader: Reader) -> StaffNotice:
    staff_id, department_id, region_code = reader
    return StaffNotice(
        region_code=region_code,
        case_id=case_id,
        department_id=department_id,
        staff_id=staff_id,
        kind=event.kind,
        event_id=event.id,
        at=event.at,
    )


def _who_asked(event: RecordedEvent) -> set[Reader]:
    if event.kind != ANSWERED:
        return set()
    made = Consultation.objects.filter(pk=event.payload["consultation_id"])
    return set(made.values_list("asked_by_id", "asked_from_id", "region_code"))


def end_consultations(recorded: Sequence[RecordedEvent]) -> None:
    """Let what nobody answered end with its case."""
    for event in recorded:
        if event.subject_id is not None:
            consultations.end_of_case(event.subject_id, at=event.at)


ledger.subscribe("cases.watching", set(TITLES) - NOT_TOLD, tell_watchers)
ledger.subscribe("cases.consultations_end", set(ENDS), end_consultations)
