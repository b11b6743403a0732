# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""复议 and 诉讼: a body notes that a decision of its is contested, and what came of it.

Source: 行政复议法 42 and 63–69, 行政诉讼法 56 and 69–78.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from yiwang.cases import aftermath_events as facts
from yiwang.cases import events, policies
from yiwang.cases.aftermath_refusals import (
    DaysDoNotFit,
    NothingToContest,
    RemedyConcludedBefore,
    RemedyNotedBefore,
    RemedyNotFound,
)
from yiwang.cases.enums import (
    IN_FORCE,
    Action,
    CaseState,
    EntitlementState,
    Purpose,
    RemedyKind,
    RemedyState,
)
from yiwang.cases.errors import NotYourCase, ReasonMissing
from yiwang.cases.models import Case, CaseMaterial, Entitlement, Remedy
from yiwang.cases.services import clocks, content, entitlements, submission, work
from yiwang.cases.services.locking import locked_case
from yiwang.cases.states import CASE
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.case_numbers import make_case_number, make_query_code
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right

CONTESTABLE = frozenset(
    {CaseState.NOT_ACCEPTED, CaseState.DECIDED, CaseState.DELIVERED, CaseState.CLOSED}
)
TAKES_AWAY = frozenset({RemedyState.ANNULLED, RemedyState.ORDERED})
"""What ends a decision that granted something."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What a body learns of a remedy.

    :param body: who handles it: 杭州市人民政府, 杭州铁路运输法院
    :param matter_number: the number that it gave the matter (案号)
    :param suspends: execution of the decision is stopped until it is concluded
    """

    kind: RemedyKind
    body: str
    matter_number: str
    filed_on: date
    suspends: bool = False


