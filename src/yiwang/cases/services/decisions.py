# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""决定, 送达, 办结 and 撤回: how a case comes to its end, and is sealed off."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from yiwang.cases import events, policies
from yiwang.cases.discretion import gates as discretion
from yiwang.cases.enums import (
    OPEN_CHECKS,
    Action,
    CaseMode,
    CaseState,
    DeliveryMethod,
    EndedBecause,
    Outcome,
    Role,
    WorkState,
)
from yiwang.cases.errors import DecisionNotDue, NotYourCase, ReasonMissing, StepNotOpen
from yiwang.cases.models import (
    AutomaticDecision,
    Case,
    CaseQuestion,
    ClockStop,
    CoApplicant,
    Consultation,
    ConsultationFile,
    ContactChange,
    Correction,
    CounterAct,
    Decision,
    DiscretionChoice,
    EvidenceDoubt,
    Extension,
    FieldClaim,
    Finding,
    InterestedParty,
    PreliminaryReview,
    ProcedureFile,
    QuestionFile,
    ShippingWish,
    SpecialProcedure,
    Statement,
    StepRecord,
    WorkItem,
)
from yiwang.cases.modes import deferring, originals, promises, sealing
from yiwang.cases.procedures import gates
from yiwang.cases.procedures.gates import NO_GROUNDS, Grounds
from yiwang.cases.services import clocks, consultations, content, handling, service_seal, work
from yiwang.cases.services.locking import changed, locked_case, move, save
from yiwang.cases.shipping import gates as shipping
from yiwang.cases.shipping.errors import ParcelOnItsWay
from yiwang.cases.spared import guarding
from yiwang.cases.together import withdrawing
from yiwang.catalogue import selectors as catalogue
from yiwang.documents import services as documents
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.writes import Writes
from yiwang.ledger import services as ledger
from yiwang.workflow.errors import TransitionNotAllowed

IMMEDIATE = "1"
DECISION_FIELDS = ("outcome", "decided_at", "is_deadline_provisional")
OPEN_FOR = timedelta(days=30)
"""How long a delivered case stays open for what may come back, unless a clerk closes it."""


@transaction.atomic
def decide_case(
    *,
    case_id: UUID,
    outcome: Outcome,
    reasons: str,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
    grounds: Grounds = NO_GROUNDS,
) -> Decision:
    """Grant or refuse; the process must have reached its decision step.

    :param grounds: the articles, the discretion, the hearing's minutes that it rests on

    :raises ReasonMissing: a refusal states its reasons (行政许可法 38)
    :raises SameHands: whoever examined a case does not decide it, except for items decided at once
    :raises DecisionNotDue: other steps come first
    :raises TierMissing, ConsentMissing: a benchmark of discretion applies
    """
    item, case = _decision_item(case_id, actor, revision)
    policies.check_can(actor, Action.DECIDE, case, role=item.role)
    guarding.check_no_open_dispute(case)
    snapshot = catalogue.snapshot(case.version_id)
    if snapshot.project_type != IMMEDIATE:
        policies.check_other_hands(actor, _examiners(case))
    words = content.words(reasons)
    if outcome is Outcome.REFUSED and not words:
        raise ReasonMissing
    grounds = discretion.settled(case, snapshot, outcome, grounds, today=clocks.today_of(at))
    deferring.check_complete(case)
    move(case, Action.DECIDE)
    case.outcome, case.decided_at = outcome, at
    actor = work.in_whose_stead(actor, item)
    record = handling.record_step(item, data={}, opinion=words, actor=actor, at=at)
    writes = Writes()
    handling.advance(
        case, item, record, writes, outcome={"outcome": outcome.value}, actor=actor, at=at
    )
    case.process_wakes_at = None  # what still runs beside the decision has no case to move
    decision = Decision(
        region_code=case.region_code,
        case=case,
        outcome=outcome,
        reasons=words,
        result_name=_result_name(snapshot) if outcome is Outcome.GRANTED else "",
        decided_by_id=policies.doer_of(actor),
        rule_version_id=actor.rule_version_id,
        decided_by_name=record.done_by_name,
        decided_at=at,
        is_pending=case.mode == CaseMode.TRUST_FIRST and outcome is Outcome.GRANTED,
        **gates.stated(snapshot, grounds),
    )
    writes.insert(decision)
    deliver_by = clocks.delivery_deadline(clocks.today_of(at))
    case.is_deadline_provisional = deliver_by.is_provisional  # the deadline that runs from now on
    writes.update(case, *changed(case, *DECISION_FIELDS, *handling.PROCESS_FIELDS))
    writes.execute()
    # A request for more time, a parallel step: no longer needed; a question still is.
    work.cancel_work(case, at=at, but=(work.QUESTION,))
    _open_delivery(case, due_on=deliver_by.on, at=at)
    promises.begin(case, decision, actor=actor, at=at)
    ledger.append(
        events.CaseDecided(
            case_id=case.pk,
            outcome=outcome,
            decision_sha256=content.digest(
                [outcome, words, decision.result_name, decision.bases], ()
            ),
        ),
        actor=actor,
        at=at,
        region_code=case.region_code,
    )
    return decision


