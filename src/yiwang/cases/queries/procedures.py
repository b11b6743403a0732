# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is asked about procedures, parties, statements and the review by a lower body."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise

from yiwang.cases.enums import (
    RUNNING_PROCEDURES,
    PartyRole,
    ProcedureAction,
    ProcedureState,
)
from yiwang.cases.errors import CaseNotFound
from yiwang.cases.lower_body.gates import now_of
from yiwang.cases.models import (
    Case,
    InterestedParty,
    PreliminaryReview,
    ProcedureFile,
    SpecialProcedure,
    Statement,
)
from yiwang.cases.procedures.kinds import KINDS, Kind, Particular, kind_of
from yiwang.foundation.actors import Actor

__all__ = [
    "KINDS",
    "CaseProcedures",
    "Kind",
    "Particular",
    "ShownProcedure",
    "kind_of",
    "procedure_file",
    "procedures_of",
]


@dataclass(frozen=True, slots=True)
class ShownProcedure:
    """A procedure with what its kind adds, for people to read.

    :ivar is_overdue: it takes longer than was told, or was not held in the law's days
    """

    row: SpecialProcedure
    kind: Kind
    files: Sequence[ProcedureFile]
    is_overdue: bool

    @property
    def name(self) -> str | Promise:
        return self.kind.name

    @property
    def is_running(self) -> bool:
        return self.row.state in RUNNING_PROCEDURES

    @property
    def particulars(self) -> list[tuple[str | Promise, str]]:
        """Return what only this kind has, with its labels."""
        return [
            (each.label, self.row.particulars[each.key])
            for each in (*self.kind.told, *self.kind.found)
            if each.key in self.row.particulars
        ]

    @property
    def actions(self) -> tuple[ProcedureAction, ...]:
        """Return what can be done to it now, whoever asks."""
        found = self.kind.table.actions(ProcedureState(self.row.state))
        if not self.row.is_required:
            return found
        return tuple(one for one in found if one is not ProcedureAction.CANCEL)


@dataclass(frozen=True, slots=True)
class CaseProcedures:
    """Everything of this sort that a case has, first things first."""

    procedures: Sequence[ShownProcedure] = ()
    parties: Sequence[InterestedParty] = ()
    statements: Sequence[Statement] = ()
    reviews: Sequence[PreliminaryReview] = ()
    files: Sequence[ProcedureFile] = field(default=())

    @property
    def applicant_party(self) -> InterestedParty | None:
        """Return the applicant's row, once told of the right to a hearing."""
        return next((one for one in self.parties if one.role == PartyRole.APPLICANT), None)

    @property
    def review(self) -> PreliminaryReview | None:
        """Return the stage of review that has the file, or had it last."""
        return now_of(self.reviews)

    @property
    def unanswered(self) -> list[Statement]:
        return [one for one in self.statements if not (one.answered_at or one.ended_at)]

    def files_of_statement(self, statement_id: UUID) -> list[ProcedureFile]:
        return [one for one in self.files if one.statement_id == statement_id]


NONE = CaseProcedures()


def procedures_of(case: Case, *, today: date) -> CaseProcedures:
    """Return the procedures of a case that the caller has made sure the reader sees.

    No query for a case that has none; five at most, however many it has.
    """
    if not case.has_procedures:
        return NONE
    files = list(
        ProcedureFile.objects.filter(case=case).select_related("file").order_by("added_at", "id")
    )
    rows = SpecialProcedure.objects.filter(case=case).order_by("planned_at", "id")
    return CaseProcedures(
        procedures=[
            ShownProcedure(
                row=row,
                kind=kind_of(row.kind),
                files=[one for one in files if one.procedure_id == row.pk],
                is_overdue=_is_overdue(row, today),
            )
            for row in rows
        ],
        parties=list(InterestedParty.objects.filter(case=case).order_by("told_at", "id")),
        statements=list(
            Statement.objects.filter(case=case)
            .select_related("party")
            .order_by("received_at", "id")
        ),
        reviews=list(PreliminaryReview.objects.filter(case=case).order_by("stage")),
        files=files,
    )


def _is_overdue(row: SpecialProcedure, today: date) -> bool:
    if row.state not in RUNNING_PROCEDURES:
        return False
    last_days = [row.end_by]
    if row.state != ProcedureState.HELD:
        last_days.append(row.hold_by)
    return any(day is not None and day < today for day in last_days)


def procedure_file(case_id: UUID, file_id: UUID, actor: Actor) -> ProcedureFile:
    """Return a file of a procedure of a case that the actor sees.

    Applicants get the papers of procedures and what they handed in themselves; what others handed
    in, and what offices write to each other, they do not.

    :raises CaseNotFound: no such file, or not theirs
    """
    found = ProcedureFile.objects.filter(
        case__in=Case.objects.visible_to(actor).filter(id=case_id), file_id=file_id
    )
    if actor.is_citizen:
        own = Q(statement__isnull=False, statement__party__isnull=True)
        found = found.filter(
            Q(procedure__isnull=False)
            | (own & Q(statement__procedure__isnull=True))
            | Q(statement__party__role=PartyRole.APPLICANT)
        )
    file = found.select_related("file").first()
    if file is None:
        raise CaseNotFound
    return file
