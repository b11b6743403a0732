# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What an applicant does at a counter, without an account: a clerk does it for who stands there.

The rules are those of the applicant's own act; what is more is the proof that it was theirs.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.cases import events, policies
from yiwang.cases.models import Case, CounterAct, OriginalCheck
from yiwang.cases.modes import deferring, originals, proving
from yiwang.cases.modes.enums import AttendedAct
from yiwang.cases.modes.offers import Proof
from yiwang.cases.services import decisions, intake, work
from yiwang.cases.services.locking import locked_case
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right


@transaction.atomic
def answer_correction(
    *,
    case_id: UUID,
    form: object,
    materials: Mapping[str, Sequence[UUID]],
    proof: Proof | None,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Case:
    """Hand in the corrected application of who stands at the counter.

    :raises SignatureUnproven: that they want it is not shown
    :raises AnswerTooLate: the last day to answer is over
    """
    case = _attended(case_id, AttendedAct.CORRECTION, proof, actor, at, revision)
    intake.correction_answered(case, form=form, materials=materials, actor=actor, at=at)
    return case


@transaction.atomic
def withdraw_case(
    *,
    case_id: UUID,
    proof: Proof | None,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Case:
    """Take the application of who stands at the counter back; possible until it is decided.

    :raises SignatureUnproven: that they want it is not shown
    """
    case = _attended(case_id, AttendedAct.WITHDRAWAL, proof, actor, at, revision)
    decisions.withdrawn(case, actor=actor, at=at)
    return case


@transaction.atomic
def show_original(
    *,
    case_id: UUID,
    material_id: UUID,
    seen: originals.Seen,
    proof: Proof | None,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> OriginalCheck:
    """Lay a copy beside the original that its owner has brought to the counter.

    :raises SignatureUnproven: that they were there is not shown
    """
    _attended(case_id, AttendedAct.ORIGINAL, proof, actor, at, revision)
    return originals.check_original(
        case_id=case_id, material_id=material_id, seen=seen, actor=actor, at=at
    )


@transaction.atomic
def hand_in_deferred(
    *,
    case_id: UUID,
    key: str,
    files: Sequence[UUID],
    proof: Proof | None,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Case:
    """Hand in a material that was to follow, for who has brought it to the counter.

    :raises SignatureUnproven: that they were there is not shown
    """
    _attended(case_id, AttendedAct.DEFERRED, proof, actor, at, revision)
    return deferring.hand_in(case_id=case_id, key=key, files=files, actor=actor, at=at)


def _attended(
    case_id: UUID,
    act: AttendedAct,
    proof: Proof | None,
    actor: Actor,
    at: datetime,
    revision: int | None,
) -> Case:
    """Lock a case and write down who did what at which proof; the act itself follows.

    :raises NotYourCase, OwnCase: the clerk is of another department, or applies themselves
    """
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_has_right(actor, case, Right.COUNTER_ASSIST)
    shown = proving.checked(proof, case_id=case.pk, actor=actor)
    done = CounterAct(
        region_code=case.region_code,
        case=case,
        act=act,
        signed_how=shown.how,
        paper_id=shown.paper,
        presence_id=shown.presence_id,
        done_by_id=policies.staff_of(actor),
        done_by_name=work.name_in_record(actor),
        done_at=at,
    )
    done.save(force_insert=True)
    fact = events.AttendedActDone(case_id=case.pk, act=act, signed_how=done.signed_how)
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return case