def _result_name(snapshot: catalogue.ItemSnapshot) -> str:
    return snapshot.results[0].name if snapshot.results else ""


def _decision_item(case_id: UUID, actor: Actor, revision: int | None) -> tuple[WorkItem, Case]:
    last = (
        WorkItem.objects.filter(case_id=case_id, kind=handling.DECISION)
        .order_by("created_at", "id")
        .last()
    )
    if last is None or last.state != WorkState.OPEN:
        case = locked_case(case_id)
        policies.check_can(actor, Action.DECIDE, case, role=last.role if last else None)
        move(case, Action.DECIDE)  # says so when the state does not allow it either
        raise DecisionNotDue
    try:
        return work.locked_item(
            case_id=case_id, step_key=last.step_key, actor=actor, revision=revision
        )
    except StepNotOpen:
        raise DecisionNotDue from None  # a colleague decided in between


def _examiners(case: Case) -> set[UUID]:
    return set(
        StepRecord.objects.filter(
            case_id=case.pk, role__in=[Role.HANDLER, Role.REVIEWER]
        ).values_list("done_by_id", flat=True)
    )


def _open_delivery(case: Case, *, due_on: date, at: datetime) -> None:
    item = work.new_item(case, role=Role.COUNTER, key=work.DELIVERY, due_on=due_on, at=at)
    item.save(force_insert=True)


