# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whoever was served is asked how it was, and hears what became of a bad review."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from yiwang.cases import selectors as cases
from yiwang.evaluations.enums import Moment, ServiceChannel
from yiwang.evaluations.models import Authorship, Correction
from yiwang.evaluations.queries.own import VISIT
from yiwang.evaluations.services import inviting
from yiwang.foundation.actors import system_actor
from yiwang.foundation.errors import NotFound
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.notifications import services as notifications

if TYPE_CHECKING:
    from yiwang.cases.models import Case

ACTOR = system_actor("evaluations")
ENDS = frozenset({"cases.case_delivered", "cases.case_not_accepted"})
TOLD: Mapping[str, str] = {
    "correct": "review_corrected",
    "confirm_rejection": "review_rejected",
    "uphold_appeal": "review_appeal_upheld",
    "dismiss_appeal": "review_appeal_dismissed",
}
"""Action of a correction → the message that the reviewer gets."""


def invite(news: Sequence[RecordedEvent]) -> None:
    """Invite to one review of each case that came to its result, and say so."""
    for event in news:
        if event.subject_id is None:
            continue
        try:
            case = cases.case(event.subject_id, ACTOR)
        except NotFound:
            continue
        inviting.invite(
            service=_result_of(case, whose=case.applicant_id, key=f"case:{case.pk}"), at=event.at
        )
        notifications.send(
            recipient_id=case.applicant_id,
            kind="review_asked",
            params={"item": case.item_name},
            link=f"/my/cases/{case.pk}/review",
            source_key=f"ledger:{event.id}:review",
            at=event.at,
        )
        _invite_co_applicants(case, event)


def _result_of(case: "Case", *, whose: UUID, key: str) -> inviting.Service:
    return inviting.Service(
        source_key=key,
        region_code=case.region_code,
        department_id=case.department_id,
        item_code=case.item_code,
        item_name=case.item_name,
        channel=ServiceChannel(case.channel),
        case_id=case.pk,
        applicant_id=whose,
    )


def _invite_co_applicants(case: "Case", event: RecordedEvent) -> None:
    """Invite each who applied together to a review of their own, by the code on their receipt."""
    for part in cases.together.of_case(case):
        if part.person_id is None:
            continue
        key = f"case:{case.pk}:{part.pk}"
        inviting.invite(service=_result_of(case, whose=part.person_id, key=key), at=event.at)
        notifications.send(
            recipient_id=part.person_id,
            kind="review_asked",
            params={"item": case.item_name},
            link=_receipt_of(part.pk),
            source_key=f"ledger:{event.id}:review:{part.pk.hex}",
            at=event.at,
        )


def _receipt_of(co_applicant_id: UUID) -> str:
    return f"/my/together/{co_applicant_id}/receipt"


def invite_visitors(news: Sequence[RecordedEvent]) -> None:
    """Let who stood at a counter review the visit: the code is printed on their receipt.

    It names neither them nor their case. Source: 国办发〔2019〕51号, each visit by itself.
    """
    for event in news:
        if event.subject_id is None:
            continue
        case = cases.case(event.subject_id, ACTOR)
        if case.channel == ServiceChannel.COUNTER:
            inviting.invite(
                service=inviting.Service(
                    source_key=f"{VISIT}{case.pk}",
                    region_code=case.region_code,
                    department_id=case.department_id,
                    item_code=case.item_code,
                    item_name=case.item_name,
                    channel=ServiceChannel.COUNTER,
                    moment=Moment.VISIT,
                ),
                at=event.at,
            )


def tell_reviewers(news: Sequence[RecordedEvent]) -> None:
    """Tell whoever gave a bad review what came of it, when it is known whose it was."""
    for event in news:
        kind = TOLD.get(str(event.payload["action"]))
        if kind is None:
            continue
        if event.subject_id is None:
            continue
        found = Correction.objects.filter(pk=event.subject_id).first()
        whose = Authorship.objects.filter(pk=found.evaluation_id).first() if found else None
        if found is None or whose is None or whose.applicant_id is None:
            continue
        _tell(kind, found, whose.applicant_id, whose.case_id, event)


def _tell(
    kind: str, found: Correction, person_id: UUID, case_id: UUID | None, event: RecordedEvent
) -> None:
    notifications.send(
        recipient_id=person_id,
        kind=kind,
        params={"item": found.item_name},
        link=_place_of(case_id, person_id) if case_id else "",
        source_key=f"ledger:{event.id}",
        at=event.at,
    )


def _place_of(case_id: UUID, person_id: UUID) -> str:
    """Return where somebody sees their review: a co-applicant on a receipt of their own."""
    case = cases.case(case_id, ACTOR)
    parts = [one for one in cases.together.of_case(case) if one.person_id == person_id]
    return _receipt_of(parts[0].pk) if parts else f"/my/cases/{case_id}/review"


ledger.subscribe("evaluations.invitations", ENDS, invite)
ledger.subscribe("evaluations.visits", {"cases.case_submitted"}, invite_visitors)
ledger.subscribe("evaluations.answers", {"evaluations.correction_moved"}, tell_reviewers)
