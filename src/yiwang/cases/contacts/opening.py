# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading how an applicant is reached in full: for a stated purpose, and never without a trace."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.cases import policies
from yiwang.cases.contacts import events, reading
from yiwang.cases.contacts.sealing import Contact
from yiwang.cases.models import Case
from yiwang.cases.queries import cases as questions
from yiwang.cases.services import reading as case_reading
from yiwang.foundation.actors import Actor
from yiwang.identity.enums import Purpose
from yiwang.identity.errors import PurposeUnknown
from yiwang.identity.services import reachable
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right

PURPOSES = (Purpose.CASE_HANDLING, Purpose.COUNTER_SERVICE, Purpose.IDENTITY_CHECK)
"""What staff may open numbers for; the first is the usual one."""
OPENERS = (*(Right.CASES_ACCEPT, Right.CASES_HANDLE, Right.CASES_REVIEW, Right.CASES_APPROVE),)


def may_open(actor: Actor, case: Case) -> bool:
    """Tell whether the actor may read numbers in full; shows the form."""
    return policies.has_right(actor, case, *OPENERS)


@transaction.atomic
def open_contact(*, case_id: UUID, purpose: str, actor: Actor, at: datetime) -> Contact:
    """Return how the applicant is reached, in full; the ledger says who read it and what for.

    :raises CaseNotFound, NotYourCase, OwnCase: the actor does not work on this case
    :raises PurposeUnknown: no purpose was chosen
    """
    case = note_opened(case_id=case_id, purpose=purpose, actor=actor, at=at)
    contact = reading.contact_of(case)
    if contact.phone:
        return contact
    registered = reachable.contacts_of([case.applicant_id]).get(case.applicant_id)
    return replace(contact, phone=registered.phone) if registered else contact


@transaction.atomic
def note_opened(*, case_id: UUID, purpose: str, actor: Actor, at: datetime) -> Case:
    """Write down that the actor reads the numbers of a case in full, and return the case.

    :raises CaseNotFound, NotYourCase, OwnCase: the actor does not work on this case
    :raises PurposeUnknown: no purpose was chosen
    """
    case = questions.case(case_id, actor)
    policies.check_has_right(actor, case, *OPENERS)
    note(case, purpose=purpose, actor=actor, at=at)
    return case


@transaction.atomic
def note(case: Case, *, purpose: str, actor: Actor, at: datetime) -> None:
    """Write down that the actor, whom the caller has checked, reads the numbers of a case.

    :raises PurposeUnknown: no purpose was chosen
    """
    if purpose not in PURPOSES:
        raise PurposeUnknown
    case_reading.note_case(case, actor=actor, at=at, purpose=purpose)
    fact = events.NumbersRead(case_id=case.pk)
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code, purpose=purpose)
