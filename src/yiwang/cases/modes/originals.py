# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Originals: a clerk lays a copy beside it, raises the grade, lets a decision take effect."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from yiwang.cases import policies
from yiwang.cases.enums import (
    OPEN_STATES,
    Action,
    CaseMode,
    CaseState,
    EvidenceGrade,
    OriginalResult,
)
from yiwang.cases.errors import ReasonMissing
from yiwang.cases.models import Case, CaseMaterial, Decision, OriginalCheck
from yiwang.cases.modes import events
from yiwang.cases.modes.errors import (
    CheckNotFound,
    CheckVoided,
    MaterialNotFound,
    OriginalNotNamed,
    OriginalNotNow,
    OriginalSeen,
    OriginalsUnseen,
    ReuseTooLong,
)
from yiwang.cases.services import clocks, content, work
from yiwang.cases.services.locking import locked_case, move, save
from yiwang.catalogue import selectors as catalogue
from yiwang.credit import services as credit
from yiwang.credit.enums import CreditKind
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right

MOST_NAME, MOST_PLACE = 300, 200
SURE = frozenset({EvidenceGrade.A, EvidenceGrade.B})


@dataclass(frozen=True, slots=True)
class Seen:
    """What a clerk saw.

    :param original: which original, with its number as it stands on it
    :param difference: in what the copy differs; "" when it agrees
    :param valid_until: last day for later applications; None as the item says
    """

    result: OriginalResult
    original: str
    place: str
    difference: str = ""
    valid_until: date | None = None


