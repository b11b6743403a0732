# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Taking back a case that several applied for: all of them have to want it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.cases import policies
from yiwang.cases.enums import Action
from yiwang.cases.errors import CaseNotFound
from yiwang.cases.models import Case, CoApplicant
from yiwang.cases.services.locking import locked_case
from yiwang.cases.together import events, finding
from yiwang.cases.together.errors import InvitationNotFound, OthersMustAgree
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger


def check_all_agree(case: Case) -> None:
    """Raise while a party of a case has not agreed to its withdrawal; no query without parties.

    :raises OthersMustAgree: somebody has not
    """
    if case.has_co_applicants and not _have_all_agreed(case):
        raise OthersMustAgree


def _have_all_agreed(case: Case) -> bool:
    with reach.everywhere():
        parties = CoApplicant.objects.filter(case=case, withdrawal_agreed_at__isnull=True)
        return not parties.exists()


@transaction.atomic
def ask_withdrawal(*, case_id: UUID, actor: Actor, at: datetime) -> bool:
    """Ask the other parties to agree; return whether they have already.

    :raises CaseNotFound, NotYourCase: the actor may not take the case back
    """
    case = locked_case(case_id, actor=actor)
    policies.check_can(actor, Action.WITHDRAW, case)
    if not case.has_co_applicants or _have_all_agreed(case):
        return True
    with reach.everywhere():
        waiting = CoApplicant.objects.filter(case=case, withdrawal_asked_at__isnull=True)
        is_news = bool(waiting.update(withdrawal_asked_at=at))
    if is_news:
        fact = events.WithdrawalAsked(case_id=case.pk)
        ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return False


@transaction.atomic
def agree(*, co_applicant_id: UUID, actor: Actor, at: datetime) -> CoApplicant:
    """Agree that the applicant takes the case back.

    :raises InvitationNotFound: nobody asked, or the case is somebody else's
    """
    with reach.everywhere():
        part, case = finding.case_of(co_applicant_id, actor)
        try:
            locked_case(case.pk)
        except CaseNotFound:
            raise InvitationNotFound from None
        part.refresh_from_db()
        if part.withdrawal_asked_at is None:
            raise InvitationNotFound
        if part.withdrawal_agreed_at is None:
            part.withdrawal_agreed_at = at
            part.save(update_fields=["withdrawal_agreed_at"])
            fact = events.WithdrawalAgreed(case_id=case.pk, co_applicant_id=part.pk)
            ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return part