@transaction.atomic
def deliver_case(
    *,
    case_id: UUID,
    method: DeliveryMethod,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Case:
    """Record that the decision reached the applicant."""
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_can(actor, Action.DELIVER, case)
    check_may_deliver(case)
    if method == DeliveryMethod.ELECTRONIC:
        documents.serving.check_consented(case.applicant_id)
    return note_delivered(case, method=method, received_at=at, actor=actor, at=at)


def check_may_deliver(case: Case) -> None:
    """Raise while something stands between a decision and the applicant.

    :raises ParcelOnItsWay: the result itself is under way
    """
    originals.check_may_deliver(case)
    shipping.check_may_deliver(case)


def note_delivered(
    case: Case, *, method: str, received_at: datetime, actor: Actor, at: datetime
) -> Case:
    """Record when the decision reached the applicant, of a locked case.

    :param method: a quick way (``DeliveryMethod``), or one of 民事诉讼法 (``ServiceWay``)
    :param received_at: the legal moment of service; of a parcel, when it was received
    """
    move(case, Action.DELIVER)
    case.delivered_at, case.delivery_method = received_at, method
    case.is_deadline_provisional = False  # nothing runs any more
    save(case, "delivered_at", "delivery_method", "is_deadline_provisional")
    work.finish_work(case, work.DELIVERY, actor=actor, at=at)
    ledger.append(
        events.CaseDelivered(case_id=case.pk, method=method),
        actor=actor,
        at=at,
        region_code=case.region_code,
    )
    return case


@transaction.atomic
def close_case(*, case_id: UUID, actor: Actor, at: datetime, revision: int | None = None) -> Case:
    """Close a case for good: the process's state goes, the content's digest enters the ledger.

    From here on the database refuses every change of the case and of what belongs to it.
    """
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_can(actor, Action.CLOSE, case)
    promises.check_may_close(case)
    shipping.check_may_close(case)
    consultations.end_of_case(case.pk, at=at)
    move(case, Action.CLOSE)
    digest = sealed_digest(case)
    work.cancel_work(case, at=at, but=(work.DECISION_CHECK,))
    case.closed_at, case.process_state, case.process_wakes_at = at, None, None
    save(case, "closed_at", "process_state", "process_wakes_at")
    fact = service_seal.closed(case, digest)
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return case


def close_delivered(*, case_id: UUID, at: datetime) -> bool:
    """Close a case that nobody closed after its delivery; return whether it was due."""
    try:
        close_case(case_id=case_id, actor=system_actor("closing-sweep"), at=at)
    except (TransitionNotAllowed, ParcelOnItsWay):
        return False  # a clerk was quicker, or originals are still on their way back
    return True


def long_delivered(*, at: datetime) -> Iterable[UUID]:
    """Return the cases that were delivered long ago and wait for nothing but their close."""
    waiting = Case.objects.filter(state=CaseState.DELIVERED, delivered_at__lt=at - OPEN_FOR)
    waiting = waiting.exclude(promise_check__state__in=sorted(OPEN_CHECKS))
    return waiting.order_by("delivered_at").values_list("id", flat=True).iterator(chunk_size=1000)


def sealed_digest(case: Case) -> str:
    """Return the digest that ``close_case`` wrote to the ledger, computed anew from the rows."""
    return content.digest(case.form_data, content.hashes_of(case), _story(case))


CASE_SEALED = (
    *("number", "version_id", "item_code", "department_id", "applicant_kind", "applicant_id"),
    *("applicant_name", "submitted_by_id", "channel", "outcome", "submitted_at", "received_at"),
    *("intake_due_on", "accepted_at", "started_on", "due_on", "statutory_due_on", "check_due_on"),
    *("decided_at", "delivered_at", "delivery_method", "purpose", "about_id", "mode"),
)
PARTS_SEALED: Mapping[type[Model], Sequence[str]] = {
    Correction: ("entries", "note", "asked_by_id", "asked_at", "answer_due_on", "answered_at"),
    ClockStop: ("reason", "article", "expected_days", "note", "started_on", "ended_on"),
    Extension: ("days", "reason", "state", "asked_by_id", "decided_by_id", "decided_at"),
    SpecialProcedure: (
        *("kind", "state", "is_required", "reason", "hold_by", "starts_at", "ends_on", "place"),
        *("is_public", "staff", "participants", "particulars", "expected_days", "told_at"),
        *("held_at", "result", "findings", "ended_at", "concluded_by_id"),
    ),
    InterestedParty: (
        *("role", "name", "contact", "stake", "told_at", "told_by_id", "hearing_ask_by"),
        *("hearing_asked_at", "hearing_waived_at"),
    ),
    Statement: (
        *("kind", "words", "received_at", "recorded_by_id", "answer", "is_upheld"),
        *("answered_by_id", "answered_at"),
    ),
    AutomaticDecision: ("version_id", "outcome", "row", "facts", "doubts", "made_at"),
    PreliminaryReview: (
        *("lower_id", "state", "workdays", "started_on", "due_on", "opinion", "words"),
        *("content_sha256", "done_by_id", "forwarded_at"),
    ),
    ProcedureFile: ("procedure_id", "statement_id", "review_id", "file__sha256", "added_at"),
    Consultation: (
        *("to_department_id", "to_post_id", "to_staff_id", "question", "asked_by_id", "asked_at"),
        *("due_on", "state", "answer", "answered_by_id", "ended_at"),
    ),
    ConsultationFile: ("consultation_id", "file__sha256", "added_at"),
    ShippingWish: ("is_result_by_courier", "originals", "arrived_at", "checked_at", "note"),
    Finding: (
        *("requirement_key", "found_in", "source_code", "origin_id", "outcome", "as_of"),
        *("valid_until", "sha256", "grade", "found_at", "disputed_at", "dispute_reason"),
        *("resolution", "resolution_note", "resolved_by_id", "resolved_at"),
    ),
    FieldClaim: (
        *("finding_id", "field", "claimed", "file__sha256", "claimed_at", "resolution"),
        *("resolution_note", "resolved_by_id", "resolved_at"),
    ),
    EvidenceDoubt: (
        *("finding_id", "fields", "reason", "doubted_by_id", "doubted_at", "correction_id"),
        *("ended_at", "ended_note", "ended_by_id"),
    ),
    StepRecord: ("step_key", "element_id", "role", "opinion", "data", "done_by_id", "done_at"),
    Decision: (
        *("outcome", "reasons", "result_name", "bases", "discretion", "discretion_reason"),
        *("minutes_use", "minutes_reason", "decided_by_id", "decided_at"),
        *("is_pending", "effective_at", "ended_at"),
    ),
    DiscretionChoice: (
        *("benchmark_id", "tier", "facts", "outcome", "departures", "reason", "consent"),
        *("consent_words", "chosen_by_id", "chosen_at", "consented_by_id", "consented_at"),
    ),
    CoApplicant: (
        *("role", "name", "person_id", "signed_at", "signed_sha256", "signed_assurance"),
        *("withdrawal_asked_at", "withdrawal_agreed_at"),
    ),
    CaseQuestion: (
        *("words", "asked_by_id", "asked_at", "due_on", "answer", "answered_by_id", "answered_at"),
    ),
    QuestionFile: ("question_id", "is_of_answer", "file__sha256", "added_at"),
    CounterAct: ("act", "signed_how", "paper__sha256", "presence_id", "done_by_id", "done_at"),
    ContactChange: ("version", "was", "now", "parcels", "ground", "changed_at", "changed_by_id"),
    **sealing.PARTS,
}


def _story(case: Case) -> list[object]:
    rows = [[getattr(case, name) for name in CASE_SEALED]]
    for part, fields in PARTS_SEALED.items():
        found = part._default_manager.filter(case=case).order_by("id").values_list(*fields)
        rows += [list(row) for row in found]
    return [[_plain(value) for value in row] for row in rows]


def _plain(value: object) -> object:
    """Return what a row holds as JSON has it; moments in UTC, whatever the connection's zone."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value) if isinstance(value, date | UUID) else value


@transaction.atomic
def withdraw_case(
    *, case_id: UUID, actor: Actor, at: datetime, revision: int | None = None
) -> Case:
    """Take an application back; possible until it is decided."""
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_can(actor, Action.WITHDRAW, case)
    withdrawn(case, actor=actor, at=at)
    return case


def withdrawn(case: Case, *, actor: Actor, at: datetime) -> None:
    """Take a locked application back, for whoever may."""
    if case.own_process_id is not None:
        raise NotYourCase  # nobody applied, so there is nothing to take back
    withdrawing.check_all_agree(case)
    move(case, Action.WITHDRAW)
    case.stops.filter(ended_on__isnull=True).update(ended_on=clocks.today_of(at))
    case.closed_at, case.process_state, case.process_wakes_at = at, None, None
    save(case, "closed_at", "process_state", "process_wakes_at")
    work.cancel_work(case, at=at)
    gates.end_with_the_case(case, EndedBecause.WITHDRAWN, actor=actor, at=at)
    ledger.append(
        events.CaseWithdrawn(case_id=case.pk), actor=actor, at=at, region_code=case.region_code
    )
