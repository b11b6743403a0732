# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading somebody's case leaves a trace: who, what for, when."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from yiwang.cases import events
from yiwang.cases.enums import ApplicantKind
from yiwang.cases.models import Case
from yiwang.cases.queries import cases as questions
from yiwang.foundation.actors import Actor
from yiwang.identity.enums import Purpose
from yiwang.identity.services import privacy_reads
from yiwang.identity.services.privacy_reads import Seen
from yiwang.organizations.enums import Right

_WORKS = frozenset(
    {
        Right.CASES_ACCEPT,
        Right.CASES_HANDLE,
        Right.CASES_REVIEW,
        Right.CASES_APPROVE,
        Right.COUNTER_ASSIST,
    }
)


def open_case(*, case_id: UUID, actor: Actor, at: datetime, purpose: str = "") -> Case:
    """Return a case to staff or a machine and write down that they read it.

    An applicant who reads their own case leaves no trace. Call it outside ``read_only``.

    :param purpose: that a machine stated; otherwise it follows from who reads which case
    :raises CaseNotFound: there is none, or the actor may not see it
    """
    case = questions.case(case_id, actor)
    note_case(case, actor=actor, at=at, purpose=purpose)
    return case


def note_case(case: Case, *, actor: Actor, at: datetime, purpose: str = "") -> None:
    """Write down that an actor is shown a case, or a part of it that names its people."""
    people = {case.applicant_id, case.agent_id}
    privacy_reads.note_reads(
        [Seen(person_id, case.pk) for person_id in people],
        actor=actor,
        at=at,
        purpose=purpose or purpose_of(case, actor),
        also=[events.CaseRead(case_id=case.pk)],
    )


def purpose_of(case: Case, actor: Actor) -> str:
    """Return what a staff member opens a case for: it follows from their post and its state."""
    if actor.is_staff and _WORKS.isdisjoint(actor.rights):
        return Purpose.SUPERVISION
    return Purpose.RECORD_LOOKUP if case.closed_at else Purpose.CASE_HANDLING


def note_listed(rows: Iterable[Case], *, actor: Actor, at: datetime) -> None:
    """Write down that a list showed the names of these applicants; firms' names are public."""
    privacy_reads.note_reads(
        [Seen(row.applicant_id, row.pk) for row in rows if _is_natural(row)],
        actor=actor,
        at=at,
        purpose=Purpose.CASE_SEARCH,
    )


def _is_natural(row: Case) -> bool:
    return row.applicant_kind != ApplicantKind.LEGAL
