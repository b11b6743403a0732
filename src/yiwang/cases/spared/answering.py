# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the answer of a provider means for the case it came from, and for all on the same record."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from yiwang.cases.models import Case, EvidenceDoubt, Finding
from yiwang.cases.spared import checking, noting, searching
from yiwang.cases.spared.enums import FORM, CheckOutcome, FoundIn
from yiwang.cases.spared.events import EvidenceAnswered
from yiwang.cases.spared.plan import plan_for
from yiwang.cases.spared.searching import For
from yiwang.cases.spared.waiting import BEFORE_THE_DECISION
from yiwang.cases.together import following as together
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import system_actor
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.notifications import services as notifications
from yiwang.sharing.enums import CorrectionResult, Outcome

ANSWERED: Final = "sharing.correction_answered"
CHECKED: Final = "cases.decision_checked"
CHECKED_KINDS: Final[Mapping[str, str]] = {
    CheckOutcome.STANDS: "decision_stands",
    CheckOutcome.CHANGE: "decision_to_change",
    CheckOutcome.AGAIN: "decision_apply_again",
}
"""What follows for a decision → which message the applicant gets."""
TOLD: Final = "cases.evidence_answered"
KINDS: Final = {
    CorrectionResult.CORRECTED: "evidence_corrected",
    CorrectionResult.RIGHT: "evidence_right",
    CorrectionResult.UNKNOWN: "evidence_unknown",
}
"""What the provider said → which message the applicant gets."""


def follow(recorded: Sequence[RecordedEvent]) -> None:
    """Let each answer reach the sheets that rest on the record."""
    for event in recorded:
        if event.payload.get("result") and event.subject_id is not None:
            _follow(event, event.subject_id)


def _follow(event: RecordedEvent, person_id: UUID) -> None:
    correction_id = UUID(str(event.payload["correction_id"]))
    result = CorrectionResult(str(event.payload["result"]))
    own = _own(correction_id)
    for sheet in resting_on(str(event.payload["source"]), person_id, event.payload["fields"]):
        is_own = sheet.pk in own
        if is_own or result is CorrectionResult.CORRECTED:
            _tell(sheet, correction_id, result, is_own=is_own, at=event.at)


def _own(correction_id: UUID) -> set[UUID]:
    """Return the sheets out of which the request came."""
    doubts = EvidenceDoubt.objects.filter(correction_id=correction_id)
    disputes = Finding.objects.filter(correction_id=correction_id)
    return {*doubts.values_list("finding_id", flat=True), *disputes.values_list("id", flat=True)}


def resting_on(source: str, person_id: UUID, fields: Iterable[str]) -> list[Finding]:
    """Return the sheets of cases that rest on these fields of somebody's record."""
    wanted = set(fields)
    rows = Finding.objects.filter(
        source_code=source,
        applicant_id=person_id,
        found_in=FoundIn.SOURCE,
        outcome=Outcome.FOUND,
        case__isnull=False,
        refuted_at__isnull=True,
    )
    found = rows.select_related("case").order_by("found_at", "id")
    return [one for one in found if not wanted or wanted & one.values.keys()]


@transaction.atomic
def _tell(
    sheet: Finding, correction_id: UUID, result: CorrectionResult, *, is_own: bool, at: datetime
) -> None:
    if sheet.case is None:
        return
    case = Case.objects.select_for_update(of=("self",)).get(pk=sheet.case.pk)
    is_open = case.state in BEFORE_THE_DECISION
    if result is CorrectionResult.CORRECTED and is_open:
        _refute(case, sheet, at)
    if is_open:
        noting.open_task(case, at=at)
    elif result is not CorrectionResult.RIGHT and checking.is_decided(case):
        checking.open_check(case, sheet, correction_id, at=at)
    fact = EvidenceAnswered(
        case_id=case.pk,
        finding_id=sheet.pk,
        correction_id=correction_id,
        result=result.value,
        is_own=is_own,
        is_decided=not is_open,
    )
    actor = system_actor("sharing")
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)


def _refute(case: Case, sheet: Finding, at: datetime) -> None:
    """Let a sheet no longer count, and keep an open question so that the source is asked anew."""
    if not Finding.objects.filter(pk=sheet.pk, refuted_at__isnull=True).update(refuted_at=at):
        return
    snapshot = catalogue.snapshot(case.version_id)
    plan = plan_for(snapshot, case.applicant_kind)
    place = plan.materials.get(sheet.requirement_key)
    is_form = sheet.requirement_key == FORM and any(
        one.source == sheet.source_code for one in plan.fields.values()
    )
    if not is_form and (place is None or not place.source_code):
        return
    whom = For(
        applicant_id=case.applicant_id,
        holder_id=case.mandate_id or case.applicant_id,
        kind=case.applicant_kind,
        snapshot=snapshot,
        is_agent=case.mandate_id is not None,
        case_id=case.pk,
        case_number=case.number,
    )
    if place is not None:
        question = searching.unanswered(place, plan, whom, at)
    else:
        question = searching.unanswered_form(sheet.source_code, plan, whom, at)
    question.save(force_insert=True)
    Case.objects.filter(pk=case.pk).update(found_count=case.found_count + 1)


def tell_applicants(recorded: Sequence[RecordedEvent]) -> None:
    """Send the applicant one message for each case that an answer concerns."""
    _tell_of(recorded, _answer_kind, place="#found")


def _answer_kind(payload: Mapping[str, Any]) -> str:
    if payload["is_decided"] and payload["result"] == CorrectionResult.CORRECTED:
        return "evidence_corrected_late"
    return KINDS[CorrectionResult(str(payload["result"]))]


def tell_of_checks(recorded: Sequence[RecordedEvent]) -> None:
    """Tell the applicant what follows for a decision; a measure tells of itself."""
    _tell_of(recorded, lambda payload: CHECKED_KINDS.get(str(payload["outcome"])))


def _tell_of(
    recorded: Sequence[RecordedEvent],
    kind_of: Callable[[Mapping[str, Any]], str | None],
    *,
    place: str = "",
) -> None:
    """Send the parties of each case one message of the kind that its fact asks for, if any."""
    cases = Case.objects.in_bulk([event.subject_id for event in recorded if event.subject_id])
    for event in recorded:
        case = cases.get(event.subject_id) if event.subject_id else None
        kind = kind_of(event.payload) if case else None
        if case is None or kind is None:
            continue
        params = {"item": case.item_name, "number": case.number}
        together.tell_parties(case, event, kind=kind, params=params)
        notifications.send(
            recipient_id=case.applicant_id,
            kind=kind,
            params=params,
            link=f"/my/cases/{case.pk}{place}",
            source_key=f"ledger:{event.id}",
            at=event.at,
        )


ledger.subscribe("cases.evidence_answers", {ANSWERED}, follow)
ledger.subscribe("cases.evidence_messages", {TOLD}, tell_applicants)
ledger.subscribe("cases.check_messages", {CHECKED}, tell_of_checks)
