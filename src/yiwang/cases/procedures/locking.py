# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The first lines of every command on a procedure: the case is locked, the actor may, and now."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from yiwang.cases import policies
from yiwang.cases.enums import Action, CaseState, Role
from yiwang.cases.errors import MaterialUnknown, ProcedureNotFound, ProcedureNotNow
from yiwang.cases.models import (
    Case,
    InterestedParty,
    PreliminaryReview,
    ProcedureFile,
    SpecialProcedure,
    Statement,
)
from yiwang.cases.services import content
from yiwang.cases.services.locking import locked_case, save
from yiwang.foundation.actors import Actor
from yiwang.foundation.text import clean_text

BEFORE_THE_DECISION = (CaseState.ACCEPTED, CaseState.IN_PROCESS, CaseState.SUSPENDED)
MOST_FILES = 10
LINE = 200


def case_for_staff(case_id: UUID, *, actor: Actor, revision: int | None = None) -> Case:
    """Return the locked case for whoever handles it.

    :raises NotYourCase, OwnCase: the actor does not handle it
    :raises ProcedureNotNow: it is not between acceptance and decision
    """
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_can(actor, Action.CLAIM, case, role=Role.HANDLER)
    return _in_time(case)


def case_for_applicant(case_id: UUID, *, actor: Actor) -> Case:
    """Return the locked case for its applicant, or whom they entrusted with applying.

    :raises CaseNotFound: it is somebody else's
    :raises ProcedureNotNow: it is not between acceptance and decision
    """
    case = locked_case(case_id, actor=actor)
    policies.check_can(actor, Action.ANSWER_CORRECTION, case)
    return _in_time(case)


def _in_time(case: Case) -> Case:
    if case.state not in BEFORE_THE_DECISION:
        raise ProcedureNotNow
    return case


def touch(case: Case) -> None:
    """Count a change of the case, and note that it has procedures."""
    case.has_procedures = True
    save(case, "has_procedures")


def procedure_of(case: Case, procedure_id: UUID) -> SpecialProcedure:
    """Return a procedure of a locked case.

    :raises ProcedureNotFound: it is another case's
    """
    found = SpecialProcedure.objects.filter(pk=procedure_id, case=case).first()
    if found is None:
        raise ProcedureNotFound
    return found


def party_of(case: Case, party_id: UUID) -> InterestedParty:
    """Return a party of a locked case.

    :raises ProcedureNotFound: it is another case's
    """
    found = InterestedParty.objects.filter(pk=party_id, case=case).first()
    if found is None:
        raise ProcedureNotFound
    return found


def statement_of(case: Case, statement_id: UUID) -> Statement:
    """Return a statement in a locked case.

    :raises ProcedureNotFound: it is another case's
    """
    found = Statement.objects.filter(pk=statement_id, case=case).first()
    if found is None:
        raise ProcedureNotFound
    return found


def line(text: str) -> str:
    """Return one line of at most 200 characters as it is stored."""
    return clean_text(text, max_length=LINE)


def keep_files(
    case: Case,
    files: Sequence[UUID],
    *,
    actor: Actor,
    at: datetime,
    procedure: SpecialProcedure | None = None,
    statement: Statement | None = None,
    review: PreliminaryReview | None = None,
) -> list[str]:
    """Add files that the actor uploaded; return their hashes.

    :raises MaterialUnknown: too many, somebody else's, or used in this case before
    """
    if not files:
        return []
    if len(files) > MOST_FILES or len(set(files)) != len(files):
        raise MaterialUnknown
    stored = content.own_files({"files": files}, actor=actor)
    if ProcedureFile.objects.filter(case=case, file_id__in=files).exists():
        raise MaterialUnknown
    try:
        ProcedureFile.objects.bulk_create(
            [
                ProcedureFile(
                    region_code=case.region_code,
                    case=case,
                    procedure=procedure,
                    statement=statement,
                    review=review,
                    file_id=file_id,
                    added_by_id=policies.account_of(actor),
                    added_at=at,
                )
                for file_id in files
            ]
        )
    except IntegrityError as error:
        raise MaterialUnknown from error
    return sorted(stored.values())