@transaction.atomic
def check_original(
    *,
    case_id: UUID,
    material_id: UUID,
    seen: Seen,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> OriginalCheck:
    """Write down that the original was seen; a copy that agrees becomes evidence of grade B.

    In a case of trust first the last agreeing original lets the decision take effect, and one
    that differs voids it.

    :raises MaterialNotFound: the case has no such material
    :raises OriginalNotNow: the case has ended
    :raises OriginalSeen: it was seen before
    :raises OriginalNotNamed: which, where, or in what it differs is not said
    :raises ReuseTooLong: for longer than the item lets it
    """
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_has_right(actor, case, Right.CASES_ACCEPT, Right.CASES_HANDLE)
    if case.state not in OPEN_STATES:
        raise OriginalNotNow
    material = CaseMaterial.objects.filter(
        case=case, pk=material_id, replaced_at__isnull=True
    ).first()
    if material is None:
        raise MaterialNotFound
    if OriginalCheck.objects.filter(material=material, voided_at__isnull=True).exists():
        raise OriginalSeen
    check = _new_check(case, material, seen, actor, at)
    check.save(force_insert=True)
    if check.result == OriginalResult.MATCH and material.grade not in SURE:
        material.grade = EvidenceGrade.B
        material.save(update_fields=["grade"])
    fact = events.OriginalChecked(
        case_id=case.pk,
        check_id=check.pk,
        material_id=material.pk,
        result=check.result,
        grade=material.grade,
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    if case.mode == CaseMode.TRUST_FIRST and case.state == CaseState.DECIDED:
        _conclude(case, check, actor=actor, at=at)
    else:
        save(case)
    return check


def _new_check(
    case: Case, material: CaseMaterial, seen: Seen, actor: Actor, at: datetime
) -> OriginalCheck:
    original = clean_text(seen.original, max_length=MOST_NAME)
    place = clean_text(seen.place, max_length=MOST_PLACE)
    difference = content.words(seen.difference)
    is_match = seen.result is OriginalResult.MATCH
    if not original or not place or (not is_match and not difference):
        raise OriginalNotNamed
    return OriginalCheck(
        region_code=case.region_code,
        case=case,
        material=material,
        result=seen.result,
        original=original,
        place=place,
        difference="" if is_match else difference,
        seen_by_id=policies.staff_of(actor),
        seen_by_name=work.name_in_record(actor),
        seen_at=at,
        valid_until=_valid_until(case, material, seen, clocks.today_of(at)) if is_match else None,
    )


def _valid_until(case: Case, material: CaseMaterial, seen: Seen, today: date) -> date | None:
    needs = {each.key: each for each in catalogue.snapshot(case.version_id).materials}
    need = needs.get(material.requirement_key)
    last = longest_reuse(today, need.reuse_months if need else 0)
    if seen.valid_until is None:
        return last
    if last is None or not today <= seen.valid_until <= last:
        raise ReuseTooLong(params={"last": last.isoformat() if last else today.isoformat()})
    return seen.valid_until


def longest_reuse(today: date, months: int) -> date | None:
    """Return the last day on which a check of today may be rested on; None where it may not be."""
    if months == 0:
        return None
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _conclude(case: Case, check: OriginalCheck, *, actor: Actor, at: datetime) -> None:
    decision = Decision.objects.filter(case=case, is_pending=True).first()
    if decision is None:
        save(case)
    elif check.result == OriginalResult.MISMATCH:
        _void(case, decision, check, at=at)
    elif not unseen(case):
        decision.is_pending, decision.effective_at = False, at
        decision.save(update_fields=["is_pending", "effective_at"])
        save(case)
        fact = events.DecisionEffective(case_id=case.pk, decision_id=decision.pk)
        ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    else:
        save(case)


def _void(case: Case, decision: Decision, check: OriginalCheck, *, at: datetime) -> None:
    """Let a decision on copies fall, and write down the broken promise."""
    system = system_actor("originals")
    policies.check_can(system, Action.VOID, case)
    move(case, Action.VOID)
    decision.is_pending, decision.ended_at = False, at
    decision.save(update_fields=["is_pending", "ended_at"])
    case.closed_at, case.process_state, case.process_wakes_at = at, None, None
    case.is_deadline_provisional = False
    save(case, "closed_at", "process_state", "process_wakes_at", "is_deadline_provisional")
    work.cancel_work(case, at=at)
    fact = events.DecisionVoided(case_id=case.pk, decision_id=decision.pk, check_id=check.pk)
    ledger.append(fact, actor=system, at=at, region_code=case.region_code)
    names = {each["key"]: each["name"] for each in case.mode_choice.materials}
    name = names.get(check.material.requirement_key, check.material.requirement_key)
    credit.write_event(
        finding=finding_of(
            case,
            CreditKind.ORIGINAL_MISMATCH,
            f"您承诺“{name}”的副本与原件一致。核验原件（{check.original}）时发现不符："
            f"{check.difference}",
            check.seen_by_id,
        ),
        actor=system,
        at=at,
    )


def finding_of(case: Case, kind: CreditKind, text: str, found_by: UUID | None) -> credit.Finding:
    """Return what is written down of a promise in a case that was not kept."""
    return credit.Finding(
        kind=kind,
        person_id=case.applicant_id,
        person_name=case.applicant_name,
        case_id=case.pk,
        case_number=case.number,
        item_name=case.item_name,
        department_id=case.department_id,
        region_code=case.region_code,
        text=text,
        found_by_id=found_by,
    )


def unseen(case: Case) -> list[str]:
    """Return the names of the materials whose originals still have to be seen (信任在先)."""
    if case.mode != CaseMode.TRUST_FIRST:
        return []
    rows = CaseMaterial.objects.filter(case=case, replaced_at__isnull=True).exclude(
        grade__in=list(SURE)
    )
    waiting = set(rows.values_list("requirement_key", flat=True))
    return [each["name"] for each in case.mode_choice.materials if each["key"] in waiting]


def check_may_deliver(case: Case) -> None:
    """Raise while what was decided on copies waits for the originals; else no query.

    :raises OriginalsUnseen: names what has to be seen
    """
    if case.mode != CaseMode.TRUST_FIRST:
        return
    if Decision.objects.filter(case=case, is_pending=True).exists():
        raise OriginalsUnseen(params={"names": "、".join(unseen(case))})


@transaction.atomic
def void_check(
    *, case_id: UUID, check_id: UUID, reason: str, actor: Actor, at: datetime
) -> OriginalCheck:
    """Take back what a look at an original was worth; the copy counts as unseen again.

    Of a closed case the grade stays as it was sealed; for later applications it is worth nothing.

    :raises CheckNotFound: the case has no such check
    :raises CheckVoided: it was voided before
    :raises ReasonMissing: it says why
    """
    case = locked_case(case_id, actor=actor)
    policies.check_has_right(actor, case, Right.CASES_ACCEPT, Right.CASES_HANDLE)
    check = OriginalCheck.objects.filter(case=case, pk=check_id).select_related("material").first()
    if check is None:
        raise CheckNotFound
    if check.voided_at is not None:
        raise CheckVoided
    words = content.words(reason)
    if not words:
        raise ReasonMissing
    check.voided_at, check.voided_by_id = at, policies.staff_of(actor)
    check.void_reason = words
    check.save(update_fields=["voided_at", "voided_by_id", "void_reason"])
    if case.state in OPEN_STATES:
        if check.material.grade == EvidenceGrade.B:
            check.material.grade = EvidenceGrade.C
            check.material.save(update_fields=["grade"])
        save(case)
    fact = events.OriginalCheckVoided(
        case_id=case.pk, check_id=check.pk, material_id=check.material_id
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return check


def reusable(applicant_id: UUID, *, names: Collection[str] = (), on: date) -> list[OriginalCheck]:
    """Return the evidence of grade B of an applicant that a later application may rest on.

    :param names: keys of requirements; empty for all
    """
    rows = OriginalCheck.objects.filter(
        case__applicant_id=applicant_id,
        result=OriginalResult.MATCH,
        voided_at__isnull=True,
        valid_until__gte=on,
        material__grade=EvidenceGrade.B,
    )
    if names:
        rows = rows.filter(material__requirement_key__in=list(names))
    return list(rows.select_related("material", "material__file", "case").order_by("-seen_at"))
