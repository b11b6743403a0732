# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A special procedure from its plan to its conclusion; each act is one command."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yiwang.cases import events, policies
from yiwang.cases.enums import (
    RUNNING_PROCEDURES,
    ProcedureAction,
    ProcedureResult,
    ProcedureState,
)
from yiwang.cases.errors import (
    HearingRequired,
    ProcedureIncomplete,
    ProcedureNotNow,
    ProcedureOpen,
    ReasonMissing,
)
from yiwang.cases.models import Case, InterestedParty, SpecialProcedure
from yiwang.cases.procedures import arrangements, stops
from yiwang.cases.procedures.arrangements import Arrangement
from yiwang.cases.procedures.kinds import KINDS, kind_of
from yiwang.cases.procedures.locking import case_for_staff, keep_files, procedure_of, touch
from yiwang.cases.services import clocks, content
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.workflow.clock import Procedure


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a procedure found.

    :ivar particulars: what only its kind records, by key
    :ivar files: minutes, a report
    """

    result: ProcedureResult
    findings: str
    particulars: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[UUID] = ()


@transaction.atomic
def plan_procedure(
    *,
    case_id: UUID,
    procedure: str,
    reason: str,
    is_required: bool = False,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> SpecialProcedure:
    """Begin a special procedure of a case; when and where is told later.

    :param is_required: a law asks for it (行政许可法 46), so that it cannot be dropped
    :raises ReasonMissing: why it is needed is not said
    :raises ProcedureOpen: a hearing is under way already
    """
    case = case_for_staff(case_id, actor=actor, revision=revision)
    if procedure not in KINDS:
        raise ProcedureIncomplete(params={"missing": _("程序种类")})
    return planned(case, procedure, reason=reason, is_required=is_required, actor=actor, at=at)


def planned(
    case: Case,
    procedure: str,
    *,
    reason: str,
    is_required: bool,
    actor: Actor,
    at: datetime,
    asked_by: InterestedParty | None = None,
    hold_by: date | None = None,
) -> SpecialProcedure:
    """Store a new procedure of a locked case and say so in the ledger."""
    words = content.words(reason)
    if not words:
        raise ReasonMissing
    running = SpecialProcedure.objects.filter(case=case, state__in=RUNNING_PROCEDURES)
    if procedure == Procedure.HEARING and running.filter(kind=procedure).exists():
        raise ProcedureOpen(params={"name": kind_of(procedure).name})
    made = SpecialProcedure.objects.create(
        region_code=case.region_code,
        case=case,
        kind=procedure,
        reason=words,
        is_required=is_required,
        asked_by=asked_by,
        hold_by=hold_by,
        planned_by_id=actor.staff_id,
        planned_at=at,
    )
    touch(case)
    fact = events.ProcedurePlanned(
        case_id=case.pk,
        procedure_id=made.pk,
        procedure=made.kind,
        is_required=is_required,
        hold_by=hold_by,
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return made


@transaction.atomic
def tell_procedure(
    *,
    case_id: UUID,
    procedure_id: UUID,
    arrangement: Arrangement,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> SpecialProcedure:
    """Tell when and where in writing; the clock stops where a law lets it.

    :raises ProcedureIncomplete, HearingNoticeTooShort, HearingTooLate, TooFewStaff, ChairExamines:
        the arrangement is not what the law asks for
    """
    case = case_for_staff(case_id, actor=actor, revision=revision)
    found = procedure_of(case, procedure_id)
    _move(found, ProcedureAction.TELL)
    arrangements.arrange(case, found, arrangement, at=at)
    found.told_at = at
    # A hearing that was put off goes on standing still for its first notice.
    found.stop = found.stop or stops.begin(case, found, actor=actor, at=at)
    found.save()
    touch(case)
    fact = events.ProcedureTold(
        case_id=case.pk,
        procedure_id=found.pk,
        procedure=found.kind,
        starts_on=clocks.today_of(found.starts_at or at),
        expected_days=found.expected_days,
        stop_id=found.stop_id,
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return found


@transaction.atomic
def postpone_procedure(
    *,
    case_id: UUID,
    procedure_id: UUID,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> SpecialProcedure:
    """Take back a time that was told; another one is told later."""
    case = case_for_staff(case_id, actor=actor, revision=revision)
    found = procedure_of(case, procedure_id)
    _move(found, ProcedureAction.POSTPONE)
    found.told_at = found.starts_at = found.end_by = None
    found.save(update_fields=["state", "told_at", "starts_at", "end_by"])
    touch(case)
    fact = events.ProcedurePostponed(case_id=case.pk, procedure_id=found.pk, procedure=found.kind)
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return found


@transaction.atomic
def hold_procedure(
    *,
    case_id: UUID,
    procedure_id: UUID,
    actor: Actor,
    at: datetime,
    arrangement: Arrangement | None = None,
    revision: int | None = None,
) -> SpecialProcedure:
    """Record that a procedure took place.

    :param arrangement: of a site visit that nobody was told of
    :raises ProcedureNotNow: its day has not come
    :raises ChairExamines: who was to chair the hearing has examined the case since
    """
    case = case_for_staff(case_id, actor=actor, revision=revision)
    found = procedure_of(case, procedure_id)
    is_untold = found.state == ProcedureState.PLANNED
    _move(found, ProcedureAction.HOLD)
    if is_untold:
        arrangements.arrange(case, found, arrangement or Arrangement(), at=at)
    if found.starts_at is None or clocks.today_of(at) < clocks.today_of(found.starts_at):
        raise ProcedureNotNow(_("还没有到告知的日期，不能记录为已举行。"))
    if kind_of(found.kind).is_apart:
        arrangements.check_apart(case, [UUID(one["id"]) for one in found.staff])
    found.held_at = at
    found.save()
    touch(case)
    fact = events.ProcedureHeld(case_id=case.pk, procedure_id=found.pk, procedure=found.kind)
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return found


@transaction.atomic
def conclude_procedure(
    *,
    case_id: UUID,
    procedure_id: UUID,
    conclusion: Conclusion,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> SpecialProcedure:
    """Record what a procedure found, with its minutes or report; the clock runs again.

    :raises ProcedureIncomplete: findings, or the paper that its kind ends with, are missing
    :raises ProcedureNotNow: the last day of a public notice is not over
    """
    case = case_for_staff(case_id, actor=actor, revision=revision)
    found = procedure_of(case, procedure_id)
    _move(found, ProcedureAction.CONCLUDE)
    kind = kind_of(found.kind)
    if found.ends_on is not None and clocks.today_of(at) <= found.ends_on:
        raise ProcedureNotNow(_("公示期还没有满，不能作出结论。"))
    words = content.words(conclusion.findings)
    missing = [_("结论意见")] if not words else []
    if kind.needs_file and not conclusion.files:
        missing.append(_("笔录或报告文件"))
    if missing:
        raise ProcedureIncomplete(params={"missing": "、".join(missing)})
    found.particulars |= arrangements.told_particulars(kind.found, conclusion.particulars)
    found.result, found.findings, found.ended_at = conclusion.result, words, at
    found.concluded_by_id = policies.staff_of(actor)
    found.concluded_by_name = actor.display_name
    found.save()
    hashes = keep_files(case, conclusion.files, actor=actor, at=at, procedure=found)
    touch(case)
    fact = events.ProcedureConcluded(
        case_id=case.pk,
        procedure_id=found.pk,
        procedure=found.kind,
        result=conclusion.result,
        content_sha256=content.digest(found.particulars, [("file", one) for one in hashes], words),
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    stops.end(case, found, actor=actor, at=at)
    return found


@transaction.atomic
def cancel_procedure(
    *,
    case_id: UUID,
    procedure_id: UUID,
    reason: str,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> SpecialProcedure:
    """Drop a procedure that is not needed any more, saying why.

    :raises HearingRequired: a law or somebody entitled asks for it
    """
    case = case_for_staff(case_id, actor=actor, revision=revision)
    found = procedure_of(case, procedure_id)
    if found.is_required and found.state in RUNNING_PROCEDURES:
        raise HearingRequired
    words = content.words(reason)
    if not words:
        raise ReasonMissing
    cancelled(case, found, reason=words, actor=actor, at=at)
    touch(case)
    stops.end(case, found, actor=actor, at=at)
    return found


def cancelled(
    case: Case, found: SpecialProcedure, *, reason: str, actor: Actor, at: datetime
) -> None:
    """Store that a procedure was dropped; its stop of the clock is the caller's."""
    _move(found, ProcedureAction.CANCEL)
    found.ended_at, found.findings = at, reason
    found.save(update_fields=["state", "ended_at", "findings"])
    fact = events.ProcedureCancelled(case_id=case.pk, procedure_id=found.pk, procedure=found.kind)
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)


def _move(found: SpecialProcedure, action: ProcedureAction) -> None:
    table = kind_of(found.kind).table
    found.state = table.transition(ProcedureState(found.state), action).target