@transaction.atomic
def note_remedy(*, case_id: UUID, filing: Filing, actor: Actor, at: datetime) -> Remedy:
    """Note that a decision is contested; what was granted stops when execution is suspended.

    :raises NothingToContest: nothing was decided
    :raises RemedyNotedBefore: it is noted, or another of its kind is pending
    :raises DaysDoNotFit: the day lies in the future, or before the decision
    """
    case = locked_case(case_id, actor=actor)
    policies.check_can(actor, Action.READ, case)
    _check_may_note(actor)
    if case.state not in CONTESTABLE:
        raise NothingToContest
    since = clocks.today_of(case.decided_at or case.submitted_at)
    if not since <= filing.filed_on <= clocks.today_of(at):
        raise DaysDoNotFit
    body, number = content.words(filing.body), content.words(filing.matter_number)
    if not body or not number:
        raise ReasonMissing
    remedy = Remedy(
        region_code=case.region_code,
        case=case,
        kind=filing.kind,
        body=body[:200],
        matter_number=number[:100],
        filed_on=filing.filed_on,
        suspends=filing.suspends,
        noted_by_id=policies.staff_of(actor),
        noted_at=at,
    )
    try:
        with transaction.atomic():
            remedy.save(force_insert=True)
    except IntegrityError as error:
        if "remedy_" not in str(error):
            raise
        raise RemedyNotedBefore from error
    if filing.suspends:
        _stop(case, at=at, actor=actor)
    fact = facts.RemedyNoted(
        case_id=case.pk, remedy_id=remedy.pk, remedy=filing.kind, suspends=filing.suspends
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return remedy


def _check_may_note(actor: Actor) -> None:
    if not actor.has_right(Right.CASES_APPROVE):
        raise NotYourCase


def _stop(case: Case, *, at: datetime, actor: Actor) -> None:
    made = _entitlement_of(case)
    if made is not None and made.state == EntitlementState.EFFECTIVE:
        entitlements.change(made, EntitlementState.SUSPENDED, because="remedy", at=at, actor=actor)


def _entitlement_of(case: Case) -> Entitlement | None:
    return Entitlement.objects.select_for_update().filter(case_id=case.pk).first()


@transaction.atomic
def conclude_remedy(
    *,
    remedy_id: UUID,
    outcome: RemedyState,
    concluded_on: date,
    conclusion: str,
    actor: Actor,
    at: datetime,
) -> Remedy:
    """Note what was decided, and let it take effect on the case's result.

    What is annulled ends; an order to decide anew opens a case with the same application, which
    is accepted, examined and decided like any other.

    :raises RemedyConcludedBefore: it was
    :raises ReasonMissing: nothing says what was decided
    :raises DaysDoNotFit: the day lies in the future, or before the filing
    """
    remedy = Remedy.objects.filter(pk=remedy_id).first()
    if remedy is None:
        raise RemedyNotFound
    case = locked_case(remedy.case_id, actor=actor)
    policies.check_can(actor, Action.READ, case)
    _check_may_note(actor)
    remedy = Remedy.objects.select_for_update().get(pk=remedy_id)
    if remedy.state != RemedyState.PENDING:
        raise RemedyConcludedBefore
    words = content.words(conclusion)
    if not words or outcome is RemedyState.PENDING:
        raise ReasonMissing
    if not remedy.filed_on <= concluded_on <= clocks.today_of(at):
        raise DaysDoNotFit
    remedy.state, remedy.concluded_on, remedy.conclusion = outcome, concluded_on, words
    remedy.concluded_by_id = policies.staff_of(actor)
    _take_effect(case, outcome, at=at, actor=actor)
    if outcome is RemedyState.ORDERED:
        remedy.anew = _decide_anew(case, actor=actor, at=at)
    remedy.save(update_fields=["state", "concluded_on", "conclusion", "concluded_by_id", "anew"])
    fact = facts.RemedyConcluded(
        case_id=case.pk,
        remedy_id=remedy.pk,
        remedy=remedy.kind,
        outcome=outcome,
        anew_id=remedy.anew_id,
        content_sha256=content.digest([words], ()),
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return remedy


def _take_effect(case: Case, outcome: RemedyState, *, at: datetime, actor: Actor) -> None:
    made = _entitlement_of(case)
    if made is None or made.state not in IN_FORCE | {EntitlementState.PENDING}:
        return
    if outcome in TAKES_AWAY:
        entitlements.end(made, EntitlementState.ANNULLED, because="remedy", at=at, actor=actor)
    elif made.state == EntitlementState.SUSPENDED and not _is_still_stopped(case):
        entitlements.change(made, EntitlementState.EFFECTIVE, because="remedy", at=at, actor=actor)


def _is_still_stopped(case: Case) -> bool:
    """Tell whether another remedy still stops the execution, besides the one concluded now."""
    pending = Remedy.objects.filter(case=case, state=RemedyState.PENDING, suspends=True)
    return pending.count() > 1


def _decide_anew(case: Case, *, actor: Actor, at: datetime) -> Case:
    """Open a case with the application of another, under the version that it was filed under."""
    anew = Case(
        id=new_id(),
        number=make_case_number(
            division_code=case.region_code, on=clocks.today_of(at), serial=submission.next_serial()
        ),
        query_code=make_query_code(),
        state=CASE.transition(CaseState.DRAFT, Action.SUBMIT).target,
        purpose=Purpose.ANEW,
        submitted_at=at,
        **{name: getattr(case, name) for name in _TAKEN_OVER},
    )
    if anew.scenario_version_id is None:  # guided before versions of scenarios were kept
        anew.handling_code = ""
    clocks.receive(anew, at=at)
    anew.save(force_insert=True)
    files = CaseMaterial.objects.filter(case=case, replaced_at__isnull=True)
    CaseMaterial.objects.bulk_create(
        CaseMaterial(
            region_code=anew.region_code,
            case=anew,
            requirement_key=each.requirement_key,
            file_id=each.file_id,
            added_at=at,
            grade=each.grade,
        )
        for each in files
    )
    work.open_intake(anew, at=at)
    pairs = [(each.requirement_key, each.file.sha256) for each in files.select_related("file")]
    fact = events.CaseSubmitted(
        case_id=anew.pk,
        number=anew.number,
        version_id=anew.version_id,
        department_id=anew.department_id,
        channel=anew.channel,
        intake_due_on=anew.intake_due_on,
        content_sha256=content.digest(anew.form_data, pairs),
        mandate_id=anew.mandate_id,
    )
    ledger.append(fact, actor=actor, at=at, region_code=anew.region_code)
    return anew


_TAKEN_OVER = (
    *("region_code", "version_id", "item_code", "handling_code", "item_name", "item_type"),
    *("department_id", "applicant_kind", "applicant_id", "applicant_name", "submitted_by_id"),
    *("channel", "form_data", "scenario_answers", "scenario_version_id"),
)
