# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may ask and answer, and for how long; reads what it is handed, queries nothing."""

from typing import TYPE_CHECKING, Final

from yiwang.cases.desk.enums import ConsultationState
from yiwang.cases.desk.errors import ConsultationNotFound, ConsultationOver
from yiwang.cases.enums import CaseState
from yiwang.cases.errors import OwnCase
from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import Right

if TYPE_CHECKING:
    from yiwang.cases.models import Case, Consultation

WORKING: Final = (
    Right.CASES_ACCEPT,
    Right.CASES_HANDLE,
    Right.CASES_REVIEW,
    Right.CASES_APPROVE,
)
"""One of these rights lets staff ask about a case of their department, and answer others."""
WHILE: Final = frozenset(
    {CaseState.SUBMITTED, CaseState.ACCEPTED, CaseState.IN_PROCESS, CaseState.SUSPENDED}
)
"""Where a case stands while somebody may be asked about it, and may read it for that."""


def works(actor: Actor) -> bool:
    """Tell whether the actor's post works on cases at all."""
    return actor.is_staff and any(map(actor.has_right, WORKING))


def check_may_answer(actor: Actor, case: "Case", made: "Consultation") -> None:
    """Raise unless the actor, who is asked, may still read the case and answer.

    :raises ConsultationNotFound: the actor's post works on no cases
    :raises OwnCase: it is their own case, or that of a firm of theirs
    :raises ConsultationOver: it was answered or taken back, or the case is over
    """
    if not works(actor):
        raise ConsultationNotFound
    if actor.stands_behind(case.applicant_id) or actor.stands_behind(case.agent_id):
        raise OwnCase
    if made.state != ConsultationState.ASKED or case.state not in WHILE:
        raise ConsultationOver
