# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading somebody's case leaves a trace: who, what for, when."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.cases import events
from yiwang.cases.models import Case
from yiwang.cases.queries import cases as questions
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger

HANDLING = "case_handling"


@transaction.atomic
def open_case(*, case_id: UUID, actor: Actor, at: datetime, purpose: str = HANDLING) -> Case:
    """Return a case to staff or a machine and write down that they read it.

    An applicant who reads their own case leaves no trace.

    :raises CaseNotFound: there is none, or the actor may not see it
    """
    case = questions.case(case_id, actor)
    if not actor.is_citizen:
        ledger.append(
            events.CaseRead(case_id=case.pk),
            actor=actor,
            at=at,
            region_code=case.region_code,
            purpose=purpose,
        )
    return case
